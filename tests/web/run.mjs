// Owns the run of the web client's tests: bundles the pure parts of web_client/src for Node, then runs every *.test.mjs
// here with Node's own test runner. It runs in Node 18 or newer; it must never reach the network.

import { spawnSync } from "node:child_process";
import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const here = dirname(fileURLToPath(import.meta.url));
const client = join(here, "..", "..", "web_client");
const { buildSync } = createRequire(join(client, "package.json"))("esbuild");

const bundle = mkdtempSync(join(tmpdir(), "buurtkiosk-web-"));
let status = 1;
try {
  buildSync({
    entryPoints: ["store", "clock", "connection", "words", "news", "memory", "place", "runbook", "evening", "rights", "pairing", "stale", "row", "questions"].map((name) => join(client, "src", `${name}.ts`)),
    outdir: bundle,
    outExtension: { ".js": ".mjs" },
    bundle: true,
    format: "esm",
    target: "node18",
    logLevel: "warning",
  });
  const tests = readdirSync(here)
    .filter((name) => name.endsWith(".test.mjs"))
    .map((name) => join(here, name));
  const run = spawnSync(process.execPath, ["--test", ...tests], {
    stdio: "inherit",
    env: { ...process.env, BUURTKIOSK_WEB_BUNDLE: bundle },
  });
  status = run.status ?? 1;
} finally {
  rmSync(bundle, { recursive: true, force: true });
}
process.exit(status);
