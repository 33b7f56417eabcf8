// Owns the sockets to the kiosk: hello and the resume token, coming back after a loss, and the commands that wait
// for their reply, so that a vote is never lost and never counted twice. It runs on the page's only thread and gets
// sockets, timers, storage and randomness handed in, so that tests need no network; it must never know about views.

import type { Place, Reply, ReplyOk, ServerFrame, Verb } from "./wire";

/** How the line stands, for the words at the top of the page. */
export type Link =
  | "idle" // before the person chose room or home
  | "connecting" // first time
  | "open" // the kiosk answered hello
  | "lost" // coming back by itself
  | "busy" // the kiosk asked to come back later
  | "taken_over"; // this person goes on in another tab: stays away until asked

export interface SocketLike {
  /** 2 and 3: closing and closed, where sending only makes the browser complain. */
  readonly readyState?: number;
  send(text: string): void;
  close(code?: number): void;
  onopen: (() => void) | null;
  onmessage: ((event: { data: unknown }) => void) | null;
  onclose: ((event: { code: number }) => void) | null;
}

export interface Memory {
  read(key: string): string | null;
  write(key: string, value: string): void;
  forget(key: string): void;
}

/** Everything of the browser that the connection uses; times in milliseconds. */
export interface Surroundings {
  open_socket(): SocketLike;
  monotonic_ms(): number;
  wall_ms(): number;
  set_timer(wait_ms: number, action: () => void): unknown;
  clear_timer(timer: unknown): void;
  /** From 0 up to but not including 1. */
  random(): number;
  make_id(): string;
  /** Outlives the tab: the resume token. */
  lasting: Memory;
  /** Outlives a reload of this tab: commands without a reply. */
  passing: Memory;
}

export interface Listener {
  link(link: Link): void;
  frame(frame: ServerFrame): void;
  /** The kiosk answered hello. `another`: it made somebody new of us, so what this page held was of who we were before. */
  greeted(reply: ReplyOk, another: boolean): void;
  /** The commands without a reply changed. */
  waiting(commands: readonly Command[]): void;
  /** A command got its reply; refused with code "gone" or "crowded" when this page itself gave it up. */
  replied(command: Command, reply: Reply): void;
  pinged(sent_ms: number, received_ms: number, kiosk_ms: number, rate: number): void;
}

/** A command that is kept until its reply, and sent again under the same id on every new socket. */
export interface Command {
  readonly id: string;
  /** What it is about, for the page: "vote:v1". A newer command may take the place of an older one of the same key. */
  readonly key: string;
  readonly verb: Verb;
  readonly since_ms: number;
  readonly tries: number;
}

interface Line {
  socket: SocketLike;
  opened: boolean;
  greeted: boolean;
  hello_id: string;
  hello_sent_ms: number;
  resumed: boolean;
  deadline: unknown;
}

/** The kiosk keeps the last 64 replies of a person: what waits here must stay well below. */
const waiting_most = 40;
/** A command older than this is not sent again: the evening has moved on and the person has seen that. */
const waiting_longest_ms = 10 * 60 * 1000;
const back_off_ms = [0, 300, 800, 1500, 3000, 5000, 8000];
const greeting_patience_ms = 8000;
const heartbeat_ms = 20000;
const ping_patience_ms = 3500;
const reply_patience_ms = 4000;
const rate_pause_ms = 1500;
const rate_tries_most = 4;
const slept_long_ms = 3000;
const token_key = "token";
const waiting_key = "waiting";
const person_key = "person";
const identity_key = "identity";
/** Refusals of hello that mean: this token is not known here, so come in anew. */
const token_refusals = ["not_found", "not_allowed", "bad_frame", "stale", "closed"];

export class Connection {
  private readonly around: Surroundings;
  private readonly listener: Listener;
  private current: Line | null = null;
  private challenger: Line | null = null;
  private link_now: Link = "idle";
  private hello: { lang: string; place: Place } | null = null;
  private attempts = 0;
  private retry: unknown = null;
  private heartbeat: unknown = null;
  private patience: unknown = null;
  private pings = new Map<string, number>();
  private probing = false;
  private whole_view_after_probe = false;
  private requests = new Map<string, (reply: Reply) => void>();
  private commands: Command[] = [];

