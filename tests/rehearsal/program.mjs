// Owns the real program as a child that rehearses, in a home and a temporary folder of its own, and the picture of
// every file there. One process at a time. It must never end a process that it did not start.

import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { lstatSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

const ready_within_ms = 60_000;
const running = new Map(); // child → when it has gone

/** Starts it; resolves with { ready, said(), stop(), kill() }, or with { status, said() } when it ended before that. */
export function start(program, home, options) {
    return new Promise((resolve, reject) => {
        const env = { ...process.env, HOME: home, XDG_DATA_HOME: join(home, 'data'), TMPDIR: join(home, 'tmp') };
        env.XDG_CONFIG_HOME = join(home, 'config');
        const child = spawn(program, ['--headless', '--listen', '127.0.0.1', ...options], {
            env,
            stdio: ['ignore', 'pipe', 'pipe'],
        });
        let text = '';
        const said = () => text;
        child.stderr.on('data', (bytes) => (text += bytes));
        child.on('error', reject);
        const timer = setTimeout(() => child.kill('SIGKILL'), ready_within_ms);
        const gone = new Promise((end) => child.on('close', (status, signal) => end({ status, signal })));
        running.set(child, gone);
        gone.then(() => running.delete(child));
        const ended_by = (signal) => () => {
            child.kill(signal);
            return gone;
        };
        gone.then(({ status }) => {
            clearTimeout(timer);
            resolve({ status, said });
        });
        createInterface({ input: child.stdout }).once('line', (line) => {
            clearTimeout(timer);
            resolve({ ready: JSON.parse(line), said, stop: ended_by('SIGTERM'), kill: ended_by('SIGKILL') });
        });
    });
}

/** After a test that failed half way: nothing of it goes on. */
export async function end_all() {
    for (const [child, gone] of [...running]) {
        child.kill('SIGKILL');
        await gone;
    }
}

/** Every file and folder below `folder`, with what is in it, when it was written and who may read it. */
export function picture_of(folder, name = '') {
    const picture = {};
    for (const entry of readdirSync(join(folder, name), { withFileTypes: true })) {
        const path = join(name, entry.name);
        const state = lstatSync(join(folder, path));
        picture[path] = [state.mode.toString(8), entry.isDirectory() ? 'folder' : state.mtimeMs];
        if (entry.isDirectory()) Object.assign(picture, picture_of(folder, path));
        else picture[path].push(createHash('sha256').update(readFileSync(join(folder, path))).digest('hex'));
    }
    return picture;
}
