// Owns the real program as a child: started on an evening's file, killed without a chance to say goodbye, checked.
// One process at a time. It must never end a process that it did not start.

import { spawn, spawnSync } from 'node:child_process';
import { createInterface } from 'node:readline';

const ready_within_ms = 60_000;

/** Starts it headless on a free port; resolves when it says that it is ready. */
export function start_kiosk(program, evening) {
    return new Promise((resolve, reject) => {
        const child = spawn(program, ['--headless', '--listen', '127.0.0.1', '--port', '0', '--evening', evening], {
            stdio: ['ignore', 'pipe', 'pipe'],
        });
        let said = '';
        child.stderr.on('data', (bytes) => {
            said = (said + bytes).slice(-4000);
        });
        const gone = new Promise((end) => child.on('exit', (status, signal) => end({ status, signal })));
        const timer = setTimeout(() => child.kill('SIGKILL'), ready_within_ms);
        gone.then(({ status, signal }) => {
            clearTimeout(timer);
            reject(new Error(`the kiosk ended before it was ready (${status ?? signal}): ${said}`));
        });
        child.on('error', reject);
        const lines = createInterface({ input: child.stdout });
        let more_lines = 0;
        lines.once('line', (line) => {
            clearTimeout(timer);
            lines.on('line', () => {
                more_lines += 1;
            });
            const ready = JSON.parse(line);
            resolve({
                port: ready.port,
                chair_code: ready.chair.split('#chair=')[1],
                /** What stands on standard output after the line that says ready, which must be nothing. */
                get more_lines() {
                    return more_lines;
                },
                get said() {
                    return said;
                },
                async kill() {
                    child.kill('SIGKILL');
                    return gone;
                },
                async stop() {
                    child.kill('SIGTERM');
                    return gone;
                },
            });
        });
    });
}

/** What the program itself says of a file: {status, said}. */
export function check_evening(program, evening) {
    const done = spawnSync(program, ['check', evening], { encoding: 'utf8', timeout: 60_000 });
    return { status: done.status, said: done.stderr };
}
