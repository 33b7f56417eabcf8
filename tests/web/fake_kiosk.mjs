// Owns a small kiosk in Node that speaks the wire of DESIGN §5, for tests of the web client and for looking at pages
// in states that are hard to reach. It runs in the test's own process, keeps everything in memory, and must never be
// taken for the real program: it decides almost nothing, a test sets its view by hand.

import { createServer } from "node:http";
import { randomBytes } from "node:crypto";
import { existsSync, readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { WebSocketServer } from "ws";

const kinds = { ".html": "text/html", ".js": "text/javascript", ".css": "text/css", ".svg": "image/svg+xml" };

export function empty_queue() {
  const queue = {
    open: false,
    replies: true,
    rules: ["first_turn", "place_turn"],
    overtake_most: 3,
    order: [],
    by: {},
    limit_s: 120,
    limits: { point: 120, reply: 60, question: 60, point_of_order: 60 },
    turn_s: { point: 120, reply: 60, question: 60, point_of_order: 60 },
  };
  return { ...queue, hash: hash_of(queue) };
}

/** The hash of an order, written again here (in whole numbers of any size) so that the page's own is not its judge. */
export function hash_of({ speaking, order }) {
  const text = `${speaking?.id ?? "-"}${order.map((id) => ` ${id}`).join("")}`;
  let hash = 2166136261n;
  for (const letter of text) hash = ((hash ^ BigInt(letter.charCodeAt(0))) * 16777619n) % 4294967296n;
  return hash.toString(16).padStart(8, "0");
}

export function empty_view() {
  return {
    meeting: { title: "Startavond buurtbudget", languages: ["nl", "en"], phase: "lobby", room: 0, home: 0 },
    agenda: { order: [], by: {} },
    queue: empty_queue(),
    polls: { order: [], by: {} },
    stage: { scene: "lobby", theme: "dark" },
    reactions: { clap: 0, agree: 0, heart: 0, laugh: 0 },
    journal: { seq: 1, head: "5f3a9c0d11e84b72" },
  };
}

export function empty_desk() {
  return {
    people: { order: [], by: {} },
    polls: {},
    queue: { times: { room_s: 0, home_s: 0 }, spoken: { order: [], by: {} }, absent: [] },
    steps: [],
    next: { code: "start", params: {}, do: { do: "meeting.start" } },
    host: {
      addresses: [
        { address: "192.168.1.20", interface: "wlan0", chosen: true },
        { address: "10.0.0.4", interface: "eth0", chosen: false },
      ],
      join_url: "http://192.168.1.20:8800/",
      devices_reached: 3,
      storage: "ok",
      local: false,
    },
  };
}

/** What each role may ask beyond an attendee's own, written again here so that the page's own table is not its judge. */
const rights = {
  attendee: /^$/,
  chair: /./,
  minute_taker:
    /^(check_in\.(merge|split|hide|allow)|agenda\.edit|queue\.(add|hands|name|return)|poll\.(add|remove)|person\.(rename|group)|question\.(allow|hide|merge|answered))$/,
  table_facilitator: /^(agenda\.done|queue\.(add|hands|name|return)|person\.group)$/,
};
const sees_desk = (role) => role === "chair" || role === "minute_taker";

const words_of_all = /^(web|reason|kind|rule|common|language)\./;
const words_of_rights = /^(lead|step|next|form)\./;

/** The merge patch (RFC 7396) from one value to another, or undefined when they are equal. */
export function difference(before, after) {
  const is_object = (value) => typeof value === "object" && value !== null && !Array.isArray(value);
  if (!is_object(before) || !is_object(after)) {
    return JSON.stringify(before) === JSON.stringify(after) ? undefined : after;
  }
  const patch = {};
  for (const key of Object.keys(before)) if (!(key in after)) patch[key] = null;
  for (const key of Object.keys(after)) {
    const change = key in before ? difference(before[key], after[key]) : after[key];
    if (change !== undefined) patch[key] = change;
  }
  return Object.keys(patch).length === 0 ? undefined : patch;
}

export class FakeKiosk {
  constructor({ files, locales, clock_offset_ms = 0 } = {}) {
    this.files = files;
    this.locales = locales;
    /** Which code gives which role. A test may take one away, as if it were used or had expired. */
    this.codes = { "48217703": "chair", "11112222": "minute_taker", "33334444": "table_facilitator" };
    this.spent = new Set();
    this.clock_offset_ms = clock_offset_ms;
    this.epoch = randomBytes(4).toString("hex");
    this.v = 1;
    this.d = 1;
    this.view = empty_view();
    this.desk = empty_desk();
    /** What is too large for the view: name → { version, data }. */
    this.sections = {};
    this.people = new Map();
    this.lines = new Set();
    /** Every command that was carried out, once for each id: { person, verb }. */
    this.done = [];
    /** Every frame that a client sent, as it came. */
    this.heard = [];
    /** When set, called before a reply goes out; returning false loses the reply. */
    this.let_reply_through = () => true;
    /** When set, may return a status to answer for a file instead of the file. */
    this.lose_file = () => undefined;
    /** When set, may change a file on its way to the browser. */
    this.change_file = (_, content) => content;
    /** When set, may return { code, message } to refuse a verb. */
    this.refuse = () => undefined;
    /** When set, may change a patch on its way, as a fault of the page or the kiosk would. */
    this.spoil = (patch) => patch;
    this.serial = 0;
  }

  now_ms() {
    return Date.now() + this.clock_offset_ms;
  }

  async start(port = 0) {
    this.http = createServer((request, response) => this.serve(request, response));
    this.sockets = new WebSocketServer({ server: this.http, path: "/ws" });
    this.sockets.on("connection", (socket) => {
      const line = { socket, person: null };
      this.lines.add(line);
      socket.on("message", (data) => this.hear(line, String(data)));
      socket.on("close", () => this.lines.delete(line));
    });
    await new Promise((ready) => this.http.listen(port, "127.0.0.1", ready));
    this.port = this.http.address().port;
    return this;
  }

  async stop() {
    for (const line of this.lines) line.socket.terminate();
    await new Promise((done) => this.http.close(done));
  }

  /** Goes away without a word and comes back on the same port with a new epoch, as after a power cut. */
  async restart({ away_ms = 300 } = {}) {
    const { port } = this;
    await this.stop();
    await new Promise((done) => setTimeout(done, away_ms));
    this.epoch = randomBytes(4).toString("hex");
    this.v = 1;
    await this.start(port);
  }

  /** The same address, another evening: nobody is known any more, and people are counted from p1 again. */
  async other_evening(view = empty_view(), { away_ms = 300 } = {}) {
    const { port } = this;
    await this.stop();
    await new Promise((done) => setTimeout(done, away_ms));
    this.epoch = randomBytes(4).toString("hex");
    this.v = 1;
    this.view = view;
    this.people.clear();
    this.done = [];
    this.sections = {};
    await this.start(port);
  }

  serve(request, response) {
    const path = new URL(request.url, "http://localhost").pathname;
    const [, language, leading] = /^\/locales\/([a-z]+)(-lead)?\.json$/.exec(path) ?? [];
    const lost = this.lose_file(path);
    if (lost) {
      response.writeHead(lost).end();
      return;
    }
    if (language && existsSync(join(this.locales, language))) {
      const folder = join(this.locales, language);
      const all = Object.assign(
        {},
        ...readdirSync(folder).map((name) => JSON.parse(readFileSync(join(folder, name), "utf8"))),
      );
      const words = Object.entries(all).filter(([key]) => (leading ? words_of_rights : words_of_all).test(key));
      response.writeHead(200, { "content-type": "application/json" }).end(JSON.stringify(Object.fromEntries(words)));
      return;
    }
    const file = join(this.files, path === "/" ? "index.html" : path.slice(1));
    if (path.includes("..") || !existsSync(file)) {
      response.writeHead(404).end();
      return;
    }
    const kind = kinds[file.slice(file.lastIndexOf("."))] ?? "text/plain";
    response
      .writeHead(200, {
        "content-type": `${kind}; charset=utf-8`,
        "content-security-policy": `default-src 'self'; connect-src 'self' ws://${request.headers.host}`,
      })
      .end(this.change_file(path, readFileSync(file)));
  }

  send(line, frame) {
    if (line.socket.readyState === 1) line.socket.send(JSON.stringify(frame));
  }

  hear(line, text) {
    const frame = JSON.parse(text);
    this.heard.push(frame);
    if (frame.do === "hello") return this.hello(line, frame);
    if (line.person === null) return this.reply(line, frame, { code: "no_hello", message: "Eerst hallo." });
    if (frame.do === "ping") return this.reply(line, frame, { now_ms: this.now_ms() });
    if (frame.do === "view") {
      this.reply(line, frame, {});
      return this.send_everything(line);
    }
    if (frame.do === "section") {
      const section = this.sections[frame.name];
      const refusal = { code: "not_found", message: "Dat deel is er niet." };
      return this.reply(line, frame, section ? { name: frame.name, ...section } : refusal);
    }
    const { person } = line;
    if (person.replies.has(frame.id)) return this.send(line, person.replies.get(frame.id));
    const of_desk = (frame.do.includes(".") || frame.do === "undo") && frame.do !== "question.accept";
    const may = !of_desk || rights[person.role].test(frame.do);
    const not_allowed = { code: "not_allowed", message: "Dat mag u hier niet." };
    const refusal = may ? this.refuse(frame, person) : not_allowed;
    const answer = refusal ?? this.carry_out(person, frame) ?? {};
    if (answer.code === undefined) this.done.push({ person: person.id, verb: frame });
    this.reply(line, frame, answer, person);
  }

  reply(line, frame, answer, person) {
    const reply =
      answer.code !== undefined
        ? { re: frame.id, ok: false, error: { code: answer.code, message: answer.message } }
        : { re: frame.id, ok: true, v: this.v, ...answer };
    if (person && frame.do !== "react") person.replies.set(frame.id, reply);
    if (this.let_reply_through(frame)) this.send(line, reply);
    if (person) this.tell_me(person);
  }

  hello(line, frame) {
    let person = [...this.people.values()].find((one) => one.tokens.includes(frame.resume ?? "-"));
    if (person === undefined && frame.resume !== undefined) {
      return this.reply(line, frame, { code: "not_found", message: "De kiosk kent dit apparaat niet." });
    }
    if (person === undefined) {
      const id = `p${this.people.size + 1}`;
      person = { id, name: "", place: frame.place, role: "attendee", ballots: {}, tokens: [], replies: new Map() };
      this.people.set(id, person);
    } else {
      for (const other of this.lines) {
        if (other !== line && other.person === person) other.socket.close(4001);
      }
      person.tokens = [frame.resume];
    }
    person.lang = frame.lang;
    const token = randomBytes(16).toString("hex");
    person.tokens.push(token);
    line.person = person;
    this.reply(line, frame, { token, you: person.id, now_ms: this.now_ms(), epoch: this.epoch });
    this.send_everything(line);
    this.count_people();
  }

  send_everything(line) {
    this.view.queue.hash = hash_of(this.view.queue);
    this.send(line, { epoch: this.epoch, v: this.v, view: this.view });
    this.send_me(line, this.me_of(line.person));
    if (sees_desk(line.person.role)) this.send(line, { d: this.d, desk: this.desk });
  }

  me_of(person) {
    const { id, name, place, lang, role, ballots, word, word_waits, asks, group, video_call, questions, absent } = person;
    const shown = name === "" ? `#${id.slice(1)}` : (person.shown ?? name);
    const { order, by } = this.view.queue;
    const waiting = order.filter((entry) => by[entry]?.person === id).map((entry) => [entry, { kind: by[entry].kind }]);
    const entries = { ...person.entries, ...Object.fromEntries(waiting), ...(absent ? { [absent]: { kind: "point", absent: true } } : {}) };
    const some = Object.keys(entries).length > 0 ? { entries } : {};
    const call = place === "home" ? { video_call } : {};
    return JSON.parse(
      JSON.stringify({ person: id, name, shown, place, lang, role, ballots, word, word_waits, asks, group, questions, ...call, ...some }),
    );
  }

  tell_me(person) {
    for (const line of this.lines) if (line.person === person) this.send_me(line, this.me_of(person));
  }

  send_me(line, me) {
    line.told = JSON.stringify(me);
    this.send(line, { me });
  }

  /** The person gets another right, as from the laptop: the phone hears who it is now, and the desk if it may see it. */
  give_role(person, role) {
    person.role = role;
    this.tell_me(person);
    for (const line of this.lines) {
      if (line.person === person && sees_desk(role)) this.send(line, { d: this.d, desk: this.desk });
    }
    this.change_desk((desk) => {
      if (desk.people.by[person.id]) desk.people.by[person.id].role = role;
    });
  }

  count_people() {
    this.change((view) => {
      const here = [...this.lines].filter((line) => line.person !== null);
      view.meeting.room = here.filter((line) => line.person.place === "room").length;
      view.meeting.home = here.filter((line) => line.person.place === "home").length;
    });
  }

  /** Changes the public view and tells everybody by a patch. */
  change(edit) {
    const after = JSON.parse(JSON.stringify(this.view));
    edit(after);
    after.queue.hash = hash_of(after.queue);
    const patch = difference(this.view, after);
    if (patch === undefined) return;
    this.view = after;
    this.v += 1;
    for (const line of this.lines) if (line.person !== null) this.send(line, { v: this.v, patch: this.spoil(patch) });
    for (const line of this.lines) {
      if (line.person === null) continue;
      const me = this.me_of(line.person);
      if (JSON.stringify(me) !== line.told) this.send_me(line, me);
    }
  }

  change_desk(edit) {
    const after = JSON.parse(JSON.stringify(this.desk));
    edit(after);
    const desk_patch = difference(this.desk, after);
    if (desk_patch === undefined) return;
    this.desk = after;
    this.d += 1;
    for (const line of this.lines) {
      if (line.person && sees_desk(line.person.role)) this.send(line, { d: this.d, desk_patch });
    }
  }

  carry_out(person, frame) {
    switch (frame.do) {
      case "name": {
        const same = [...this.people.values()].filter((one) => one !== person && one.name === frame.name).length;
        person.name = frame.name;
        person.shown = same === 0 ? frame.name : `${frame.name} (${same + 1})`;
        return { shown: person.shown };
      }
      case "place":
        person.place = frame.place;
        this.count_people();
        return {};
      case "language":
        person.lang = frame.lang;
        return {};
      case "check_in":
        if (person.word === undefined) this.change((view) => (view.check_in.count += 1));
        person.word = frame.word;
        return person.word_waits ? { waits: true } : {};
      case "explain":
        delete person.asks;
        return {};
      case "speak": {
        this.serial += 1;
        const entry = `e${100 + this.serial}`;
        const kind = frame.kind ?? "point";
        this.change((view) => {
          const { queue } = view;
          const first = kind === "point_of_order" ? 0 : kind === "reply" ? queue.order.filter((id) => queue.by[id].kind !== "point").length : queue.order.length;
          queue.order.splice(first, 0, entry);
          const why = { code: kind === "point_of_order" || kind === "reply" ? kind : "first_come" };
          const topic = frame.topic === undefined ? {} : { topic: frame.topic };
          const to = kind === "reply" ? { to: queue.answered.name } : {};
          queue.by[entry] = { name: this.me_of(person).shown, place: person.place, kind, person: person.id, why, ...topic, ...to };
        });
        return { entry };
      }
      case "unspeak":
        this.change(({ queue }) => {
          const own = queue.order.find((id) => queue.by[id].person === person.id);
          if (frame.entry !== undefined && frame.entry === queue.speaking?.id) return void delete queue.speaking;
          const gone = frame.entry ?? own;
          queue.order = queue.order.filter((id) => id !== gone);
          delete queue.by[gone];
        });
        return {};
      case "here":
        if (person.absent) delete person.absent;
        else this.change(({ queue }) => (queue.speaking.here = true));
        return {};
      case "pass_on":
        this.change(({ queue }) => {
          const id = queue.order.shift();
          queue.speaking = { id, ...queue.by[id], since_ms: this.now_ms(), limit_s: 120 };
          delete queue.by[id];
        });
        return {};
      case "group":
        person.group = frame.group;
        return {};
      case "ask": {
        this.serial += 1;
        const question = `q${this.serial}`;
        const state = this.view.questions.moderated ? "waiting" : "open";
        person.questions ??= { mine: {}, up: [] };
        person.questions.mine[question] = { text: frame.text, state };
        const name = frame.anonymous ? {} : { name: this.me_of(person).shown };
        if (state === "open") {
          this.change(({ questions }) => {
            questions.order.push(question);
            questions.by[question] = { text: frame.text, votes: 1, ...name };
          });
        }
        return { question, ...(state === "waiting" ? { waits: true } : {}) };
      }
      case "upvote": {
        person.questions ??= { mine: {}, up: [] };
        const { up } = person.questions;
        const on = frame.on ?? true;
        if (up.includes(frame.question) === on) return { code: "already", message: "U wilde dit al weten. Dat telt één keer." };
        person.questions.up = on ? [...up, frame.question] : up.filter((id) => id !== frame.question);
        this.change(({ questions }) => {
          questions.by[frame.question].votes += on ? 1 : -1;
          questions.order.sort((a, b) => questions.by[b].votes - questions.by[a].votes || Number(a.slice(1)) - Number(b.slice(1)));
        });
        return {};
      }
      case "question.accept":
        delete person.asks;
        return {};
      case "vote": {
        const poll = this.view.polls.by[frame.poll];
        if (poll?.state !== "open") return { code: "closed", message: "De stemming is al gesloten." };
        if (person.ballots[frame.poll] === undefined) this.change((view) => (view.polls.by[frame.poll].cast += 1));
        person.ballots[frame.poll] = frame.ballot;
        return {};
      }
      case "react":
        this.change((view) => (view.reactions[frame.kind] += 1));
        return {};
      case "pair":
        return this.pair(person, frame.code.replace(/\D/g, ""));
      case "person.role":
        queueMicrotask(() => this.give_role(this.person_of(frame.person), frame.role));
        return {};
      case "chair.hand_over":
        queueMicrotask(() => {
          this.give_role(this.person_of(frame.person), "chair");
          this.give_role(person, "attendee");
        });
        return {};
      default:
        return {};
    }
  }

  /** Of somebody who is only on the desk a test made, there is nothing to tell. */
  person_of(id) {
    return this.people.get(id) ?? { id };
  }

  pair(person, code) {
    if (this.spent.has(code)) return { code: "not_allowed", message: "Deze code is al gebruikt of verlopen." };
    const role = this.codes[code];
    if (role === undefined) return { code: "not_allowed", message: "Deze code klopt niet. Kijk op de laptop van de voorzitter." };
    queueMicrotask(() => this.give_role(person, role));
    return { role, ...(role === "chair" ? { chair: true } : {}) };
  }
}
