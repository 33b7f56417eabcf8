// Owns the order of the browser tests, two side by side, and their last line. It builds the page for the fake kiosk by
// itself and needs the real program to be built; it must never skip a part that was asked for: what cannot start is a failure.

import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { launch, make_counter, pictures } from "./browser.mjs";
import { run_evening } from "./evening.mjs";
import { run_two_chairs } from "./two_chairs.mjs";
import { run_chair_stories } from "./chair_stories.mjs";
import { run_role_stories } from "./role_stories.mjs";
import { run_all_stories, run_states } from "./states.mjs";
import { run_speakers } from "./speakers.mjs";
import { run_questions } from "./questions.mjs";
import { run_queue_stories } from "./queue_stories.mjs";
import { run_row_stories } from "./row_stories.mjs";
import { run_slides } from "./slides.mjs";
import { run_stories } from "./stories.mjs";

const repository = join(dirname(fileURLToPath(import.meta.url)), "..", "..");
const program = resolve(process.env.BUURTKIOSK_PROGRAM ?? join(repository, ".build", "buurtkiosk"));
const wanted = process.argv.slice(2);
const counter = make_counter();
const page_files = mkdtempSync(join(tmpdir(), "buurtkiosk-page-"));

/** Parts that stand alone: one behind the other, each with a browser of its own; what each took is said. */
async function one_by_one(parts) {
  for (const [name, run] of Object.entries(parts)) {
    if (wanted.length > 0 && !wanted.includes(name)) continue;
    const began_ms = performance.now();
    let browser;
    try {
      browser = await launch();
      await run(browser);
    } catch (error) {
      await counter.test(`${name} runs to its end`, () => Promise.reject(error));
    } finally {
      await browser?.close();
    }
    console.log(`        '${name}' took ${Math.round((performance.now() - began_ms) / 1000)} s`);
  }
}

await counter.test("the page builds", async () => {
  const built = spawnSync(process.execPath, [join(repository, "web_client/build.mjs"), "--out", page_files], { encoding: "utf8" });
  if (built.status !== 0) throw new Error(built.stderr);
});
// Half of it waits for clocks and networks, the other half draws and is looked at: side by side they take the longer of two.
await Promise.all([
  one_by_one({
    evening: (browser) => run_evening(browser, counter, program),
    two_chairs: (browser) => run_two_chairs(browser, counter, program),
    speakers: (browser) => run_speakers(browser, counter, program),
    questions: (browser) => run_questions(browser, counter, program),
    slides: (browser) => run_slides(browser, counter, program),
    chair: (browser) => run_all_stories(browser, counter, page_files, run_chair_stories),
  }),
  one_by_one({
    states: (browser) => run_states(browser, counter, page_files),
    stories: (browser) => run_all_stories(browser, counter, page_files, run_stories),
    queue: (browser) => run_all_stories(browser, counter, page_files, run_queue_stories),
    row: (browser) => run_all_stories(browser, counter, page_files, run_row_stories),
    roles: (browser) => run_all_stories(browser, counter, page_files, run_role_stories),
  }),
]);

rmSync(page_files, { recursive: true, force: true });
const { passed, failed } = counter.count;
console.log(`pictures: ${pictures}`);
console.log(`${passed} passed, ${failed} failed`);
process.exit(failed === 0 && passed > 0 ? 0 : 1);
