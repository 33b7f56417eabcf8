// Owns the tests of evening.ts: when a block's time is nearly over, and what the picture of the evening holds. Agendas
// are written by hand and the time is a number; neither is ever that of this computer.

import assert from "node:assert/strict";
import { test } from "node:test";
import { part } from "./shared.mjs";

const { folded, picture_of, time_of } = await part("evening");

const minute = 60000;
const block = (state, from, minutes) => ({ title: "x", form: "plenary", minutes, state, starts_ms: from * minute, ends_ms: (from + minutes) * minute });

/** "b1 done, b2 now": ids and states, a part as "b4<b3", a star behind an id whose parts run side by side, ! what is on. */
function agenda(text) {
  const by = {};
  let now;
  for (const item of text.split(", ")) {
    const [, id, star, inside, state, on] = /^(\w+)(\*?)(?:<(\w+))? (\w+)(!?)$/.exec(item);
    by[id] = { title: id, form: "plenary", minutes: 10, state, ...(inside ? { inside } : {}), ...(star ? { side_by_side: true } : {}) };
    if (on) now = id;
  }
  return { order: Object.keys(by), by, ...(now ? { now } : {}) };
}

for (const [at_minute, left, nearly] of [
  [0, 20, false],
  [15.75, 4.25, false],
  [16, 4, true], // exactly a fifth
  [19.5, 0.5, true],
  [20, 0, true],
  [50, -30, true], // it stays so after the end
  [-1, 21, false], // a block that begins in a moment
]) {
  test(`20 minutes, ${at_minute} of them over: ${nearly ? "nearly over" : "time enough"}`, () => {
    const time = time_of(block("now", 0, 20), at_minute * minute);
    assert.equal(time.left_ms, left * minute);
    assert.equal(time.nearly_over, nearly);
    assert.ok(time.over >= 0 && time.over <= 1);
  });
}

test("only what is on has time left, and only with a clock and times", () => {
  assert.equal(time_of(block("todo", 0, 20), 0), null);
  assert.equal(time_of(block("done", 0, 20), 0), null);
  assert.equal(time_of(block("now", 0, 20), null), null);
  assert.equal(time_of(undefined, 0), null);
  assert.equal(time_of({ title: "x", form: "talk", minutes: 5, state: "now" }, 0), null);
});

test("a block of no minutes is over at once; 10,000 minutes are nearly over in the last 2,000", () => {
  assert.deepEqual(time_of(block("now", 5, 0), 5 * minute), { left_ms: 0, over: 1, nearly_over: true });
  assert.equal(time_of(block("now", 0, 10000), 7999 * minute).nearly_over, false);
  assert.equal(time_of(block("now", 0, 10000), 8000 * minute).nearly_over, true);
});

test("the picture: what was, what is on, what comes, without what was skipped", () => {
  const picture = picture_of(agenda("b1 done, b2 skipped, b3 now!, b4 todo, b5 skipped, b6 todo"));
  assert.deepEqual(picture.line.map(({ id }) => id), ["b1", "b3", "b4", "b6"]);
  assert.equal(picture.at, 2);
  assert.deepEqual(picture.coming, ["b4", "b6"]);
  assert.deepEqual([picture.parts, picture.tables, picture.whole], [[], [], undefined]);
});

test("parts that follow one another: the whole is one piece, its parts stand in order", () => {
  const picture = picture_of(agenda("b1 done, b2 now, b3<b2 done, b4<b2 now!, b5<b2 skipped, b6<b2 todo, b7 todo"));
  assert.deepEqual(picture.line.map(({ id, state }) => `${id} ${state}`), ["b1 done", "b2 now", "b7 todo"]);
  assert.equal(picture.at, 2);
  assert.equal(picture.whole.title, "b2");
  assert.deepEqual(picture.parts, ["b3", "b4", "b6"]);
  assert.deepEqual(picture.coming, ["b7"]);
});

test("tables stand side by side, also those that are ready", () => {
  const picture = picture_of(agenda("b1* now!, b2<b1 now, b3<b1 done, b4 todo"));
  assert.deepEqual(picture.tables, ["b2", "b3"]);
  assert.deepEqual(picture.parts, []);
  assert.equal(picture.whole, undefined);
});

test("an evening that has not begun, one that is over, and one without a block", () => {
  const before = picture_of(agenda("b1 todo, b2 todo"));
  assert.equal(before.at, 0);
  assert.deepEqual(before.coming, ["b1", "b2"]);
  const after = picture_of(agenda("b1 done, b2 done"));
  assert.deepEqual([after.at, after.coming], [0, []]);
  assert.deepEqual(picture_of({ order: [], by: {} }), { line: [], at: 0, whole: undefined, parts: [], tables: [], coming: [] });
});

test("what lies behind is folded when it is long, and never what is on or the block that it is in", () => {
  assert.equal(folded(agenda("b1 done, b2 done, b3 done, b4 now!")), 0, "three are shown");
  assert.equal(folded(agenda("b1 done, b2 done, b3 done, b4 done, b5 now!, b6 todo")), 4);
  assert.equal(folded(agenda("b1 done, b2 done, b3 skipped, b4 done, b5 now, b6<b5 done, b7<b5 now!")), 4, "the whole of what is on stays");
  assert.equal(folded(agenda("b1 done, b2 done, b3 done, b4 done, b5 done")), 0, "over: all of it is what one looks back at");
  assert.equal(folded({ order: [], by: {} }), 0);
});

test("40 blocks, in the middle of them", () => {
  const long = agenda(Array.from({ length: 40 }, (_, n) => `b${n + 1} ${n < 19 ? "done" : n === 19 ? "now!" : "todo"}`).join(", "));
  const picture = picture_of(long);
  assert.equal(picture.line.length, 40);
  assert.equal(picture.at, 20);
  assert.equal(picture.coming.length, 20);
  assert.equal(folded(long), 19);
});
