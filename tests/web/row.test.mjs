// Owns the tests of row.ts and questions.ts: the hash of the order, one's own place, about how long still, the reasons and the
// rules in words, and a list that stays as it is while one reads it. Data in, data out; the hash is held against the fake
// kiosk's own, which was written apart.

import assert from "node:assert/strict";
import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { empty_queue, empty_view, hash_of } from "./fake_kiosk.mjs";
import { part, repository } from "./shared.mjs";

const { answered_name, differs, entry_of, my_place, order_hash, own_absent, own_entries, own_turn, own_turn_waits, reason_words, rule_words, wait_ms, wait_words } =
  await part("row");
const { merge_order, sorted_differently } = await part("questions");
const { make_words } = await part("words");

const me = { person: "p1", name: "Fatma", shown: "Fatma", place: "room", lang: "nl", role: "attendee", ballots: {} };
const entry = (more = {}) => ({ name: "Joop", place: "room", kind: "point", why: { code: "first_come" }, ...more });
/** A row of entries e2, e3, … with the given kinds; somebody speaks since 30 s of 120, unless told otherwise. */
function row(kinds, more = {}) {
  const order = kinds.map((_, n) => `e${n + 2}`);
  const by = Object.fromEntries(kinds.map((kind, n) => [`e${n + 2}`, entry({ kind })]));
  const speaking = { id: "e1", name: "Achmed", place: "home", kind: "point", since_ms: 1000000, limit_s: 120 };
  return { ...empty_queue(), open: true, order, by, speaking, ...more };
}
const now_ms = 1030000;

// --- the hash

test("the hash is FNV-1a: the known values of the empty row and of one letter's difference", () => {
  // the reference values of FNV-1a over 32 bits: of "-" by hand, (2166136261 ^ 45) * 16777619
  assert.equal(order_hash(undefined, []), ((Math.imul(2166136261 ^ 45, 16777619) >>> 0).toString(16)).padStart(8, "0"));
  assert.equal(order_hash("e1", ["e2"]), hash_of({ speaking: { id: "e1" }, order: ["e2"] }));
  assert.notEqual(order_hash("e1", ["e2", "e3"]), order_hash("e1", ["e3", "e2"]));
  assert.notEqual(order_hash(undefined, ["e1"]), order_hash("e1", []));
});

test("the hash agrees with one written apart, over a thousand orders, and keeps its zeros in front", () => {
  let seed = 7;
  const random = (below) => (seed = (Math.imul(seed, 1103515245) + 12345) >>> 0) % below;
  let zeros = 0;
  for (let round = 0; round < 1000; round += 1) {
    const order = Array.from({ length: random(30) }, () => `e${random(9999) + 1}`);
    const speaking = random(2) === 0 ? undefined : { id: `e${random(9999) + 1}` };
    const hash = order_hash(speaking?.id, order);
    assert.equal(hash, hash_of({ speaking, order }), JSON.stringify({ speaking, order }));
    assert.match(hash, /^[0-9a-f]{8}$/);
    if (hash.startsWith("0")) zeros += 1;
  }
  assert.ok(zeros > 20, "some begin with a zero");
});

test("a row that is not the kiosk's is known by its hash", () => {
  const queue = row(["point", "reply"]);
  queue.hash = hash_of(queue);
  assert.equal(differs(queue), false);
  assert.equal(differs({ ...queue, order: ["e3", "e2"] }), true);
  assert.equal(differs({ ...queue, speaking: undefined }), true);
});

// --- one's own place