  constructor(around: Surroundings, listener: Listener) {
    this.around = around;
    this.listener = listener;
    this.commands = this.restore_commands();
  }

  get waiting(): readonly Command[] {
    return this.commands;
  }

  get link(): Link {
    return this.link_now;
  }

  /** The person chose room or home: only now does the page say hello. Later calls change what the next hello says. */
  join(hello: { lang: string; place: Place }): void {
    this.hello = hello;
    if (this.link_now !== "idle") return;
    this.set_link("connecting");
    this.listener.waiting(this.commands);
    this.connect();
  }

  /** Sends a command, now or when the line is back, under one id until its reply. */
  send(verb: Verb, key: string, options: { replaces?: boolean } = {}): void {
    if (options.replaces) this.commands = this.commands.filter((one) => one.key !== key);
    const command: Command = { id: this.around.make_id(), key, verb, since_ms: this.around.wall_ms(), tries: 0 };
    if (this.commands.length >= waiting_most) {
      this.listener.replied(command, given_up(command, "crowded"));
      return;
    }
    this.keep_commands([...this.commands, command]);
    this.transmit(command);
  }

  /** What waits and is of this kind is not sent any more, and nobody is told. */
  drop_waiting(which: (command: Command) => boolean): void {
    if (this.commands.some(which)) this.keep_commands(this.commands.filter((one) => !which(one)));
  }

  /** Sends something that is not worth keeping (a clap): when the line is down it is dropped. */
  send_once(verb: Verb): boolean {
    if (this.current === null || !this.current.greeted) return false;
    return this.write(this.current, { id: this.around.make_id(), ...verb });
  }

  /** Asks for something that is asked again anyway after a loss: a section, a whole view. */
  request(verb: Verb, answer: (reply: Reply) => void): void {
    if (this.current === null || !this.current.greeted) return;
    const id = this.around.make_id();
    this.requests.set(id, answer);
    this.write(this.current, { id, ...verb });
  }

  /** The page is looked at again, or the network is back: find out at once whether the line still carries. */
  woke(away_ms: number): void {
    if (this.link_now === "idle" || this.link_now === "taken_over") return;
    if (this.retry !== null) {
      this.attempts = 0;
      this.connect();
      return;
    }
    if (this.current !== null && this.current.greeted) {
      this.whole_view_after_probe = this.whole_view_after_probe || away_ms >= slept_long_ms;
      this.ping();
      this.probing = true;
      this.open_challenger();
    } else if (this.challenger === null && !this.is_greeting(away_ms)) {
      this.connect();
    }
  }

  /** A first hello that was said a moment ago may have been heard: saying it again would make a second person. */
  private is_greeting(away_ms: number): boolean {
    const line = this.current;
    if (line === null || !line.opened || line.resumed || away_ms >= slept_long_ms) return false;
    return this.around.monotonic_ms() - line.hello_sent_ms < slept_long_ms;
  }

  /** 'Hier verder': this tab takes the person back from the other one. */
  resume_here(): void {
    if (this.link_now !== "taken_over") return;
    this.set_link("lost");
    this.attempts = 0;
    this.connect();
  }

  /** This person stops on this device: the line goes, and with it the token and everything that waited. */
  leave(): void {
    for (const which of ["retry", "heartbeat", "patience"] as const) this.stop_timer(which);
    for (const line of [this.current, this.challenger]) if (line !== null) this.abandon(line);
    this.current = this.challenger = null;
    this.hello = null;
    this.around.lasting.forget(token_key);
    this.around.lasting.forget(identity_key);
    this.around.passing.forget(person_key);
    this.keep_commands([]);
    this.set_link("idle");
  }

  ping(): void {
    const line = this.current;
    if (line === null || !line.greeted) return;
    const id = this.around.make_id();
    if (this.pings.size > 16) this.pings.clear();
    this.pings.set(id, this.around.monotonic_ms());
    this.write(line, { id, do: "ping" });
  }

  // --- the line itself

  private set_link(link: Link): void {
    if (link === this.link_now) return;
    this.link_now = link;
    this.listener.link(link);
  }

