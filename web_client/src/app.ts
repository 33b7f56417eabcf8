// Owns the page's living state: signals over store, connection, clock and words, and the few acts that views call.
// It runs on the page's only thread and wires the browser to the parts that do not know it; it must never draw.

import { computed, signal, type Signal } from "@preact/signals";
import { make_clock } from "./clock";
import { Connection, type Command, type Link, type SocketLike } from "./connection";
import { make_id, make_memory } from "./memory";
import { my_place, news_between } from "./news";
import { greeted, nothing_known, receive, type Known } from "./store";
import type { Params, Place, ReactionKind, Reply, ReplyOk, ServerFrame, Verb } from "./wire";
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
}

export interface Notice {
  text: string;
  kind: "done" | "news" | "refused";
  serial: number;
  /** Where any of these can be read on the screen, the notice would only say it again. */
  says: readonly string[];
}

/** A page that was away longer than this asks again who is there: it may be another evening. */
const same_evening_ms = 12 * 60 * 60 * 1000;
const notice_ms = { done: 4000, news: 6000, refused: 10000 };
const reaction_pause_ms = 340;
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
/** Which side of the page a chair looks at; it survives a reload. */
export const tab = signal<"attend" | "lead">(passing.read("tab") === "lead" ? "lead" : "attend");
tab.subscribe((which) => passing.write("tab", which));
/** The kiosk's clock, ticking ten times a second while the page is seen; null before the kiosk said it. */
export const now_ms = signal<number | null>(null);

export const view = computed(() => known.value.view);
export const me = computed(() => known.value.me);
export const desk = computed(() => known.value.desk);
export const place_in_queue = computed(() => my_place(known.value));

// --- words

function initial_language(): string {
  const kept = lasting.read("language");
  if (kept !== null && languages.includes(kept)) return kept;
  return preferred_language(navigator.languages ?? [navigator.language], languages);
}

let words_wait_ms = 500;
async function load_words(code: string): Promise<void> {
  try {
    const fetched = await fetch_words(code);
    if (language.value !== code) return;
    words_wait_ms = 500;
    words.value = fetched;
    document.documentElement.lang = code;
    document.documentElement.dir = direction_of(code);
  } catch {
    window.setTimeout(() => void load_words(code), words_wait_ms);
    words_wait_ms = Math.min(words_wait_ms * 2, 5000);
  }
}

const wordless = make_words("nl", {});
export function t(key: string, fill?: Fill): string {
  return (words.value ?? wordless).text(key, fill);
}

/** The name of a person as everybody reads it. */
export function named(name: string): string {
  return person_name(words.value ?? wordless, name);
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
export function notify(text: string, kind: Notice["kind"], says: readonly string[] = []): void {
  notice_serial += 1;
  const serial = notice_serial;
  notice.value = { text, kind, serial, says: [text, ...says] };
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
    pinged: (sent_ms, received_ms, kiosk_ms) => clock.sample(sent_ms, received_ms, kiosk_ms),
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
  if (epoch !== passing.read("epoch")) forget_drafts();
}

let asking_for_view = false;
function hear(frame: ServerFrame): void {
  const before = known.value;
  const after = receive(before, frame);
  known.value = after;
  if (after.gap && !asking_for_view) ask_for_view();
  if (frame.me !== undefined) set_right(after);
  remember_head(after);
  if (words.value === null) return;
  const first = news_between(before, after)[0];
  if (first === undefined) return;
  const says = [...Object.values(first.fill ?? {}).map(String), ...(first.same ?? []).map((key) => t(key, { place: 1 }))];
  notify(sentence(first.key, first.fill ?? {}), "news", says.map(named));
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
  connection.send(verb, key, options);
}

/** The person begins anew with what an outcome was about. */
export function forget_outcome(key: string): void {
  const { [key]: _, ...others } = outcomes.value;
  outcomes.value = others;
}

/** Chair steps: one at a time for each key, so that an impatient finger does nothing twice. */
export function lead(verb: Verb, key: string = verb.do): void {
  if (!is_waiting(key)) act(verb, key);
}

const own_refusals = ["gone", "crowded"];

function replied(command: Command, reply: Reply): void {
  const text = reply.ok ? confirmation(command, reply) : refusal_text(reply.error);
  outcomes.value = { ...outcomes.value, [command.key]: { ok: reply.ok, text, reply } };
  if (reply.ok) {
    if (command.key === "pair") {
      passing.forget("chair_code");
      tab.value = "lead";
    }
    if (command.verb.do === "explain" || command.verb.do === "speak") passing.forget("draft.topic");
  } else if (command.key === "pair") {
    passing.forget("chair_code");
  } else if (command.key === "name" && reply.error.code !== "gone") {
    keep_profile(me.value?.name ?? "", profile.value.place ?? "room"); // a refused name is not offered again
  }
  if (text !== "") notify(text, reply.ok ? "done" : "refused", reply.ok ? said_by_page(command, reply) : []);
}

/** What the page shows when this went well, beside the sentence that confirms it. */
function said_by_page(command: Command, reply: ReplyOk): string[] {
  if (command.key === "pair") return [t("web.lead.now")];
  return reply.shown === undefined ? [] : [named(reply.shown)];
}

function refusal_text(error: { code: string; message: string }): string {
  if (own_refusals.includes(error.code)) return t(`web.refused.${error.code}`);
  return error.message !== "" ? error.message : t(`web.refused.${error.code}`);
}

function confirmation(command: Command, reply: Reply): string {
  const verb = command.verb.do;
  const key = `web.done.${verb.replace(".", "_")}`;
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
  forget_drafts();
  for (const key of ["name", "place", "joined_ms", "head"]) lasting.forget(key);
  passing.forget("chair_code");
  profile.value = { name: "", place: null };
}

function keep_profile(name: string, place: Place): void {
  profile.value = { name, place };
  lasting.write("name", name);
  lasting.write("place", place);
}

// --- the chair link

function take_chair_code(): void {
  const code = /^#chair=([0-9A-Za-z-]{1,32})$/.exec(location.hash)?.[1];
  if (code === undefined) return;
  history.replaceState(null, "", location.pathname + location.search);
  passing.write("chair_code", code);
  if (!joined.value) join(profile.value.name, profile.value.place ?? "room");
  else pair_if_asked();
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

function forget_drafts(): void {
  for (const one of drafts.values()) one.value = "";
  passing.forget_all("draft.");
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
  window.addEventListener("hashchange", take_chair_code);
  window.setInterval(() => {
    if (document.visibilityState !== "hidden") now_ms.value = clock.now_ms();
  }, tick_ms);

  take_chair_code();
  const joined_ms = Number(lasting.read("joined_ms") ?? 0);
  const { place } = profile.value;
  const lately = Math.abs(Date.now() - joined_ms) < same_evening_ms;
  if (!joined.value && lately && place !== null && lasting.read("token") !== null) {
    joined.value = true;
    connection.join({ lang: language.value, place }); // the kiosk kept the name; set_right sends it if it did not
  }
}