test("one's own entries: by person, or by what the kiosk says is one's own, also at the end of a long row", () => {
  const queue = row(["point_of_order", "point", "point"]);
  queue.by.e3.person = "p1";
  assert.deepEqual(own_entries(queue, me), ["e3"]);
  assert.deepEqual(own_entries(queue, { ...me, entries: { e2: { kind: "point_of_order" }, e3: { kind: "point" } } }), ["e2", "e3"]);
  delete queue.by.e4;
  const at_end = { ...me, person: "p9", entries: { e4: { kind: "point" } } };
  assert.equal(my_place({ view: { ...empty_view(), queue }, me: at_end }), 3);
  assert.equal(my_place({ view: { ...empty_view(), queue }, me: { ...me, person: "p8" } }), 0);
  assert.deepEqual(entry_of(queue, { e4: { name: "Karin" } }, "e4"), { name: "Karin" });
  assert.equal(entry_of(queue, { e2: { name: "old" } }, "e2").name, "Joop", "the view's own is newer");
});

test("one's turn, giving way to a point of order, and having been away", () => {
  const queue = row([], { speaking: { id: "e1", person: "p1", name: "Fatma", kind: "point", since_ms: 0, limit_s: 0 } });
  assert.equal(own_turn(queue, me), "e1");
  assert.equal(own_turn(queue, { ...me, person: "p2" }), undefined);
  const order = { ...queue, speaking: { ...queue.speaking, id: "e5", person: "p2", interrupts: { id: "e1", name: "Fatma", person: "p1", spoken_ms: 40000, limit_s: 120 } } };
  assert.equal(own_turn_waits(order, me), true);
  assert.equal(own_turn_waits(order, { ...me, person: "p2" }), false);
  delete order.speaking.interrupts.person; // somebody without a phone
  assert.equal(own_turn_waits(order, me), false);
  assert.equal(own_turn_waits(queue, me), false);
  assert.equal(own_absent({ ...me, entries: { e8: { kind: "point", absent: true }, e9: { kind: "point_of_order" } } }), "e8");
  assert.equal(own_absent(me), undefined);
});

test("a reply answers whom the kiosk says, is not offered to oneself, nor before anybody spoke, nor while replies are closed", () => {
  const queue = { ...row([]), answered: { name: "Achmed", person: "p7" } };
  assert.equal(answered_name(queue, "p1"), "Achmed");
  assert.equal(answered_name({ ...queue, speaking: undefined }, "p1"), "Achmed", "who spoke last, also for a page that was loaded in the silence");
  assert.equal(answered_name({ ...queue, replies: false }, "p1"), "");
  assert.equal(answered_name(queue, "p7"), "", "not to oneself");
  assert.equal(answered_name({ ...queue, answered: { name: "#c12" } }, undefined), "#c12", "somebody without a phone");
  assert.equal(answered_name(row([]), "p1"), "", "nobody has spoken");
});

// --- how long still

test("how long still: the rest of the turn, and a turn of each before one by its kind", () => {
  const queue = row(["point_of_order", "reply", "point", "question"]);
  const seconds = (place, more = {}) => wait_ms({ ...queue, ...more }, place, now_ms) / 1000;
  assert.deepEqual([1, 2, 3, 4].map((place) => seconds(place)), [90, 150, 210, 330]);
  assert.equal(seconds(1, { speaking: { ...queue.speaking, since_ms: now_ms - 300000 } }), 0, "over the time is no time left");
  assert.equal(seconds(1, { speaking: { ...queue.speaking, paused_ms: 100000 } }), 20, "a clock that stands still stands");
  assert.equal(seconds(1, { speaking: { ...queue.speaking, limit_s: 0 } }), 90, "without a limit as long as a turn is expected");
  delete queue.by.e4;
  assert.equal(seconds(4), 330, "of the end of a long row each counts as a new point");
});

