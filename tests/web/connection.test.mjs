// Owns the tests of connection.ts: hello, coming back, sleeping phones, lost replies, take-over, refusals.
// Sockets and timers are driven by hand, so each story is exact; it must never wait for real time.

import assert from "node:assert/strict";
import { test } from "node:test";
import { make_world, memory, part } from "./shared.mjs";

const { Connection } = await part("connection");
const here = { lang: "nl", place: "room" };

function joined(options) {
  const world = make_world(options);
  const connection = new Connection(world.around, world.listener);
  connection.join(here);
  world.last.open();
  world.last.greet();
  return { world, connection, socket: world.last };
}

test("nothing goes to the kiosk before the person chose room or home", () => {
  const world = make_world();
  const connection = new Connection(world.around, world.listener);
  connection.woke(60000);
  world.pass(60000);
  assert.equal(world.sockets.length, 0);
  connection.join(here);
  world.last.open();
  assert.deepEqual(
    world.last.sent.map(({ id, ...rest }) => rest),
    [{ do: "hello", lang: "nl", place: "room" }],
  );
});

test("looked at again while the first hello waits for its reply: it is not said twice, unless the phone slept", () => {
  for (const [away_ms, waited_ms, sockets] of [[0, 0, 1], [200, 1000, 1], [60000, 0, 2], [200, 4000, 2]]) {
    const world = make_world();
    const connection = new Connection(world.around, world.listener);
    connection.join(here);
    world.last.open();
    world.pass(waited_ms);
    connection.woke(away_ms);
    assert.equal(world.sockets.length, sockets, `${away_ms} ms away, ${waited_ms} ms after hello`);
  }
  const known = make_world({ lasting: memory({ token: "x".repeat(22) }) });
  const connection = new Connection(known.around, known.listener);
  connection.join(here);
  known.last.open();
  connection.woke(200);
  assert.equal(known.sockets.length, 2, "who is known by a token stays one person");
});

test("the new token is written at once and used at the next hello", () => {
  const { world, socket } = joined();
  assert.equal(world.lasting.read("token"), "t".repeat(22));
  socket.drop();
  world.pass(300);
  world.last.open();
  assert.equal(world.last.sent[0].resume, "t".repeat(22));
  world.last.greet({ token: "u".repeat(22) });
  assert.equal(world.lasting.read("token"), "u".repeat(22));
});

test("a token that this kiosk does not know is let go, and hello goes again without it on the same socket", () => {
  const world = make_world({ lasting: memory({ token: "x".repeat(22) }) });
  new Connection(world.around, world.listener).join(here);
  world.last.open();
  const [hello] = world.last.sent;
  world.last.hear({ re: hello.id, ok: false, error: { code: "not_found", message: "Onbekend." } });
  assert.equal(world.sockets.length, 1);
  assert.equal(world.last.sent.length, 2);
  assert.equal(world.last.sent[1].resume, undefined);
  world.last.greet();
  assert.equal(world.links.pop(), "open");
});

test("a vote whose reply is lost goes again under the same id, and only until it is answered", () => {
  const { world, connection, socket } = joined();
  connection.send({ do: "vote", poll: "v1", ballot: { choice: "yes" } }, "vote:v1", { replaces: true });
  const [vote] = socket.all("vote");
  socket.drop(); // the kiosk had it on disk, but the reply never came
  assert.equal(world.links.pop(), "lost");
  world.pass(250);
  world.last.open();
  assert.equal(world.last.all("vote").length, 0, "nothing before hello is answered");
  world.last.greet();
  assert.deepEqual(world.last.all("vote"), [vote]);
  world.last.answer("vote");
  assert.deepEqual(world.replies.map((one) => [one.key, one.reply.ok]), [["vote:v1", true]]);
  world.last.drop();
  world.pass(1000);
  world.last.open();
  world.last.greet();
  assert.equal(world.last.all("vote").length, 0);
});

