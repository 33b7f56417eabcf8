// Owns the page's living state: signals over store, connection, clock and words, and the few acts that views call.
// It runs on the page's only thread and wires the browser to the parts that do not know it; it must never draw.

import { computed, signal, type Signal } from "@preact/signals";
import { make_clock } from "./clock";
import { Connection, type Command, type Link, type SocketLike } from "./connection";
import { make_id, make_memory } from "./memory";
import { became_first, became_speaker, news_between } from "./news";
import { code_in } from "./pairing";
import { allows } from "./rights";
import { differs, my_place, own_turn, reason_words } from "./row";
import { stale_words, taken_by } from "./stale";
import { greeted, nothing_known, receive, type Known } from "./store";
import type { Me, Params, Place, ReactionKind, Reply, ReplyOk, Role, ServerFrame, Step, Verb, Why } from "./wire";
import { direction_of, fetch_words, make_words, person_name, preferred_language, type Fill, type Words } from "./words";

/** The languages that this kiosk has words for, Dutch first; put in at build time. */
declare const LANGUAGES: string[];
export const languages: readonly string[] = LANGUAGES;

/** How a command of this page ended, by its key. Gone when a newer one of that key is sent. */
export interface Outcome {
  ok: boolean;
  /** What the kiosk said, in the person's language; for our own refusals the text of a key. */
  text: string;
  reply: Reply;
  verb: Verb;
  /** Somebody else was first: a sentence about what is now, and nothing went wrong. */
  stale: boolean;
}

/** A right that came or went without this phone asking for it just now. */
export interface RightNews {
  was: Role;
  is: Role;
}

export interface Notice {
  text: string;
  kind: "done" | "news" | "refused";
  serial: number;
  /** Where any of these can be read on the screen, the notice would only say it again; worded when one looks. */
  says: () => readonly string[];
}

export interface Table {
  block: string;
  title: string;
}

/** A page that was away longer than this asks again who is there: it may be another evening. */
const same_evening_ms = 12 * 60 * 60 * 1000;
const notice_ms = { done: 4000, news: 6000, refused: 10000 };
/** The view and the desk hear of a step in two frames, one behind the other. */
const both_views_ms = 60;
/** A polite word about a step that came too late stands this long. */
const stale_ms = 15000;
const reaction_pause_ms = 340;
const double_tap_ms = 700;
const tick_ms = 100;

const lasting = make_memory(() => window.localStorage);
const passing = make_memory(() => window.sessionStorage);
const clock = make_clock(() => performance.now());

export const known = signal<Known>(nothing_known);
export const link = signal<Link>("idle");
export const waiting = signal<readonly Command[]>([]);
export const outcomes = signal<Readonly<Record<string, Outcome>>>({});
export const notice = signal<Notice | null>(null);
export const language = signal(initial_language());
export const words = signal<Words | null>(null);
export const profile = signal({ name: lasting.read("name") ?? "", place: lasting.read("place") as Place | null });
export const joined = signal(false);
/** The table that this phone is at, as who facilitates it said; the title tells it apart in another evening. */
export const my_table = signal<Table | null>(read_table());
/** The page where a code is typed lies over the others; it survives a reload. */
export const entering_code = signal(passing.read("entering_code") !== null);
entering_code.subscribe((open) => (open ? passing.write("entering_code", "yes") : passing.forget("entering_code")));
export const right_news = signal<RightNews | null>(null);
/** Which side of the page one looks at who has a right; it survives a reload. */
export const tab = signal<"attend" | "lead">(passing.read("tab") === "lead" ? "lead" : "attend");
tab.subscribe((which) => passing.write("tab", which));
/** The kiosk's clock, ticking ten times a second while the page is seen; null before the kiosk said it. */
export const now_ms = signal<number | null>(null);

