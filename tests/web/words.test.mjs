// Owns the tests of words.ts and of the page's words: filling in, plurals, every key that the source uses in every
// language, and the tone of the house. It reads the sources as text; it must never let a missing key pass.

import assert from "node:assert/strict";
import { readFileSync, readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { part, repository } from "./shared.mjs";

const { direction_of, isolated, language_name, make_words, person_name, preferred_language } = await part("words");
/** What every phone has, and what only the phones of who has a right have beside it. */
const read_file = (language, name) => JSON.parse(readFileSync(join(repository, "assets/locales", language, name), "utf8"));
const read = (language) => ({ ...read_file(language, "web.json"), ...read_file(language, "lead.json") });
const languages = readdirSync(join(repository, "assets/locales")).filter((name) =>
  statSync(join(repository, "assets/locales", name)).isDirectory(),
);

test("plural by the language's own rules", () => {
  const nl = make_words("nl", { "x.one": "{n} stem", "x.other": "{n} stemmen" });
  assert.deepEqual([0, 1, 2].map((n) => nl.text("x", { n })), ["0 stemmen", "1 stem", "2 stemmen"]);
  const ar = make_words("ar", { "x.zero": "z", "x.two": "t", "x.few": "f", "x.many": "m", "x.other": "o" });
  assert.deepEqual([0, 2, 3, 11, 100].map((n) => ar.text("x", { n })), ["z", "t", "f", "m", "o"]);
});

test("a category that is not there falls back to other, then to the key without one", () => {
  const words = make_words("nl", { "a.other": "veel", b: "vast" });
  assert.equal(words.text("a", { n: 1 }), "veel");
  assert.equal(words.text("b", { n: 1 }), "vast");
  assert.equal(words.text("missing"), "missing");
});

test("names are holes that the page fills with elements of their own", () => {
  const words = make_words("nl", { x: "Aan het woord: {name}, {n} keer" });
  assert.deepEqual(words.pieces("x", { n: 1200 }), ["Aan het woord: ", { hole: "name" }, ", ", "1.200", " keer"]);
  assert.equal(words.text("x", { n: 1, name: "{n}" }), "Aan het woord: {n}, 1 keer", "a name is never read as a placeholder");
});

test("a name that runs against the sentence is set apart from it", () => {
  const words = make_words("nl", { x: "Nu: {title}." });
  assert.equal(words.text("x", { title: "Pauze" }), "Nu: Pauze.");
  assert.equal(words.text("x", { title: "استراحة" }), "Nu: \u2068استراحة\u2069.");
});

test("who gave no name is a guest with a number, and only then", () => {
  const nl = make_words("nl", { "web.guest": "Gast {number}" });
  assert.equal(person_name(nl, "#5"), "Gast 5");
  assert.equal(person_name(nl, "#1200"), "Gast 1200", "a number of a person is not an amount");
  for (const name of ["Fatma (2)", "#5a", "5", "# 5", "# h4", "# c12", "#h", "Joop #5"]) assert.equal(person_name(nl, name), name);
});

test("keys of objects are not words", () => {
  assert.equal(make_words("nl", {}).text("toString"), "toString");
});

test("languages: direction, own name, and the first that the browser asks for", () => {
  assert.equal(direction_of("ar"), "rtl");
  assert.equal(direction_of("nl"), "ltr");
  assert.equal(language_name("nl"), "Nederlands");
  assert.equal(language_name("en"), "English");
  assert.equal(preferred_language(["tr-TR", "en-GB", "nl"], ["nl", "en"]), "en");
  assert.equal(preferred_language(["ja"], ["nl", "en"]), "nl");
  assert.equal(isolated("متفائل").length, 8);
});

// --- the words themselves

function sources(folder) {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) =>
    entry.isDirectory()
      ? sources(join(folder, entry.name))
      : /\.tsx?$/.test(entry.name)
        ? [readFileSync(join(folder, entry.name), "utf8")]
        : [],
  );
}
const source = sources(join(repository, "web_client/src")).join("\n");
const used = [...source.matchAll(/"((?:web|lead)\.[a-z_]+(?:\.[a-z_]+)*)"/g)].map((match) => match[1]);
const roles = ["attendee", "chair", "minute_taker", "table_facilitator"];
/** Keys that the source builds from a code: every code that the wire knows must be worded. */
/** Whatever the wire may call what is on the wall: a new scene must get a word. */
const schema = JSON.parse(readFileSync(join(repository, "kiosk/protocol/protocol.schema.json"), "utf8"));
const scenes = [...new Set(Object.values(schema.$defs).flatMap((one) => one.properties?.scene?.enum ?? []))];
const built = {
  "web.line.": ["idle", "connecting", "open", "lost", "busy", "taken_over"],
  "web.react.": ["clap", "agree", "heart", "laugh"],
  "lead.phase.": ["lobby", "running", "ended"],
  "lead.scene.": scenes,
  "web.block.": ["plenary", "talk", "check_in", "speakers", "poll", "break", "closing"],
  "web.agenda.": ["todo", "now", "done", "skipped", "late", "early", "on_time"],
  "lead.poll_": ["draft", "open", "closed", "shown"],
  "lead.check_in_": ["open", "shown", "closed"],
  "web.kind.": ["point", "reply", "question", "point_of_order"],
  "web.ask.state_": ["waiting", "open", "hidden", "answered", "merged"],
  "lead.question_": ["waiting", "open", "hidden", "answered"],
  "lead.sure.": ["poll_close", "meeting_end"],
  "web.refused.": ["gone", "crowded", "too_long"],
  "web.left.": ["minutes", "seconds", "now", "over"],
  "web.think.": ["minutes", "seconds", "now", "over"],
  "web.done.": ["name", "place", "check_in", "speak", "unspeak", "vote", "step", "here", "ask", "group", ...roles.map((role) => `pair_${role}`)],
  "lead.stale.": ["name", "other", "me"].flatMap((who) => ["block", "speaker", "silence"].map((what) => `${who}_${what}`)),
  "web.right.lost_": roles.slice(1),
  "web.right.got_": roles.slice(1).flatMap((role) => [role, `${role}_what`]),
  "lead.role.": roles.flatMap((role) => [role, `${role}_may`]),
  "web.tab.": roles.slice(1),
};
const built_keys = Object.entries(built).flatMap(([start, ends]) => ends.map((end) => start + end));
const build_only = ["web.no_script"];
/** Words of the meeting that the page needs too; they stand in other files of the same folder. */
const shared = {
  "common.": ["yes", "no", "abstain"],
  "form.": ["plenary", "talk", "check_in", "speakers", "poll", "break", "closing"],
  "reason.": "first_come chair_moved invited point_of_order waited returned reply first_turn place_turn.room place_turn.home least_time group_turn group_turn.none".split(" "),
  "kind.": ["point", "reply", "question", "point_of_order"],
  "rule.": ["none", "first_turn", "place_turn", "least_time", "group_turn", "chain_first", "chain_then", "chain_last"],
  "next.": "start block check_in_open check_in_show check_in_close poll_open poll_close poll_show speaker speaker_again speaker_end meeting_end none".split(" "),
};