test("a vote sent while away waits, and the last choice is the one that goes", () => {
  const { world, connection, socket } = joined();
  socket.drop();
  for (const choice of ["yes", "no"]) {
    connection.send({ do: "vote", poll: "v1", ballot: { choice } }, "vote:v1", { replaces: true });
  }
  world.pass(300);
  world.last.open();
  world.last.greet();
  assert.deepEqual(world.last.all("vote").map((frame) => frame.ballot.choice), ["no"]);
});

test("commands without a reply survive a reload of the page", () => {
  const passing = memory();
  const lasting = memory();
  const { connection, socket } = joined({ passing, lasting });
  connection.send({ do: "check_in", word: "benieuwd" }, "check_in", { replaces: true });
  const [word] = socket.all("check_in");
  const world = make_world({ passing, lasting });
  new Connection(world.around, world.listener).join(here);
  world.last.open();
  world.last.greet();
  assert.deepEqual(world.last.all("check_in"), [word]);
  world.last.answer("check_in");
  assert.equal(passing.read("waiting"), null);
});

test("what one person had not sent is not sent as another", () => {
  const { world, connection, socket } = joined();
  socket.drop();
  connection.send({ do: "vote", poll: "v1", ballot: { choice: "yes" } }, "vote:v1", { replaces: true });
  world.pass(300);
  world.last.open();
  world.last.greet({ you: "p9" });
  assert.equal(world.last.all("vote").length, 0);
  assert.equal(world.replies[0].reply.error.code, "gone");
});

function refuse_token(world) {
  const hello = world.last.all("hello").pop();
  world.last.hear({ re: hello.id, ok: false, error: { code: "not_found", message: "Onbekend." } });
}

test("another evening counts its people anew: what waited for p1 of the old one is not sent as p1 of the new one", () => {
  const { world, connection, socket } = joined();
  socket.drop();
  connection.send({ do: "vote", poll: "v1", ballot: { choice: "yes" } }, "vote:v1", { replaces: true });
  world.pass(300);
  world.last.open();
  refuse_token(world);
  world.last.greet({ you: "p1", epoch: "two", token: "n".repeat(22) });
  assert.equal(world.last.all("vote").length, 0);
  assert.equal(connection.waiting.length, 0);
  assert.equal(world.replies[0].reply.error.code, "gone");
  assert.deepEqual(world.another, [false, true]);
  world.pass(60000);
  assert.equal(world.last.all("vote").length, 0, "nor later");
});

test("the same, after a reload of the page", () => {
  const passing = memory();
  const lasting = memory();
  const { connection, socket } = joined({ passing, lasting });
  connection.send({ do: "check_in", word: "benieuwd" }, "check_in");
  assert.equal(socket.all("check_in").length, 1);
  const world = make_world({ passing, lasting });
  new Connection(world.around, world.listener).join(here);
  world.last.open();
  refuse_token(world);
  world.last.greet({ you: "p1", epoch: "two" });
  assert.equal(world.last.all("check_in").length, 0);
  assert.deepEqual(world.another, [true]);
});

test("a second tab that joined the new evening first: the old tab comes in with its token, and keeps its commands to itself", () => {
  const lasting = memory();
  const { world, connection, socket } = joined({ lasting });
  socket.drop();
  connection.send({ do: "vote", poll: "v1", ballot: { choice: "yes" } }, "vote:v1");
  const second = make_world({ lasting });
  second.around.make_id = () => `second${(second.serial += 1)}`;
  new Connection(second.around, second.listener).join(here);
  second.last.open();
  refuse_token(second);
  second.last.greet({ you: "p1", epoch: "two", token: "n".repeat(22) });
  world.pass(300);
  world.last.open();
  assert.equal(world.last.sent[0].resume, "n".repeat(22));
  world.last.greet({ you: "p1", epoch: "two" });
  assert.equal(world.last.all("vote").length, 0);
  assert.deepEqual(world.another, [false, true]);
});

test("the same evening after a power cut has another epoch and the same people: everything goes on", () => {
  const { world, connection, socket } = joined();
  socket.drop();
  connection.send({ do: "vote", poll: "v1", ballot: { choice: "yes" } }, "vote:v1");
  world.pass(300);
  world.last.open();
  world.last.greet({ you: "p1", epoch: "two" });
  assert.equal(world.last.all("vote").length, 1);
  assert.deepEqual(world.another, [false, false]);
});