export const view = computed(() => known.value.view);
export const me = computed(() => known.value.me);
export const desk = computed(() => known.value.desk);
export const role = computed<Role>(() => me.value?.role ?? "attendee");
export const place_in_queue = computed(() => my_place(known.value));
/** The entry with which this person speaks now. */
export const turn = computed(() => (view.value && me.value ? own_turn(view.value.queue, me.value) : undefined));
/** The turn of one's own that was put away to see the page; it survives a reload. */
export const turn_seen = signal(passing.read("turn_seen") ?? "");
turn_seen.subscribe((entry) => (entry === "" ? passing.forget("turn_seen") : passing.write("turn_seen", entry)));
/** The groups for which this person answered already, so that the question comes once. */
const group_of_answer = signal(lasting.read("group_answer") ?? "");
const group_asked = computed(() => {
  const groups = view.value?.groups;
  return groups === undefined || me.value === null ? "" : `${me.value.person}:${groups.order.join()}`;
});
/** Whether the page still has to ask which group this person belongs to. */
export const group_question = computed(
  () => group_asked.value !== "" && me.value?.group === undefined && group_of_answer.value !== group_asked.value,
);
export function group_answered(): void {
  group_of_answer.value = group_asked.value;
  lasting.write("group_answer", group_asked.value);
}

// --- the own table

function read_table(): Table | null {
  const [block, title] = (lasting.read("table") ?? "").split("\n");
  return block !== undefined && title !== undefined ? { block, title } : null;
}

export function remember_table(table: Table | null): void {
  my_table.value = table;
  if (table === null) lasting.forget("table");
  else lasting.write("table", `${table.block}\n${table.title}`);
}

// --- words

function initial_language(): string {
  const kept = lasting.read("language");
  if (kept !== null && languages.includes(kept)) return kept;
  return preferred_language(navigator.languages ?? [navigator.language], languages);
}

let words_wait_ms = 500;
/** The words of who has a right stand in a file of their own; once one came they are kept beside the others. */
let leading_words = false;
/** The words were asked for and did not come yet: they are asked for again by themselves. */
export const words_fail = signal(false);

async function load_words(code: string): Promise<void> {
  const leading = leading_words;
  try {
    const fetched = await fetch_words(code, leading);
    if (language.value !== code || leading !== leading_words) return;
    words_wait_ms = 500;
    words_fail.value = false;
    words.value = fetched;
    document.documentElement.lang = code;
    document.documentElement.dir = direction_of(code);
  } catch {
    words_fail.value = true;
    window.setTimeout(() => {
      if (language.value === code && leading === leading_words) void load_words(code);
    }, words_wait_ms);
    words_wait_ms = Math.min(words_wait_ms * 2, 5000);
  }
}

/** Asks for the words of who has a right too; again when they did not come. */
export function want_leading_words(): void {
  if (leading_words && !words_fail.value) return;
  leading_words = true;
  void load_words(language.value);
}

const wordless = make_words("nl", {});
export function t(key: string, fill?: Fill): string {
  return (words.value ?? wordless).text(key, fill);
}

/** The name of a person as everybody reads it. */
export function named(name: string): string {
  return person_name(words.value ?? wordless, name);
}

/** Whether a button for this verb belongs on the page of this person. */
export function may(verb: string): boolean {
  return allows(role.value, verb);
}

/** Who took a step, for behind it: 'door Fatma', 'door u', 'op de laptop'. Empty when that is not known. */
export function step_by(step: Step): string {
  const who = taken_by(step, known.value);
  if (who === null) return "";
  if (typeof who === "string") return t(who === "me" ? "lead.by_you" : "lead.by_kiosk");
  return t("lead.by", { name: named(who.name) });
}

/** Why somebody stands where they stand, in one plain sentence. */
export function reason(why: Why): string {
  const { key, fill } = reason_words(why, view.value?.groups);
  return t(key, fill);
}

/** A sentence of the kiosk, by its code; when it is about a person, with the name as everybody reads it. */
export function sentence(key: string, params: Params): string {
  return t(key, typeof params.name === "string" ? { ...params, name: named(params.name) } : params);
}

export function choose_language(code: string): void {
  if (code === language.value) return;
  language.value = code;
  notice.value = null; // it is in the language of before
  lasting.write("language", code);
  void load_words(code);
  if (joined.value) {
    connection.join({ lang: code, place: profile.value.place ?? "room" });
    act({ do: "language", lang: code }, "language", { replaces: true });
  }
}

