// Owns the tests of store.ts and news.ts: whole views, patches, gaps, epochs, and what is announced.
// They are data in, data out; they must never need a socket or a page.

import assert from "node:assert/strict";
import { test } from "node:test";
import { FakeKiosk, difference, empty_desk, empty_view } from "./fake_kiosk.mjs";
import { assert_schema, part, schema_allows } from "./shared.mjs";

const { greeted, merge_patch, nothing_known, receive } = await part("store");
const { became_first, became_speaker, news_between } = await part("news");
const { my_place } = await part("row");

const me = { person: "p1", name: "Fatma", shown: "Fatma", place: "room", lang: "nl", role: "attendee", ballots: {} };
const whole = (v = 7, epoch = "one") => ({ epoch, v, view: empty_view() });

// The examples of RFC 7396, appendix A.
for (const [before, patch, after] of [
  [{ a: "b" }, { a: "c" }, { a: "c" }],
  [{ a: "b" }, { b: "c" }, { a: "b", b: "c" }],
  [{ a: "b" }, { a: null }, {}],
  [{ a: "b", b: "c" }, { a: null }, { b: "c" }],
  [{ a: ["b"] }, { a: "c" }, { a: "c" }],
  [{ a: "c" }, { a: ["b"] }, { a: ["b"] }],
  [{ a: { b: "c" } }, { a: { b: "d", c: null } }, { a: { b: "d" } }],
  [{ a: [{ b: "c" }] }, { a: [1] }, { a: [1] }],
  [["a", "b"], ["c", "d"], ["c", "d"]],
  [{ a: "b" }, ["c"], ["c"]],
  [{ a: "foo" }, null, null],
  [{ a: "foo" }, "bar", "bar"],
  [{ e: null }, { a: 1 }, { e: null, a: 1 }],
  [[1, 2], { a: "b", c: null }, { a: "b" }],
  [{}, { a: { bb: { ccc: null } } }, { a: { bb: {} } }],
]) {
  test(`merge patch ${JSON.stringify(before)} with ${JSON.stringify(patch)}`, () => {
    assert.deepEqual(merge_patch(before, patch), after);
  });
}

test("a patch does not reach a prototype", () => {
  const after = merge_patch({}, JSON.parse('{"__proto__":{"bad":1},"a":2}'));
  assert.deepEqual(Object.keys(after), ["a"]);
  assert.equal({}.bad, undefined);
});

test("what a patch does not touch stays the same object", () => {
  const known = receive(nothing_known, whole());
  const next = receive(known, { v: 8, patch: { meeting: { room: 3 } } });
  assert.equal(next.view.meeting.room, 3);
  assert.equal(known.view.meeting.room, 0, "the state before is not changed");
  assert.equal(next.view.queue, known.view.queue);
});

test("any two views: the patch between them, laid on the first, gives the second", () => {
  const before = empty_view();
  const after = { ...empty_view(), check_in: { id: "c1", prompt: "Hoe?", state: "open", count: 2 } };
  after.polls = { order: ["v1"], by: { v1: { kind: "choice", question: "?", options: [], state: "open" } } };
  assert.deepEqual(merge_patch(before, difference(before, after)), after);
  assert.deepEqual(merge_patch(after, difference(after, before)), before);
});

test("a gap: nothing is laid on it until a whole view comes", () => {
  let known = receive(nothing_known, whole(7));
  known = receive(known, { v: 9, patch: { meeting: { room: 5 } } });
  assert.equal(known.gap, true);
  assert.equal(known.view.meeting.room, 0);
  known = receive(known, { v: 8, patch: { meeting: { room: 4 } } });
  assert.equal(known.view.meeting.room, 0);
  known = receive(known, whole(10));
  assert.equal(known.gap, false);
  known = receive(known, { v: 11, patch: { meeting: { room: 6 } } });
  assert.equal(known.view.meeting.room, 6);
});

test("a patch that the whole view already holds is passed over", () => {
  let known = receive(nothing_known, whole(7));
  known = receive(known, { v: 7, patch: { meeting: { room: 5 } } });
  assert.equal(known.gap, false);
  assert.equal(known.view.meeting.room, 0);
});

test("a patch before any view is a gap", () => {
  assert.equal(receive(nothing_known, { v: 1, patch: {} }).gap, true);
});

test("another epoch: the page stays as it is, but nothing is laid on it before its whole view", () => {
  let known = receive(nothing_known, whole(7, "one"));
  known = greeted(known, "two");
  assert.equal(known.gap, true);
  assert.notEqual(known.view, null);
  known = receive(known, { v: 8, patch: { meeting: { room: 5 } } });
  assert.equal(known.view.meeting.room, 0);
  known = receive(known, whole(1, "two"));
  assert.deepEqual([known.gap, known.v, known.epoch], [false, 1, "two"]);
  assert.equal(greeted(known, "two"), known);
});

test("the desk has versions of its own, and goes when the person no longer leads", () => {
  let known = receive(nothing_known, whole());
  known = receive(known, { me: { ...me, role: "chair" } });
  known = receive(known, { d: 3, desk: empty_desk() });
  known = receive(known, { d: 4, desk_patch: { host: { devices_reached: 9 } } });
  assert.equal(known.desk.host.devices_reached, 9);
  assert.equal(receive(known, { d: 6, desk_patch: {} }).gap, true);
  assert.equal(receive(known, { me }).desk, null);
});