for (const language of languages) {
  const entries = read(language);
  const words = make_words(language, entries);
  test(`${language}: every key that the page uses is worded`, () => {
    const groups = ["web.left", "web.think"]; // beginnings of keys, completed in TimeLeft
    const missing = [...new Set([...used, ...built_keys])].filter((key) => !groups.includes(key) && !words.has(key));
    assert.deepEqual(missing, []);
  });
  test(`${language}: the words that the page borrows from the meeting are there`, () => {
    const folder = join(repository, "assets/locales", language);
    const all = Object.assign({}, ...readdirSync(folder).map((name) => JSON.parse(readFileSync(join(folder, name), "utf8"))));
    const wanted = Object.entries(shared).flatMap(([start, ends]) => ends.map((end) => start + end));
    assert.deepEqual(wanted.filter((key) => !make_words(language, all).has(key)), []);
  });
  test(`${language}: no key is left over`, () => {
    const known = new Set([...used, ...built_keys, ...build_only]);
    const over = Object.keys(entries).filter(
      (key) => !known.has(key) && !known.has(key.replace(/\.(zero|one|two|few|many|other)$/, "")),
    );
    assert.deepEqual(over, []);
  });
  test(`${language}: the same keys and placeholders as Dutch`, () => {
    const dutch = read("nl");
    const base = (key) => key.replace(/\.(zero|one|two|few|many|other)$/, "");
    assert.deepEqual(new Set(Object.keys(entries).map(base)), new Set(Object.keys(dutch).map(base)));
    const holes = (text) => [...text.matchAll(/\{[a-z_]+\}/g)].map(String).sort();
    for (const [key, text] of Object.entries(entries)) {
      if (dutch[key] !== undefined) assert.deepEqual(holes(text), holes(dutch[key]), key);
    }
  });
  test(`${language}: never a winner, a loser or a percentage`, () => {
    for (const [key, text] of Object.entries(entries)) assert.doesNotMatch(text, /winn|verlie|loser|%|procent|percent/i, key);
  });
}
