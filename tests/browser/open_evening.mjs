// Owns how a story against the real program begins and ends: an evening of its own, a chair and phones that come in, what
// their sockets were told, and what must be true of every such evening at its end. It runs in the test's process and uses
// loopback addresses only; it must never reach into the program.

import assert from "node:assert/strict";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { assert_schema } from "../web/schema.mjs";
import { assert_accessible, assert_fits, make_phone, open_part, take_picture } from "./browser.mjs";
import { Kiosk, Network } from "./kiosk.mjs";

const repository = join(dirname(fileURLToPath(import.meta.url)), "..", "..");
/** The large button, and a turn that has just come, do not listen so long. */
export const settle_ms = 800;

/** Runs a story in an evening of its own, and tidies up after it whatever happens. `name` stands before its pictures. */
export async function with_evening({ browser, counter, program, name }, story) {
  const folder = mkdtempSync(join(tmpdir(), `buurtkiosk-${name}-`));
  const runbook = join(repository, "assets/runbooks/miniconferentie.toml");
  const kiosk = await new Kiosk({ program, evening: join(folder, "avond.kiosk"), runbook }).start();
  const network = await new Network(kiosk.port).start();
  const evening = new Evening({ browser, kiosk, network, name });
  try {
    await story(evening, counter.test);
    await counter.test(`${name}: every frame that these pages sent is one of the wire, no page had an error, the program ran on`, () => evening.assert_well());
  } finally {
    for (const phone of evening.all) await phone.context.close();
    network.stop();
    await kiosk.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

class Evening {
  constructor({ browser, kiosk, network, name }) {
    Object.assign(this, { browser, kiosk, network, name, phones: {}, all: [] });
  }

  /** A chair comes with the code that the program says now; returns that code. */
  async pair(name, options = {}) {
    const code = this.kiosk.chair_code;
    const phone = await this.hold(name, this.network.address + code, options);
    await phone.page.getByText("Wat nu loopt").waitFor();
    return code;
  }

  /** Somebody takes part, by default in the room. `by_network` goes through the network that can fall silent. */
  async join(name, called, { place = "In de zaal", by_network = false, ...options } = {}) {
    const phone = await this.hold(name, by_network ? this.network.address : this.kiosk.address, options);
    await phone.page.getByRole("radio", { name: place }).check();
    await phone.page.getByLabel("Uw naam").fill(called);
    await phone.page.getByRole("button", { name: "Doe mee" }).click();
    await phone.page.locator(".line-open").waitFor();
    return phone;
  }

  async hold(name, address, options) {
    const phone = await make_phone(this.browser, address, options);
    this.phones[name] = phone;
    this.all.push(phone);
    return phone;
  }

  async look(phone, name) {
    await assert_accessible(phone.page, name);
    await assert_fits(phone.page, name);
    await take_picture(phone.page, `${this.name}_${name}`);
  }

  assert_well() {
    for (const [name, phone] of Object.entries(this.phones)) assert.deepEqual(phone.errors, [], name);
    for (const phone of this.all) {
      for (const { way, frame } of phone.frames) if (way === "sent") assert_schema("client_frame", frame);
    }
    assert.deepEqual([this.kiosk.process.exitCode, this.kiosk.process.signalCode], [null, null], this.kiosk.said);
  }
}

export const button = (phone, name) => phone.page.getByRole("button", { name, exact: typeof name === "string" });
export const heading = (phone, name) => phone.page.getByRole("heading", { name, exact: typeof name === "string" });
export const open = (phone, title) => open_part(phone.page, title);
export const large = (phone) => phone.page.locator(".card.lead button.large");
export const settled = (phone) => phone.page.waitForTimeout(settle_ms);

/** What this phone knows of the evening by now, as the last whole view and all changes since say it. */
export function view_of(phone) {
  let view;
  for (const { way, frame } of phone.frames) {
    if (way !== "received") continue;
    if (frame.view) view = frame.view;
    else if (frame.patch && view) view = merge(view, frame.patch);
  }
  return view;
}

function merge(before, patch) {
  if (typeof patch !== "object" || patch === null || Array.isArray(patch)) return patch;
  const after = { ...(typeof before === "object" && !Array.isArray(before) ? before : {}) };
  for (const [key, value] of Object.entries(patch)) {
    if (value === null) delete after[key];
    else after[key] = merge(after[key], value);
  }
  return after;
}

/** Asks again and again until it holds; what the last try found stands in the failure. */
export async function until(why, find) {
  let found;
  for (let tries = 0; tries < 160; tries += 1) {
    found = await find();
    if (found === true) return;
    await sleep(25);
  }
  assert.fail(`${why}: ${JSON.stringify(found)}`);
}
