#!/usr/bin/env node
// Reads the repository once and holds it to the rules of rules.mjs; clang-format too, where it is installed.
// Says each finding on its own line and ends with `N passed, N failed`, a rule being one test.
// It uses nothing but Node's own modules, and changes no file.

import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import * as rules from './rules.mjs';
import { self_tests } from './self_test.mjs';

const repository = join(dirname(fileURLToPath(import.meta.url)), '..', '..');
const text_ending = /\.(cpp|h|ts|tsx|mjs|js|json|css|html|md|sh|txt|toml|supp|svg|npmrc|py|yml|yaml)$|\/run[a-z_]*$|^[^.]*$/;

function read(folder, tree = new Map()) {
    for (const entry of readdirSync(join(repository, folder), { withFileTypes: true })) {
        const path = folder === '' ? entry.name : `${folder}/${entry.name}`;
        const hidden = entry.name.startsWith('.') && entry.name !== '.npmrc' && entry.name !== '.ci';
        if (hidden || entry.name === 'node_modules') continue;
        if (entry.isDirectory()) read(path, tree);
        else if (entry.isFile() && text_ending.test(path)) tree.set(path, readFileSync(join(repository, path), 'utf8'));
    }
    return tree;
}

function formatted(tree) {
    const files = [...tree.keys()].filter((path) => /^(kiosk|tests)\/.*\.(cpp|h)$/.test(path));
    if (files.length === 0) return [];
    const done = spawnSync('clang-format', ['--dry-run', '-Werror', '--ferror-limit=1', ...files], {
        cwd: repository,
        encoding: 'utf8',
        maxBuffer: 1 << 26,
    });
    if (done.error?.code === 'ENOENT') return undefined;
    if (done.error) return [`clang-format did not run: ${done.error.message}`];
    const where = [...done.stderr.matchAll(/^(\S+?):(\d+):\d+: error/gm)].map(([, file, line]) => `${file}:${line}`);
    if (done.status !== 0 && where.length === 0) return [`clang-format failed: ${done.stderr.slice(0, 400)}`];
    return where.map((place) => `${place}: is not formatted; run clang-format -i on it`);
}

const tree = read('');
const names = readdirSync(repository);
const results = [
    { name: 'includes keep to the table of the design', findings: rules.includes(tree) },
    { name: 'the include table has no cycle', findings: rules.table_has_no_cycle() },
    { name: 'the web client keeps to its order', findings: rules.web_includes(tree) },
    { name: 'every source file opens with its comment', findings: rules.headers(tree) },
    { name: 'the locales agree', findings: rules.locales_agree(tree) },
    { name: 'every locale key exists and is used', findings: rules.locales_used(tree) },
    { name: 'no file is too long', findings: rules.lengths(tree) },
    { name: 'nothing is left unfinished', findings: rules.nothing_unfinished(tree) },
    { name: 'no path of one machine', findings: rules.no_machine_paths(tree) },
    { name: 'lock files hold no addresses', findings: rules.lock_files(tree) },
    { name: 'the top level holds what it should', findings: rules.top_level_names(names) },
    { name: 'C++ is formatted', findings: formatted(tree) },
    ...self_tests(),
];

const shown = process.argv.includes('--all') ? Infinity : 15;
let passed = 0;
let failed = 0;
for (const { name, findings } of results) {
    if (findings === undefined) {
        console.log(`skipped: ${name} (the tool is not installed)`);
    } else if (findings.length === 0) {
        passed += 1;
    } else {
        failed += 1;
        console.log(`FAILED: ${name}`);
        for (const finding of findings.slice(0, shown)) console.log(`    ${finding}`);
        if (findings.length > shown) console.log(`    … and ${findings.length - shown} more (--all shows them)`);
    }
}
console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failed === 0 ? 0 : 1;
