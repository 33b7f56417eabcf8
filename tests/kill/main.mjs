// Owns the kill test: the real program is killed with SIGKILL at random moments while people vote, change their minds,
// ask to speak and name themselves; after each start every acknowledged command must be there exactly once, and nothing
// that nobody sent. Prints its seed; BUURTKIOSK_SEED runs one again (the moments of death stay the machine's own).
// It must never take an answer that did not come for a yes or a no.

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { done, judge_again, judge_counts, judge_heads, judge_member } from './judge.mjs';
import { check_evening, start_kiosk } from './kiosk_process.mjs';
import { Member } from './member.mjs';

const people = 20;
const commands_each = 12; // in one burst, well under the kiosk's measure of 60 at once
const replies_kept = 64; // of each person, limits.h
const polls_after_kills = 7; // the poll is closed and counted about this often

function random_from(seed) {
    let state = seed >>> 0;
    const next = () => {
        state = (state + 0x6d2b79f5) >>> 0; // mulberry32
        let mixed = Math.imul(state ^ (state >>> 15), state | 1);
        mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
        return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
    };
    return { next, below: (n) => Math.floor(next() * n), pick: (list) => list[Math.floor(next() * list.length)] };
}

const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

class KillTest {
    constructor(program, seed) {
        this.program = program;
        this.random = random_from(seed);
        this.folder = mkdtempSync(join(tmpdir(), 'buurtkiosk-kill-'));
        this.evening = join(this.folder, 'avond.kiosk');
        this.members = Array.from({ length: people }, (_, index) => new Member(index + 1));
        this.chair = new Member(0);
        this.wrong = [];
        this.acknowledged = 0;
        this.unanswered = 0;
        this.poll = undefined; // the one that is open
        this.closed = [];
    }

    get everybody() {
        return [this.chair, ...this.members];
    }

    blame(...what) {
        this.wrong.push(...what.flat());
    }

    async start() {
        const seen = this.everybody.flatMap((member) => member.heads);
        this.kiosk = await start_kiosk(this.program, this.evening);
        await Promise.all(this.everybody.map((member) => member.connect(this.kiosk.port)));
        // Everybody is back, so nothing more is written until somebody sends something.
        await Promise.all(this.everybody.map((member) => this.fresh_view(member)));
        if (this.chair.view.journal !== undefined) this.blame(judge_heads(this.chair.view.journal, seen));
    }

    // Changes are gathered for a moment before they are shown, and a reply names the first version that shows all that
    // came before it: so ask, wait for that version, and ask again.
    async fresh_view(member) {
        for (let round = 0; round < 2; round += 1) {
            member.view = undefined;
            member.me = undefined;
            const asked = await member.ask({ id: `view${member.next_id++}`, do: 'view' });
            if (!asked?.ok) throw new Error(`no view for member ${member.number}: ${JSON.stringify(asked)}`);
            await member.until(() => member.view !== undefined && member.version >= asked.v && member.me !== undefined);
        }
    }

    async chair_does(frame) {
        const reply = await this.chair.command(frame);
        if (!reply?.ok) throw new Error(`the chair's ${frame.do} got ${JSON.stringify(reply)}`);
        return reply;
    }

    async open_poll() {
        const added = await this.chair_does({ do: 'poll.add', kind: 'yes_no', question: 'Gaan we door?', options: [] });
        await this.chair_does({ do: 'poll.open', poll: added.poll });
        this.poll = added.poll;
    }

    // Votes and names may fly together. Asking to speak and withdrawing wait for each other, as on a phone: a refusal is
    // not stored, so one that was refused could be accepted when sent again, after what was sent behind it.
    random_command(member) {
        const asks = ['speak', 'unspeak'];
        const must_wait = member.sent.some((entry) => entry.reply === undefined && asks.includes(entry.frame.do));
        const roll = this.random.next();
        if (roll < 0.7 || (must_wait && roll < 0.9)) {
            return { do: 'vote', poll: this.poll, ballot: { choice: this.random.pick(['yes', 'no', 'abstain']) } };
        }
        if (roll < 0.8) return { do: 'speak', topic: `onderwerp ${this.random.below(1000)}` };
        if (roll < 0.9) return { do: 'unspeak' };
        return { do: 'name', name: `Buur ${member.number} ${this.random.below(1000)}` };
    }

