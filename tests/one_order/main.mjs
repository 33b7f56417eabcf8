// Owns the test that there is one order everywhere: two hundred real sockets on the real program, ten thousand random
// operations of all of them, phones that come and go, and at the end one order and one hash; and that a press of 'next'
// moves one place, however often and from wherever it comes. It must never depend on how fast this computer is.

import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';

import { start_kiosk } from '../kill/kiosk_process.mjs';
import { Follower, fnv_1a, order_text, Versions } from './follower.mjs';
import { make_dice, some_operation } from './operations.mjs';

const program = process.argv[2];
const seed = Number(process.env.BUURTKIOSK_SEED || Date.now() % 1_000_000);
const phones_count = 200;
const chairs_count = 10;
const operations_count = 10_000;
const at_once = 60; // operations under way
const every_ms = 10; // a handful of operations is given out so often …
const handful = 4; // … so that ten thousand take about half a minute

const wait = (wait_ms) => new Promise((resolve) => setTimeout(resolve, wait_ms));

const seldom = new Set(['queue.interrupt', 'queue.pause', 'queue.continue', 'queue.more', 'queue.end', 'undo']);

async function does(phone, frame) {
    const reply = await phone.command(frame);
    assert.equal(reply?.ok, true, `${JSON.stringify(frame)} got ${JSON.stringify(reply)}`);
    return reply;
}

/** Phones that said hello and gave a name; the first `chairs` of them lead. */
async function gather(kiosk, count, chairs) {
    const versions = new Versions();
    const phones = Array.from({ length: count }, (_, i) => new Follower(i, kiosk.port, versions));
    for (let from = 0; from < count; from += 20) await Promise.all(phones.slice(from, from + 20).map((phone) => phone.connect()));
    await does(phones[0], { do: 'pair', code: kiosk.chair_code });
    for (const phone of phones.slice(1, chairs)) await does(phones[0], { do: 'person.role', person: phone.person, role: 'chair' });
    for (const phone of phones.slice(0, chairs)) await phone.until(() => phone.is_chair && phone.desk !== undefined, 'the desk');
    await does(phones[0], { do: 'meeting.start' });
    return phones;
}

/** Everybody has what there is, and nothing more comes. */
async function quiet(phones, versions) {
    for (let still = 0; still < 3; ) {
        const before = versions.newest;
        await wait(250);
        const all_there = phones.every((phone) => phone.broken || phone.version === versions.newest);
        still = all_there && versions.newest === before ? still + 1 : 0;
    }
}

/** What a phone shows of itself agrees with what everybody sees. */
function own_places_agree(phone) {
    const { order, speaking, by } = phone.view.queue;
    const own = Object.entries(phone.me.entries ?? {});
    for (const [id, entry] of own) {
        if (entry.absent) assert.ok(!order.includes(id) && speaking?.id !== id, `${id} is away and stands in the row`);
        else assert.ok(order.includes(id) || speaking?.id === id || speaking?.interrupts?.id === id, `${id} stands nowhere`);
    }
    for (const id of order) {
        if (by[id]?.person === phone.person) assert.ok(own.some(([mine]) => mine === id), `phone ${phone.number} does not know of its ${id}`);
    }
}

/** The words of every place in the order, those of a long row from their section. */
async function whole_row(phone) {
    const { queue } = phone.view;
    if (queue.more === undefined) return queue.by;
    const reply = await does(phone, { do: 'section', name: 'queue' });
    return { ...queue.by, ...reply.data.by };
}

