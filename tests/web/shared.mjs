// Owns what the tests of the web client share: the bundled client parts, and a little world of fake
// sockets and timers that a test drives by hand. It runs in the test's process and must never use real time.

import assert from "node:assert/strict";
import { dirname, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { assert_schema, schema_allows } from "./schema.mjs";

export { assert_schema, schema_allows };

const here = dirname(fileURLToPath(import.meta.url));
export const repository = join(here, "..", "..");
const bundle = process.env.BUURTKIOSK_WEB_BUNDLE;
if (!bundle) throw new Error("start these tests with: node run.mjs");

export const part = (name) => import(pathToFileURL(join(bundle, `${name}.mjs`)).href);

export function memory(entries = {}) {
  const kept = new Map(Object.entries(entries));
  return {
    kept,
    read: (key) => kept.get(key) ?? null,
    write: (key, value) => void kept.set(key, value),
    forget: (key) => void kept.delete(key),
  };
}

/** Sockets, timers and ids that a test drives: nothing happens by itself. */
export function make_world({ lasting = memory(), passing = memory(), random = 0 } = {}) {
  const world = {
    sockets: [],
    links: [],
    frames: [],
    greetings: [],
    another: [],
    replies: [],
    pings: [],
    now_ms: 1000,
    timers: [],
    serial: 0,
    lasting,
    passing,
    /** Lets time go by, firing timers in order. */
    pass(ms) {
      const until = world.now_ms + ms;
      for (;;) {
        const due = world.timers.filter((timer) => timer.at_ms <= until).sort((a, b) => a.at_ms - b.at_ms)[0];
        if (due === undefined) break;
        world.timers.splice(world.timers.indexOf(due), 1);
        world.now_ms = Math.max(world.now_ms, due.at_ms);
        due.action();
      }
      world.now_ms = until;
    },
    get last() {
      return world.sockets[world.sockets.length - 1];
    },
  };
  world.around = {
    open_socket() {
      const socket = {
        sent: [],
        closed: false,
        onopen: null,
        onmessage: null,
        onclose: null,
        send(text) {
          const frame = JSON.parse(text);
          assert_schema("client_frame", frame);
          socket.sent.push(frame);
        },
        close: () => void (socket.closed = true),
        open: () => socket.onopen?.(),
        hear: (frame) => socket.onmessage?.({ data: JSON.stringify(frame) }),
        drop: (code = 1006) => socket.onclose?.({ code }),
        all: (verb) => socket.sent.filter((frame) => frame.do === verb),
        answer(verb, answer = {}) {
          const frame = socket.all(verb).pop();
          assert.ok(frame, `nothing to answer: ${verb}`);
          socket.hear({ re: frame.id, ok: true, v: 1, ...answer });
          return frame;
        },
        greet: (answer = {}) =>
          socket.answer("hello", { token: "t".repeat(22), you: "p1", now_ms: 5000, epoch: "one", ...answer }),
      };
      world.sockets.push(socket);
      return socket;
    },
    monotonic_ms: () => world.now_ms,
    wall_ms: () => world.now_ms,
    set_timer(wait_ms, action) {
      const timer = { at_ms: world.now_ms + wait_ms, action };
      world.timers.push(timer);
      return timer;
    },
    clear_timer(timer) {
      const at = world.timers.indexOf(timer);
      if (at >= 0) world.timers.splice(at, 1);
    },
    random: () => random,
    make_id: () => `id${(world.serial += 1)}`,
    lasting,
    passing,
  };
  world.listener = {
    link: (link) => void world.links.push(link),
    frame: (frame) => void world.frames.push(frame),
    greeted(reply, another) {
      world.greetings.push(reply);
      world.another.push(another);
    },
    waiting: () => undefined,
    replied: (command, reply) => void world.replies.push({ key: command.key, id: command.id, reply }),
    pinged: (...sample) => void world.pings.push(sample),
  };
  return world;
}
