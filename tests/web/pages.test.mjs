// Owns the tests of the two files of the page: what every phone fetches stays small and does not carry the chair's pages,
// and the second file works only with the first one of its own build. It builds both into a temporary folder.

import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { createContext, runInContext } from "node:vm";
import { gzipSync } from "node:zlib";
import { repository } from "./shared.mjs";

const out = mkdtempSync(join(tmpdir(), "buurtkiosk-pages-"));
after(() => rmSync(out, { recursive: true, force: true }));
const built = spawnSync(process.execPath, [join(repository, "web_client/build.mjs"), "--out", out], { encoding: "utf8" });
const read = (name) => readFileSync(join(out, name), "utf8");
const packed_bytes = (text) => gzipSync(text, { level: 9 }).length;

/** The words that the program serves under /locales/, by how their keys begin. */
function words(language, begin) {
  const folder = join(repository, "assets/locales", language);
  const all = Object.assign({}, ...readdirSync(folder).map((name) => JSON.parse(readFileSync(join(folder, name), "utf8"))));
  return JSON.stringify(Object.fromEntries(Object.entries(all).filter(([key]) => begin.test(key))));
}

test("the page builds within what it may weigh", () => assert.equal(built.status, 0, built.stderr));

for (const language of ["nl", "en"]) {
  test(`${language}: what every phone fetches is at most 52 kB compressed, what a right adds at most 28 kB`, () => {
    const page = ["index.html", "app.js", "app.css", "icon.svg"].map(read);
    const every_phone = [...page, words(language, /^(web|reason|kind|rule|common|language)\./)].reduce((sum, text) => sum + packed_bytes(text), 0);
    const of_right = [read("lead.js"), words(language, /^(lead|step|next|form)\./)].reduce((sum, text) => sum + packed_bytes(text), 0);
    console.log(`${language}: ${every_phone} bytes, and ${of_right} for a right`);
    assert.ok(every_phone > 20000 && every_phone <= 52000, `${every_phone} bytes`);
    assert.ok(of_right > 5000 && of_right <= 28000, `${of_right} bytes`);
  });
}

test("the chair's steps stand in the second file only", () => {
  for (const verb of ["agenda.split", "agenda.minutes", "check_in.open", "poll.open", "chair.hand_over"]) {
    assert.ok(read("lead.js").includes(`"${verb}"`), verb);
    assert.equal(read("app.js").includes(`"${verb}"`), false, verb);
  }
});

test("neither file needs more of a browser than es2017", () => {
  for (const name of ["app.js", "lead.js"]) assert.doesNotMatch(read(name), /\?\?|\?\.[a-z]|\bimport\(|\bexport\s*\{/, name);
});

test("the second file finds what it shares only in a first file of its own build", () => {
  const shared = /window\.(buurtkiosk_[0-9a-f]{12})\[/.exec(read("lead.js"))?.[1];
  assert.ok(shared, "it names a table");
  assert.ok(read("app.js").includes(`window.${shared}=[`), "the first file fills it");
  const other = createContext({ window: { buurtkiosk_000000000000: [] } });
  assert.throws(() => runInContext(read("lead.js"), other), { name: "TypeError" });
});