  private connect(): void {
    this.stop_timer("retry");
    if (this.current !== null) this.abandon(this.current);
    this.current = this.open_line();
    if (this.current === null) this.come_back_later(this.next_back_off());
  }

  private open_challenger(): void {
    if (this.challenger === null) this.challenger = this.open_line();
  }

  private open_line(): Line | null {
    let socket: SocketLike;
    try {
      socket = this.around.open_socket();
    } catch {
      return null;
    }
    const line: Line = {
      socket,
      opened: false,
      greeted: false,
      hello_id: "",
      hello_sent_ms: 0,
      resumed: false,
      deadline: null,
    };
    socket.onopen = () => {
      line.opened = true;
      this.say_hello(line, true);
    };
    socket.onmessage = (event) => this.hear(line, event.data);
    socket.onclose = (event) => this.closed(line, event.code);
    line.deadline = this.around.set_timer(greeting_patience_ms, () => {
      this.abandon(line);
      this.closed(line, 1006);
    });
    return line;
  }

  /** Lets go of a socket: whatever it still says is not heard. */
  private abandon(line: Line): void {
    this.around.clear_timer(line.deadline);
    line.socket.onopen = line.socket.onmessage = line.socket.onclose = null;
    try {
      line.socket.close();
    } catch {
      // a socket that never opened may refuse to close: it is gone either way
    }
  }

  private say_hello(line: Line, resume: boolean): void {
    if (this.hello === null) return;
    const token = resume ? this.around.lasting.read(token_key) : null;
    line.hello_id = this.around.make_id();
    line.hello_sent_ms = this.around.monotonic_ms();
    line.resumed = token !== null;
    const hello: Verb = { do: "hello", lang: this.hello.lang, place: this.hello.place };
    if (token !== null) hello.resume = token;
    this.write(line, { id: line.hello_id, ...hello });
  }

  private write(line: Line, frame: object): boolean {
    if ((line.socket.readyState ?? 1) > 1) return false; // its close is on the way here
    try {
      line.socket.send(JSON.stringify(frame));
      return true;
    } catch {
      return false; // closing: onclose brings it back, and commands are kept
    }
  }

  private hear(line: Line, data: unknown): void {
    let frame: ServerFrame;
    try {
      const parsed: unknown = JSON.parse(String(data));
      if (typeof parsed !== "object" || parsed === null) return;
      frame = parsed as ServerFrame;
    } catch {
      return;
    }
    if (typeof frame.re === "string" && frame.re === line.hello_id && !line.greeted) {
      this.hello_answered(line, frame as Reply);
    } else if (line === this.current) {
      if (frame.re !== undefined) this.answered(frame as Reply);
      else this.listener.frame(frame);
    }
  }

  private hello_answered(line: Line, reply: Reply): void {
    if (!reply.ok) {
      if (line.resumed && token_refusals.includes(reply.error.code)) {
        this.around.lasting.forget(token_key);
        this.say_hello(line, false);
        return;
      }
      this.abandon(line);
      this.drop(line);
      if (this.current !== null) return; // the first socket still stands
      this.set_link("busy");
      this.come_back_later(5000 + this.around.random() * 3000);
      return;
    }
    if (reply.token !== undefined) this.around.lasting.write(token_key, reply.token);
    if (this.current !== null && this.current !== line) this.abandon(this.current);
    this.around.clear_timer(line.deadline);
    line.greeted = true;
    this.current = line;
    this.challenger = null;
    this.attempts = 0;
    this.probing = false;
    this.whole_view_after_probe = false;
    this.pings.clear();
    this.requests.clear();
    this.stop_timer("retry");
    if (reply.now_ms !== undefined) {
      this.listener.pinged(line.hello_sent_ms, this.around.monotonic_ms(), reply.now_ms, reply.rate ?? 1);
    }
    this.set_link("open");
    const another = this.is_another_person(line, reply.you);
    this.forget_what_is_too_late(another);
    for (const command of this.commands) this.write(line, { id: command.id, ...command.verb });
    this.listener.greeted(reply, another);
    this.watch_patience();
    this.beat();
    this.ping();
    this.around.set_timer(300, () => this.ping());
    this.around.set_timer(900, () => this.ping());
  }

