// Owns what the page reads off the agenda's flat order: parts of a block, what stands on the same level, what is still
// to come and where a block may go. Pure functions, so that a test needs only data; the kiosk decides, and they must
// never offer what it refuses.

import type { Agenda, Block } from "./wire";

export function parts_of(agenda: Agenda, id: string): string[] {
  return agenda.order.filter((one) => agenda.by[one]?.inside === id);
}

/** A part that works at the same time as the others of its block: a table. */
export function is_table(agenda: Agenda, block: Block): boolean {
  return block.inside !== undefined && agenda.by[block.inside]?.side_by_side === true;
}

/** It has not begun, and the evening has not gone by it. */
export function is_to_come(agenda: Agenda, id: string): boolean {
  const begun = agenda.order.map((one) => agenda.by[one]?.state).map((state) => state === "done" || state === "now");
  return agenda.order.indexOf(id) > begun.lastIndexOf(true);
}

/** What a block would stand before when it goes one place: null is the end, undefined means that it cannot go. */
export function place_after_move(agenda: Agenda, id: string, way: "earlier" | "later"): string | null | undefined {
  const block = agenda.by[id];
  if (block === undefined || !is_to_come(agenda, id)) return undefined;
  const level = agenda.order.filter((one) => agenda.by[one]?.inside === block.inside);
  const at = level.indexOf(id);
  if (way === "later") return at === level.length - 1 ? undefined : (level[at + 2] ?? null);
  const before = level[at - 1];
  return before !== undefined && is_to_come(agenda, before) ? before : undefined;
}

export function may_split(agenda: Agenda, id: string): boolean {
  const block = agenda.by[id];
  return block?.state === "todo" && block.minutes > 1 && parts_of(agenda, id).length === 0;
}

/** Blocks that another may stand before, on the top level. */
export function places_before(agenda: Agenda): string[] {
  return agenda.order.filter((id) => agenda.by[id]?.inside === undefined && is_to_come(agenda, id));
}

/** Blocks that may get one more part: still to come, or busy with parts that follow one another. */
export function takers_of_parts(agenda: Agenda): string[] {
  return agenda.order.filter((id) => {
    const block = agenda.by[id];
    if (block === undefined || block.inside !== undefined) return false;
    const going = block.state === "now" && block.side_by_side !== true && parts_of(agenda, id).length > 0;
    return going || is_to_come(agenda, id);
  });
}

/** A time as people write it on a clock: 20:30, 9.05. */
export function is_clock(text: string): boolean {
  return /^([01]?[0-9]|2[0-3])[:.][0-5][0-9]$/.test(text);
}
