// Bundles the two scripts of the page: app.js, which every phone fetches, and lead.js, which only a phone with a right
// fetches. It runs in Node at build time. What both use stands in app.js once: it hands those names to lead.js by a table
// on the window, so that both files share one state without modules, which phones of es2017 do not have.

import { build } from "esbuild";
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";

/** What esbuild itself imports for a tag. */
const jsx_names = ["Fragment", "jsx", "jsxs"];

/** The names that a source imports from each module, by how it writes that module: types are no names. */
function names_of(text) {
  const found = new Map();
  for (const [, names, from] of text.matchAll(/^import\s+\{([^}]*)\}\s+from\s+"([^"]+)";/gm)) {
    const wanted = names.split(",").map((name) => name.trim()).filter((name) => name !== "" && !name.startsWith("type "));
    found.set(from, wanted.map((name) => name.split(/\s+as\s+/)[0]));
  }
  return found;
}

/**
 * The modules of the first file that the second uses, each with its names. Modules in `copied` hold no state: each file has
 * what it needs of them itself, so that the first does not carry what only the second calls.
 */
async function shared_by(first, second, options, copied) {
  const inputs = async (entry) => (await build({ ...options, entryPoints: [entry], write: false, metafile: true, outdir: "." })).metafile.inputs;
  const [of_first, of_second] = [await inputs(first), await inputs(second)];
  const shared = new Map();
  for (const [path, { imports }] of Object.entries(of_second)) {
    const is_copied = copied.some((one) => path.endsWith(one));
    if (of_first[path] !== undefined && !is_copied) continue;
    const names = names_of(readFileSync(path, "utf8"));
    for (const { path: target, original, kind } of imports) {
      if (kind !== "import-statement" || target.startsWith("<") || of_first[target] === undefined || copied.some((one) => target.endsWith(one))) continue;
      const wanted = target.includes("/jsx-runtime/") ? jsx_names : (names.get(original) ?? []);
      shared.set(target, new Set([...(shared.get(target) ?? []), ...wanted]));
    }
  }
  return new Map([...shared].map(([path, names]) => [resolve(path), [...names].sort()]).sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** Writes app.js and lead.js into `out`. */
export async function build_pages({ source, out, define, copied }) {
  const options = {
    bundle: true,
    minify: true,
    target: "es2017",
    format: "iife",
    charset: "utf8",
    legalComments: "none",
    jsx: "automatic",
    jsxImportSource: "preact",
    define,
    logLevel: "warning",
  };
  const [first, second] = [join(source, "main.tsx"), join(source, "lead_main.tsx")];
  const shared = await shared_by(first, second, options, copied);
  const paths = [...shared.keys()];

  // Each build names its table differently, so that two files of different builds, which would not fit, do not meet.
  const everything = createHash("sha256").update(JSON.stringify(define));
  const { metafile } = await build({ ...options, entryPoints: [first, second], write: false, metafile: true, outdir: "." });
  const files = Object.keys(metafile.inputs).filter((path) => !path.startsWith("<"));
  for (const path of files.sort()) everything.update(readFileSync(path));
  const table = `buurtkiosk_${everything.digest("hex").slice(0, 12)}`;

  const lines = paths.map((path, at) => `import { ${shared.get(path).map((name) => `${name} as ${name}_${at}`).join(", ")} } from ${JSON.stringify(path)};`);
  const rows = paths.map((path, at) => `[${shared.get(path).map((name) => `${name}_${at}`).join(", ")}]`);
  await build({
    ...options,
    stdin: {
      contents: `${lines.join("\n")}\nimport ${JSON.stringify(first)};\nwindow.${table} = [${rows.join(", ")}];\n`,
      resolveDir: source,
      loader: "js",
    },
    outfile: join(out, "app.js"),
  });
  const from_first = {
    name: "from_first",
    setup(building) {
      building.onResolve({ filter: /.*/ }, async ({ path, pluginData, ...how }) => {
        if (pluginData === "resolving" || how.kind === "entry-point") return undefined;
        const found = await building.resolve(path, { ...how, pluginData: "resolving" });
        return shared.has(found.path) ? { path: found.path, namespace: "from_first" } : undefined;
      });
      building.onLoad({ filter: /.*/, namespace: "from_first" }, ({ path }) => ({
        contents: `export const [${shared.get(path).join(", ")}] = window.${table}[${paths.indexOf(path)}];`,
        loader: "js",
      }));
    },
  };
  await build({ ...options, entryPoints: [second], outfile: join(out, "lead.js"), plugins: [from_first] });
}