  private drop(line: Line): void {
    if (line === this.current) this.current = null;
    if (line === this.challenger) this.challenger = null;
  }

  private closed(line: Line, code: number): void {
    this.around.clear_timer(line.deadline);
    const was_current = line === this.current;
    if (!was_current && line !== this.challenger) return;
    this.drop(line);
    if (!was_current) {
      // The second socket failed. If the first one still stands it stays; if not, or if it stays silent too, begin again.
      const first = this.current;
      if (first === null) this.lose(code);
      else if (this.probing) {
        this.around.set_timer(ping_patience_ms, () => {
          if (!this.probing || this.current !== first || this.challenger !== null) return;
          this.abandon(first);
          this.drop(first);
          this.forget_line();
          this.lose(code);
        });
      }
      return;
    }
    this.forget_line();
    if (this.challenger !== null) {
      if (code !== 4001 || this.challenger.hello_id !== "") {
        // Either the first socket died, or our own second one took over: the second goes on alone.
        this.set_link("lost");
        this.current = this.challenger;
        this.challenger = null;
        return;
      }
      this.abandon(this.challenger);
      this.challenger = null;
    }
    this.lose(code);
  }

  private forget_line(): void {
    this.stop_timer("heartbeat");
    this.pings.clear();
    this.requests.clear();
  }

  /** No socket is left: what to do follows from the code that the last one was closed with. */
  private lose(code: number): void {
    this.probing = false;
    if (code === 4001) {
      this.stop_timer("retry");
      this.set_link("taken_over");
      return;
    }
    if (code === 1009) this.give_up_largest();
    this.set_link(code === 4004 ? "busy" : this.link_now === "connecting" ? "connecting" : "lost");
    switch (code) {
      case 4000: // going down: everybody comes back together, so not all at the same moment
        this.attempts = Math.max(this.attempts, 1);
        return this.come_back_later(300 + this.around.random() * 1500);
      case 4003:
        return this.come_back_later(0);
      case 4004:
        return this.come_back_later(10000 + this.around.random() * 5000);
      case 4002:
      case 1009:
        return this.come_back_later(1000);
      default: // most likely the kiosk stopped, for everybody at once: a little spread, still quick
        return this.come_back_later(this.next_back_off() + this.around.random() * 250);
    }
  }

  private next_back_off(): number {
    const wait_ms = back_off_ms[Math.min(this.attempts, back_off_ms.length - 1)] ?? 8000;
    this.attempts += 1;
    return wait_ms;
  }

  private come_back_later(wait_ms: number): void {
    this.stop_timer("retry");
    this.retry = this.around.set_timer(wait_ms, () => {
      this.retry = null;
      this.connect();
    });
  }

  private stop_timer(which: "retry" | "heartbeat" | "patience"): void {
    if (this[which] !== null) this.around.clear_timer(this[which]);
    this[which] = null;
  }

  // --- is anybody there?

  private beat(): void {
    this.stop_timer("heartbeat");
    this.heartbeat = this.around.set_timer(heartbeat_ms, () => {
      this.heartbeat = null;
      this.probe();
      this.beat();
    });
  }

  /** Asks the line for a sign of life, and opens a second one only when none comes. */
  probe(): void {
    const line = this.current;
    if (line === null || !line.greeted || this.probing) return;
    this.probing = true;
    this.ping();
    this.around.set_timer(ping_patience_ms, () => {
      if (this.probing && this.current === line) this.open_challenger();
    });
  }

  private first_line_lives(): void {
    this.probing = false;
    if (this.challenger !== null) {
      if (this.challenger.hello_id !== "") return; // its hello is on the way and takes over: too late to call it back
      this.abandon(this.challenger);
      this.challenger = null;
    }
    if (this.whole_view_after_probe) {
      this.whole_view_after_probe = false;
      this.request({ do: "view" }, () => undefined);
    }
  }

  // --- commands and replies

  private transmit(command: Command): void {
    if (this.current !== null && this.current.greeted) this.write(this.current, { id: command.id, ...command.verb });
    this.watch_patience();
  }

