// Turns the bundled web client (a folder of files) into the one C++ source that defines gateway::web_assets().
// Run by the build, once for each change of the bundle: node embed_web_assets.mjs <folder> <output.cpp>.
// It uses nothing but Node's own modules, so that building needs no package besides those of the web client.

import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, extname, join, relative, sep } from 'node:path';
import { gzipSync } from 'node:zlib';

const mime_of = new Map([
    ['.html', 'text/html; charset=utf-8'],
    ['.js', 'text/javascript; charset=utf-8'],
    ['.mjs', 'text/javascript; charset=utf-8'],
    ['.css', 'text/css; charset=utf-8'],
    ['.json', 'application/json'],
    ['.webmanifest', 'application/manifest+json'],
    ['.svg', 'image/svg+xml'],
    ['.png', 'image/png'],
    ['.ico', 'image/x-icon'],
    ['.woff2', 'font/woff2'],
    ['.txt', 'text/plain; charset=utf-8'],
]);

function files_below(folder) {
    return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
        const path = join(folder, entry.name);
        return entry.isDirectory() ? files_below(path) : [path];
    });
}

/** The bytes as C++ string literals of 64 bytes each: octal escapes always have three digits, so none can run on. */
function literal(bytes) {
    const lines = [];
    for (let start = 0; start < bytes.length; start += 64) {
        let line = '';
        for (const byte of bytes.subarray(start, start + 64)) {
            const plain = byte >= 0x20 && byte < 0x7f && byte !== 0x22 && byte !== 0x5c && byte !== 0x3f;
            line += plain ? String.fromCharCode(byte) : `\\${byte.toString(8).padStart(3, '0')}`;
        }
        lines.push(`    "${line}"`);
    }
    return lines.length === 0 ? '    ""' : lines.join('\n');
}

const [folder, output] = process.argv.slice(2);
if (!folder || !output) {
    console.error('usage: node embed_web_assets.mjs <folder> <output.cpp>');
    process.exit(2);
}

const assets = files_below(folder)
    .map((file) => ({ file, path: '/' + relative(folder, file).split(sep).join('/') }))
    .sort((a, b) => (a.path < b.path ? -1 : 1));
if (!assets.some((asset) => asset.path === '/index.html')) {
    console.error(`embed_web_assets: there is no index.html in ${folder}; the web client's build.mjs must write one`);
    process.exit(1);
}

const parts = [];
const rows = [];
assets.forEach(({ file, path }, index) => {
    const mime = mime_of.get(extname(file));
    if (mime === undefined) {
        console.error(`embed_web_assets: no media type for ${path}; add its ending to mime_of`);
        process.exit(1);
    }
    const bytes = readFileSync(file);
    let gzip = gzipSync(bytes, { level: 9 });
    if (gzip.length >= bytes.length) gzip = Buffer.alloc(0);
    parts.push(`constexpr char bytes_${index}[] =\n${literal(bytes)};\n`);
    parts.push(`constexpr char gzip_${index}[] =\n${literal(gzip)};\n`);
    rows.push(
        `    {"${path}", "${mime}", {bytes_${index}, ${bytes.length}}, {gzip_${index}, ${gzip.length}}},`,
    );
});

mkdirSync(dirname(output), { recursive: true });
writeFileSync(
    output,
    `// Made by embed_web_assets.mjs from the bundled web client.
#include "gateway/web_assets.h"

namespace buurtkiosk::gateway {
namespace {
${parts.join('\n')}
constexpr WebAsset assets[] = {
${rows.join('\n')}
};
}  // namespace

std::span<const WebAsset> web_assets() {
    return assets;
}
}  // namespace buurtkiosk::gateway
`,
);
