// Owns one phone of the test of one order: a socket that may be cut, fall deaf or be replaced at any moment, the view as
// whole views and patches make it, and the check that each version's hash is that of the order it holds. It must never
// look at anything but what came over its own socket, save to hold it against what the others got.

import assert from 'node:assert/strict';

import { merge } from '../kill/member.mjs';
import { open_socket } from '../kill/ws_client.mjs';

const answer_within_ms = 20_000;

/** FNV-1a, 32 bit, of ASCII text: 8 lower-case hex digits. */
export function fnv_1a(text) {
    let hash = 2166136261;
    for (let i = 0; i < text.length; i += 1) hash = Math.imul(hash ^ text.charCodeAt(i), 16777619) >>> 0;
    return hash.toString(16).padStart(8, '0');
}

/** What a reader sees of the queue: who speaks, and who waits in which order. */
export function order_text(queue) {
    return [queue.speaking?.id ?? '-', ...queue.order].join(' ');
}

/** What all phones together got: each version holds one order only. */
export class Versions {
    constructor() {
        this.texts = new Map();
        this.newest = 0;
        this.compared = 0;
    }

    hold(version, text) {
        const known = this.texts.get(version);
        if (known === undefined) this.texts.set(version, text);
        else assert.equal(text, known, `two orders of version ${version}`);
        this.compared += known === undefined ? 0 : 1;
        this.newest = Math.max(this.newest, version);
    }
}

export class Follower {
    constructor(number, port, versions) {
        this.number = number;
        this.port = port;
        this.versions = versions;
        this.place = number % 3 === 0 ? 'home' : 'room';
        this.waiting = new Map(); // id → {frame, resolve}: sent again on the next socket until answered
        this.next_id = 0;
        this.patches = 0;
        this.wholes = 0;
        this.broken = undefined; // the first promise that was not kept
    }

    get is_open() {
        return this.socket !== undefined && !this.socket.closed;
    }

    get is_chair() {
        return this.me?.role === 'chair';
    }

    async connect() {
        const hearing = {}; // frames of a socket that was replaced are heard no more
        this.hearing = hearing;
        this.view = this.desk = undefined;
        this.heard_me = false;
        const socket = await open_socket(
            this.port,
            (frame) => {
                if (this.hearing === hearing) this.take(frame);
            },
            () => this.on_change?.(),
        );
        this.socket = socket;
        const hello = { do: 'hello', lang: 'nl', place: this.place };
        if (this.token !== undefined) hello.resume = this.token;
        const reply = await this.ask({ id: `h${this.next_id++}`, ...hello }, false);
        assert.equal(reply?.ok, true, `hello of phone ${this.number} got ${JSON.stringify(reply)}`);
        if (this.person !== undefined) assert.equal(reply.you, this.person, 'came back as somebody else');
        this.person = reply.you;
        this.token = reply.token;
        await this.until(() => this.view !== undefined && this.heard_me, 'a whole view after hello');
        for (const { frame } of [...this.waiting.values()]) this.socket.send(frame);
    }

    /** The socket goes without a word, as when a phone leaves the building. */
    cut() {
        this.hearing = undefined;
        this.socket?.end();
    }

    /** Says hello and is gone before the answer: the token it has must still be good. */
    async lose_a_hello() {
        const socket = await open_socket(this.port, () => {}, () => {});
        socket.send({ id: `h${this.next_id++}`, do: 'hello', lang: 'nl', place: this.place, resume: this.token });
        await new Promise((resolve) => setTimeout(resolve, this.number % 2 === 0 ? 1 : 60));
        socket.end();
    }

    /** The next socket comes while the one before is still there: open, or asleep and reading nothing. */
    async replace(asleep) {
        const before = this.socket;
        if (asleep) before.fall_asleep();
        await this.connect();
        if (asleep) before.end();
    }

    /** A command, sent once on each socket until it is answered; resolves with the reply. */
    command(frame) {
        return this.ask({ id: `c${this.next_id++}`, ...frame }, true);
    }

    ask(frame, again) {
        return new Promise((resolve, reject) => {
            const timer = setTimeout(
                () => reject(new Error(`phone ${this.number} got no answer to ${JSON.stringify(frame)}`)),
                answer_within_ms,
            );
            const answered = (reply) => {
                clearTimeout(timer);
                this.waiting.delete(frame.id);
                resolve(reply);
            };
            if (again) this.waiting.set(frame.id, { frame, resolve: answered });
            else this.hello = { id: frame.id, resolve: answered };
            if (this.is_open) this.socket.send(frame);
        });
    }

    take(frame) {
        try {
            this.understand(frame);
        } catch (error) {
            this.broken ??= error;
        }
        this.on_change?.();
    }

    understand(frame) {
        if (frame.re !== undefined) {
            if (frame.re === this.hello?.id) this.hello.resolve(frame);
            else this.waiting.get(frame.re)?.resolve(frame);
        } else if (frame.view !== undefined) {
            this.view = frame.view;
            this.version = frame.v;
            this.wholes += 1;
            this.look();
        } else if (frame.patch !== undefined) {
            assert.equal(frame.v, this.version + 1, `phone ${this.number} missed a version`);
            this.view = merge(this.view, frame.patch);
            this.version = frame.v;
            this.patches += 1;
            this.look();
        } else if (frame.me !== undefined) {
            this.me = frame.me;
            this.heard_me = true;
        } else if (frame.desk !== undefined) {
            this.desk = frame.desk;
            this.desk_version = frame.d;
        } else if (frame.desk_patch !== undefined) {
            assert.equal(frame.d, this.desk_version + 1, `chair ${this.number} missed a version of the desk`);
            this.desk = merge(this.desk, frame.desk_patch);
            this.desk_version = frame.d;
        }
    }

    look() {
        const text = order_text(this.view.queue);
        assert.equal(fnv_1a(text), this.view.queue.hash, `phone ${this.number}, version ${this.version}: ${text}`);
        this.versions.hold(this.version, text);
    }

    /** Resolves when the condition holds; rejects when it takes too long or the socket goes. */
    until(condition, what) {
        return new Promise((resolve, reject) => {
            const finish = (error) => {
                clearTimeout(timer);
                this.on_change = undefined;
                if (error) reject(error);
                else resolve();
            };
            const timer = setTimeout(() => finish(new Error(`phone ${this.number} waits for ${what}`)), answer_within_ms);
            this.on_change = () => {
                if (condition()) finish();
                else if (this.broken) finish(this.broken);
                else if (!this.is_open) finish(new Error(`the socket of phone ${this.number} went: ${what}`));
            };
            this.on_change();
        });
    }
}