    // A phone in a hurry: a few commands in flight, some pauses.
    async burst(member) {
        const flying = [];
        for (let i = 0; i < commands_each && !this.dying; i += 1) {
            flying.push(member.command(this.random_command(member)));
            if (flying.length >= 3) await flying.shift();
            if (this.random.next() < 0.3) await pause(this.random.below(40));
        }
        await Promise.all(flying);
    }

    // Dies at some moment of the burst: by the clock, or right at an acknowledgement, when a disk that was not waited for
    // would be furthest behind.
    async kill_under_votes(also_close) {
        this.dying = false;
        const at_reply = this.random.next() < 0.6 ? 1 + this.random.below(people * commands_each * 0.6) : Infinity;
        const at_ms = this.random.below(300);
        let replies = 0;
        const killed = new Promise((resolve) => {
            let clock;
            const strike = () => {
                if (this.dying) return;
                this.dying = true;
                clearTimeout(clock);
                resolve(this.kiosk.kill());
            };
            for (const member of this.members) {
                member.on_reply = () => {
                    replies += 1;
                    if (replies >= at_reply) strike();
                };
            }
            clock = setTimeout(strike, at_reply === Infinity ? at_ms : 3000);
        });
        const bursts = this.members.map((member) => this.burst(member));
        let closing;
        if (also_close) {
            closing = pause(this.random.below(Math.max(at_ms, 60))).then(() =>
                this.dying ? undefined : this.chair.command({ do: 'poll.close', poll: this.poll }),
            );
        }
        await killed;
        await Promise.all(bursts);
        await closing;
    }

    // What was acknowledged stands; then what had no answer is sent again, as phones do, and so is what had one.
    async judge_after_start() {
        const open = this.chair.view.polls.by[this.poll]?.state === 'open' ? this.poll : undefined;
        if (open === undefined) {
            const close = this.chair.sent.findLast((entry) => entry.frame.do === 'poll.close' && entry.frame.poll === this.poll);
            if (close === undefined) this.blame(`${this.poll} is not open, and nobody closed it`);
        } else {
            const close = this.chair.sent.findLast((entry) => entry.frame.do === 'poll.close' && entry.frame.poll === this.poll);
            if (close !== undefined && done(close)) this.blame(`${this.poll} is open, and its close was acknowledged`);
        }
        for (const member of this.members) this.blame(judge_member(member, open));
        for (const poll of this.closed) {
            if (this.chair.view.polls.by[poll] !== undefined && this.chair.view.polls.by[poll].state !== 'closed') {
                this.blame(`${poll} was closed, and is ${this.chair.view.polls.by[poll].state} now`);
            }
        }
        if (open === undefined) this.count_closed_poll();

        const before = this.chair.view.journal.seq;
        await Promise.all(this.everybody.map((member) => this.send_acknowledged_again(member)));
        await this.fresh_view(this.chair);
        const after = this.chair.view.journal.seq;
        if (after !== before) this.blame(`${after - before} events came of commands that had been acknowledged before`);

        await Promise.all(this.everybody.map((member) => this.send_unanswered_again(member)));
        await Promise.all(this.everybody.map((member) => this.fresh_view(member)));
        // A close that had no answer may have happened just now, by being sent again.
        const still_open = this.chair.view.polls.by[open]?.state === 'open' ? open : undefined;
        for (const member of this.members) this.blame(judge_member(member, still_open));
        if (open !== undefined && still_open === undefined) {
            await this.chair.until(() => this.chair.desk?.polls?.[open] !== undefined);
            this.count_closed_poll();
        }
    }

    async send_acknowledged_again(member) {
        const recent = member.sent.filter(done).slice(-replies_kept).slice(-8);
        for (const entry of recent) this.blame(judge_again(member, entry, await member.again(entry)));
    }

