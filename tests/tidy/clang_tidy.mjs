#!/usr/bin/env node
// Runs clang-tidy over every C++ file of ours that a build folder compiles, a few at a time; a file is one test.
// Part of `tests/run --long`: it takes minutes. Usage: clang_tidy.mjs <build folder with compile_commands.json>.
// It only looks, and never changes a file.

import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { availableParallelism, cpus } from 'node:os';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';

const repository = join(dirname(fileURLToPath(import.meta.url)), '..', '..');
const folder = process.argv[2];
if (!folder) {
    console.error('usage: clang_tidy.mjs <build folder>');
    process.exit(2);
}

const files = [...new Set(JSON.parse(readFileSync(join(folder, 'compile_commands.json'), 'utf8')).map((one) => one.file))]
    .filter((file) => /^(kiosk|tests)\//.test(relative(repository, file)))
    .sort();

function look_at(file) {
    return new Promise((resolve) => {
        const tool = spawn('clang-tidy', ['-p', folder, '--quiet', '--extra-arg=-Wno-unknown-warning-option', file], {
            cwd: repository,
        });
        let said = '';
        tool.stdout.on('data', (part) => (said += part));
        tool.stderr.on('data', (part) => (said += part));
        tool.on('error', (error) => resolve({ file, ok: false, said: String(error) }));
        tool.on('close', (status) => resolve({ file, ok: status === 0, said }));
    });
}

let passed = 0;
let failed = 0;
const waiting = [...files];
async function work() {
    for (let file = waiting.shift(); file !== undefined; file = waiting.shift()) {
        const { ok, said } = await look_at(file);
        if (ok) {
            passed += 1;
        } else {
            failed += 1;
            console.log(`FAILED: ${relative(repository, file)}\n${said.replace(/^\d+ warnings?.*\n/gm, '')}`);
        }
    }
}
await Promise.all(Array.from({ length: availableParallelism?.() ?? cpus().length }, work));
console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failed === 0 && passed > 0 ? 0 : 1;