test("what is sent when the new evening greets us belongs to it (a chair link that was opened)", () => {
  const { world, connection, socket } = joined();
  socket.drop();
  world.listener.greeted = () => connection.send({ do: "pair", code: "4821-7703" }, "pair");
  world.pass(300);
  world.last.open();
  refuse_token(world);
  world.last.greet({ you: "p1", epoch: "two" });
  assert.equal(world.last.all("pair").length, 1);
  assert.equal(connection.waiting.length, 1);
});

test("a command that is too old is given up, with a word to the person", () => {
  const { world, connection, socket } = joined();
  socket.drop();
  connection.send({ do: "speak" }, "speak");
  world.pass(11 * 60 * 1000);
  world.last.open();
  world.last.greet();
  assert.equal(world.last.all("speak").length, 0);
  assert.equal(world.replies[0].reply.error.code, "gone");
});

test("no more than forty commands wait", () => {
  const { world, connection, socket } = joined();
  socket.drop();
  for (let n = 0; n < 41; n += 1) connection.send({ do: "unspeak" }, `key${n}`);
  assert.equal(connection.waiting.length, 40);
  assert.deepEqual(world.replies.map((one) => [one.key, one.reply.error.code]), [["key40", "crowded"]]);
});

test("comes back quickly, then more slowly, and quickly again once it has worked", () => {
  const { world, socket } = joined();
  const waits = [];
  let current = socket;
  for (let n = 0; n < 8; n += 1) {
    const before = world.now_ms;
    const count = world.sockets.length;
    current.drop();
    while (world.sockets.length === count) world.pass(10);
    waits.push(world.now_ms - before);
    current = world.last;
  }
  assert.deepEqual(waits, [10, 300, 800, 1500, 3000, 5000, 8000, 8000]);
  current.open();
  current.greet();
  const count = world.sockets.length;
  current.drop();
  world.pass(10);
  assert.equal(world.sockets.length, count + 1);
});

test("4001: goes on elsewhere, so this page stays away until the person asks", () => {
  const { world, connection, socket } = joined();
  socket.drop(4001);
  assert.equal(world.links.pop(), "taken_over");
  connection.woke(60000);
  world.pass(120000);
  assert.equal(world.sockets.length, 1);
  world.lasting.write("token", "w".repeat(22)); // written by the other tab
  connection.resume_here();
  world.last.open();
  assert.equal(world.last.sent[0].resume, "w".repeat(22));
  world.last.greet();
  assert.equal(world.links.pop(), "open");
});

for (const [code, quick_ms, link] of [
  [4000, 1800, "lost"],
  [4002, 1000, "lost"],
  [4003, 0, "lost"],
  [4004, 15000, "busy"],
  [1009, 1000, "lost"],
]) {
  test(`close code ${code} comes back within ${quick_ms} ms and says '${link}'`, () => {
    const { world, socket } = joined({ random: 0.99 });
    socket.drop(code);
    assert.equal(world.links.pop(), link);
    world.pass(quick_ms);
    assert.equal(world.sockets.length, 2);
  });
}

test("4000 spreads the phones that come back together", () => {
  const waits = [0, 0.5, 0.99].map((random) => {
    const { world, socket } = joined({ random });
    const before = world.now_ms;
    socket.drop(4000);
    while (world.sockets.length === 1) world.pass(10);
    return world.now_ms - before;
  });
  assert.ok(waits[2] - waits[0] > 1000, String(waits));
});

test("1009: the largest command is what was too big; it is not sent for ever", () => {
  const { world, connection, socket } = joined();
  connection.send({ do: "speak", topic: "x".repeat(5000) }, "speak");
  connection.send({ do: "check_in", word: "moe" }, "check_in");
  socket.drop(1009);
  assert.deepEqual(world.replies.map((one) => [one.key, one.reply.error.code]), [["speak", "too_long"]]);
  world.pass(1000);
  world.last.open();
  world.last.greet();
  assert.equal(world.last.all("speak").length, 0);
  assert.equal(world.last.all("check_in").length, 1);
});

