// Owns what each role may ask of the kiosk, so that the page shows no button that would be refused, and who sees the desk.
// Pure, so that a test needs only data; the kiosk decides, and this must never allow more than it does.

import type { Role } from "./wire";

/** Somebody without a phone gets their place in the row, and a group. */
const helping = ["queue.add", "queue.hands", "queue.name", "queue.return", "person.group"];

/** Steps beyond an attendee's own. A chair may do them all. */
const steps: Record<Exclude<Role, "chair">, readonly string[]> = {
  attendee: [],
  minute_taker: [
    "check_in.merge",
    "check_in.split",
    "check_in.hide",
    "check_in.allow",
    "agenda.edit",
    "poll.add",
    "poll.remove",
    "person.rename",
    "question.allow",
    "question.hide",
    "question.merge",
    "question.answered",
    ...helping,
  ],
  table_facilitator: ["agenda.done", ...helping],
};
/** An area of the desk by its name, and yet for everybody: the answer to one's own invitation. */
const of_everybody = ["question.accept"];

/** Whether this role may ask for the verb. Verbs without a dot are an attendee's, and everybody is one; undo is the chair's. */
export function allows(role: Role, verb: string): boolean {
  const of_desk = (verb.includes(".") || verb === "undo") && !of_everybody.includes(verb);
  return role === "chair" || !of_desk || (steps[role] ?? []).includes(verb);
}

/** The desk holds words before they are shown, notes and who is who. */
export function sees_desk(role: Role): boolean {
  return role === "chair" || role === "minute_taker";
}