// --- notices

let notice_serial = 0;
export function notify(text: string, kind: Notice["kind"], says: Notice["says"] = () => []): void {
  notice_serial += 1;
  const serial = notice_serial;
  notice.value = { text, kind, serial, says: () => [text, ...says()] };
  window.setTimeout(() => {
    if (notice.value?.serial === serial) notice.value = null;
  }, notice_ms[kind]);
}

// --- the connection

function socket_address(): string {
  return `${location.protocol === "https:" ? "wss:" : "ws:"}//${location.host}/ws`;
}

export const connection = new Connection(
  {
    open_socket: () => new WebSocket(socket_address(), "buurtkiosk.v1") as unknown as SocketLike,
    monotonic_ms: () => performance.now(),
    wall_ms: () => Date.now(),
    set_timer: (wait_ms, action) => window.setTimeout(action, wait_ms),
    clear_timer: (timer) => window.clearTimeout(timer as number | undefined),
    random: Math.random,
    make_id,
    lasting,
    passing,
  },
  {
    link(now) {
      link.value = now;
    },
    frame: hear,
    greeted(reply, another) {
      if (another) begin_anew(reply.epoch);
      if (reply.epoch !== undefined) passing.write("epoch", reply.epoch);
      known.value = greeted(known.value, reply.epoch);
      lasting.write("joined_ms", String(Date.now()));
      pair_if_asked();
    },
    waiting(commands) {
      waiting.value = commands;
    },
    replied,
    pinged: (sent_ms, received_ms, kiosk_ms, rate) => clock.sample(sent_ms, received_ms, kiosk_ms, rate),
  },
);

/** Counts the persons that this page was: what was fetched or opened for one is not for the next. */
export const persons = signal(0);

/**
 * The kiosk does not know who we were, and made us somebody new. Nothing that was of the old person stays; when the
 * epoch is another one too it is another evening, and what was half written was meant for that one.
 */
function begin_anew(epoch: string | undefined): void {
  persons.value += 1;
  outcomes.value = {};
  known.value = nothing_known;
  forget_right();
  if (epoch !== passing.read("epoch")) forget_drafts();
}

let asking_for_view = false;
function hear(frame: ServerFrame): void {
  const before = known.value;
  const after = receive(before, frame);
  known.value = after;
  if (after.gap && !asking_for_view) ask_for_view();
  check_order(after);
  notice_turns(before, after);
  if (frame.me !== undefined) {
    set_right(after);
    watch_role(frame.me);
  }
  remember_head(after);
  if (stale_keys.size > 0) window.setTimeout(explain_stale, both_views_ms);
  if (words.value === null) return;
  const first = news_between(before, after)[0];
  if (first === undefined) return;
  const says = [...Object.values(first.fill ?? {}).map(String), ...(first.same ?? []).map((key) => t(key, { place: 1 }))];
  notify(sentence(first.key, first.fill ?? {}), "news", () => says.map(named));
}

let checked = "";
/** What this page draws must be what the kiosk has: when it is not, the whole view is asked for, once for each version. */
function check_order(after: Known): void {
  const version = `${after.epoch ?? ""}:${after.v}`;
  if (after.view === null || after.gap || version === checked || !differs(after.view.queue)) return;
  checked = version;
  ask_for_view();
}

/** A phone in a pocket may shake; where it cannot, or may not yet, the page says it all the same. */
function shake(pattern_ms: number[]): void {
  try {
    navigator.vibrate?.(pattern_ms);
  } catch {
    // some browsers throw before the page was touched
  }
}

function notice_turns(before: Known, after: Known): void {
  if (before.view === null) return;
  if (became_speaker(before, after)) shake([300, 100, 300]);
  else if (became_first(before, after)) shake([200]);
}

function ask_for_view(): void {
  asking_for_view = true;
  connection.request({ do: "view" }, () => undefined);
  window.setTimeout(() => {
    asking_for_view = false;
    if (known.value.gap && link.value === "open") ask_for_view();
  }, 2000);
}

