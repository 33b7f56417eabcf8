// Owns the test of a whole rehearsal: a chair leads a short evening to its end over a WebSocket, with the simulated
// crowd, on the faster clock; then nothing is left and the evening itself is as it was. It judges time by the kiosk's own
// clock against the moments around its answers, so a slow computer fails nothing. It must never need a display.

import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';

import { Member } from '../kill/member.mjs';
import { end_all, picture_of, start } from './program.mjs';

const program = process.argv[2];
const rate = 10;
const minute_ms = 60_000;
const runbook = `
title = "Oefenavond"
[[block]]
title = "Welkom"
minutes = 1
[[block]]
title = "Hoe zit u hier?"
form = "check_in"
minutes = 1
prompt = "Hoe zit u hier?"
think_s = 20
[[block]]
title = "Wat speelt er?"
form = "speakers"
minutes = 2
[[block]]
title = "Aan tafel"
side_by_side = true
  [[block.part]]
  title = "Groen"
  minutes = 1
  [[block.part]]
  title = "Veilig"
  minutes = 1
[[block]]
title = "Stemmen"
form = "poll"
minutes = 1
  [[block.poll]]
  kind = "yes_no"
  question = "Gaat het plein op slot?"
[[block]]
title = "Afsluiting"
form = "closing"
minutes = 1
`;

/** The kiosk's clock, asked over a socket, with the moments of this computer before and after. */
async function clock_of(member) {
    const sent_ms = performance.now();
    const reply = await member.ask({ id: `p${(member.next_id += 1)}`, do: 'ping' });
    return { sent_ms, kiosk_ms: reply.now_ms, received_ms: performance.now(), rate: reply.rate };
}

async function kiosk_reaches(member, moment_ms) {
    for (let now = await clock_of(member); now.kiosk_ms < moment_ms; now = await clock_of(member)) {
        await new Promise((resolve) => setTimeout(resolve, Math.max(60, Math.min(500, (moment_ms - now.kiosk_ms) / rate))));
    }
}

async function does(member, frame) {
    const reply = await member.command(frame);
    assert.equal(reply?.ok, true, `${JSON.stringify(frame)} got ${JSON.stringify(reply)}`);
    return reply;
}

/** The whole view and the desk as they are now: the desk tells which step is next. */
async function look_anew(chair) {
    chair.desk = undefined;
    while ((await chair.command({ do: 'view' }))?.error?.code === 'rate') {
        await new Promise((resolve) => setTimeout(resolve, 300)); // faster than any hand
    }
    assert.ok(await chair.until(() => chair.desk !== undefined));
}