    async send_unanswered_again(member) {
        for (const entry of member.sent.filter((one) => one.reply === undefined)) {
            this.unanswered += 1;
            const reply = await member.again(entry);
            if (reply === undefined) this.blame(`member ${member.number}: no answer to ${entry.id}`);
            else entry.reply = reply;
        }
    }

    count_closed_poll() {
        const counts = this.chair.desk?.polls?.[this.poll]?.counts;
        this.blame(judge_counts(this.poll, counts, this.members));
        this.closed.push(this.poll);
        this.poll = undefined;
    }

    async close_and_count() {
        const poll = this.poll;
        await this.chair_does({ do: 'poll.close', poll });
        await this.chair.until(() => this.chair.desk?.polls?.[poll] !== undefined);
        this.count_closed_poll();
    }

    async run(kills, stop_at_first) {
        await this.start();
        await this.chair_does({ do: 'pair', code: this.kiosk.chair_code });
        await this.chair_does({ do: 'meeting.start' });
        await this.open_poll();
        let last_closed = 0;
        for (let kill = 1; kill <= kills; kill += 1) {
            const also_close = this.random.next() < 1 / polls_after_kills;
            await this.kill_under_votes(also_close);
            await this.start();
            await this.judge_after_start();
            if (this.poll !== undefined && kill - last_closed >= polls_after_kills) await this.close_and_count();
            if (this.poll === undefined) {
                last_closed = kill;
                await this.open_poll();
            }
            this.kills = kill;
            if (this.wrong.length > 0 && stop_at_first) break;
        }
        if (this.poll !== undefined) await this.close_and_count();
        const { status } = await this.kiosk.stop();
        if (this.kiosk.more_lines > 0) this.blame(`${this.kiosk.more_lines} lines on standard output after 'ready'`);
        if (status !== 0) this.blame(`a clean stop ended with status ${status}`);
        const checked = check_evening(this.program, this.evening);
        if (checked.status !== 0) this.blame(`the file does not pass its own check: ${checked.said}`);
        this.acknowledged = this.everybody.flatMap((member) => member.sent.filter(done)).length;
    }

    async clean_up() {
        if (this.kiosk) await this.kiosk.kill();
        for (const member of this.everybody) member.socket?.end();
        rmSync(this.folder, { recursive: true, force: true });
    }
}

async function run_test(program, kills, seed, stop_at_first) {
    const test = new KillTest(program, seed);
    try {
        await test.run(kills, stop_at_first);
    } catch (error) {
        test.broken = `${error.stack}\n${test.kiosk?.said ?? ''}`;
    } finally {
        await test.clean_up();
    }
    return test;
}

const [, , mode, program] = process.argv;
const kills = Number(process.env.BUURTKIOSK_KILLS || 50);
const seed = Number(process.env.BUURTKIOSK_SEED || Math.floor(Math.random() * 2 ** 32));
const began = Date.now();
const test = await run_test(program, kills, seed, mode === 'control');
const seconds = ((Date.now() - began) / 1000).toFixed(0);
console.log(
    `${mode}: seed ${seed}, ${test.kills ?? 0} kills, ${test.closed.length} polls counted, ` +
        `${test.acknowledged} commands acknowledged, ${test.unanswered} sent again, ${seconds} s`,
);
for (const what of test.wrong.slice(0, 20)) console.log(`    ${what}`);
if (test.wrong.length > 20) console.log(`    … and ${test.wrong.length - 20} more`);
if (test.broken) console.log(`    the test itself broke off: ${test.broken}`);
const fails = test.wrong.length > 0;
if (mode === 'control') {
    // Acknowledging before the commit must be noticed, or the test above proves nothing.
    console.log(fails ? 'acknowledging before the commit is noticed' : 'acknowledging before the commit went unnoticed');
}
const passed = mode === 'control' ? fails : !fails && !test.broken;
console.log(`${passed ? 1 : 0} passed, ${passed ? 0 : 1} failed`);
process.exit(passed ? 0 : 1);
