// Owns the test of screens that come and go: the real program on an X server with a dummy driver, where a second screen
// is plugged in, out, and in again with another size, with a window manager and without; and a remembered screen that is
// the laptop's, is not there, or comes later. One program at a time. It must never end a process that it did not start.

import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

const program = process.env.BUURTKIOSK_PROGRAM;
const patience_ms = 30_000;
const first_screen = { width: 1920, height: 1080, x: 0, y: 0 };

const folder = mkdtempSync(join(tmpdir(), 'buurtkiosk-screens-'));
const started = [];
let passed = 0;
let failed = 0;

const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

// The driver gives its outputs one after another; only the first is there at the start.
const x_settings = `
Section "Device"
  Identifier "card"
  Driver "dummy"
  VideoRam 128000
EndSection
Section "Monitor"
  Identifier "laptop"
  HorizSync 5-1000
  VertRefresh 5-200
EndSection
Section "Screen"
  Identifier "screens"
  Device "card"
  Monitor "laptop"
  DefaultDepth 24
  SubSection "Display"
    Depth 24
    Modes "${first_screen.width}x${first_screen.height}"
    Virtual 3840 1080
  EndSubSection
EndSection
Section "ServerFlags"
  Option "AutoAddDevices" "false"
EndSection
`;

function begin(command, options, settings = {}) {
    const child = spawn(command, options, { stdio: 'ignore', ...settings });
    child.gone = new Promise((end) => {
        child.on('exit', (status, signal) => end({ status, signal }));
        child.on('error', (error) => end({ status: error.message }));
    });
    started.push(child);
    return child;
}

async function stop(child) {
    child.kill('SIGTERM');
    return child.gone;
}

async function x_server() {
    const settings = join(folder, 'screens.conf');
    writeFileSync(settings, x_settings);
    const log = join(folder, 'x.log');
    const server = begin(
        '/usr/lib/xorg/Xorg',
        ['-config', settings, '-logfile', log, '-displayfd', '3', '-noreset', '-novtswitch', '-sharevts', '-nolisten', 'tcp'],
        { stdio: ['ignore', 'ignore', 'pipe', 'pipe'] },
    );
    let said = '';
    server.stderr.on('data', (bytes) => (said = (said + bytes).slice(-2000)));
    const number = await Promise.race([
        new Promise((resolve) => createInterface({ input: server.stdio[3] }).once('line', resolve)),
        server.gone.then(({ status, signal }) => {
            throw new Error(`the X server ended at once (${status ?? signal}): ${said}`);
        }),
    ]);
    return { server, display: `:${number}` };
}

class Evening {
    constructor(display, file) {
        this.file = file;
        this.settings = join(folder, `${Date.now()}-settings`, 'buurtkiosk', 'settings.toml');
        this.environment = {
            ...process.env,
            DISPLAY: display,
            LIBGL_ALWAYS_SOFTWARE: '1',
            XDG_CONFIG_HOME: join(this.settings, '..', '..'),
        };
        delete this.environment.WAYLAND_DISPLAY;
    }

    tool(command, ...options) {
        const done = spawnSync(command, options, { encoding: 'utf8', env: this.environment });
        if (done.status !== 0) throw new Error(`${command} ${options.join(' ')}: ${done.error ?? done.stderr}`);
        return done.stdout;
    }

    /** Screens stand side by side: DUMMY0 is the laptop, DUMMY1 right of it, DUMMY2 right of that. */
    plug_in(size, number = 1) {
        this.tool('xrandr', '--addmode', `DUMMY${number}`, size);
        this.tool('xrandr', '--output', `DUMMY${number}`, '--mode', size, '--right-of', `DUMMY${number - 1}`);
        this.tool('xrandr'); // only when asked does the driver look whether something is plugged in
    }

    plug_out(number = 1) {
        this.tool('xrandr', '--output', `DUMMY${number}`, '--off');
    }

    remember_screen(name) {
        mkdirSync(join(this.settings, '..'), { recursive: true });
        writeFileSync(this.settings, `[stage]\nscreen = "${name}"\n`);
    }

    async start() {
        this.kiosk = begin(
            program,
            ['--listen', '127.0.0.1', '--port', '0', '--evening', this.file],
            { stdio: ['ignore', 'pipe', 'pipe'], env: this.environment },
        );
        this.said = '';
        this.kiosk.stderr.on('data', (bytes) => (this.said = (this.said + bytes).slice(-2000)));
        const line = await Promise.race([
            new Promise((resolve) => createInterface({ input: this.kiosk.stdout }).once('line', resolve)),
            this.kiosk.gone.then(() => {
                throw new Error(`the kiosk ended before it was ready: ${this.said}`);
            }),
        ]);
        this.port = JSON.parse(line).port;
    }

    // What xwininfo says, or nothing when a window went away while it looked.
    look(...options) {
        return spawnSync('xwininfo', options, { encoding: 'utf8', env: this.environment }).stdout ?? '';
    }

    /** The program's windows that can be seen (they bear the evening's name), as {x, y, width, height} on the whole desk. */
    windows() {
        const found = [];
        for (const line of this.look('-root', '-tree').split('\n')) {
            const match = /^\s+(0x[0-9a-f]+) "Bijeenkomst"/.exec(line);
            const about = match ? this.look('-id', match[1]) : '';
            if (!about.includes('IsViewable')) continue;
            const number = (name) => Number(new RegExp(`${name}:\\s+(-?\\d+)`).exec(about)[1]);
            found.push({
                x: number('Absolute upper-left X'),
                y: number('Absolute upper-left Y'),
                width: number('Width'),
                height: number('Height'),
            });
        }
        return found;
    }

