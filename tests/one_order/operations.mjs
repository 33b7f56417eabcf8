// Owns what the two hundred do to the queue: one random operation at a time, made from what that phone shows and so
// sometimes of yesterday. It must never know what the program will answer.

/** mulberry32: small, the same everywhere. */
export function make_dice(seed) {
    let state = seed >>> 0;
    const next = () => {
        state = (state + 0x6d2b79f5) >>> 0;
        let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
        mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
        return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
    };
    return {
        below: (bound) => Math.floor(next() * bound),
        in_hundred: (chance) => next() * 100 < chance,
        of: (choices) => choices[Math.floor(next() * choices.length)],
        /** weights: [[weight, thing] …] */
        weighed(weights) {
            let left = next() * weights.reduce((sum, [weight]) => sum + weight, 0);
            for (const [weight, thing] of weights) {
                left -= weight;
                if (left < 0) return thing;
            }
            return weights.at(-1)[1];
        },
    };
}

const kinds = ['point', 'point', 'point', 'reply', 'question', 'point_of_order'];
const rules = ['first_turn', 'place_turn', 'least_time', 'group_turn'];
const names = ['Fatma', 'Jan', 'Zoë', 'Ans', 'Bram', 'عبدالرحمن بن عبدالعزيز آل سعود الكبير ال', 'Mevrouw De Wit', '李小龙'];
const topics = ['De bankjes', 'Parkeren', 'Het speelplein', 'مواقف السيارات'];
const groups = ['Bewoners', 'Gemeente', 'Woningcorporatie', 'Ondernemers'];

function some_rules(dice) {
    const left = [...rules];
    const order = [];
    while (left.length > 0 && dice.in_hundred(70)) order.push(...left.splice(dice.below(left.length), 1));
    return order;
}

function attendee_does(dice, phone) {
    const { view } = phone;
    const full = view.queue.order.length > 170;
    const did = dice.weighed([
        [full ? 6 : 40, 'speak'],
        [full ? 25 : 10, 'unspeak'],
        [8, 'name'],
        [10, 'place'],
        [6, 'group'],
        [6, 'here'],
        [4, 'pass_on'],
    ]);
    const speaks = view.queue.speaking?.person === phone.person;
    if (speaks && dice.in_hundred(60)) return dice.of([{ do: 'here' }, { do: 'pass_on' }, { do: 'unspeak' }]);
    switch (did) {
        case 'speak': {
            const frame = { do: 'speak', kind: dice.of(kinds) };
            if (dice.in_hundred(20)) frame.topic = dice.of(topics);
            return frame;
        }
        case 'name':
            return { do: 'name', name: `${dice.of(names)}` };
        case 'place':
            return { do: 'place', place: dice.of(['room', 'home']) };
        case 'group': {
            const order = view.groups?.order ?? [];
            return order.length > 0 && dice.in_hundred(80) ? { do: 'group', group: dice.of(order) } : { do: 'group' };
        }
        default:
            return { do: did };
    }
}

function chair_does(dice, phone, people) {
    const { queue } = phone.view;
    const expect = queue.speaking?.id ?? null;
    const waiting = queue.order;
    const full = waiting.length > 170;
    const some_entry = () => (waiting.length > 0 ? dice.of(waiting) : 'e1');
    const did = dice.weighed([
        [full ? 60 : 22, 'queue.next'],
        [4, 'queue.end'],
        [6, 'queue.call'],
        [6, 'queue.interrupt'],
        [8, 'queue.pass'],
        [5, 'queue.return'],
        [full ? 1 : 6, 'queue.add'],
        [full ? 0 : 2, 'queue.hands'],
        [4, 'queue.name'],
        [14, 'queue.move'],
        [full ? 12 : 4, 'queue.remove'],
        [5, 'queue.rules'],
        [2, 'queue.limit'],
        [3, 'queue.pause'],
        [3, 'queue.continue'],
        [2, 'queue.more'],
        [2, 'people.groups'],
        [5, 'person.group'],
        [2, 'person.rename'],
        [1, 'queue.close'],
        [3, 'queue.open'],
        [6, 'undo'],
    ]);
    const person = dice.of(people);
    const group = phone.view.groups?.order?.length > 0 && dice.in_hundred(80) ? { group: dice.of(phone.view.groups.order) } : {};
    switch (did) {
        case 'queue.next': {
            const frame = { do: did, expect };
            if (waiting.length > 0 && dice.in_hundred(80)) frame.next = waiting[0];
            return frame;
        }
        case 'queue.call':
            return { do: did, expect, entry: some_entry() };
        case 'queue.interrupt': {
            const order_points = waiting.filter((id) => queue.by[id]?.kind === 'point_of_order');
            return { do: did, expect, entry: order_points.length > 0 ? dice.of(order_points) : some_entry() };
        }
        case 'queue.return': {
            const absent = phone.desk?.queue?.absent ?? [];
            return { do: did, entry: absent.length > 0 ? dice.of(absent).id : some_entry() };
        }
        case 'queue.add':
            return dice.of([
                { do: did, name: dice.of(names), place: dice.of(['room', 'home']) },
                { do: did, card: 1 + dice.below(40), kind: dice.of(kinds), ...group },
                { do: did, person, kind: dice.of(kinds), topic: dice.of(topics) },
            ]);
        case 'queue.hands':
            return { do: did, count: 1 + dice.below(4) };
        case 'queue.name': {
            const hands = waiting.filter((id) => queue.by[id]?.hand !== undefined);
            const entry = hands.length > 0 ? dice.of(hands) : some_entry();
            return dice.of([{ do: did, entry, name: dice.of(names) }, { do: did, entry, card: 1 + dice.below(40) }]);
        }
        case 'queue.move': {
            const frame = { do: did, entry: some_entry() };
            if (dice.in_hundred(80)) frame.before = some_entry();
            return frame;
        }
        case 'queue.remove':
            return { do: did, entry: some_entry() };
        case 'queue.rules': {
            const frame = { do: did };
            if (dice.in_hundred(70)) frame.order = some_rules(dice);
            if (dice.in_hundred(40)) frame.overtake_most = dice.below(6);
            if (dice.in_hundred(20)) frame.replies = dice.in_hundred(80);
            if (dice.in_hundred(20)) frame.show_times = dice.in_hundred(50);
            return frame;
        }
        case 'queue.limit':
            return { do: did, limit_s: dice.below(200), kind: dice.of(kinds) };
        case 'queue.end':
        case 'queue.pass':
        case 'queue.pause':
        case 'queue.continue':
            return { do: did, expect };
        case 'queue.more':
            return { do: did, expect, seconds: 30 };
        case 'people.groups':
            return { do: did, names: groups.slice(0, 1 + dice.below(groups.length)) };
        case 'person.group':
            return { do: did, person, ...group };
        case 'person.rename':
            return { do: did, person, name: dice.of(names) };
        case 'undo':
            return { do: did, expect: phone.desk?.steps?.find((step) => !step.stuck)?.id ?? null };
        default:
            return { do: did };
    }
}

/** The next thing that this phone does; `people`: who takes part, by id. */
export function some_operation(dice, phone, people) {
    return phone.is_chair && dice.in_hundred(95) ? chair_does(dice, phone, people) : attendee_does(dice, phone);
}