test("how long still cannot always be known", () => {
  const queue = row(["point", "reply"]);
  assert.equal(wait_ms({ ...queue, speaking: undefined }, 1, now_ms), null, "nobody speaks");
  assert.equal(wait_ms(queue, 0, now_ms), null, "not in the row");
  assert.equal(wait_ms(queue, 1, null), null, "the clock is not known yet");
  const none = { ...queue.turn_s, point: 0 };
  assert.equal(wait_ms({ ...queue, turn_s: none }, 2, now_ms), null, "a turn of no known length stands before");
  assert.equal(wait_ms({ ...queue, turn_s: none, speaking: { ...queue.speaking, limit_s: 0 } }, 1, now_ms), null);
  const gave_way = (spoken_ms, limit_s) => ({ ...queue, speaking: { ...queue.speaking, interrupts: { id: "e9", name: "Fatma", spoken_ms, limit_s } } });
  assert.equal(wait_ms(gave_way(40000, 120), 1, now_ms), wait_ms(queue, 1, now_ms) + 80000, "who gave way goes on first");
  assert.equal(wait_ms(gave_way(130000, 120), 1, now_ms), wait_ms(queue, 1, now_ms), "their time was over");
  assert.equal(wait_ms(gave_way(40000, 0), 1, now_ms), null, "nobody knows how long");
});

test("a wait is said in whole minutes, rounded up", () => {
  const words = make_words("nl", JSON.parse(readFileSync(join(repository, "assets/locales/nl/web.json"), "utf8")));
  const said = (ms) => words.text(wait_words(ms).key, wait_words(ms).fill);
  assert.deepEqual(
    [0, 59999, 60000, 60001, 120000, 330000].map(said),
    ["Nog minder dan een minuut.", "Nog minder dan een minuut.", "Nog ongeveer 1 minuut.", "Nog ongeveer 2 minuten.", "Nog ongeveer 2 minuten.", "Nog ongeveer 6 minuten."],
  );
});

// --- why, and the rules

const folder = join(repository, "assets/locales/nl");
const all = Object.assign({}, ...readdirSync(folder).map((name) => JSON.parse(readFileSync(join(folder, name), "utf8"))));
const dutch = make_words("nl", all);

test("every reason is a plain sentence with what belongs to it", () => {
  const groups = { order: ["g1"], by: { g1: { name: "Bewoners" } } };
  const said = (why) => {
    const { key, fill } = reason_words(why, groups);
    assert.ok(dutch.has(key), key);
    const text = dutch.text(key, fill);
    assert.doesNotMatch(text, /[{}]/, key);
    return text;
  };
  for (const code of ["first_come", "invited", "chair_moved", "point_of_order", "returned", "reply", "first_turn"]) said({ code });
  assert.match(said({ code: "place_turn", place: "home" }), /thuis/);
  assert.match(said({ code: "place_turn", place: "room" }), /zaal/);
  assert.match(said({ code: "waited", n: 3 }), /3/);
  assert.match(said({ code: "least_time", s: 245 }), /4:05/);
  assert.match(said({ code: "group_turn", group: "g1" }), /Bewoners/);
  assert.doesNotMatch(said({ code: "group_turn" }), /undefined/);
  assert.equal(said({ code: "group_turn" }), said({ code: "group_turn", group: "g9" }), "a group that is gone is none");
});

test("the rules are one sentence, in the order in which they count", () => {
  const said = (rules) => rule_words(rules).map(({ chain, rule }) => dutch.text(chain.key, rule === null ? {} : { rule: dutch.text(`rule.${rule}`) })).join("");
  assert.match(said([]), /^Wie het eerst vraagt/);
  const both = said(["first_turn", "place_turn"]);
  assert.ok(both.indexOf("nog niet sprak") < both.indexOf("zaal en thuis"), both);
  assert.match(both, /^Eerst .*\.$/);
  assert.notEqual(both, said(["place_turn", "first_turn"]));
});

// --- questions

test("a list of questions stays as one reads it: what is gone goes, what is new comes last", () => {
  assert.deepEqual(merge_order(["q3", "q1", "q2"], ["q2", "q5", "q3"]), ["q3", "q2", "q5"]);
  assert.deepEqual(merge_order([], ["q2", "q1"]), ["q2", "q1"]);
  assert.equal(sorted_differently(["q3", "q2"], ["q2", "q3"]), true);
  assert.equal(sorted_differently(["q3", "q2"], ["q3", "q2"]), false);
});
