// Owns the tests of pairing.ts: how a code is read while somebody types it, and found in an address.
// No code in here opens anything.

import assert from "node:assert/strict";
import { test } from "node:test";
import { part } from "./shared.mjs";

const { caret_after, code_in, figures_of, grouped, is_whole } = await part("pairing");

for (const [typed, seen] of [
  ["", ""],
  ["4", "4"],
  ["4821", "4821"],
  ["48217", "4821 7"],
  ["4821-7703", "4821 7703"],
  ["4821 7703 9", "4821 7703"],
  [" 4821.7703 ", "4821 7703"],
  ["code 48", "48"],
  ["٤٨٢١٧٧٠٣", "4821 7703"],
  ["۴۸۲۱۷۷۰۳", "4821 7703"],
]) {
  test(`'${typed}' is shown as '${seen}'`, () => assert.equal(grouped(typed), seen));
}

test("a code is whole with eight figures", () => {
  assert.equal(is_whole("4821 770"), false);
  assert.equal(is_whole("4821 7703"), true);
  assert.equal(figures_of("4821 7703"), "48217703");
});

test("the caret stays behind as many figures as before", () => {
  for (let figures = 0; figures <= 8; figures += 1) {
    assert.equal(figures_of(grouped("48217703").slice(0, caret_after(figures))).length, figures);
  }
});

test("a code in the address of any of the rights", () => {
  assert.equal(code_in("#chair=4821-7703"), "4821-7703");
  assert.equal(code_in("#minute_taker=11112222"), "11112222");
  for (const other of ["", "#", "#main", "#chair=", "#chair=<b>", `#chair=${"1".repeat(33)}`]) assert.equal(code_in(other), undefined, other);
});