async function one_order(kiosk) {
    const dice = make_dice(seed);
    const phones = await gather(kiosk, phones_count, chairs_count);
    const { versions } = phones[0];
    const people = phones.map((phone) => phone.person);
    const told = new Map(); // "verb" → {ok, codes}
    const gone = { cut: 0, asleep: 0, second: 0, hello_lost: 0 };
    const busy = new Set();
    let given = 0;
    let answered = 0;
    let longest = 0;
    let broken;

    const operate = async (phone) => {
        const frame = some_operation(dice, phone, people);
        const reply = await phone.command(frame);
        answered += 1;
        const of_verb = told.get(frame.do) ?? { ok: 0, codes: new Map() };
        told.set(frame.do, of_verb);
        if (reply.ok) of_verb.ok += 1;
        else of_verb.codes.set(reply.error.code, (of_verb.codes.get(reply.error.code) ?? 0) + 1);
    };
    const leave_and_return = async (phone) => {
        const way = dice.of(Object.keys(gone));
        gone[way] += 1;
        if (way === 'second') return phone.replace(false);
        if (way === 'asleep') {
            await wait(dice.below(400));
            return phone.replace(true);
        }
        phone.cut();
        if (way === 'hello_lost') await phone.lose_a_hello();
        await wait(dice.below(400));
        return phone.connect();
    };
    // Some leave right after they asked for something: the answer finds them on another socket.
    const one_turn = async (phone) => {
        const leaves = dice.in_hundred(6);
        const work = [];
        if (!leaves || dice.in_hundred(60)) {
            given += 1;
            work.push(operate(phone));
        }
        if (leaves) work.push(leave_and_return(phone));
        await Promise.all(work);
    };
    while (given < operations_count && broken === undefined) {
        for (let i = 0; i < handful && given < operations_count && busy.size < at_once; i += 1) {
            const speaks = phones[0].view?.queue.speaking?.person;
            const speaker = dice.in_hundred(5) ? phones.find((one) => speaks !== undefined && one.person === speaks) : undefined;
            const phone = speaker ?? dice.of(dice.in_hundred(35) ? phones.slice(0, chairs_count) : phones);
            if (busy.has(phone)) continue;
            busy.add(phone);
            one_turn(phone)
                .catch((error) => (broken ??= error))
                .finally(() => busy.delete(phone));
        }
        longest = Math.max(longest, phones[0].view?.queue.order.length ?? 0);
        broken ??= phones.find((phone) => phone.broken)?.broken;
        await wait(every_ms);
    }
    while (busy.size > 0 && broken === undefined) await wait(every_ms);
    if (broken) throw broken;
    assert.equal(answered, operations_count);

    await quiet(phones, versions);
    const late = new Follower(phones_count, kiosk.port, versions);
    await late.connect();
    await quiet([...phones, late], versions);
    for (const phone of [...phones, late]) if (phone.broken) throw phone.broken;

    const hashes = new Set([...phones, late].map((phone) => phone.view.queue.hash));
    const texts = new Set([...phones, late].map((phone) => order_text(phone.view.queue)));
    assert.equal(texts.size, 1, 'not everybody holds the same order');
    assert.deepEqual([...hashes], [fnv_1a([...texts][0])]);
    for (const phone of phones) own_places_agree(phone);
    const row = await whole_row(late);
    assert.deepEqual(Object.keys(row).sort(), [...late.view.queue.order].sort());
    for (const [id, place] of Object.entries(row)) assert.equal(typeof place.why?.code, 'string', `${id} has no reason`);

    // A test in which little happened shows nothing.
    const ok = [...told.values()].reduce((sum, { ok: times }) => sum + times, 0);
    for (const [verb, { ok: times, codes }] of [...told].sort())
        console.log(`    ${verb.padEnd(16)} ${String(times).padStart(5)} done  ${[...codes].map(([code, n]) => `${n} ${code}`).join(', ')}`);
    const patches = phones.reduce((sum, phone) => sum + phone.patches, 0);
    console.log(
        `    ${ok} of ${operations_count} done; ${Object.values(gone).reduce((a, b) => a + b)} times away ${JSON.stringify(gone)}; ` +
            `${versions.texts.size} versions, ${patches} patches, ${versions.compared} times the same order as another; ` +
            `longest row seen ${longest}, at the end ${late.view.queue.order.length}`,
    );
    for (const [verb, { ok: times, codes }] of told) {
        // What only who speaks may do, or only at one moment, is mostly refused; the rest must happen often.
        const tried = times + [...codes.values()].reduce((a, b) => a + b, 0);
        assert.ok(tried >= 20, `${verb} was tried ${tried} times`);
        assert.ok(times >= (seldom.has(verb) ? 1 : 10), `${verb} was done ${times} times`);
        assert.equal(codes.get('rate') ?? 0, 0, `${verb} came too fast`);
        assert.equal(codes.get('bad_frame') ?? 0, 0, `${verb} was not understood`);
        assert.equal(codes.get('unknown_verb') ?? 0, 0, `${verb} is not known`);
        // A point of order keeps its place, whoever moves it, and nothing else interrupts.
        if (verb !== 'queue.move' && verb !== 'queue.interrupt') assert.equal(codes.get('not_allowed') ?? 0, 0, `${verb} was not allowed`);
    }
    assert.ok(ok > operations_count / 2, `only ${ok} operations were done`);
    assert.ok(longest >= 100, `the row was never longer than ${longest}`);
    for (const [way, times] of Object.entries(gone)) assert.ok(times >= 50, `${way}: ${times}`);
}