/** A kiosk that does not know us any more (a new evening) gets the name again; the rest came with hello. */
function set_right(after: Known): void {
  const mine = after.me;
  if (mine === null || mine.name !== "" || profile.value.name === "") return;
  if (is_waiting("name") || outcomes.value.name?.ok === false) return;
  act({ do: "name", name: profile.value.name }, "name", { replaces: true });
}

// --- rights that come and go

/** The role that this phone has just asked for with a code: that it comes is no news. */
let asked_role: Role | undefined;

function watch_role(mine: Me): void {
  const was = passing.read("role") as Role | null;
  passing.write("role", mine.role);
  if (was === null || was === mine.role) return;
  lose_right(mine.role);
  const asked = mine.role === asked_role;
  asked_role = undefined;
  if (asked) return;
  tab.value = "attend";
  right_news.value = { was, is: mine.role };
}

/** Nothing half done is sent, and what belonged to the right does not stay on the phone. */
function lose_right(now: Role): void {
  connection.drop_waiting(({ verb }) => !allows(now, verb.do));
  const kept = Object.entries(outcomes.value).filter(([, one]) => allows(now, one.verb.do));
  outcomes.value = Object.fromEntries(kept);
  if (now !== "chair") forget_drafts("desk.");
  if (notice.value?.kind === "refused") notice.value = null; // what it was about is gone
}

function forget_right(): void {
  asked_role = undefined;
  right_news.value = null;
  passing.forget("role");
}

// --- steps that came too late

/** Refused steps whose sentence waits for the change that came in between. */
const stale_keys = new Set<string>();
/** What the page knew when it was pressed. */
const seen_at_press = new WeakMap<Verb, Known>();

function explain_stale(): void {
  for (const key of [...stale_keys]) explain_stale_step(key);
}

function explain_stale_step(key: string): void {
  const outcome = outcomes.value[key];
  const said = outcome?.stale ? stale_words(outcome.verb, known.value, seen_at_press.get(outcome.verb)) : null;
  if (outcome !== undefined && outcome.stale && said === null) return;
  stale_keys.delete(key);
  if (outcome === undefined || said === null) return;
  const fill = { ...said.fill };
  for (const hole of ["name", "speaker"]) if (typeof fill[hole] === "string") fill[hole] = named(fill[hole] as string);
  const text = t(said.key, fill);
  const settled = { ...outcome, text };
  outcomes.value = { ...outcomes.value, [key]: settled };
  notify(text, "news");
  window.setTimeout(() => {
    if (outcomes.value[key] === settled) forget_outcome(key);
  }, stale_ms);
}

let head_kept_ms = 0;
/** Keeps the last head of the hash chain that this phone saw: whoever rewrites the evening's file cannot reach it. */
function remember_head(after: Known): void {
  const now = performance.now();
  if (after.view === null || (head_kept_ms !== 0 && now - head_kept_ms < 5000)) return;
  head_kept_ms = now;
  const { seq, head } = after.view.journal;
  lasting.write("head", JSON.stringify({ seq, head, title: after.view.meeting.title }));
}

// --- acts

export function is_waiting(key: string): boolean {
  return waiting.value.some((one) => one.key === key);
}

export function act(verb: Verb, key: string, options: { replaces?: boolean } = {}): void {
  if (outcomes.value[key] !== undefined) forget_outcome(key);
  pressed = { verb, at_ms: performance.now() };
  connection.send(verb, key, options);
}

/** The person begins anew with what an outcome was about. */
export function forget_outcome(key: string): void {
  const { [key]: _, ...others } = outcomes.value;
  outcomes.value = others;
}

/** Steps that end the turn of who speaks or begin another: the same one twice within a moment is one finger. */
const turn_steps = ["queue.next", "queue.call", "queue.pass", "queue.end", "queue.interrupt"];
let pressed: { verb: Verb; at_ms: number } = { verb: { do: "" }, at_ms: -Infinity };

/** Whether a press on this step is the second of two quick taps: what the first one did may be on the page already. */
export function second_tap(step: string): boolean {
  return step === pressed.verb.do && performance.now() - pressed.at_ms < double_tap_ms;
}