  private watch_patience(): void {
    if (this.patience !== null || this.commands.length === 0) return;
    this.patience = this.around.set_timer(reply_patience_ms, () => {
      this.patience = null;
      const oldest = this.commands[0];
      if (oldest === undefined) return;
      if (this.around.wall_ms() - oldest.since_ms >= reply_patience_ms) this.probe();
      this.watch_patience();
    });
  }

  private answered(reply: Reply): void {
    if (reply.re === null) return; // a frame that could not be read: our frames always can
    const sent_ms = this.pings.get(reply.re);
    if (sent_ms !== undefined) {
      this.pings.delete(reply.re);
      if (reply.ok && reply.now_ms !== undefined) {
        this.listener.pinged(sent_ms, this.around.monotonic_ms(), reply.now_ms, reply.rate ?? 1);
      }
      if (this.probing) this.first_line_lives();
      return;
    }
    const request = this.requests.get(reply.re);
    if (request !== undefined) {
      this.requests.delete(reply.re);
      request(reply);
      return;
    }
    const command = this.commands.find((one) => one.id === reply.re);
    if (command === undefined) return; // answered before, or replaced by a newer one
    const again = command.verb.do !== "pair"; // guesses are slowed on purpose: the person must hear that
    if (!reply.ok && reply.error.code === "rate" && again && command.tries < rate_tries_most) {
      this.try_again_later(command);
      return;
    }
    this.keep_commands(this.commands.filter((one) => one !== command));
    this.listener.replied(command, reply);
  }

  /** Too fast for the kiosk: nothing was done under the old id, so it goes again under a new one. */
  private try_again_later(command: Command): void {
    const again: Command = { ...command, id: this.around.make_id(), tries: command.tries + 1 };
    this.keep_commands(this.commands.map((one) => (one === command ? again : one)));
    this.around.set_timer(rate_pause_ms * again.tries, () => {
      if (this.commands.includes(again)) this.transmit(again);
    });
  }

  private give_up(doomed: readonly Command[], code: "gone" | "too_long"): void {
    if (doomed.length === 0) return;
    this.keep_commands(this.commands.filter((one) => !doomed.includes(one)));
    for (const command of doomed) this.listener.replied(command, given_up(command, code));
  }

  private give_up_largest(): void {
    const size = (command: Command) => JSON.stringify(command.verb).length;
    const largest = this.commands.reduce<Command | null>((a, b) => (a === null || size(b) > size(a) ? b : a), null);
    if (largest !== null) this.give_up([largest], "too_long");
  }

  /**
   * Whether what this tab kept belongs to somebody else. Ids of persons begin at p1 again in every evening, so a person
   * whom the kiosk made anew (no token, or one that it did not know) gets an identity of our own beside that id.
   */
  private is_another_person(line: Line, you: string | undefined): boolean {
    const { lasting, passing } = this.around;
    if (!line.resumed) lasting.write(identity_key, this.around.make_id());
    const before = passing.read(person_key);
    const now = `${you ?? ""} ${lasting.read(identity_key) ?? ""}`;
    passing.write(person_key, now);
    return before !== null && before !== now;
  }

  private forget_what_is_too_late(another: boolean): void {
    const now_ms = this.around.wall_ms();
    this.give_up(another ? this.commands : this.commands.filter((one) => too_old(one, now_ms)), "gone");
  }

  private keep_commands(commands: Command[]): void {
    this.commands = commands;
    if (commands.length === 0) this.around.passing.forget(waiting_key);
    else this.around.passing.write(waiting_key, JSON.stringify(commands));
    this.listener.waiting(commands);
  }

  private restore_commands(): Command[] {
    try {
      const kept: unknown = JSON.parse(this.around.passing.read(waiting_key) ?? "[]");
      if (!Array.isArray(kept)) return [];
      return kept.filter((one): one is Command => typeof one?.id === "string" && typeof one?.verb?.do === "string");
    } catch {
      return [];
    }
  }
}

function too_old(command: Command, wall_ms: number): boolean {
  return Math.abs(wall_ms - command.since_ms) > waiting_longest_ms;
}

function given_up(command: Command, code: string): Reply {
  return { re: command.id, ok: false, error: { code, message: "" } };
}