test("replies leave the state as it is", () => {
  const known = receive(nothing_known, whole());
  assert.equal(receive(known, { re: "x", ok: true, v: 3 }), known);
});

test("the frames of these tests, and of the fake kiosk, are frames of the wire", () => {
  assert_schema("frame_view", whole());
  assert_schema("frame_desk", { d: 1, desk: empty_desk() });
  assert_schema("frame_me", { me });
  assert_schema("server_frame", { v: 8, patch: { check_in: null } });
  assert.equal(schema_allows("frame_view", { epoch: "one", v: 1, view: { ...empty_view(), check_in: null } }), false);
  assert.equal(schema_allows("client_frame", { id: "a", do: "vote", poll: "v1", ballot: {} }), false);
  const kiosk = new FakeKiosk();
  assert_schema("view", kiosk.view);
});

function known_with(edit, extra = {}) {
  const view = empty_view();
  edit(view);
  return { ...nothing_known, view, me: { ...me, ...extra } };
}

test("news: nothing when the page has just come in", () => {
  assert.deepEqual(news_between(nothing_known, known_with(() => undefined)), []);
});

test("news: your turn comes before everything else", () => {
  const before = known_with(() => undefined);
  const after = known_with((view) => {
    view.queue.speaking = { id: "e1", person: "p1", name: "Fatma", place: "room", since_ms: 0, limit_s: 0 };
    view.agenda = { order: ["b1"], by: { b1: { title: "Vragen" } }, now: "b1" };
  });
  assert.deepEqual(news_between(before, after).map((one) => one.key), ["web.news.your_turn", "web.news.block"]);
});

test("news: a poll that opens, closes and is shown", () => {
  const with_poll = (state) =>
    known_with((view) => {
      view.polls = { order: ["v1"], by: { v1: { question: "Banken?", state } } };
    });
  assert.deepEqual(news_between(with_poll("draft"), with_poll("open")), [
    { key: "web.news.poll_open", fill: { question: "Banken?" } },
  ]);
  assert.equal(news_between(with_poll("open"), with_poll("closed"))[0].key, "web.news.poll_closed");
  assert.equal(news_between(with_poll("closed"), with_poll("shown"))[0].key, "web.news.poll_shown");
  assert.deepEqual(news_between(with_poll("open"), with_poll("open")), []);
});

test("news: first in the row and one's own turn, once each", () => {
  const standing = (order, speaking) =>
    known_with((view) => {
      view.queue.order = order;
      view.queue.by = { e1: { person: "p1" }, e2: { person: "p2" }, e3: { person: "p3" } };
      if (speaking) view.queue.speaking = { id: speaking, person: speaking === "e1" ? "p1" : "p9", name: "Fatma" };
    });
  const third = standing(["e2", "e3", "e1"], "e9");
  const first = standing(["e1"], "e9");
  const speaks = standing([], "e1");
  assert.deepEqual(news_between(third, first).map(({ key }) => key), ["web.news.you_are_next"]);
  assert.deepEqual([became_first(third, first), became_first(first, first), became_first(standing([], "e9"), first)], [true, false, false]);
  assert.deepEqual(news_between(first, speaks).map(({ key }) => key), ["web.news.your_turn"]);
  assert.deepEqual([became_speaker(first, speaks), became_speaker(speaks, speaks), became_speaker(third, first)], [true, false, false]);
});

test("news: who gave way to a point of order goes on, which is no new turn", () => {
  const speaking = (now) => known_with((view) => void (view.queue.speaking = now));
  const gave_way = speaking({ id: "e2", person: "p2", name: "Joop", kind: "point_of_order", interrupts: { id: "e1", person: "p1", name: "Fatma" } });
  const goes_on = speaking({ id: "e1", person: "p1", name: "Fatma" });
  assert.deepEqual(news_between(gave_way, goes_on).map(({ key }) => key), ["web.news.you_go_on"]);
  const own_order = speaking({ id: "e3", person: "p1", name: "Fatma", kind: "point_of_order", interrupts: { id: "e2", person: "p2", name: "Joop" } });
  assert.deepEqual(news_between(speaking({ id: "e2", person: "p2", name: "Joop" }), own_order).map(({ key }) => key), ["web.news.your_turn"]);
});

test("news: an invitation to ask one's question aloud", () => {
  const before = known_with(() => undefined);
  const after = known_with(() => undefined, { asks: { question: { question: "q1", text: "Komt er licht?" } } });
  assert.deepEqual(news_between(before, after).map(({ key }) => key), ["web.news.invited"]);
  assert.deepEqual(news_between(after, after), []);
});

test("a phone finds its own place in the public order", () => {
  const known = known_with((view) => {
    view.queue.order = ["e2", "e1"];
    view.queue.by = { e1: { person: "p1" }, e2: { person: "p2" } };
  });
  assert.equal(my_place(known), 2);
  assert.equal(my_place(nothing_known), 0);
});
