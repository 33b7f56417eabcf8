// Owns the tests of stale.ts: what is said to who came too late with a step, and when. Views and desks are written by
// hand; that the kiosk refuses at all is tested in tests/core.

import assert from "node:assert/strict";
import { test } from "node:test";
import { part } from "./shared.mjs";

const { stale_words, taken_by } = await part("stale");

const next = { do: "agenda.next", expect: "b1" };
const call = { do: "queue.next", expect: "e1" };

function known({ now, speaking, steps = [], desk = true }) {
  const by = { b1: { title: "Welkom" }, b2: { title: "Vragen" } };
  return {
    view: { agenda: { order: ["b1", "b2"], by, ...(now ? { now } : {}) }, queue: { order: [], by: {}, ...(speaking ? { speaking } : {}) } },
    me: { person: "p1" },
    desk: desk ? { steps, people: { order: ["p1", "p2"], by: { p1: { shown: "Lenny" }, p2: { shown: "#2" } } } } : null,
  };
}
const step = (code, by) => ({ id: "s1", code, params: {}, ...(by ? { by } : {}) });

test("nothing is said as long as the page still shows what was", () => {
  assert.equal(stale_words(next, known({ now: "b1" })), null);
  assert.equal(stale_words({ do: "agenda.next", expect: null }, known({})), null);
  assert.equal(stale_words(call, known({ speaking: { id: "e1", name: "Joop" } })), null);
  assert.equal(stale_words(next, { view: null, me: null, desk: null }), null);
});

test("who was first and what is now", () => {
  const two = { now: "b2", steps: [step("agenda_next", "p2")] };
  assert.deepEqual(stale_words(next, known(two)), { key: "lead.stale.name_block", fill: { title: "Vragen", name: "#2" } });
  const call_of = { speaking: { id: "e2", name: "Fatma" }, steps: [step("queue_next", "p2")] };
  assert.deepEqual(stale_words(call, known(call_of)), { key: "lead.stale.name_speaker", fill: { speaker: "Fatma", name: "#2" } });
  assert.deepEqual(stale_words(call, known({ steps: [step("speaker_ended", "p2")] })), { key: "lead.stale.name_silence", fill: { name: "#2" } });
});

test("a turn that was given away too late is told as any other step in the row", () => {
  const give = { do: "pass_on", expect: "e1", next: "e2" };
  const gone = { speaking: { id: "e2", name: "Fatma" }, steps: [step("queue_next", "p2")] };
  assert.equal(stale_words(give, known({ speaking: { id: "e1", name: "Joop" } })).key, "lead.stale.other_step", "the row is empty by now");
  assert.deepEqual(stale_words(give, known(gone)), { key: "lead.stale.name_speaker", fill: { speaker: "Fatma", name: "#2" } });
});

test("one's own step of a moment ago is nobody else's", () => {
  const said = stale_words(next, known({ now: "b2", steps: [step("agenda_next", "p1")] }));
  assert.deepEqual(said, { key: "lead.stale.me_block", fill: { title: "Vragen" } });
});

test("the laptop, an unknown person, no desk, or a newer step of another kind: nobody is named", () => {
  for (const steps of [[step("agenda_next")], [step("agenda_next", "p9")], [], [step("queue_added", "p2")]]) {
    assert.deepEqual(stale_words(next, known({ now: "b2", steps })), { key: "lead.stale.other_block", fill: { title: "Vragen" } });
  }
  assert.equal(stale_words(next, known({ now: "b2", desk: false })).key, "lead.stale.other_block");
});

test("a speaker who finished just before is not taken for one's own older step", () => {
  const called = [{ ...step("queue_next", "p1"), id: "s4" }];
  const before = known({ now: "b2", speaking: { id: "e1", name: "Ayşe" }, steps: called });
  const silent = known({ now: "b2", steps: called });
  assert.deepEqual(stale_words(call, silent, before), { key: "lead.stale.ended_silence", fill: { name: "Ayşe" } });
  // somebody else came on without a step that is known here: nobody is named
  const other = known({ now: "b2", speaking: { id: "e2", name: "Fatma" }, steps: called });
  assert.equal(stale_words(call, other, before).key, "lead.stale.other_speaker");
  // a step that is new did come in between: one's own first tap, or the other chair's
  for (const [by, who] of [["p1", "me"], ["p2", "name"]]) {
    const ended = known({ now: "b2", steps: [{ ...step("speaker_ended", by), id: "s5" }, ...called] });
    assert.equal(stale_words(call, ended, before).key, `lead.stale.${who}_silence`);
  }
  // the step was undone since: an older one is the newest again, and caused nothing
  const undone = known({ now: "b2", steps: called });
  const with_two = known({ now: "b2", speaking: { id: "e1", name: "Ayşe" }, steps: [{ ...step("queue_next", "p2"), id: "s5" }, ...called] });
  assert.equal(stale_words(call, undone, with_two).key, "lead.stale.other_silence");
});

test("a speaker who gave the turn away is named", () => {
  const given = known({ now: "b2", speaking: { id: "e2", name: "Fatma" }, steps: [step("turn_passed_on", "p2")] });
  assert.deepEqual(stale_words(call, given), { key: "lead.stale.name_speaker", fill: { speaker: "Fatma", name: "#2" } });
});

test("what cannot be told apart is said in general", () => {
  assert.equal(stale_words({ do: "undo", expect: "s1" }, known({})).key, "lead.stale.other_step");
  assert.equal(stale_words(next, known({})).key, "lead.stale.other_step", "the evening has no block any more");
});

test("who took a step", () => {
  const all = known({});
  assert.equal(taken_by(step("x"), all), "kiosk");
  assert.equal(taken_by(step("x", "p1"), all), "me");
  assert.deepEqual(taken_by(step("x", "p2"), all), { name: "#2" });
  assert.equal(taken_by(step("x", "p9"), all), null);
});
