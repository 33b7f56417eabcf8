// Owns the real program for these tests: starting it headless on a free port, killing it as a power cut does, starting
// it again on the same file and port, and a network in between that can fall silent or hold back. It runs in the test's process and
// uses loopback addresses only.

import { spawn } from "node:child_process";
import { once } from "node:events";
import { connect, createServer } from "node:net";
import { createInterface } from "node:readline";

const starts_within_ms = 20000;

export class Kiosk {
  constructor({ program, evening, runbook }) {
    Object.assign(this, { program, evening, runbook, port: 0, said: "" });
  }

  async start() {
    const options = ["--headless", "--listen", "127.0.0.1", "--port", String(this.port), "--evening", this.evening];
    if (this.port === 0) options.push("--runbook", this.runbook);
    this.process = spawn(this.program, options, { stdio: ["ignore", "pipe", "pipe"] });
    // A code works once; the program then says the next one.
    this.process.stderr.on("data", (data) => {
      this.said = (this.said + data).slice(-4000);
      this.chair_code = this.said.match(/.*(#chair=\d{4}-\d{4})\s/s)?.[1] ?? this.chair_code;
    });
    const lines = createInterface({ input: this.process.stdout });
    const timer = setTimeout(() => this.process.kill("SIGKILL"), starts_within_ms);
    const first = await Promise.race([once(lines, "line"), once(this.process, "exit")]);
    clearTimeout(timer);
    const ready = typeof first[0] === "string" ? JSON.parse(first[0]) : null;
    if (ready?.ready !== true) throw new Error(`the program did not start: ${this.said}`);
    this.port = ready.port;
    this.chair_code = new URL(ready.chair).hash;
    return this;
  }

  get address() {
    return `http://127.0.0.1:${this.port}/`;
  }

  /** The plug is pulled: no goodbye, no last write. */
  async kill() {
    const gone = once(this.process, "exit");
    this.process.kill("SIGKILL");
    await gone;
  }

  async stop() {
    if (this.process === undefined || this.process.exitCode !== null || this.process.signalCode !== null) return null;
    const gone = once(this.process, "exit");
    this.process.kill("SIGTERM");
    const [status] = await gone;
    return status;
  }
}

/**
 * A network between one phone and the kiosk, on a loopback address of its own. `silence` keeps every connection standing
 * but lets nothing through, as when a phone sleeps or walks out of reach: nobody gets a close.
 */
export class Network {
  constructor(port, address = "127.0.0.2") {
    Object.assign(this, { port, host: address, silent: false, held: null, pairs: new Set() });
  }

  async start() {
    this.server = createServer((phone) => this.join(phone));
    this.server.listen(this.port, this.host);
    await once(this.server, "listening");
    return this;
  }

  join(phone) {
    const kiosk = connect(this.port, "127.0.0.1");
    const pair = { phone, kiosk, lost: this.silent };
    this.pairs.add(pair);
    phone.on("data", (data) => {
      if (pair.lost) return;
      if (this.held === null) kiosk.write(data);
      else this.held.push(() => kiosk.write(data));
    });
    kiosk.on("data", (data) => void (pair.lost || phone.write(data)));
    const end = (other) => () => {
      this.pairs.delete(pair);
      if (!pair.lost) other.destroy();
    };
    phone.on("close", end(kiosk)).on("error", () => undefined);
    kiosk.on("close", end(phone)).on("error", () => undefined);
  }

  get address() {
    return `http://${this.host}:${this.port}/`;
  }

  silence() {
    this.silent = true;
    for (const pair of this.pairs) pair.lost = true;
  }

  /** New connections work again; those from before stay silent for ever, as on a real network. */
  restore() {
    this.silent = false;
  }

  /** What phones send waits, until all of it goes on at once, in the order in which it came. */
  hold() {
    this.held = [];
  }

  release() {
    const waiting = this.held ?? [];
    this.held = null;
    for (const go of waiting) go();
  }

  /** The same with a pause between, so that the kiosk reads them in that order. What comes meanwhile goes behind them. */
  async release_one_by_one(pause_ms) {
    const waiting = this.held ?? [];
    while (waiting.length > 0) {
      waiting.shift()();
      await new Promise((done) => setTimeout(done, pause_ms));
    }
    this.held = null;
  }

  stop() {
    for (const { phone, kiosk } of this.pairs) {
      phone.destroy();
      kiosk.destroy();
    }
    this.server?.close();
  }
}
