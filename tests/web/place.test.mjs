// Owns the tests of place.ts: a notice stands where it covers nothing. The rectangles are made up by hand or by a seed;
// it must never need a browser.

import assert from "node:assert/strict";
import { test } from "node:test";
import { part } from "./shared.mjs";

const { free_place } = await part("place");
const room = { top: 0, bottom: 400 };

test("as low as it can: just above the foot when nothing is there", () => {
  assert.equal(free_place(60, room, []), 340);
});

test("a button above the foot is not covered: the notice stands above the button", () => {
  assert.equal(free_place(60, room, [{ top: 330, bottom: 390 }]), 268);
});

test("between two fields there may be just room enough", () => {
  assert.equal(free_place(60, room, [{ top: 0, bottom: 200 }, { top: 260, bottom: 400 }]), 200);
  assert.equal(free_place(60, room, [{ top: 0, bottom: 201 }, { top: 260, bottom: 400 }]), null);
});

test("where there is no room it is not shown; nor when it is higher than the window", () => {
  assert.equal(free_place(60, room, [{ top: 20, bottom: 390 }]), null);
  assert.equal(free_place(500, room, []), null);
});

test("it stays where it stands as long as that is free, and goes elsewhere when something comes under it", () => {
  assert.equal(free_place(60, room, [], 100), 100);
  assert.equal(free_place(60, room, [{ top: 150, bottom: 170 }], 100), 340);
});

test("for any screen it covers nothing, and it finds a gap that is wide enough for certain", () => {
  let seed = 20261122;
  const random = (most) => {
    seed = (Math.imul(seed, 1664525) + 1013904223) >>> 0;
    return seed % most;
  };
  let found = 0;
  for (let story = 0; story < 2000; story += 1) {
    const taken = Array.from({ length: random(8) }, () => {
      const top = random(400);
      return { top, bottom: top + 10 + random(90) };
    });
    const height = 30 + random(80);
    const top = free_place(height, room, taken);
    const free = (at) => at >= 0 && at + height <= 400 && taken.every((one) => one.bottom <= at || one.top >= at + height);
    if (top !== null) {
      found += 1;
      assert.ok(free(top), `seed 20261122, story ${story}`);
    } else {
      // a gap with a step to spare is never passed over
      for (let at = 0; at + height + 4 <= 400; at += 1) {
        const roomy = taken.every((one) => one.bottom <= at || one.top >= at + height + 4);
        assert.ok(!roomy, `seed 20261122, story ${story}, ${at}`);
      }
    }
  }
  assert.ok(found > 200 && found < 2000, String(found));
});
