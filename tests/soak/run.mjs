#!/usr/bin/env node
// Lets the real program run a long demo evening while phones come and vanish, and watches that it neither grows, stalls
// nor stops (tests/run --long). BUURTKIOSK_PROGRAM is the program; BUURTKIOSK_SOAK_S how long (900 s).
// It talks to loopback only, and needs nothing but Node's own modules.

import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

const program = process.env.BUURTKIOSK_PROGRAM;
const seconds = Number(process.env.BUURTKIOSK_SOAK_S ?? 900);
if (!program) {
    console.error('BUURTKIOSK_PROGRAM must name the program');
    process.exit(2);
}

const folder = mkdtempSync(join(tmpdir(), 'buurtkiosk-soak-'));
const evening = join(folder, 'evening.kiosk');
let passed = 0;
let failed = 0;
function check(name, good, detail) {
    if (good) passed += 1;
    else failed += 1;
    console.log(`${good ? 'ok' : 'FAILED'}: ${name}${detail === undefined ? '' : ` (${detail})`}`);
}
const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

/** Starts the program and waits for its one line; { child, ready, ended }. */
async function start(...more) {
    const child = spawn(program, ['--headless', '--port', '0', '--listen', '127.0.0.1', '--evening', evening, ...more], {
        stdio: ['ignore', 'pipe', 'pipe'],
    });
    const ended = new Promise((resolve) => child.on('close', (code, signal) => resolve({ code, signal })));
    let said = '';
    child.stderr.on('data', (part) => (said = (said + part).slice(-4000)));
    const line = new Promise((resolve) => createInterface({ input: child.stdout }).once('line', resolve));
    const first = await Promise.race([line, ended, pause(20_000)]);
    if (typeof first !== 'string') throw new Error(`the program did not become ready: ${JSON.stringify(first)} ${said}`);
    return { child, ready: JSON.parse(first), ended, said: () => said };
}

function sample(pid) {
    const status = readFileSync(`/proc/${pid}/status`, 'utf8');
    return {
        memory_kb: Number(status.match(/^VmRSS:\s+(\d+)/m)[1]),
        files: readdirSync(`/proc/${pid}/fd`).length,
    };
}

/** One masked text frame, as a browser sends it (RFC 6455, section 5.2). */
function frame(text) {
    const payload = Buffer.from(text);
    const mask = randomBytes(4);
    const head = payload.length < 126 ? Buffer.from([0x81, 0x80 | payload.length])
        : Buffer.from([0x81, 0x80 | 126, payload.length >> 8, payload.length & 255]);
    return Buffer.concat([head, mask, payload.map((byte, index) => byte ^ mask[index % 4])]);
}

/** A phone that joins and then vanishes: half of them say nothing more, half are cut off hard. Resolves to: was it greeted? */
function phone(port, number) {
    return new Promise((resolve) => {
        const socket = connect(port, '127.0.0.1');
        let got = Buffer.alloc(0);
        let greeted = false;
        const end = setTimeout(() => (number % 2 === 0 ? socket.resetAndDestroy?.() ?? socket.destroy() : socket.end()), 1500);
        socket.on('connect', () =>
            socket.write(
                `GET /ws HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n` +
                    `Sec-WebSocket-Key: ${randomBytes(16).toString('base64')}\r\nSec-WebSocket-Version: 13\r\n` +
                    'Sec-WebSocket-Protocol: buurtkiosk.v1\r\n\r\n',
            ),
        );
        let said_hello = false;
        socket.on('data', (part) => {
            got = Buffer.concat([got, part]).subarray(-65_536);
            if (!said_hello && got.includes('\r\n\r\n')) {
                said_hello = true;
                socket.write(frame(JSON.stringify({ id: `h${number}`, do: 'hello', lang: 'nl', place: 'home' })));
            }
            if (got.includes('"token"')) greeted = true;
        });
        socket.on('error', () => {});
        socket.on('close', () => {
            clearTimeout(end);
            resolve(greeted);
        });
    });
}

const middle = (numbers) => [...numbers].sort((a, b) => a - b)[Math.floor(numbers.length / 2)] ?? 0;

try {
    const first = await start('--demo', '40');
    const port = first.ready.port;
    const samples = [];
    const slow = [];
    let phones = 0;
    let greeted = 0;
    let gone = false;
    first.ended.then(() => (gone = true));
    const until = Date.now() + seconds * 1000;
    while (Date.now() < until && !gone) {
        const asked = performance.now();
        const healthy = await fetch(`http://127.0.0.1:${port}/healthz`, { signal: AbortSignal.timeout(5000) })
            .then(async (answer) => answer.status === 200 && (await answer.text()).trim() === 'ok')
            .catch(() => false);
        const took_ms = performance.now() - asked;
        if (!healthy || took_ms > 1000) slow.push(`${Math.round(took_ms)} ms${healthy ? '' : ', no answer'}`);
        if (gone) break;
        samples.push(sample(first.child.pid));
        const come = await Promise.all(Array.from({ length: 4 }, () => phone(port, (phones += 1))));
        greeted += come.filter(Boolean).length;
        await pause(500);
    }
    check('it is still there', !gone, gone ? first.said() : `${seconds} s`);
    // A busy test machine may take its time once in a while; a kiosk that stalls does it again and again.
    const silent = slow.filter((one) => one.endsWith('no answer'));
    check('it answered within a second', silent.length === 0 && slow.length <= 1 + samples.length / 50,
        slow.slice(0, 5).join('; ') || `${samples.length} times`);
    check('phones that came were greeted', greeted > phones * 0.9, `${greeted} of ${phones}`);
    if (!gone) {
        const third = Math.floor(samples.length / 3);
        const early = samples.slice(third, 2 * third);
        const late = samples.slice(2 * third);
        const memory = [early, late].map((some) => Math.round(middle(some.map((one) => one.memory_kb)) / 1024));
        const files = [early, late].map((some) => middle(some.map((one) => one.files)));
        // Each of the phones becomes a person of the evening, so a little more is right: 20 kB a phone at most.
        const allowed = memory[0] * 1.1 + 4 + (phones / 3) * 0.02;
        check('its memory does not grow', memory[1] <= allowed, `${memory[0]} MB, then ${memory[1]} MB`);
        check('its open files do not grow', files[1] <= files[0] + 8, `${files[0]}, then ${files[1]}`);
        first.child.kill('SIGTERM');
        const end = await Promise.race([first.ended, pause(10_000)]);
        check('it stops cleanly', end?.code === 0, JSON.stringify(end));
        if (end === undefined) first.child.kill('SIGKILL');
    }
    const begun = performance.now();
    const second = await start();
    check('it goes on with the same evening', true, `${Math.round(performance.now() - begun)} ms`);
    second.child.kill('SIGTERM');
    const end = await Promise.race([second.ended, pause(10_000)]);
    check('it stops cleanly again', end?.code === 0, JSON.stringify(end));
    if (end === undefined) second.child.kill('SIGKILL');
} catch (error) {
    check('the soak ran', false, error.message);
} finally {
    rmSync(folder, { recursive: true, force: true });
}
console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failed === 0 ? 0 : 1;