/** Presses the large button until the evening is over, each block at its planned end; notes what the crowd did. */
async function lead(chair) {
    const seen = { speakers: new Set(), most_words: 0, most_cast: 0, done: new Set() };
    const look = () => {
        const { check_in, polls, queue } = chair.view;
        seen.most_words = Math.max(seen.most_words, check_in?.count ?? 0);
        for (const poll of Object.values(polls.by)) seen.most_cast = Math.max(seen.most_cast, poll.cast);
        if (queue.speaking?.person !== undefined) seen.speakers.add(queue.speaking.person);
    };
    while (chair.view.meeting.phase !== 'ended') {
        look();
        const { agenda, queue } = chair.view;
        const block = agenda.now === undefined ? undefined : agenda.by[agenda.now];
        if (block?.form === 'speakers' && !seen.done.has('queue')) {
            seen.done.add('queue');
            if (!queue.open) await does(chair, { do: 'queue.open' });
            assert.ok(await chair.until(() => chair.view.queue.order.length > 0), 'nobody asked to speak');
        }
        if (block?.title === 'Aan tafel' && !seen.done.has('table')) {
            seen.done.add('table');
            // Somebody of the crowd keeps the time at a table, and says that it is ready.
            const helpers = Object.entries(chair.desk.people.by).filter(([id, one]) => id !== chair.person && one.here);
            for (const [person] of helpers.slice(0, 4)) {
                await does(chair, { do: 'person.role', person, role: 'table_facilitator' });
            }
            const tables = () => Object.values(chair.view.agenda.by).filter((one) => one.inside === chair.view.agenda.now);
            assert.ok(await chair.until(() => tables().some((one) => one.state === 'done')), 'no table was ready');
            await look_anew(chair);
        }
        const step = chair.desk.next.do;
        if (step.do === 'check_in.show') {
            assert.ok(await chair.until(() => chair.view.check_in.count >= 10), 'nobody gave a word');
        } else if (step.do === 'poll.close') {
            const open = () => Object.values(chair.view.polls.by).find((poll) => poll.state === 'open');
            assert.ok(await chair.until(() => open().cast >= 10), 'nobody voted');
        } else if (block !== undefined && (step.do === 'agenda.next' || step.do === 'meeting.end')) {
            await kiosk_reaches(chair, chair.view.agenda.by[chair.view.agenda.now].ends_ms);
            look();
        }
        if (step.do === 'queue.next') await kiosk_reaches(chair, (await clock_of(chair)).kiosk_ms + 5_000);
        // Somebody may have asked to speak in the meantime: then the button says something else.
        const reply = await chair.command(chair.desk.next.do);
        assert.ok(reply?.ok === true || ['stale', 'rate'].includes(reply?.error?.code), JSON.stringify(reply));
        // A version shows what was done; the desk that belongs to it comes behind it.
        await chair.until(() => chair.version >= (reply.v ?? 0));
        await look_anew(chair);
    }
    return seen;
}

