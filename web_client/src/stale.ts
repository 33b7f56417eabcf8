// Owns the sentence for a step that came too late because somebody else had just taken one: who was first, and what is
// now. A pure function from what the page knows to a locale key, so that a test needs only data; it must never blame.

import type { Known } from "./store";
import type { Step, Verb } from "./wire";
import type { Fill } from "./words";

export interface Said {
  key: string;
  fill?: Fill;
}

/** Who a step was taken by: "kiosk" is the laptop, null when that person is not known here. */
export function taken_by(step: Step, known: Known): { name: string } | "me" | "kiosk" | null {
  if (step.by === undefined) return "kiosk";
  if (step.by === known.me?.person) return "me";
  const person = known.desk?.people.by[step.by];
  return person === undefined ? null : { name: person.shown };
}

/**
 * What to say when the kiosk refused the verb as stale; null as long as the page has not heard what changed. `before` is
 * what the page knew at the press, when that is known: a step that was there already came not in between. Names of people
 * in `fill` are as the kiosk shows them.
 */
export function stale_words(verb: Verb, known: Known, before?: Known): Said | null {
  const { view } = known;
  if (view === null) return null;
  const expected = verb.expect ?? null;
  const said = (what: string, codes: readonly string[], fill: Fill = {}): Said => {
    const first = known.desk?.steps[0];
    const newest = before?.desk?.steps.some(({ id }) => id === first?.id) ? undefined : first;
    // the newest step names somebody only when it is the one that came in between
    const fits = newest !== undefined && codes.some((code) => newest.code.startsWith(code));
    const by = newest !== undefined && fits ? taken_by(newest, known) : null;
    const named = by !== null && typeof by === "object";
    const who = named ? "name" : by === "me" ? "me" : "other";
    return { key: `lead.stale.${who}_${what}`, fill: named ? { ...fill, name: by.name } : fill };
  };
  if (verb.do.startsWith("agenda.") && "expect" in verb) {
    if ((view.agenda.now ?? null) === expected) return null;
    const block = view.agenda.now === undefined ? undefined : view.agenda.by[view.agenda.now];
    return block === undefined ? { key: "lead.stale.other_step" } : said("block", ["agenda_", "meeting_started"], { title: block.title });
  }
  if ((verb.do === "pass_on" || verb.do.startsWith("queue.")) && "expect" in verb) {
    const { speaking, order, by } = view.queue;
    const comes = speaking?.interrupts?.id ?? order[0];
    if ((speaking?.id ?? null) === expected) {
      // the same one speaks: it was the order that changed
      const aimed = (verb.next ?? verb.entry) as string | undefined;
      if (aimed === undefined || (verb.next === undefined ? order.includes(aimed) : comes === aimed)) return null;
      const first = order[0] === undefined ? undefined : by[order[0]];
      return first === undefined ? { key: "lead.stale.other_step" } : { key: "lead.stale.order", fill: { name: first.name } };
    }
    const codes = ["queue_next", "speaker_", "turn_passed_on"];
    const spoke = before?.view?.queue.speaking;
    // no step came in between: whoever spoke ended the turn, which is no step
    const ended = before?.desk && before.desk.steps[0]?.id === known.desk?.steps[0]?.id && spoke?.id === expected;
    if (speaking === undefined && ended) return { key: "lead.stale.ended_silence", fill: { name: spoke.name } };
    return speaking === undefined ? said("silence", codes) : said("speaker", codes, { speaker: speaking.name });
  }
  return { key: "lead.stale.other_step" };
}
