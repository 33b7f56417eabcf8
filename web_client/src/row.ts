// Owns what the page reads off the row of speakers: the hash of the order that it draws, one's own place, about how long
// still, and why somebody stands where they stand. Pure functions, so that a test needs only data; the order is the
// kiosk's own, and nothing here may put anybody elsewhere.

import { spoken_ms } from "./clock";
import type { Known } from "./store";
import type { Groups, Interrupted, Me, Queue, QueueEntry, QueueKind, QueueRule, Why } from "./wire";
import type { Fill } from "./words";

/** The kinds in the order in which they are offered. */
export const kinds: readonly QueueKind[] = ["point", "reply", "question", "point_of_order"];

/** A key with what fills it in. */
export interface Worded {
  key: string;
  fill?: Fill;
}

/**
 * FNV-1a over 32 bits (offset 2166136261, prime 16777619), 8 hexadecimal digits, of who speaks and who waits, in order:
 * what two screens drew is the same exactly when these are.
 */
export function order_hash(speaking: string | undefined, order: readonly string[]): string {
  const text = [speaking ?? "-", ...order].join(" ");
  let hash = 2166136261;
  for (let at = 0; at < text.length; at += 1) hash = Math.imul(hash ^ text.charCodeAt(at), 16777619);
  return (hash >>> 0).toString(16).padStart(8, "0");
}

/** Whether this page would draw another order than the kiosk has. One that names no hash is believed. */
export function differs(queue: Queue): boolean {
  return queue.hash !== undefined && order_hash(queue.speaking?.id, queue.order) !== queue.hash;
}

/** One's own entries that wait, first the one that comes first: an ordinary one, a point of order, or both. */
export function own_entries(queue: Queue, me: Me): string[] {
  return queue.order.filter((id) => me.entries?.[id] !== undefined || queue.by[id]?.person === me.person);
}

/** The person's place in the row, counted from 1; 0 when not in it. */
export function my_place(known: Known): number {
  if (known.view === null || known.me === null) return 0;
  const [first] = own_entries(known.view.queue, known.me);
  return first === undefined ? 0 : known.view.queue.order.indexOf(first) + 1;
}

/** The entry of this person that speaks; undefined when somebody else does, or nobody. */
export function own_turn(queue: Queue, me: Me): string | undefined {
  const { speaking } = queue;
  return speaking !== undefined && speaking.person === me.person ? speaking.id : undefined;
}

/** This person was speaking when a point of order came between, and goes on after it. */
export function own_turn_waits(queue: Queue, me: Me): boolean {
  return queue.speaking?.interrupts?.person === me.person;
}

/** What is left of the turn of who gave way; 0 when it was over, null when it has no limit. */
export function left_then_ms(gave_way: Interrupted): number | null {
  return gave_way.limit_s === 0 ? null : Math.max(0, gave_way.limit_s * 1000 - gave_way.spoken_ms);
}

/** The name of whom a reply would answer; "" when replies are closed, when nobody has spoken, or when it is oneself. */
export function answered_name(queue: Queue, person: string | undefined): string {
  const { answered } = queue;
  if (!queue.replies || answered === undefined) return "";
  return answered.person !== undefined && answered.person === person ? "" : answered.name;
}

/** An entry of this person that was called while they were away. */
export function own_absent(me: Me): string | undefined {
  return Object.keys(me.entries ?? {}).find((id) => me.entries?.[id]?.absent);
}

/**
 * How long it takes, in milliseconds, until the entry at this place (from 1) is called: the rest of the turn that runs, and
 * one turn of each before it. Null when that cannot be known: nobody speaks, so nobody knows when the row moves on; a turn
 * has no expected length. After a point of order that stands between, the turn goes on that gave way to it.
 */
export function wait_ms(queue: Queue, place: number, now_ms: number | null): number | null {
  const { speaking, order, by, turn_s } = queue;
  if (speaking === undefined || now_ms === null || place < 1) return null;
  const expected_s = speaking.limit_s > 0 ? speaking.limit_s : turn_s[speaking.kind];
  if (!(expected_s > 0)) return null;
  const then_ms = speaking.interrupts === undefined ? 0 : left_then_ms(speaking.interrupts);
  if (then_ms === null) return null;
  let sum_ms = Math.max(0, expected_s * 1000 - spoken_ms(speaking, now_ms)) + then_ms;
  for (const id of order.slice(0, place - 1)) {
    const s = turn_s[by[id]?.kind ?? "point"]; // of the end of a long row no more than the order is here
    if (!(s > 0)) return null;
    sum_ms += s * 1000;
  }
  return sum_ms;
}

/** A wait as people say it: whole minutes, rounded up, since who comes early waits, and who comes late is passed. */
export function wait_words(ms: number): Worded {
  return ms < 60000 ? { key: "web.row.wait_short" } : { key: "web.row.wait", fill: { n: Math.ceil(ms / 60000) } };
}

/** A time that was spoken, as a clock says it: 4:05. */
export function spoken_text(s: number): string {
  return `${Math.floor(s / 60)}:${String(Math.floor(s % 60)).padStart(2, "0")}`;
}

/** Why somebody stands where they stand, in the reader's words; who is in no named group has a sentence too. */
export function reason_words(why: Why, groups: Groups | undefined): Worded {
  const { code } = why;
  if (code === "place_turn") return { key: why.place === "home" ? "reason.place_turn.home" : "reason.place_turn.room" };
  if (code === "least_time") return { key: "reason.least_time", fill: { time: spoken_text(why.s ?? 0) } };
  if (code === "group_turn") {
    const name = why.group === undefined ? undefined : groups?.by[why.group]?.name;
    return name === undefined ? { key: "reason.group_turn.none" } : { key: "reason.group_turn", fill: { group: name } };
  }
  return { key: `reason.${code}`, fill: { n: why.n ?? 0 } };
}

/** The rules in force as the parts of one sentence, in the order in which they count. */
export function rule_words(rules: readonly QueueRule[]): { chain: Worded; rule: QueueRule | null }[] {
  if (rules.length === 0) return [{ chain: { key: "rule.none" }, rule: null }];
  const parts: { chain: Worded; rule: QueueRule | null }[] = rules.map((rule, at) => ({
    chain: { key: at === 0 ? "rule.chain_first" : "rule.chain_then" },
    rule,
  }));
  return [...parts, { chain: { key: "rule.chain_last" }, rule: null }];
}

/** Entries that the view has no room for come from the section; the view's own are newer. */
export function entry_of(queue: Queue, more: Record<string, QueueEntry> | undefined, id: string): QueueEntry | undefined {
  return queue.by[id] ?? more?.[id];
}
