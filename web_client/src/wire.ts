// Owns the TypeScript shapes of the frames between this page and the kiosk, as kiosk/protocol/protocol.schema.json
// describes them. It is types only and runs nowhere; it must never hold behaviour or words that people read.

export type Place = "room" | "home";
export type Role = "attendee" | "chair" | "minute_taker" | "table_facilitator";
export type ReactionKind = "clap" | "agree" | "heart" | "laugh";
export type BlockForm = "plenary" | "talk" | "check_in" | "speakers" | "poll" | "break" | "closing";
export type PollKind = "yes_no" | "choice";
export type PollState = "draft" | "open" | "closed" | "shown";
export type Scene = "lobby" | "agenda" | "check_in" | "speaker" | "poll" | "slides" | "ended" | "blank";
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

export interface QueueEntry {
  name: string;
  place: Place;
  kind: string;
  person?: string;
  topic?: string;
  why: { code: string; n?: number };
}

export interface Speaking {
  id: string;
  person?: string;
  name: string;
  place: Place;
  topic?: string;
  since_ms: number;
  limit_s: number;
  paused_ms?: number;
}

export interface Queue extends Ordered<QueueEntry> {
  open: boolean;
  limit_s: number;
  speaking?: Speaking;
}

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
  stage: { scene: Scene; poll?: string; slide?: Slide; theme: "dark" | "light" };
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
  asks?: { explain?: { word: string } };
}

export interface DeskPerson {
  name: string;
  shown: string;
  place: Place;
  here: boolean;
  role: Role;
  queue_entry?: string;
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
