// Owns the TypeScript shapes of the frames between this page and the kiosk, as kiosk/protocol/protocol.schema.json
// describes them. It is types only and runs nowhere; it must never hold behaviour or words that people read.

export type Place = "room" | "home";
export type Role = "attendee" | "chair" | "minute_taker" | "table_facilitator";
export type ReactionKind = "clap" | "agree" | "heart" | "laugh";
export type BlockForm = "plenary" | "talk" | "check_in" | "speakers" | "poll" | "break" | "closing";
export type PollKind = "yes_no" | "choice";
export type PollState = "draft" | "open" | "closed" | "shown";
export type Scene = "lobby" | "agenda" | "check_in" | "speaker" | "poll" | "slides" | "question" | "ended" | "blank";
export type Params = Record<string, string | number | boolean>;

/** What has an id stands in an object by id beside an order, so that a change stays a small patch. */
export interface Ordered<T> {
  order: string[];
  by: Record<string, T>;
}

export interface Block {
  title: string;
  form: BlockForm;
  minutes: number;
  state: "todo" | "now" | "done" | "skipped";
  starts_ms?: number;
  ends_ms?: number;
  /** The block that this is a part of; it stands before its parts in the order. */
  inside?: string;
  /** Its parts run at the same time: tables. */
  side_by_side?: true;
  text?: string;
  /** A start that may not move. */
  fixed_ms?: number;
}

export interface Agenda extends Ordered<Block> {
  now?: string;
  ends_ms?: number;
  ahead_s?: number;
}

export type QueueKind = "point" | "reply" | "question" | "point_of_order";
export type QueueRule = "first_turn" | "place_turn" | "least_time" | "group_turn";

/** Why somebody stands where they stand: a code with what belongs to it, worded by the reader. */
export interface Why {
  code: string;
  n?: number;
  place?: Place;
  group?: string;
  s?: number;
}

/**
 * What an entry of the queue and who speaks have both. A guest has no person; whose name is '#c12' or '#h4' has only a card or a
 * raised hand, which the reader words.
 */
export interface QueueEntry {
  name: string;
  place: Place;
  kind: QueueKind;
  why: Why;
  person?: string;
  topic?: string;
  group?: string;
  /** How many who asked later went before them. */
  overtaken?: number;
  /** Of a reply: the name of who it answers. */
  to?: string;
}

export interface Speaking {
  id: string;
  name: string;
  place: Place;
  kind: QueueKind;
  since_ms: number;
  limit_s: number;
  paused_ms?: number;
  person?: string;
  topic?: string;
  group?: string;
  to?: string;
  /** Of somebody without a phone who had a place before: their first entry, by which their turns are summed. */
  guest?: string;
  /** They said that they are there. */
  here?: true;
  /** Of a point of order: who goes on afterwards. */
  interrupts?: Interrupted;
}

/** Who gave way to a point of order: their clock stands still. A limit of 0 is none. */
export interface Interrupted {
  id: string;
  name: string;
  person?: string;
  spoken_ms: number;
  limit_s: number;
}

/** Seconds spoken in turns that are over, and by who gave way to a point of order. */
export interface SpokenTimes {
  room_s: number;
  home_s: number;
  groups?: Record<string, number>;
}

/** `by` may lack the last entries of a long row: they stand in the section `queue`, whose version is `more`. */
export interface Queue extends Ordered<QueueEntry> {
  open: boolean;
  replies: boolean;
  rules: QueueRule[];
  /** Nobody is overtaken more often than this. */
  overtake_most: number;
  /** Of a new point; `limits` has every kind. 0: none. */
  limit_s: number;
  limits: Record<QueueKind, number>;
  /** How long one turn is expected to take. */
  turn_s: Record<QueueKind, number>;
  speaking?: Speaking;
  hash: string;
  times?: SpokenTimes;
  /** Whom a reply that is asked now would answer; absent when nobody has spoken. */
  answered?: { name: string; person?: string };
  more?: number;
}

export type Groups = Ordered<{ name: string }>;

export interface Question {
  text: string;
  name?: string;
  votes: number;
  answered?: true;
}

/** Most votes first. What does not fit stands in the section `questions`, whose version is `more`. */
export interface Questions extends Ordered<Question> {
  open: boolean;
  anonymous: boolean;
  moderated: boolean;
  /** The one on the wall. */
  shown?: string;
  more?: number;
}

export type QuestionState = "waiting" | "open" | "hidden" | "answered" | "merged";

export type Words = Ordered<{ text: string; count: number }>;

export interface CheckIn {
  id: string;
  prompt: string;
  state: "open" | "shown" | "closed";
  thinks_until_ms?: number;
  count: number;
  words?: Words;
  words_section?: number;
}

export interface PollResult {
  counts: Record<string, number>;
  cast: number;
  may_vote: number;
}