test("the pace of a rehearsal's clock comes with hello and with every ping", () => {
  const world = make_world();
  const connection = new Connection(world.around, world.listener);
  connection.join(here);
  const socket = world.last;
  socket.open();
  socket.greet({ rate: 10 });
  assert.deepEqual(world.pings.at(-1).slice(2), [5000, 10]);
  connection.woke(60000);
  socket.answer("ping", { now_ms: 9000, rate: 10 });
  assert.deepEqual(world.pings.at(-1).slice(2), [9000, 10]);
  const evening = joined();
  assert.deepEqual(evening.world.pings.at(-1).slice(2), [5000, 1]);
});

test("woken with a line that lives: the ping answers first, the second socket says nothing, a whole view is asked", () => {
  const { world, connection, socket } = joined();
  connection.woke(60000);
  assert.equal(world.sockets.length, 2);
  socket.answer("ping", { now_ms: 9000 });
  assert.equal(world.last.closed, true);
  assert.equal(world.last.sent.length, 0);
  assert.equal(socket.all("view").length, 1);
  world.pass(15000); // until the heartbeat asks again
  assert.equal(socket.closed, false);
});

test("told that the network is gone: a line that is silent, while no second one opens, is lost within seconds", () => {
  const { world, connection, socket } = joined();
  for (const ping of socket.all("ping")) socket.hear({ re: ping.id, ok: true, now_ms: 5000 });
  world.pass(1000);
  for (const ping of socket.all("ping")) socket.hear({ re: ping.id, ok: true, now_ms: 5000 });
  connection.probe();
  world.pass(3600);
  assert.equal(world.sockets.length, 2);
  assert.equal(world.links.at(-1), "open");
  world.last.drop(1006);
  world.pass(3600);
  assert.equal(socket.closed, true);
  assert.equal(world.links.at(-1), "lost");
  world.pass(10000);
  world.last.open();
  world.last.greet();
  assert.equal(world.links.at(-1), "open");
});

test("told that the network is gone: a slow line that answers yet, while no second one opens, stays", () => {
  const { world, connection, socket } = joined();
  for (const ping of socket.all("ping")) socket.hear({ re: ping.id, ok: true, now_ms: 5000 });
  world.pass(1000);
  for (const ping of socket.all("ping")) socket.hear({ re: ping.id, ok: true, now_ms: 5000 });
  connection.probe();
  world.pass(3600);
  world.last.drop(1006);
  world.pass(2000);
  socket.answer("ping", { now_ms: 9000 });
  world.pass(5000);
  assert.equal(socket.closed, false);
  assert.equal(world.links.at(-1), "open");
});

test("woken with a dead line: the second socket takes over, and the first being closed as taken over does not matter", () => {
  const { world, connection, socket } = joined();
  connection.woke(60000);
  const second = world.last;
  second.open();
  assert.equal(second.sent[0].do, "hello");
  socket.drop(4001); // the kiosk closes the old one because our own second one came
  assert.notEqual(world.links[world.links.length - 1], "taken_over");
  second.greet({ token: "n".repeat(22) });
  assert.equal(world.links.pop(), "open");
  world.pass(1000);
  assert.equal(world.sockets.length, 2);
});

test("woken with a dead line, frames of the old socket are not heard any more once the new one stands", () => {
  const { world, connection, socket } = joined();
  connection.woke(60000);
  world.last.open();
  world.last.greet();
  assert.equal(socket.closed, true);
  socket.hear({ v: 99, patch: {} });
  assert.deepEqual(world.frames, []);
});

test("woken while it was waiting to try again: tries at once", () => {
  const { world, connection, socket } = joined();
  socket.drop();
  for (let n = 0; n < 6; n += 1) {
    world.pass(20000);
    world.last.drop();
  }
  const count = world.sockets.length;
  connection.woke(60000);
  assert.equal(world.sockets.length, count + 1);
});

