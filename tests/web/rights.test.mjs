// Owns the tests of rights.ts: which role may ask what. The verbs are those of the wire's schema, so a new verb of the
// kiosk is the chair's alone until somebody says otherwise here.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { part, repository } from "./shared.mjs";

const { allows, sees_desk } = await part("rights");
const schema = JSON.parse(readFileSync(join(repository, "kiosk/protocol/protocol.schema.json"), "utf8"));
const verbs = Object.keys(schema.$defs).filter((name) => name.startsWith("do.")).map((name) => name.slice(3));
/** The answer to one's own invitation is everybody's, whatever its area. */
const of_everybody = ["question.accept"];
const of_desk = verbs.filter((verb) => (verb.includes(".") || verb === "undo") && !of_everybody.includes(verb));

/** Somebody without a phone gets their place and their group. */
const helping = ["person.group", "queue.add", "queue.hands", "queue.name", "queue.return"];
const expected = {
  attendee: [],
  chair: of_desk,
  minute_taker: [
    "agenda.edit",
    "check_in.allow",
    "check_in.hide",
    "check_in.merge",
    "check_in.split",
    "person.rename",
    "poll.add",
    "poll.remove",
    "question.allow",
    "question.answered",
    "question.hide",
    "question.merge",
    ...helping,
  ],
  table_facilitator: ["agenda.done", ...helping],
};

for (const [role, list] of Object.entries(expected)) {
  test(`${role}: ${list.length} steps beyond an attendee's`, () => {
    assert.ok(of_desk.length > 20);
    const wired = list.filter((verb) => of_desk.includes(verb)); // what the wire does not know yet nobody can press
    assert.deepEqual(of_desk.filter((verb) => allows(role, verb)).sort(), [...wired].sort());
    for (const verb of ["vote", "speak", "here", "pass_on", "question.accept", "check_in", "react", "pair"]) assert.equal(allows(role, verb), true, verb);
  });
}

test("nobody but the chair undoes", () => {
  assert.deepEqual(["attendee", "chair", "minute_taker", "table_facilitator"].filter((role) => allows(role, "undo")), ["chair"]);
});

test("the desk is for the chair and the minute taker", () => {
  assert.deepEqual(Object.keys(expected).filter(sees_desk).sort(), ["chair", "minute_taker"]);
});

test("a role that this page does not know may nothing more than an attendee", () => {
  assert.equal(allows("treasurer", "agenda.next"), false);
  assert.equal(sees_desk("treasurer"), false);
});