/** Two chairs who both press, each twice, while one of them loses the line: each press that is taken moves one place. */
async function one_place_a_press(kiosk) {
    const dice = make_dice(seed + 1);
    const phones = await gather(kiosk, 60, 2);
    const [ans, bram, ...attendees] = phones;
    const { versions } = ans;
    await Promise.all(attendees.map((phone) => does(phone, { do: 'speak' })));
    await does(ans, { do: 'queue.hands', count: 12 });
    await quiet(phones, versions);
    let left = ans.view.queue.order.length;
    assert.equal(left, attendees.length + 12);

    const called = new Set();
    let refused = 0;
    for (let round = 0; left > 0; round += 1) {
        // Both show the same before they press.
        await ans.until(() => ans.version === versions.newest && bram.version === versions.newest, 'the newest view');
        const { speaking, order } = ans.view.queue;
        const press = { do: 'queue.next', expect: speaking?.id ?? null };
        if (round % 3 !== 0) press.next = order[0];
        const answers = [ans.command(press), bram.command(press), ans.command(press), bram.command(press)];
        const loses = [undefined, ans, bram][round % 3];
        if (loses !== undefined) {
            if (dice.in_hundred(50)) {
                loses.cut();
                await loses.connect(); // and what has no answer yet is sent again
            } else {
                await loses.replace(dice.in_hundred(50));
            }
        }
        const replies = await Promise.all(answers);
        const taken = replies.filter((reply) => reply.ok);
        assert.equal(taken.length, 1, `${taken.length} of four presses were taken in round ${round}: ${JSON.stringify(replies)}`);
        for (const reply of replies) if (!reply.ok) assert.equal(reply.error.code, 'stale');
        refused += replies.length - taken.length;
        const [{ entry, v }] = taken;
        assert.equal(entry, order[0], 'somebody else was called than stood first');
        assert.ok(!called.has(entry), `${entry} was called twice`);
        called.add(entry);
        left -= 1;
        await ans.until(() => ans.version >= v, 'the version that shows it');
        await bram.until(() => bram.version >= v, 'the version that shows it');
        assert.equal(ans.view.queue.speaking.id, entry);
        assert.deepEqual(ans.view.queue.order.length, left, 'not exactly one place was moved');
    }

    // Somebody else came to stand first: who saw another name calls nobody.
    const first = await does(attendees[0], { do: 'speak' });
    await ans.until(() => ans.view.queue.order[0] === first.entry, 'the first');
    const seen = { do: 'queue.next', expect: ans.view.queue.speaking.id, next: first.entry };
    const urgent = await does(attendees[1], { do: 'speak', kind: 'point_of_order' });
    const reply = await ans.command(seen);
    assert.equal(reply.error?.code, 'stale', JSON.stringify(reply));
    await ans.until(() => ans.view.queue.order[0] === urgent.entry, 'the point of order');
    assert.equal(ans.view.queue.speaking.id, seen.expect);
    assert.deepEqual(ans.view.queue.order, [urgent.entry, first.entry]);
    await quiet(phones, versions);
    for (const phone of phones) if (phone.broken) throw phone.broken;
    assert.equal(new Set(phones.map((phone) => phone.view.queue.hash)).size, 1);
    console.log(`    ${called.size} places, ${called.size} presses taken, ${refused} refused`);
}

const tests = [
    ['two hundred phones hold one order after ten thousand operations', one_order],
    ['two chairs who press twice, and lose the line, move one place', one_place_a_press],
];
let passed = 0;
let failed = 0;
for (const [name, test] of tests) {
    const folder = mkdtempSync(join(tmpdir(), 'buurtkiosk-one-order-'));
    const began_ms = performance.now();
    const kiosk = await start_kiosk(program, join(folder, 'avond.kiosk'));
    try {
        await test(kiosk);
        passed += 1;
        console.log(`passed: ${name} (${((performance.now() - began_ms) / 1000).toFixed(1)} s)`);
    } catch (error) {
        failed += 1;
        console.log(`failed: ${name} (BUURTKIOSK_SEED=${seed})\n${error.stack}\n${kiosk.said}`);
    } finally {
        await kiosk.kill();
        rmSync(folder, { recursive: true, force: true });
    }
}
console.log(`${passed} passed, ${failed} failed`);
process.exit(failed === 0 ? 0 : 1);