/**
 * Chair steps: one at a time for each key, so that an impatient finger does nothing twice; and a step away from the same
 * block or speaker not twice within a moment, since the answer can be here before the page shows what it changed.
 * False when it was not sent: then what was filled in has to stay.
 */
export function lead(verb: Verb, key: string = verb.do): boolean {
  if (is_waiting(key)) return false;
  // whoever taps twice on 'next' has seen one order only, however quickly the button says another name
  const same = turn_steps.includes(verb.do) || ("expect" in verb && JSON.stringify(verb) === JSON.stringify(pressed.verb));
  if (same && second_tap(verb.do)) return false;
  seen_at_press.set(verb, known.value);
  act(verb, key);
  return true;
}

/** A chair step that adds something: the second of two quick taps would add what the form says now that it is empty again. */
export function lead_once(verb: Verb, key: string = verb.do): boolean {
  return !second_tap(verb.do) && lead(verb, key);
}

const own_refusals = ["gone", "crowded"];

function replied(command: Command, reply: Reply): void {
  const { key, verb } = command;
  const stale = !reply.ok && reply.error.code === "stale" && role.value !== "attendee";
  const text = reply.ok ? confirmation(command, reply) : stale ? t("lead.stale.other_step") : refusal_text(reply.error);
  if (!reply.ok && !may(verb.do)) return; // the right went in between, and the page says so
  outcomes.value = { ...outcomes.value, [key]: { ok: reply.ok, text, reply, verb, stale } };
  if (verb.do === "pair") paired(reply);
  else if (reply.ok && (verb.do === "explain" || verb.do === "speak")) passing.forget("draft.topic");
  else if (reply.ok && verb.do === "ask") draft("ask.text").value = "";
  else if (!reply.ok && key === "name" && reply.error.code !== "gone") {
    keep_profile(me.value?.name ?? "", profile.value.place ?? "room"); // a refused name is not offered again
  }
  if (stale) {
    stale_keys.add(key);
    window.setTimeout(explain_stale, both_views_ms);
  } else if (text !== "") notify(text, reply.ok ? "done" : "refused", reply.ok ? () => said_by_page(command, reply) : undefined);
}

function paired(reply: Reply): void {
  passing.forget("chair_code");
  if (!reply.ok) return;
  const got = reply.role ?? "chair";
  if (got !== role.value) asked_role = got;
  right_news.value = null;
  entering_code.value = false;
  draft("code").value = "";
  tab.value = "lead";
}

/** What the page shows when this went well, beside the sentence that confirms it. */
function said_by_page(command: Command, reply: ReplyOk): string[] {
  if (command.key === "pair") return [t("lead.now"), t("lead.notes.now"), t("lead.table.title")];
  return reply.shown === undefined ? [] : [named(reply.shown)];
}

function refusal_text(error: { code: string; message: string }): string {
  if (own_refusals.includes(error.code)) return t(`web.refused.${error.code}`);
  return error.message !== "" ? error.message : t(`web.refused.${error.code}`);
}

function confirmation(command: Command, reply: Reply): string {
  const verb = command.verb.do;
  const key = `web.done.${verb.replace(".", "_")}`;
  if (command.key === "turn") return t("web.done.turn");
  if (verb === "upvote") return ""; // the button says it
  if (verb === "ask" && reply.ok && reply.waits) return t("web.done.ask_waits");
  if (verb === "question.accept") return t(command.verb.yes ? "web.done.accept_yes" : "web.done.accept_no");
  if (verb === "pair" && reply.ok) return t(`web.done.${`pair_${reply.role ?? "chair"}`}`);
  if (verb === "check_in" && reply.ok && reply.waits) return t("web.done.check_in_waits");
  if (verb === "explain") return t(command.verb.yes ? "web.done.explain_yes" : "web.done.explain_no");
  if (verb === "name" && reply.ok) return t(key, { name: named(reply.shown ?? "") });
  if (words.value?.has(key)) return t(key);
  return verb.includes(".") ? t("web.done.step") : "";
}

let reacted_ms = -Infinity;
export function react(kind: ReactionKind): boolean {
  const now = performance.now();
  if (now - reacted_ms < reaction_pause_ms) return true;
  reacted_ms = now;
  return connection.send_once({ do: "react", kind });
}

