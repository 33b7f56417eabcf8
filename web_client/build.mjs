// Builds the web client: index.html, app.js, lead.js, app.css and icon.svg into the folder named by --out.
// It runs in Node 18 or newer, at build time only; it must never put script or style inside the page (the content
// security policy forbids both), nor fetch anything.

import { build } from "esbuild";
import { existsSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import { build_pages } from "./build_pages.mjs";

const here = dirname(fileURLToPath(import.meta.url));
const locales = join(here, "..", "assets", "locales");
/** Compressed, without the words: what every phone fetches, and what who has a right fetches beside it. */
const budgets_bytes = { page: 44 * 1000, "lead.js": 20 * 1000 };

const out_at = process.argv.indexOf("--out");
const out = out_at > 0 ? process.argv[out_at + 1] : undefined;
if (!out) {
  console.error("usage: node build.mjs --out DIR");
  process.exit(2);
}
mkdirSync(out, { recursive: true });

// Dutch first; the other languages are the folders that have words for this page.
const languages = readdirSync(locales)
  .filter((name) => existsSync(join(locales, name, "web.json")))
  .sort((a, b) => (a === "nl" ? -1 : b === "nl" ? 1 : a < b ? -1 : 1));
const words = Object.fromEntries(
  languages.map((language) => [language, JSON.parse(readFileSync(join(locales, language, "web.json"), "utf8"))]),
);

// Pure functions: which file calls one, has it.
const copied = ["runbook.ts", "evening.ts", "rights.ts", "stale.ts"].map((name) => `/src/${name}`);
await build_pages({ source: join(here, "src"), out, define: { LANGUAGES: JSON.stringify(languages) }, copied });
await build({
  entryPoints: { app: join(here, "src/app.css") },
  outdir: out,
  minify: true,
  target: "es2017",
  charset: "utf8",
  legalComments: "none",
  logLevel: "warning",
});

const escape = (text) => text.replace(/&/g, "&amp;").replace(/</g, "&lt;");
const in_every_language = (key) =>
  languages.map((language) => `<p lang="${language}">${escape(words[language][key])}</p>`).join("");
const page = readFileSync(join(here, "src/index.html"), "utf8")
  .replace(/<!--(?!DOCTYPE)[\s\S]*?-->\s*/g, "")
  .replace("{loading}", in_every_language("web.loading"))
  .replace("{no_script}", in_every_language("web.no_script"));
writeFileSync(join(out, "index.html"), page);
writeFileSync(join(out, "icon.svg"), readFileSync(join(here, "src/icon.svg"), "utf8").replace(/<!--[\s\S]*?-->\s*/g, ""));

const weigh = (...names) => names.reduce((sum, name) => sum + gzipSync(readFileSync(join(out, name)), { level: 9 }).length, 0);
const sizes_bytes = { page: weigh("index.html", "app.js", "app.css", "icon.svg"), "lead.js": weigh("lead.js") };
for (const [name, size] of Object.entries(sizes_bytes)) {
  console.error(`web client, ${name}: ${size} bytes compressed`);
  if (size <= budgets_bytes[name]) continue;
  console.error(`the web client's ${name} is too large: ${budgets_bytes[name]} bytes is the most`);
  process.exitCode = 1;
}
