// Owns what each role may ask of the kiosk, so that the page shows no button that would be refused, and who sees the desk.
// Pure, so that a test needs only data; the kiosk decides, and this must never allow more than it does.

import type { Role } from "./wire";

/** Steps beyond an attendee's own. A chair may do them all. */
const steps: Record<Exclude<Role, "chair">, readonly string[]> = {
  attendee: [],
  minute_taker: [
    "check_in.merge",
    "check_in.split",
    "check_in.hide",
    "check_in.allow",
    "agenda.edit",
    "queue.add",
    "poll.add",
    "poll.remove",
    "person.rename",
  ],
  table_facilitator: ["agenda.done", "queue.add"],
};

/** Whether this role may ask for the verb. Verbs without a dot are an attendee's, and everybody is one; undo is the chair's. */
export function allows(role: Role, verb: string): boolean {
  const of_desk = verb.includes(".") || verb === "undo";
  return role === "chair" || !of_desk || (steps[role] ?? []).includes(verb);
}

/** The desk holds words before they are shown, notes and who is who. */
export function sees_desk(role: Role): boolean {
  return role === "chair" || role === "minute_taker";
}
