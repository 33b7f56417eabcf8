// Owns what the page reads off the evening's time: how far the block that is on has come, when its time is nearly over,
// and the picture of the whole evening in pieces. Pure functions, so that a test needs only data; the times are the
// kiosk's own, and nothing here may forecast.

import { is_table, parts_of } from "./runbook";
import type { Agenda, Block } from "./wire";

/** The last fifth of a block is its last part: then its time is marked, calmly, and stays so after the end. */
const last_part = 0.2;

export interface BlockTime {
  /** Milliseconds until the end; negative when it is past. */
  left_ms: number;
  /** What is over of it, from 0 to 1. */
  over: number;
  nearly_over: boolean;
}

/** How the time of a block that is on stands; null for one without times, or that is not on. */
export function time_of(block: Block | undefined, now_ms: number | null): BlockTime | null {
  if (block === undefined || now_ms === null || block.state !== "now") return null;
  const { starts_ms, ends_ms } = block;
  if (starts_ms === undefined || ends_ms === undefined) return null;
  const whole_ms = Math.max(0, ends_ms - starts_ms);
  const left_ms = ends_ms - now_ms;
  const over = whole_ms === 0 ? 1 : Math.min(1, Math.max(0, (now_ms - starts_ms) / whole_ms));
  return { left_ms, over, nearly_over: left_ms <= whole_ms * last_part };
}

/** One piece of the evening's line: a block with everything in it. */
export interface Piece {
  id: string;
  state: Block["state"];
  minutes: number;
}

export interface Picture {
  line: Piece[];
  /** Which piece is on, counted from 1; 0 when none is. */
  at: number;
  /** The block that what is on is a part of. */
  whole: Block | undefined;
  /** What follows one another inside the block that is on; none when nothing does. */
  parts: string[];
  /** The tables that work at the same time; none when nobody sits at tables. */
  tables: string[];
  /** What comes after the block that is on, the next one first. */
  coming: string[];
}

/** The evening in one look: what was, what is on with what is in it, what comes. Skipped blocks are not in it. */
export function picture_of(agenda: Agenda): Picture {
  const { order, by, now } = agenda;
  const top = order.filter((id) => by[id]?.inside === undefined && by[id]?.state !== "skipped");
  const block = now === undefined ? undefined : by[now];
  const top_now = block?.inside ?? now;
  const listed = (id: string) => parts_of(agenda, id).filter((one) => by[one]?.state !== "skipped");
  const inside = top_now === undefined ? [] : listed(top_now);
  const at_tables = inside.some((id) => by[id] !== undefined && is_table(agenda, by[id] as Block));
  const line = top.map((id) => {
    const one = by[id] as Block;
    return { id, state: id === top_now ? ("now" as const) : one.state, minutes: one.minutes };
  });
  const at = line.findIndex((piece) => piece.id === top_now) + 1;
  return {
    line,
    at,
    whole: block?.inside === undefined ? undefined : by[block.inside],
    parts: at_tables ? [] : inside,
    tables: at_tables ? inside : [],
    coming: line.slice(at).filter((piece) => piece.state === "todo").map((piece) => piece.id),
  };
}

/** The pieces that lie behind us fold together when there are more of them than this. */
const past_shown = 3;

/** How many rows of the list lie behind us and may be folded away: only what is before everything that is on or comes. */
export function folded(agenda: Agenda): number {
  const { order, by } = agenda;
  const first = order.findIndex((id) => by[id]?.state === "now" || by[id]?.state === "todo");
  // a block stands before its parts: what is on in it keeps the whole of it in the list
  const inside = first < 0 ? undefined : by[order[first] as string]?.inside;
  const keep = first < 0 ? order.length : inside === undefined ? first : order.indexOf(inside);
  return keep > past_shown && first >= 0 ? keep : 0;
}
