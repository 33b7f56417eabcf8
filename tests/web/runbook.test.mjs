// Owns the tests of runbook.ts: what the page offers for a block, read off the agenda's flat order. The agendas are
// written by hand; what the kiosk allows is tested in tests/core.

import assert from "node:assert/strict";
import { test } from "node:test";
import { part } from "./shared.mjs";

const { is_clock, is_table, is_to_come, may_split, parts_of, place_after_move, places_before, takers_of_parts } = await part("runbook");

/** "b1 done, b2 now, b3 todo" and parts as "b4<b3"; a star behind an id: its parts run side by side. */
function agenda(text, minutes = 20) {
  const by = {};
  for (const item of text.split(", ")) {
    const [, id, star, inside, state] = /^(\w+)(\*?)(?:<(\w+))? (\w+)$/.exec(item);
    by[id] = { title: id, form: "plenary", minutes, state, ...(inside ? { inside } : {}), ...(star ? { side_by_side: true } : {}) };
  }
  return { order: Object.keys(by), by };
}

const evening = agenda("b1 done, b2 now, b3* todo, b4<b3 todo, b5<b3 todo, b6 skipped, b7 todo");

test("parts stand behind their block, and those that run side by side are tables", () => {
  assert.deepEqual(parts_of(evening, "b3"), ["b4", "b5"]);
  assert.deepEqual(parts_of(evening, "b7"), []);
  assert.equal(is_table(evening, evening.by.b4), true);
  assert.equal(is_table(evening, evening.by.b7), false);
});

test("what has begun, or what the evening went by, is not to come", () => {
  assert.deepEqual(evening.order.filter((id) => is_to_come(evening, id)), ["b3", "b4", "b5", "b6", "b7"]);
  const passed = agenda("b1 done, b2 skipped, b3 now, b4 todo");
  assert.deepEqual(passed.order.filter((id) => is_to_come(passed, id)), ["b4"]);
  const lobby = agenda("b1 todo, b2 todo");
  assert.deepEqual(lobby.order.filter((id) => is_to_come(lobby, id)), ["b1", "b2"]);
});

test("a block goes past a whole block with its parts, and never past what has begun", () => {
  assert.equal(place_after_move(evening, "b3", "earlier"), undefined, "b2 has begun");
  assert.equal(place_after_move(evening, "b3", "later"), "b7", "past b6");
  assert.equal(place_after_move(evening, "b6", "earlier"), "b3", "before the whole block, not between its tables");
  assert.equal(place_after_move(evening, "b6", "later"), null, "to the end");
  assert.equal(place_after_move(evening, "b7", "later"), undefined, "it is the last");
  assert.equal(place_after_move(evening, "b1", "later"), undefined, "it is done");
});

test("a part goes within its block", () => {
  assert.equal(place_after_move(evening, "b4", "earlier"), undefined);
  assert.equal(place_after_move(evening, "b4", "later"), null);
  assert.equal(place_after_move(evening, "b5", "earlier"), "b4");
  const going = agenda("b1 now, b2<b1 done, b3<b1 now, b4<b1 todo, b5<b1 todo, b6 todo");
  assert.equal(place_after_move(going, "b4", "earlier"), undefined, "the part before it is on");
  assert.equal(place_after_move(going, "b5", "earlier"), "b4");
});

test("only what is to do, has no parts and is long enough can be split", () => {
  assert.deepEqual(evening.order.filter((id) => may_split(evening, id)), ["b4", "b5", "b7"]);
  assert.equal(may_split(agenda("b1 todo", 1), "b1"), false);
});

test("where a new block may stand, and which blocks take one more part", () => {
  assert.deepEqual(places_before(evening), ["b3", "b6", "b7"]);
  assert.deepEqual(takers_of_parts(evening), ["b3", "b6", "b7"]);
  assert.deepEqual(takers_of_parts(agenda("b1 now, b2<b1 now, b3<b1 todo")), ["b1"], "parts that follow one another may get one more");
  assert.deepEqual(takers_of_parts(agenda("b1* now, b2<b1 now, b3<b1 now")), [], "tables began together");
  assert.deepEqual(takers_of_parts(agenda("b1 now, b2 todo")), ["b2"], "a block that is on by itself stays one");
});

test("a time of the clock", () => {
  for (const text of ["20:30", "9.05", "00:00", "23:59"]) assert.equal(is_clock(text), true, text);
  for (const text of ["", "24:00", "20:60", "half negen", "20", "20:3", "20:300"]) assert.equal(is_clock(text), false, text);
});
