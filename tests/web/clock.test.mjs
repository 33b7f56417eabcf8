// Owns the tests of clock.ts: the kiosk's time from replies, and how a countdown is written.
// The monotonic clock is a variable here; it must never be the real one.

import assert from "node:assert/strict";
import { test } from "node:test";
import { part } from "./shared.mjs";

const { clock_text, make_clock, say_time, spoken_ms, time_of_day } = await part("clock");

test("half the round trip is added, and the shortest of several trips is believed", () => {
  let now = 0;
  const clock = make_clock(() => now);
  assert.equal(clock.now_ms(), null);
  clock.sample(0, 900, 1_000_450); // 900 ms there and back: exact only when both ways are alike
  now = 900;
  assert.equal(clock.now_ms(), 1_000_900);
  clock.sample(1000, 1020, 1_001_310); // a quick one says that the kiosk is 300 ms further than thought
  now = 1020;
  assert.equal(clock.now_ms(), 1_001_320);
  clock.sample(2000, 4000, 1_009_999); // a slow one changes nothing
  now = 2020;
  assert.equal(clock.now_ms(), 1_002_320);
  assert.equal(clock.error_ms(), 10);
});

test("within 250 ms for any mix of delays as long as one trip is under half a second", () => {
  let seed = 20261122;
  const random = () => {
    seed = (Math.imul(seed, 1664525) + 1013904223) >>> 0;
    return seed / 2 ** 32;
  };
  for (let story = 0; story < 500; story += 1) {
    let now = 0;
    const clock = make_clock(() => now);
    const truth = 1e12 + random() * 1e9;
    for (let n = 0; n < 8; n += 1) {
      const there = n === 3 ? random() * 240 : random() * 4000;
      const back = n === 3 ? random() * 240 : random() * 4000;
      const sent = now;
      now += there + back;
      clock.sample(sent, now, truth + sent + there);
      now += 100;
    }
    assert.ok(Math.abs(clock.now_ms() - (truth + now)) <= 250, `seed 20261122, story ${story}`);
  }
});

test("after sleep the old samples go as soon as a new one is there", () => {
  let now = 0;
  const clock = make_clock(() => now);
  clock.sample(0, 2, 5001);
  clock.slept(); // performance.now() stood still for a minute
  now = 10;
  assert.equal(clock.now_ms(), 5010, "until then the old time is better than none");
  clock.sample(10, 110, 65060);
  now = 110;
  assert.equal(clock.now_ms(), 65110);
});

test("in a rehearsal the kiosk's clock runs ten times faster, between samples and on the way too", () => {
  let now = 0;
  const clock = make_clock(() => now);
  clock.sample(0, 100, 1_000_500, 10); // said half way, 50 ms ago: half a second of the rehearsal
  now = 100;
  assert.equal(clock.now_ms(), 1_001_000);
  now = 6100;
  assert.equal(clock.now_ms(), 1_061_000, "six seconds are a minute");
  clock.sample(6100, 6110, 1_061_050, 10);
  now = 6110;
  assert.equal(clock.now_ms(), 1_061_100);
  assert.equal(clock.error_ms(), 5);
});

test("a kiosk that starts anew at another pace is followed at once, however slow its first answer", () => {
  let now = 0;
  const clock = make_clock(() => now);
  clock.sample(0, 2, 5_000_010, 10);
  clock.sample(1000, 3000, 9_000_000); // the real evening
  now = 3000;
  assert.equal(clock.now_ms(), 9_001_000);
  now = 4000;
  assert.equal(clock.now_ms(), 9_002_000);
});

test("a sample that cannot be is not believed", () => {
  const clock = make_clock(() => 0);
  clock.sample(0, 5, 1000, 0);
  clock.sample(0, 5, 1000, Number.NaN);
  clock.sample(10, 5, 1000);
  clock.sample(0, 5, Number.NaN);
  assert.equal(clock.now_ms(), null);
});

test("time spoken stands still while the clock is stopped", () => {
  assert.equal(spoken_ms({ since_ms: 1000 }, 4000), 3000);
  assert.equal(spoken_ms({ since_ms: 1000, paused_ms: 1200 }, 9000), 1200);
  assert.equal(spoken_ms({ since_ms: 5000 }, 4000), 0);
});

test("a minute and a half to think is 1:30, not two minutes; ten minutes of a block need no seconds", () => {
  const minute = 60000;
  assert.deepEqual(say_time(90000, 10 * minute), { form: "seconds", time: "1:30" });
  assert.deepEqual(say_time(10 * minute, 10 * minute), { form: "seconds", time: "10:00" });
  assert.deepEqual(say_time(10 * minute + 1, 10 * minute), { form: "minutes", n: 11 });
  assert.deepEqual(say_time(90000, minute), { form: "minutes", n: 2 });
  assert.deepEqual(say_time(59000, minute), { form: "seconds", time: "0:59" });
  assert.deepEqual(say_time(-59000, minute), { form: "now" });
  assert.deepEqual(say_time(-125000, minute), { form: "over", n: 2 });
});

test("the time of day has 24 hours in every language", () => {
  const at = (hour) => new Date(2026, 10, 22, hour, 5).getTime();
  for (const language of ["nl", "en", "en-US"]) {
    assert.equal(time_of_day(language, at(16)), "16:05", language);
    assert.equal(time_of_day(language, at(0)), "00:05", language);
  }
});

for (const [left_ms, text] of [
  [120000, "2:00"],
  [119999, "2:00"],
  [119000, "1:59"],
  [1, "0:01"],
  [0, "0:00"],
  [-999, "0:00"],
  [-1000, "+0:01"],
  [-61000, "+1:01"],
]) {
  test(`countdown ${left_ms} ms is ${text}`, () => assert.equal(clock_text(left_ms), text));
}
