// Owns the order of the browser tests and their last line. It builds the page for the fake kiosk by itself and needs the
// real program to be built; it must never skip a part that was asked for: what cannot start is a failure.

import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { launch, make_counter, pictures } from "./browser.mjs";
import { run_evening } from "./evening.mjs";
import { run_states } from "./states.mjs";

const repository = join(dirname(fileURLToPath(import.meta.url)), "..", "..");
const program = resolve(process.env.BUURTKIOSK_PROGRAM ?? join(repository, ".build", "buurtkiosk"));
const wanted = process.argv.slice(2);
const counter = make_counter();
const page_files = mkdtempSync(join(tmpdir(), "buurtkiosk-page-"));

async function part(name, run) {
  if (wanted.length > 0 && !wanted.includes(name)) return;
  let browser;
  try {
    browser = await launch();
    await run(browser);
  } catch (error) {
    await counter.test(`${name} runs to its end`, () => Promise.reject(error));
  } finally {
    await browser?.close();
  }
}

await counter.test("the page builds", async () => {
  const built = spawnSync(process.execPath, [join(repository, "web_client/build.mjs"), "--out", page_files], { encoding: "utf8" });
  if (built.status !== 0) throw new Error(built.stderr);
});
await part("evening", (browser) => run_evening(browser, counter, program));
await part("states", (browser) => run_states(browser, counter, page_files));

rmSync(page_files, { recursive: true, force: true });
const { passed, failed } = counter.count;
console.log(`pictures: ${pictures}`);
console.log(`${passed} passed, ${failed} failed`);
process.exit(failed === 0 && passed > 0 ? 0 : 1);
