// Builds the web client: index.html, app.js, app.css and icon.svg into the folder named by --out.
// It runs in Node 18 or newer, at build time only; it must never put script or style inside the page (the content
// security policy forbids both), nor fetch anything.

import { build } from "esbuild";
import { existsSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";

const here = dirname(fileURLToPath(import.meta.url));
const locales = join(here, "..", "assets", "locales");
const budget_bytes = 60 * 1000;

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

await build({
  entryPoints: { app: join(here, "src/main.tsx") },
  outdir: out,
  bundle: true,
  minify: true,
  target: "es2017",
  format: "iife",
  charset: "utf8",
  legalComments: "none",
  jsx: "automatic",
  jsxImportSource: "preact",
  define: { LANGUAGES: JSON.stringify(languages) },
  logLevel: "warning",
});
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

const files = ["index.html", "app.js", "app.css", "icon.svg"];
const total = files.reduce((sum, name) => sum + gzipSync(readFileSync(join(out, name)), { level: 9 }).length, 0);
if (total > budget_bytes) {
  console.error(`the page is ${total} bytes compressed; ${budget_bytes} is the most`);
  process.exit(1);
}
console.error(`web client: ${total} bytes compressed`);