/** The name and place of this person: from the first page, and later from 'your name and place'. */
export function join(name: string, place: Place): void {
  keep_profile(name, place);
  joined.value = true;
  connection.join({ lang: language.value, place });
  if (name !== "") act({ do: "name", name }, "name", { replaces: true });
}

export function change_profile(name: string, place: Place): void {
  const before = me.value;
  keep_profile(name, place);
  connection.join({ lang: language.value, place });
  if (before === null || before.name !== name) act({ do: "name", name }, "name", { replaces: true });
  if (before === null || before.place !== place) act({ do: "place", place }, "place", { replaces: true });
}

/** Someone else wants to use this device (a shared tablet): nothing of this person stays on it. */
export function leave(): void {
  connection.leave();
  joined.value = false;
  known.value = nothing_known;
  outcomes.value = {};
  notice.value = null;
  tab.value = "attend";
  entering_code.value = false;
  forget_right();
  remember_table(null);
  forget_drafts();
  for (const key of ["name", "place", "joined_ms", "head", "group_answer"]) lasting.forget(key);
  passing.forget("chair_code");
  profile.value = { name: "", place: null };
}

function keep_profile(name: string, place: Place): void {
  profile.value = { name, place };
  lasting.write("name", name);
  lasting.write("place", place);
}

// --- codes for a right: the chair's, the minute taker's, that of who facilitates a table

function take_code_of_link(): void {
  const code = code_in(location.hash);
  if (code === undefined) return;
  history.replaceState(null, "", location.pathname + location.search);
  use_code(code);
}

/** Asks for the right of a code. Who does not take part yet, does so first: with what was filled in so far. */
export function use_code(code: string): void {
  passing.write("chair_code", code);
  forget_outcome("pair");
  if (joined.value) return pair_if_asked();
  const place = draft("place").value === "home" ? "home" : (profile.value.place ?? "room");
  join(draft("name").value.trim() || profile.value.name, place);
}

function pair_if_asked(): void {
  const code = passing.read("chair_code");
  if (code !== null && link.value === "open" && !is_waiting("pair")) act({ do: "pair", code }, "pair");
}

// --- drafts: what is chosen or half typed survives a reload

const drafts = new Map<string, Signal<string>>();

/** A text that the person is busy with, by a name of its own; an empty text forgets it. */
export function draft(name: string): Signal<string> {
  const there = drafts.get(name);
  if (there !== undefined) return there;
  const made = signal(passing.read(`draft.${name}`) ?? "");
  made.subscribe((value) => {
    if (value === "") passing.forget(`draft.${name}`);
    else passing.write(`draft.${name}`, value);
  });
  drafts.set(name, made);
  return made;
}

function forget_drafts(beginning = ""): void {
  for (const [name, one] of drafts) if (name.startsWith(beginning)) one.value = "";
  passing.forget_all(`draft.${beginning}`);
}

// --- start

let hidden_since_ms: number | null = null;

function looked_at_again(): void {
  const away_ms = hidden_since_ms === null ? 0 : Date.now() - hidden_since_ms;
  hidden_since_ms = null;
  clock.slept();
  connection.woke(away_ms);
}

export function start(): void {
  void load_words(language.value);
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "hidden") hidden_since_ms = Date.now();
    else looked_at_again();
  });
  window.addEventListener("pageshow", (event) => {
    if (event.persisted) looked_at_again();
  });
  window.addEventListener("online", looked_at_again);
  window.addEventListener("offline", () => connection.probe());
  window.addEventListener("hashchange", take_code_of_link);
  window.setInterval(() => {
    if (document.visibilityState !== "hidden") now_ms.value = clock.now_ms();
  }, tick_ms);

  take_code_of_link();
  const joined_ms = Number(lasting.read("joined_ms") ?? 0);
  const { place } = profile.value;
  const lately = Math.abs(Date.now() - joined_ms) < same_evening_ms;
  if (!joined.value && lately && place !== null && lasting.read("token") !== null) {
    joined.value = true;
    connection.join({ lang: language.value, place }); // the kiosk kept the name; set_right sends it if it did not
  }
}