    async until(what, holds) {
        const end = Date.now() + patience_ms;
        while (Date.now() < end) {
            if (holds(this.windows())) {
                const health = await fetch(`http://127.0.0.1:${this.port}/healthz`);
                if ((await health.text()).trim() === 'ok') return;
            }
            await pause(100);
        }
        throw new Error(`${what}: the windows are ${JSON.stringify(this.windows())} ${this.said}`);
    }
}

const covers = (window, screen) =>
    window.x === screen.x && window.y === screen.y && window.width === screen.width && window.height === screen.height;
const lies_within = (window, screen) =>
    window.x >= screen.x && window.y >= screen.y && window.x + window.width <= screen.x + screen.width &&
    window.y + window.height <= screen.y + screen.height;
const only_the_stage = (windows) => windows.length === 1 && covers(windows[0], first_screen);
const stage_and_console = (size) => (windows) => {
    const [width, height] = size.split('x').map(Number);
    const wall = { width, height, x: first_screen.width, y: 0 };
    return (
        windows.length === 2 &&
        windows.some((window) => covers(window, wall)) &&
        windows.some((window) => lies_within(window, first_screen) && !covers(window, wall))
    );
};

async function screens_come_and_go(evening) {
    await evening.start();
    await evening.until('one screen: the stage fills it', only_the_stage);
    evening.plug_in('1920x1080');
    await evening.until('plugged in: the stage is on the beamer, the console on the laptop', stage_and_console('1920x1080'));
    evening.plug_out();
    await evening.until('plugged out: the stage fills the laptop', only_the_stage);
    evening.plug_in('1280x720');
    await evening.until('another beamer: the stage fills that', stage_and_console('1280x720'));
    const ended = await stop(evening.kiosk);
    if (ended.status !== 0) throw new Error(`the kiosk ended with ${ended.status ?? ended.signal}: ${evening.said}`);
    // The same evening again, with both screens there from the start.
    await evening.start();
    await evening.until('two screens from the start', stage_and_console('1280x720'));
    await stop(evening.kiosk);
}

/** The stage fills that part of the desk, and the console lies within that other part. */
const stage_at = (wall, console_within) => (windows) =>
    windows.length === 2 &&
    windows.some((window) => covers(window, wall)) &&
    windows.some((window) => lies_within(window, console_within) && !covers(window, wall));

async function remembered_screens(evening) {
    const second = { width: 1280, height: 720, x: first_screen.width, y: 0 };
    const third = { width: 640, height: 480, x: first_screen.width + second.width, y: 0 };
    // The laptop's own screen is the stage: the console takes the other one, also after it was gone.
    evening.remember_screen('DUMMY0');
    evening.plug_in('1280x720');
    await evening.start();
    await evening.until('the laptop is the stage, the console on the other screen', stage_at(first_screen, second));
    evening.plug_out();
    await evening.until('one screen: the stage fills it', only_the_stage);
    evening.plug_in('1280x720');
    await evening.until('plugged in: the laptop stays the stage', stage_at(first_screen, second));
    await stop(evening.kiosk);
    if (!readFileSync(evening.settings, 'utf8').includes('DUMMY0')) throw new Error('the settings changed by themselves');

    // A screen that is not there: the usual one, until it comes; when it goes, the usual one again.
    evening.remember_screen('DUMMY2');
    await evening.start();
    await evening.until('not there: the stage is where it usually is', stage_at(second, first_screen));
    evening.plug_in('640x480', 2);
    await evening.until('it came: the stage goes there', stage_at(third, first_screen));
    evening.plug_out(2);
    await evening.until('it went: the usual one again', stage_at(second, first_screen));
    evening.plug_in('640x480', 2);
    await evening.until('and it came back', stage_at(third, first_screen));
    await stop(evening.kiosk);

    // Settings that are none do not keep the evening from beginning.
    writeFileSync(evening.settings, 'geen instellingen [');
    await evening.start();
    await evening.until('settings that cannot be read: the usual screen', stage_at(second, first_screen));
    if (!existsSync(`${evening.settings}.broken`)) throw new Error('the broken settings were not put aside');
    if (!/instellingen/.test(evening.said)) throw new Error(`nothing was said about the settings: ${evening.said}`);
    await stop(evening.kiosk);
}

async function test(name, with_desktop, story) {
    let server;
    let desktop;
    try {
        const x = await x_server();
        server = x.server;
        const evening = new Evening(x.display, join(folder, `${name}.kiosk`));
        if (with_desktop) {
            desktop = begin('openbox', [], { env: evening.environment });
            const end = Date.now() + patience_ms;
            while (!evening.tool('xprop', '-root', '_NET_SUPPORTED').includes('FULLSCREEN')) {
                if (Date.now() > end) throw new Error('the window manager did not come');
                await pause(100);
            }
        }
        await story(evening);
        console.log(`ok: ${name}`);
        passed += 1;
    } catch (error) {
        console.log(`FAILED: ${name}\n    ${error.message}`);
        failed += 1;
    } finally {
        for (const child of started.splice(0).reverse()) await stop(child);
    }
}

await test('screens come and go without a window manager', false, screens_come_and_go);
await test('screens come and go on a desktop', true, screens_come_and_go);
await test('a remembered screen without a window manager', false, remembered_screens);
await test('a remembered screen on a desktop', true, remembered_screens);
rmSync(folder, { recursive: true, force: true });
console.log(`${passed} passed, ${failed} failed`);
process.exit(failed === 0 ? 0 : 1);