test("a line that falls silent is noticed by the heartbeat, without a close", () => {
  const { world, socket } = joined();
  for (const ping of socket.all("ping")) socket.hear({ re: ping.id, ok: true, now_ms: 5000 });
  world.pass(1000);
  for (const ping of socket.all("ping")) socket.hear({ re: ping.id, ok: true, now_ms: 5000 });
  world.pass(24000);
  assert.equal(world.sockets.length, 2);
  world.last.open();
  world.last.greet();
  assert.equal(world.links.pop(), "open");
});

test("a command that gets no reply for four seconds makes it look whether anybody is there", () => {
  const { world, connection, socket } = joined();
  world.pass(1000);
  for (const ping of socket.all("ping")) socket.hear({ re: ping.id, ok: true, now_ms: 5000 });
  connection.send({ do: "speak" }, "speak");
  world.pass(8000);
  assert.equal(world.sockets.length, 2);
  world.last.open();
  world.last.greet();
  assert.equal(world.last.all("speak")[0].id, socket.all("speak")[0].id);
});

test("a slow kiosk that answers pings is not stormed with new sockets", () => {
  const { world, connection, socket } = joined();
  connection.send({ do: "speak" }, "speak");
  for (let n = 0; n < 30; n += 1) {
    world.pass(1000);
    for (const ping of socket.all("ping")) socket.hear({ re: ping.id, ok: true, now_ms: 5000 });
  }
  assert.equal(world.sockets.length, 1);
});

test("a hello that is never answered is tried again on a new socket", () => {
  const world = make_world();
  new Connection(world.around, world.listener).join(here);
  world.last.open();
  world.pass(8300);
  assert.equal(world.sockets[0].closed, true);
  assert.equal(world.sockets.length, 2);
});

test("too fast: the command goes again under a new id after a pause, and the person hears nothing", () => {
  const { world, connection, socket } = joined();
  connection.send({ do: "vote", poll: "v1", ballot: { choice: "a" } }, "vote:v1");
  const [vote] = socket.all("vote");
  socket.hear({ re: vote.id, ok: false, error: { code: "rate", message: "Rustig aan." } });
  assert.equal(world.replies.length, 0);
  world.pass(1500);
  const again = socket.all("vote")[1];
  assert.notEqual(again.id, vote.id);
  socket.answer("vote");
  assert.equal(world.replies[0].reply.ok, true);
});

test("claps are not kept for later", () => {
  const { world, connection, socket } = joined();
  assert.equal(connection.send_once({ do: "react", kind: "clap" }), true);
  socket.drop();
  assert.equal(connection.send_once({ do: "react", kind: "clap" }), false);
  world.pass(300);
  world.last.open();
  world.last.greet();
  assert.equal(world.last.all("react").length, 0);
});

test("a kiosk that is full is left alone for five seconds", () => {
  const world = make_world();
  new Connection(world.around, world.listener).join(here);
  world.last.open();
  world.last.hear({ re: world.last.sent[0].id, ok: false, error: { code: "full", message: "Vol." } });
  assert.equal(world.links.pop(), "busy");
  world.pass(4900);
  assert.equal(world.sockets.length, 1);
  world.pass(200);
  assert.equal(world.sockets.length, 2);
});

test("leaving a shared tablet: the token and what waited are gone, and nothing comes back by itself", () => {
  const { world, connection, socket } = joined();
  connection.send({ do: "check_in", word: "moe" }, "check_in");
  connection.leave();
  assert.equal(socket.closed, true);
  assert.equal(world.lasting.read("token"), null);
  assert.equal(world.passing.read("waiting"), null);
  connection.woke(60000);
  world.pass(120000);
  assert.equal(world.sockets.length, 1);
  connection.join(here);
  world.last.open();
  assert.equal(world.last.sent[0].resume, undefined);
  world.last.greet({ you: "p2" });
  assert.equal(world.last.all("check_in").length, 0);
});

test("frames that are not JSON are passed over", () => {
  const { world, socket } = joined();
  socket.onmessage({ data: "{" });
  socket.onmessage({ data: "7" });
  assert.deepEqual(world.frames, []);
});