const tests = [
    [
        'a rehearsal of an evening that was cut off: led to its end ten times faster, and nothing is left',
        async (home) => {
            writeFileSync(join(home, 'oefenavond.toml'), runbook);
            const evening = await start(program, home, ['--port', '0', '--runbook', join(home, 'oefenavond.toml')]);
            const known = new Member(1);
            await known.connect(evening.ready.port);
            assert.equal(known.view.meeting.rehearsal, undefined);
            assert.equal((await clock_of(known)).rate, undefined);
            await evening.kill(); // so that its log is not folded in
            const before = picture_of(home);
            assert.ok(Object.keys(before).some((name) => name.endsWith('-wal')));

            const rehearsal = await start(program, home, ['--port', '0', '--rehearse']);
            assert.ok(rehearsal.ready, rehearsal.said());
            assert.ok(rehearsal.said().includes(evening.ready.evening), rehearsal.said());
            assert.notEqual(rehearsal.ready.evening, evening.ready.evening);
            const [folder, ...others] = readdirSync(join(home, 'tmp'));
            assert.deepEqual(others, []);
            assert.equal(picture_of(home)[join('tmp', folder)][0], '40700');

            const chair = new Member(2);
            await chair.connect(rehearsal.ready.port);
            assert.equal(chair.view.meeting.rehearsal, true);
            await does(chair, { do: 'pair', code: rehearsal.ready.chair.split('#chair=')[1] });
            assert.ok(await chair.until(() => chair.desk !== undefined));
            const crowd = () => chair.view.meeting.room + chair.view.meeting.home >= 20;
            assert.ok(await chair.until(crowd), 'no crowd came');

            const from = await clock_of(chair);
            const seen = await lead(chair);
            const to = await clock_of(chair);
            // Whatever this computer's speed: the kiosk's clock went ten times as far as ours did.
            const went_ms = to.kiosk_ms - from.kiosk_ms;
            assert.equal(to.rate, rate);
            assert.ok(went_ms >= (to.sent_ms - from.received_ms) * rate - rate, `${went_ms} is too little`);
            assert.ok(went_ms <= (to.received_ms - from.sent_ms) * rate + rate, `${went_ms} is too much`);

            const { agenda, meeting } = chair.view;
            for (const block of Object.values(agenda.by)) {
                assert.equal(block.state, 'done', block.title);
                const tables = block.side_by_side === true || block.inside !== undefined; // they may be ready early
                const least = tables ? 0 : block.minutes;
                assert.ok(block.ends_ms - block.starts_ms >= least * minute_ms, block.title);
            }
            assert.ok(to.kiosk_ms - meeting.started_ms >= 6 * minute_ms);
            assert.ok(seen.most_words >= 10 && seen.most_cast >= 10, JSON.stringify(seen));
            assert.ok(seen.speakers.size > 0, 'nobody spoke');

            assert.deepEqual(await rehearsal.stop(), { status: 0, signal: null });
            assert.deepEqual(readdirSync(join(home, 'tmp')), []);
            assert.deepEqual(picture_of(home), before);
        },
    ],
    [
        'an evening that runs is not rehearsed; its runbook is, on another port',
        async (home) => {
            writeFileSync(join(home, 'oefenavond.toml'), runbook);
            const plan = ['--runbook', join(home, 'oefenavond.toml')];
            const evening = await start(program, home, ['--port', '0', ...plan]);
            const before = picture_of(home);
            const refused = await start(program, home, ['--port', '0', '--rehearse']);
            assert.equal(refused.status, 1, refused.said());
            assert.ok(refused.said().includes(evening.ready.evening), refused.said());
            const taken = ['--port', String(evening.ready.port)];
            const in_use = await start(program, home, ['--rehearse', ...plan, ...taken]);
            assert.equal(in_use.status, 1, in_use.said());
            const rehearsal = await start(program, home, ['--port', '0', '--rehearse', ...plan]);
            assert.ok(rehearsal.ready, rehearsal.said());
            assert.deepEqual(await rehearsal.stop(), { status: 0, signal: null });
            assert.deepEqual(picture_of(home), before);
            await evening.stop();
        },
    ],
    [
        'what a killed rehearsal left, the next start clears',
        async (home) => {
            const killed = await start(program, home, ['--port', '0', '--rehearse']);
            await killed.kill();
            assert.equal(readdirSync(join(home, 'tmp')).length, 1);
            const next = await start(program, home, ['--port', '0', '--evening', join(home, 'avond.kiosk')]);
            assert.deepEqual(readdirSync(join(home, 'tmp')), []);
            await next.stop();
            assert.deepEqual(readdirSync(home).sort(), ['avond.kiosk', 'tmp']);
        },
    ],
    [
        'settings that cannot be read are said, and stay where they are',
        async (home) => {
            mkdirSync(join(home, 'config', 'buurtkiosk'), { recursive: true });
            writeFileSync(join(home, 'config', 'buurtkiosk', 'settings.toml'), 'dit is geen toml');
            const before = picture_of(home);
            const rehearsal = await start(program, home, ['--port', '0', '--rehearse']);
            assert.ok(rehearsal.ready, rehearsal.said());
            assert.ok(rehearsal.said().includes('settings.toml'), rehearsal.said());
            assert.deepEqual(await rehearsal.stop(), { status: 0, signal: null });
            assert.deepEqual(picture_of(home), before);
        },
    ],
    [
        'a rehearsal and a demo do not go together',
        async (home) => {
            const both = await start(program, home, ['--rehearse', '--demo']);
            assert.equal(both.status, 2);
            assert.equal(both.said().trim().split('\n').length, 1, both.said());
            assert.deepEqual(readdirSync(join(home, 'tmp')), []);
        },
    ],
];

let passed = 0;
let failed = 0;
for (const [name, test] of tests) {
    const home = mkdtempSync(join(tmpdir(), 'buurtkiosk-test-'));
    mkdirSync(join(home, 'tmp'));
    try {
        await test(home);
        passed += 1;
        console.log(`passed: ${name}`);
    } catch (error) {
        failed += 1;
        console.log(`failed: ${name}\n${error.stack}`);
    } finally {
        await end_all();
        rmSync(home, { recursive: true, force: true });
    }
}
console.log(`${passed} passed, ${failed} failed`);
process.exit(failed === 0 ? 0 : 1);
