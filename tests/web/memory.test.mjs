// Tests what the page remembers on a phone, over a storage as browsers have it and where it is denied. Runs in Node;
// it must never need a browser.
import assert from "node:assert/strict";
import test from "node:test";

import { part } from "./shared.mjs";

const { make_memory } = await part("memory");

function storage_of(entries) {
  const store = Object.create({
    getItem: (key) => (Object.hasOwn(store, key) ? store[key] : null),
    setItem: (key, value) => void (store[key] = String(value)),
    removeItem: (key) => void delete store[key],
  });
  return Object.assign(store, entries);
}

// A shared tablet kept what the one before had chosen, because only the drafts of this page load were forgotten.
test("who leaves a shared tablet leaves no draft behind, not even from before a reload", () => {
  const storage = storage_of({ "buurtkiosk.draft.choice.v1": "yes", "buurtkiosk.draft.word": "boos", "buurtkiosk.other": "1" });
  make_memory(() => storage).forget_all("draft.");
  assert.deepEqual(Object.keys(storage), ["buurtkiosk.other"]);
});

test("where storage is denied the same holds for what was kept in the page", () => {
  const memory = make_memory(() => {
    throw new Error("denied");
  });
  memory.write("draft.word", "boos");
  memory.write("name", "Fatma");
  memory.forget_all("draft.");
  assert.equal(memory.read("draft.word"), null);
  assert.equal(memory.read("name"), "Fatma");
});