export interface Poll {
  kind: PollKind;
  question: string;
  options: { id: string; text: string }[];
  purpose: string;
  state: PollState;
  cast: number;
  may_vote: number;
  block?: string;
  result?: PollResult;
}

/** The page on the wall; pages is 0 and there is no digest while they are being made. */
export interface Slide {
  block: string;
  page: number;
  pages: number;
  digest?: string;
}

export interface View {
  meeting: {
    title: string;
    languages: string[];
    phase: "lobby" | "running" | "ended";
    room: number;
    home: number;
    started_ms?: number;
    rehearsal?: true;
  };
  agenda: Agenda;
  queue: Queue;
  check_in?: CheckIn;
  polls: Ordered<Poll> & { older?: number };
  stage: { scene: Scene; poll?: string; question?: string; slide?: Slide; theme: "dark" | "light" };
  groups?: Groups;
  questions?: Questions;
  reactions: Record<ReactionKind, number>;
  journal: { seq: number; head: string };
}

export interface Step {
  id: string;
  code: string;
  params: Params;
  /** The person who did it; absent when it was done on the laptop itself. */
  by?: string;
  /** Somebody has built on it since: it can no longer be undone. */
  stuck?: true;
}

export interface Me {
  person: string;
  name: string;
  shown: string;
  place: Place;
  lang: string;
  role: Role;
  ballots: Record<string, { choice: string }>;
  word?: string;
  word_waits?: boolean;
  asks?: { explain?: { word: string }; question?: { question: string; text: string } };
  /** One's own entries: those that wait, and one that was passed. */
  entries?: Record<string, { kind: QueueKind; absent?: true }>;
  group?: string;
  /** The address of the video call, for who is at home. */
  video_call?: string;
  questions?: { mine: Record<string, { text: string; state: QuestionState }>; up: string[] };
}

export interface DeskPerson {
  name: string;
  shown: string;
  place: Place;
  here: boolean;
  role: Role;
  queue_entry?: string;
  group?: string;
}

export interface Spoken {
  name: string;
  place: Place;
  turns: number;
  s: number;
  group?: string;
}

export interface DeskQueue {
  times: SpokenTimes;
  /** Who spoke, most first. */
  spoken: Ordered<Spoken>;
  /** Who was called and was not there: they keep the right to come back. */
  absent: { id: string; name: string; place: Place; person?: string }[];
}

export interface DeskQuestion {
  text: string;
  name?: string;
  votes: number;
  state: QuestionState;
  /** How many others were put together with it. */
  merged: number;
  /** Somebody who asked it has not answered the invitation yet. */
  invited?: true;
}

export interface WordGroup {
  text: string;
  count: number;
  spellings: Record<string, number>;
  hidden: boolean;
  waits: boolean;
}

export interface DeskBlock {
  notes?: string;
  materials?: string;
  prompt?: string;
  think_s?: number;
  plan_starts_ms?: number;
  plan_ends_ms?: number;
  slides?: { name: string; page: number; pages: number; failed?: true };
}

/** A fixed start that cannot be kept, and what would help. */
export interface Clash {
  block: string;
  late_s: number;
  cuts: { block: string; from: number; to: number }[];
  still_late_minutes: number;
}

export interface Desk {
  people: Ordered<DeskPerson>;
  check_in?: { groups: Ordered<WordGroup> };
  polls: Record<string, { counts: Record<string, number> }>;
  /** Newest first; the first that is not stuck is what undo takes back. */
  steps: Step[];
  next: { code: string; params: Params; do?: Verb };
  host: {
    addresses: { address: string; interface: string; chosen: boolean }[];
    join_url: string;
    public_url?: string;
    devices_reached: number;
    wifi?: { name: string };
    storage: "ok" | "failing";
    local: boolean;
  };
  notes?: string;
  blocks?: Record<string, DeskBlock>;
  clashes?: Clash[];
  queue?: DeskQueue;
  video_call?: string;
  questions?: Ordered<DeskQuestion>;
}

/** A frame to the kiosk before it has an id: the verb and what belongs to it. */
export interface Verb {
  do: string;
  [field: string]: unknown;
}

export interface ReplyOk {
  re: string;
  ok: true;
  v?: number;
  token?: string;
  you?: string;
  now_ms?: number;
  /** How many times faster the kiosk's clock runs than time itself: in a rehearsal only. */
  rate?: number;
  epoch?: string;
  shown?: string;
  waits?: boolean;
  entry?: string;
  question?: string;
  role?: Role;
  block?: string;
  poll?: string;
  name?: string;
  version?: number;
  data?: unknown;
}

export interface ReplyRefused {
  re: string | null;
  ok: false;
  error: { code: string; message: string };
}

export type Reply = ReplyOk | ReplyRefused;

/** Everything the kiosk sends, told apart by which field is there. */
export interface ServerFrame {
  re?: string | null;
  epoch?: string;
  v?: number;
  view?: View;
  patch?: object;
  me?: Me;
  d?: number;
  desk?: Desk;
  desk_patch?: object;
}
