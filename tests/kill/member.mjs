// Owns one person of the kill test: a phone that remembers every command it sent, in order, with what it was answered,
// across all deaths of the kiosk. The judging stands in judge.mjs. It must never send a command a second time under
// another id.

import { open_socket } from './ws_client.mjs';

const answer_within_ms = 30_000;

export class Member {
    constructor(number) {
        this.number = number;
        this.sent = []; // {id, frame, reply?}: every command but hello, oldest first
        this.tokens = []; // newest first; the one before stays good until the new one is used
        this.waiting = new Map(); // id → {resolve, entry}
        this.next_id = 0;
        this.view = undefined; // the last whole view or its patched form
        this.me = undefined;
        this.desk = undefined;
        this.heads = []; // {seq, head} as seen
        this.on_reply = () => {};
    }

    async connect(port, hello_language = 'nl') {
        this.view = this.me = this.desk = undefined;
        this.socket = await open_socket(
            port,
            (frame) => this.take(frame),
            () => this.lost(),
        );
        const place = this.number % 4 === 0 ? 'home' : 'room';
        const hello = { id: `h${this.next_id++}`, do: 'hello', lang: hello_language, place };
        if (this.tokens.length > 0) hello.resume = this.tokens[0];
        const reply = await this.ask(hello);
        if (!reply?.ok) throw new Error(`hello of member ${this.number} got ${JSON.stringify(reply)}`);
        if (this.person !== undefined && this.person !== reply.you) this.became_other = reply.you;
        this.person = reply.you;
        this.tokens = [reply.token, ...this.tokens].slice(0, 2);
        await this.until(() => this.view !== undefined && this.me !== undefined);
    }

    /** Sends and resolves with the reply, or undefined when the socket goes first. */
    ask(frame, entry) {
        return new Promise((resolve) => {
            const timer = setTimeout(() => resolve(undefined), answer_within_ms);
            this.waiting.set(frame.id, {
                entry,
                resolve: (reply) => {
                    clearTimeout(timer);
                    resolve(reply);
                },
            });
            this.socket.send(frame);
        });
    }

    /** A new command; its place in `sent` is its order. */
    command(frame) {
        const entry = { id: `m${this.number}-${this.next_id++}`, frame };
        entry.frame = { id: entry.id, ...frame };
        this.sent.push(entry);
        return this.ask(entry.frame, entry);
    }

    /** The same command with the same id again, as a phone does that missed the reply. */
    again(entry) {
        return this.ask(entry.frame);
    }

    take(frame) {
        if (frame.re !== undefined) {
            const waiting = this.waiting.get(frame.re);
            this.waiting.delete(frame.re);
            if (waiting?.entry) {
                waiting.entry.reply = frame;
                this.on_reply(waiting.entry);
            }
            waiting?.resolve(frame);
        } else if (frame.view !== undefined) {
            this.view = frame.view;
            this.version = frame.v;
            this.see();
        } else if (frame.patch !== undefined) {
            if (this.view === undefined) return; // asked anew: the whole view is on its way
            this.view = merge(this.view, frame.patch);
            this.version = frame.v;
            this.see();
        } else if (frame.me !== undefined) {
            this.me = frame.me;
        } else if (frame.desk !== undefined) {
            this.desk = frame.desk;
        } else if (frame.desk_patch !== undefined) {
            if (this.desk !== undefined) this.desk = merge(this.desk, frame.desk_patch);
        }
        this.on_change?.();
    }

    see() {
        if (this.view.journal?.head) this.heads.push({ ...this.view.journal });
        if (this.heads.length > 200) this.heads.splice(0, 100);
    }

    lost() {
        for (const { resolve } of this.waiting.values()) resolve(undefined);
        this.waiting.clear();
        this.on_change?.();
    }

    /** Resolves when the condition holds; false when the socket goes, or it takes too long. */
    until(condition) {
        return new Promise((resolve) => {
            let timer;
            const look = () => {
                const holds = condition();
                if (!holds && !this.socket.closed) return;
                clearTimeout(timer);
                this.on_change = undefined;
                resolve(holds);
            };
            timer = setTimeout(() => {
                this.on_change = undefined;
                resolve(false);
            }, answer_within_ms);
            this.on_change = look;
            look();
        });
    }
}

/** JSON Merge Patch, RFC 7396. */
export function merge(target, patch) {
    if (typeof patch !== 'object' || patch === null || Array.isArray(patch)) return patch;
    const result = typeof target === 'object' && target !== null && !Array.isArray(target) ? { ...target } : {};
    for (const [key, value] of Object.entries(patch)) {
        if (value === null) delete result[key];
        else result[key] = merge(result[key], value);
    }
    return result;
}
