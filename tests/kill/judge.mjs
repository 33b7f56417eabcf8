// Owns the judgement: from what each member sent and heard, what may stand in the kiosk now, and whether it does. Pure.
// It must never know how the kiosk works inside: an acknowledged command must show, one that was never sent must not,
// and one without an answer may do either, in the order of sending.

/** Whether a reply says that the command was done. */
export const done = (entry) => entry.reply?.ok === true;
const refused = (entry) => entry.reply?.ok === false;

/**
 * The values that may stand, given one member's commands on one thing, oldest first: that of the last acknowledged, or of
 * any later one without an answer. `before`: what stood before the first.
 */
export function possible_values(entries, value_of, before) {
    let possible = [before];
    for (const entry of entries) {
        if (refused(entry)) continue;
        if (done(entry)) possible = [value_of(entry)];
        else possible.push(value_of(entry));
    }
    return [...new Set(possible)];
}

/** The last commands on one thing with what they were answered, for whoever must find out what went wrong. */
function story(member, verbs) {
    const told = on_verb(member, ...verbs).slice(-6);
    const answer = (reply) => (reply === undefined ? 'no answer' : reply.ok ? 'ok' : reply.error.code);
    return told.map(({ id, frame, reply }) => `${id} ${frame.do}: ${answer(reply)}`).join(', ') || 'nothing';
}

const on_verb = (member, ...verbs) => member.sent.filter((entry) => verbs.includes(entry.frame.do));

export function possible_names(member) {
    return possible_values(on_verb(member, 'name'), (entry) => entry.frame.name, '');
}

/** true: stands in the queue (or speaks). */
export function possible_queueing(member) {
    return possible_values(on_verb(member, 'speak', 'unspeak'), (entry) => entry.frame.do === 'speak', false);
}

export function possible_choices(member, poll) {
    const votes = on_verb(member, 'vote').filter((entry) => entry.frame.poll === poll);
    return possible_values(votes, (entry) => entry.frame.ballot.choice, undefined);
}

/** What is wrong with what a member sees of itself just after coming back, before anything is sent again. */
export function judge_member(member, open_poll) {
    const wrong = [];
    const say = (what, found, possible, ...verbs) =>
        wrong.push(
            `member ${member.number} (${member.person}): ${what} is ${JSON.stringify(found)}, ` +
                `may be ${JSON.stringify(possible)}, after ${story(member, verbs)}`,
        );
    if (member.became_other) wrong.push(`member ${member.number} came back as ${member.became_other}`);

    const names = possible_names(member);
    if (!names.includes(member.me.name)) say('the name', member.me.name, names, 'name');

    const mine = Object.values(member.view.queue.by ?? {}).filter((entry) => entry.person === member.person);
    const places = mine.length + (member.view.queue.speaking?.person === member.person ? 1 : 0);
    const queueing = possible_queueing(member);
    if (places > 1) say('the number of places in the queue', places, [0, 1], 'speak', 'unspeak');
    else if (!queueing.includes(places === 1)) say('being in the queue', places === 1, queueing, 'speak', 'unspeak');
    const spoke = on_verb(member, 'speak', 'unspeak').filter((entry) => !refused(entry)).at(-1);
    if (spoke !== undefined && done(spoke) && spoke.frame.do === 'speak' && mine.length === 1) {
        const order = member.view.queue.order.filter((id) => id === spoke.reply.entry);
        if (order.length !== 1) say('its place, by the id it was told', order, [spoke.reply.entry], 'speak', 'unspeak');
    }

    if (open_poll !== undefined) {
        const choices = possible_choices(member, open_poll);
        const choice = member.me.ballots?.[open_poll]?.choice;
        if (!choices.includes(choice)) say(`the ballot in ${open_poll}`, choice, choices, 'vote');
    }
    return wrong;
}

/** What is wrong with a journal's {seq, head}, given every pair that members saw before. */
export function judge_heads(now, seen) {
    const wrong = [];
    for (const head of seen) {
        if (head.seq > now.seq) wrong.push(`the journal had ${head.seq} events, and has ${now.seq} now`);
        if (head.seq === now.seq && head.head !== now.head) wrong.push(`event ${head.seq} has another hash now`);
    }
    return wrong;
}

/** What is wrong with the counts of a closed poll: each option between its certain and its possible ballots. */
export function judge_counts(poll, counts, members) {
    const wrong = [];
    const least = {};
    const most = {};
    let certain = 0;
    let possible = 0;
    for (const member of members) {
        const choices = possible_choices(member, poll);
        const voted = choices.filter((choice) => choice !== undefined);
        if (voted.length > 0) possible += 1;
        if (!choices.includes(undefined)) certain += 1;
        for (const choice of voted) most[choice] = (most[choice] ?? 0) + 1;
        if (choices.length === 1 && voted.length === 1) least[voted[0]] = (least[voted[0]] ?? 0) + 1;
    }
    let cast = 0;
    for (const option of ['yes', 'no', 'abstain']) {
        const count = counts?.[option] ?? 0;
        cast += count;
        if (count < (least[option] ?? 0) || count > (most[option] ?? 0)) {
            wrong.push(`${poll}: ${count} for ${option}, must be ${least[option] ?? 0} to ${most[option] ?? 0}`);
        }
    }
    if (cast < certain || cast > possible) wrong.push(`${poll}: ${cast} ballots, must be ${certain} to ${possible}`);
    return wrong;
}

/** What is wrong with the answer to a command that was sent again with its id. */
export function judge_again(member, entry, reply) {
    const without_version = ({ v, ...rest }) => JSON.stringify(Object.entries(rest).sort());
    if (reply === undefined) return [`member ${member.number}: no answer to ${entry.id} sent again`];
    if (done(entry) && without_version(reply) !== without_version(entry.reply)) {
        return [
            `member ${member.number}: ${JSON.stringify(entry.frame)} was answered ${JSON.stringify(entry.reply)}, ` +
                `and again ${JSON.stringify(reply)}`,
        ];
    }
    return [];
}
