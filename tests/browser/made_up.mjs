// Owns the made-up evenings that the page is shown in: agendas, queues, words, polls and a chair's desk, usual and as long as
// they may be. Pure data for the fake kiosk, made anew at every call; it must never be taken for
// what the program sends: evening.mjs has that.

import { empty_view } from "../web/fake_kiosk.mjs";

export const minute = 60000;

export const arabic_name = "عبد الرحمن بن محمد بن عبد الله الأنصاري أبو"; // 40 letters and more, one line
export const long_name = "Wilhelmina-Alexandrina van Oosterhoudt-B";
export const long_word = "buurtsamenwerkingsrotond";
export const long_title = "Kennismaking, terugblik en vooruitblik op de buurtsamenwerkingsrotonde";
export const option_120 =
  "Een overdekte ontmoetingsplek met banken, groen en een watertappunt naast de speeltuin aan de Karspeldreef in de K-buurt";

export function usual(now_ms) {
  const view = empty_view();
  view.meeting = { title: "Startavond buurtbudget", languages: ["nl", "en"], phase: "running", room: 41, home: 11 };
  const block = (title, form, minutes, state, from) => ({
    title,
    form,
    minutes,
    state,
    starts_ms: now_ms + from * minute,
    ends_ms: now_ms + (from + minutes) * minute,
  });
  view.agenda = {
    order: ["b1", "b2", "b3", "b4", "b5", "b6"],
    by: {
      b1: block("Welkom", "plenary", 10, "done", -28),
      b2: block("Hoe zit u hier?", "check_in", 10, "done", -18),
      b3: block("Plannen bekijken", "talk", 20, "now", -8),
      b4: block("Vragen", "speakers", 25, "todo", 12),
      b5: block("Pauze", "break", 15, "todo", 37),
      b6: block("Afsluiten", "closing", 10, "todo", 52),
    },
    now: "b3",
    ends_ms: now_ms + 62 * minute,
    ahead_s: -240,
  };
  view.stage = { scene: "agenda", theme: "dark" };
  view.queue.open = true;
  return view;
}

/** The evening at its tables: one ready, one with a text, one in Arabic; the break may not move. */
export function with_tables(view, now_ms) {
  const { agenda } = view;
  const times = { starts_ms: now_ms - 8 * minute, ends_ms: now_ms + 12 * minute };
  const table = (title, state, more = {}) => ({ title, form: "plenary", minutes: 20, state, inside: "b3", ...times, ...more });
  agenda.order = ["b1", "b2", "b3", "b7", "b8", "b9", "b4", "b5", "b6"];
  Object.assign(agenda.by.b3, { title: "Werken aan tafels", form: "plenary", side_by_side: true, text: "Waar mag het geld heen?" });
  agenda.by.b7 = table("Tafel groen", "done", { text: "Bomen, tuinen en water" });
  agenda.by.b8 = table("Tafel grijs", "now", { text: "Straten en pleinen" });
  agenda.by.b9 = table("طاولة الشباب", "now", { text: "ماذا يحتاج الشباب في الحي؟" });
  agenda.by.b5.fixed_ms = agenda.by.b5.starts_ms;
  return view;
}

/** An evening of 40 blocks, the twentieth of them on, with titles as long as they may be here and there. */
export function with_forty_blocks(view, now_ms) {
  const { agenda } = view;
  agenda.order = [];
  agenda.by = {};
  for (let n = 1; n <= 40; n += 1) {
    const starts_ms = now_ms + (n - 20) * 10 * minute - 4 * minute;
    const form = n % 4 === 0 ? "break" : "plenary";
    const title = n % 6 === 0 ? `${n} ${long_title}` : `Onderdeel ${n}`;
    const state = n < 20 ? (n === 7 ? "skipped" : "done") : n === 20 ? "now" : "todo";
    agenda.order.push(`b${n}`);
    agenda.by[`b${n}`] = { title, form, minutes: 10, state, starts_ms, ends_ms: starts_ms + 10 * minute };
  }
  Object.assign(agenda, { now: "b20", ends_ms: now_ms + 206 * minute, ahead_s: 0 });
  return view;
}

/** What is on is the second of three parts. */
export function with_parts(view, now_ms) {
  const { agenda } = view;
  const part = (title, state, from) => ({ title, form: "talk", minutes: 10, state, inside: "b3", starts_ms: now_ms + from * minute, ends_ms: now_ms + (from + 10) * minute });
  agenda.order = ["b1", "b2", "b3", "b7", "b8", "b9", "b4", "b5", "b6"];
  Object.assign(agenda.by.b3, { minutes: 30, starts_ms: now_ms - 18 * minute, ends_ms: now_ms + 12 * minute });
  agenda.by.b7 = part("Het plein", "done", -18);
  agenda.by.b8 = part("De speeltuin en de schooltuin", "now", -8);
  agenda.by.b9 = part("Het station", "todo", 2);
  agenda.now = "b8";
  return view;
}

/** The last part of a block, or past its end. */
export function with_little_time(view, now_ms, left_minutes) {
  const block = view.agenda.by.b3;
  block.ends_ms = now_ms + left_minutes * minute;
  block.starts_ms = block.ends_ms - 20 * minute;
  return view;
}

export function with_queue(view, now_ms) {
  const entry = (name, place, more = {}) => ({ name, place, kind: "point", why: { code: "first_come" }, ...more });
  view.queue.order = ["e2", "e3", "e4", "e5"];
  view.queue.by = {
    e2: entry("Joop, tafel 4", "room", { topic: "De banken op het plein" }),
    e3: entry("Fatma", "room", { person: "p1", topic: "hoopvol", why: { code: "invited" } }),
    e4: entry(arabic_name, "home", { person: "p8", why: { code: "place_turn", place: "home" } }),
    e5: entry(long_name, "room", {
      person: "p9",
      topic: "Wie onderhoudt het groen als het budget op is, en wie beslist daarover?",
      overtaken: 2,
    }),
  };
  view.queue.speaking = { id: "e1", person: "p7", name: "Achmed", place: "home", kind: "point", since_ms: now_ms - 26000, limit_s: 120, topic: "De speeltuin" };
  view.queue.answered = { name: "Achmed", person: "p7" };
  view.stage.scene = "speaker";
  return view;
}

/** A row with every kind and every reason in it; Fatma (p1) stands at the place asked for, from 1. */
export function with_every_reason(view, now_ms, at = 4) {
  with_queue(view, now_ms);
  with_groups(view);
  const { queue } = view;
  const entries = [
    ["Meneer de Vries", { kind: "point_of_order", why: { code: "point_of_order" }, person: "p21" }],
    ["Joop, tafel 4", { kind: "reply", to: "Achmed", why: { code: "reply" }, card: 12 }],
    ["Gülşen", { why: { code: "waited", n: 3 }, overtaken: 3, person: "p22" }],
    [arabic_name, { why: { code: "first_turn" }, topic: "ماذا يحتاج الشباب في الحي؟", person: "p8" }],
    ["#h4", { why: { code: "first_come" }, hand: 4 }],
    ["#31", { place: "home", why: { code: "place_turn", place: "home" }, person: "p31" }],
    [long_name, { kind: "question", why: { code: "least_time", s: 245 }, overtaken: 1, person: "p9", topic: "Wie onderhoudt het groen als het budget op is, en wie beslist daarover?" }],
    ["Karin", { why: { code: "group_turn", group: "g2" }, group: "g2", person: "p23" }],
    ["Sjaak", { why: { code: "group_turn" }, person: "p24" }],
    ["Ingrid", { why: { code: "returned" }, person: "p25" }],
    ["Omar", { why: { code: "chair_moved" }, person: "p26" }],
  ];
  entries.splice(at - 1, 0, ["Fatma", { why: { code: "first_turn" }, overtaken: 2, person: "p1" }]);
  queue.rules = ["first_turn", "place_turn", "least_time", "group_turn"];
  queue.order = entries.map((_, n) => `e${n + 2}`);
  queue.by = Object.fromEntries(entries.map(([name, more], n) => [`e${n + 2}`, { name, place: "room", kind: "point", ...more }]));
  queue.times = { room_s: 754, home_s: 181, groups: { g1: 402, g2: 60, g3: 0 } };
  return view;
}

/** So many who wait that the view holds only the first; the others stand in the section. */
export function with_long_row(view, now_ms, count = 200, held = 60) {
  with_queue(view, now_ms);
  const by = {};
  view.queue.order = Array.from({ length: count }, (_, n) => `e${n + 2}`);
  for (const [n, id] of view.queue.order.entries()) {
    by[id] = { name: n % 7 === 3 ? arabic_name : `Mens ${n + 1}`, place: n % 3 === 0 ? "home" : "room", kind: "point", why: { code: "first_turn" }, person: n === 149 ? "p1" : `p${500 + n}` };
  }
  const ids = view.queue.order;
  view.queue.by = Object.fromEntries(ids.slice(0, held).map((id) => [id, by[id]]));
  view.queue.more = 9;
  return { view, section: { version: 9, data: { by: Object.fromEntries(ids.slice(held).map((id) => [id, by[id]])) } } };
}

export function with_groups(view, names = ["Bewoners", "Gemeente", "Woningcorporatie"]) {
  view.groups = { order: names.map((_, n) => `g${n + 1}`), by: Object.fromEntries(names.map((name, n) => [`g${n + 1}`, { name }])) };
  return view;
}

export const long_question =
  "Wie onderhoudt de banken, het groen en het watertappunt als het budget op is, wie beslist daarover, en kunnen de mensen die ernaast wonen daar vooraf iets over zeggen of komt het gewoon in de krant?";

export function with_questions(view, more = {}) {
  const question = (text, votes, rest = {}) => ({ text, votes, ...rest });
  view.questions = {
    open: true,
    anonymous: true,
    moderated: false,
    order: ["q4", "q1", "q3", "q2", "q5"],
    by: {
      q1: question("Komt er ook schaduw bij de speeltuin?", 9, { name: "Joop" }),
      q2: question(long_question, 2, { name: long_name }),
      q3: question("ماذا سيحدث للحديقة؟", 4),
      q4: question("Waarom mag de fietsenstalling niet bij de flat?", 31, { name: arabic_name }),
      q5: question("Wanneer horen we wat ervan komt?", 1, { name: "Fatma", answered: true }),
    },
    ...more,
  };
  return view;
}

export const own_questions = {
  mine: {
    q5: { text: "Wanneer horen we wat ervan komt?", state: "answered" },
    q9: { text: long_question, state: "waiting" },
    q10: { text: "Mag er een hond bij?", state: "merged" },
    q11: { text: "Wie betaalt dat?", state: "hidden" },
    q12: { text: "Komt er licht?", state: "open" },
  },
  up: ["q1", "q4"],
};

/** What the desk knows of the row and of questions. */
export function desk_of_row(desk) {
  desk.queue = {
    times: { room_s: 754, home_s: 181, groups: { g1: 402, g2: 60, g3: 0 } },
    spoken: {
      order: ["p7", "p8", "p31", "e90"],
      by: {
        p7: { name: "Achmed", place: "home", turns: 3, s: 312, group: "g1" },
        p8: { name: arabic_name, place: "home", turns: 2, s: 122 },
        p31: { name: "#31", place: "room", turns: 1, s: 61 },
        e90: { name: "#c12", place: "room", turns: 1, s: 9, group: "g2" },
      },
    },
    absent: [
      { id: "e80", name: "Ingrid", place: "home", person: "p25" },
      { id: "e81", name: arabic_name, place: "room" },
    ],
  };
  desk.video_call = "https://video.buurthuis.example/startavond";
  const question = (text, votes, state, rest = {}) => ({ text, votes, state, merged: 0, ...rest });
  desk.questions = {
    order: ["q9", "q8", "q4", "q1", "q5", "q7"],
    by: {
      q9: question(long_question, 1, "waiting", { name: "Fatma" }),
      q8: question("ماذا سيحدث للحديقة؟", 1, "waiting"),
      q4: question("Waarom mag de fietsenstalling niet bij de flat?", 31, "open", { name: arabic_name, merged: 2 }),
      q1: question("Komt er ook schaduw bij de speeltuin?", 9, "open", { name: "Joop", invited: true }),
      q5: question("Wanneer horen we wat ervan komt?", 1, "answered"),
      q7: question("Onzin", 1, "hidden", { name: "Sjaak" }),
    },
  };
  return desk;
}

export const words = [
  ["hoopvol", 9], ["benieuwd", 7], ["moe", 4], ["samen", 4], ["متفائل", 3], ["umutlu", 2], ["energie", 2], [long_word, 2],
  ["boos", 1], ["welkom", 1], ["afwachtend", 1], ["blij", 1], ["zenuwachtig", 1], ["nieuwsgierig", 1], ["rustig", 1], ["👨‍👩‍👧‍👦", 1], ["betrokken", 1], ["تعبان", 1],
];

export function with_words(view, state) {
  view.check_in = { id: "c1", prompt: "Hoe zit u hier vanavond?", state, count: 42 };
  if (state !== "open") {
    view.check_in.words = { order: words.map((_, n) => `w${n + 1}`), by: {} };
    words.forEach(([text, count], n) => (view.check_in.words.by[`w${n + 1}`] = { text, count }));
  }
  view.stage.scene = "check_in";
  return view;
}

export const yes_no = (state, more = {}) => ({
  kind: "yes_no",
  question: "Zullen we het voorstel van tafel 4 overnemen?",
  options: ["yes", "no", "abstain"].map((id) => ({ id, text: "" })),
  purpose: "straw",
  state,
  cast: 31,
  may_vote: 52,
  ...more,
});
export const choice = (texts, state, more = {}) => ({
  kind: "choice",
  question: "Waar zetten we de banken?",
  options: texts.map((text, n) => ({ id: String.fromCharCode(97 + n), text })),
  purpose: "straw",
  state,
  cast: 40,
  may_vote: 52,
  ...more,
});
export const places = ["Het plein", "De speeltuin", "Het station"];
export const twelve = Array.from({ length: 12 }, (_, n) => (n === 5 ? "مكان مظلل بجانب المكتبة مع مقاعد وأشجار" : option_120.slice(0, n % 3 === 2 ? 40 : 120)));

export function with_polls(view, polls, on_stage) {
  view.polls = { order: Object.keys(polls), by: polls };
  view.stage = { scene: "poll", theme: "dark", ...(on_stage ? { poll: on_stage } : {}) };
  return view;
}
export const counts_of = (poll, numbers) => ({
  counts: Object.fromEntries(poll.options.map((option, n) => [option.id, numbers[n] ?? 0])),
  cast: numbers.reduce((a, b) => a + b, 0),
  may_vote: 52,
});

export function word_list(n) {
  const list = { order: [], by: {} };
  for (let k = 1; k <= n; k += 1) {
    const [text] = words[k % words.length];
    list.order.push(`w${k}`);
    list.by[`w${k}`] = { text: k <= words.length ? text : `${text}${k}`, count: Math.max(1, 12 - k) };
  }
  return list;
}

/** More words than fit in the view: it names the section that holds them. */
export function many_words(view) {
  delete view.check_in.words;
  view.check_in.words_section = 7;
  return view;
}

export function older_polls(view) {
  view.polls.older = 5;
  return view;
}

export function with_thinking(view, now_ms) {
  view.check_in.thinks_until_ms = now_ms + 80000;
  return view;
}

export function chair_desk(view) {
  const desk = {
    people: { order: [], by: {} },
    polls: {},
    queue: { times: { room_s: 0, home_s: 0 }, spoken: { order: [], by: {} }, absent: [] },
    steps: [
      { id: "s3", code: "queue_next", params: { name: "Achmed" } },
      { id: "s2", code: "agenda_next", params: { title: "Plannen bekijken" } },
      { id: "s1", code: "meeting_started", params: {} },
    ],
    next: { code: "speaker", params: { name: "Joop, tafel 4" }, do: { do: "queue.next", expect: "e1" } },
    notes: "Vraag eerst wie er voor het eerst is.\nDaarna pas de plannen.",
    host: {
      addresses: [
        { address: "192.168.1.20", interface: "wlan0", chosen: true },
        { address: "10.0.0.4", interface: "eth0", chosen: false },
      ],
      join_url: "http://192.168.1.20:8800/",
      devices_reached: 0,
      wifi: { name: "Buurthuis-gast" },
      storage: "ok",
      local: false,
    },
  };
  const people = [["Fatma", "Fatma", "room", "chair"], ["Joop", "Joop", "room", "attendee"], ["Fatma", "Fatma (2)", "home", "attendee"], ["", "#4", "room", "attendee"], [arabic_name, arabic_name, "home", "attendee"]];
  people.forEach(([name, shown, place, role], n) => {
    desk.people.order.push(`p${n + 1}`);
    desk.people.by[`p${n + 1}`] = { name, shown, place, role, here: n !== 3 };
  });
  if (view.check_in) {
    desk.check_in = { groups: { order: [], by: {} } };
    words.slice(0, 8).forEach(([text, count], n) => {
      desk.check_in.groups.order.push(`w${n + 1}`);
      const spellings = n === 0 ? { hoopvol: 6, Hoopvolle: 3 } : { [text]: count };
      desk.check_in.groups.by[`w${n + 1}`] = { text, count, spellings, hidden: n === 2, waits: n === 3 };
    });
  }
  for (const id of view.polls.order) {
    const poll = view.polls.by[id];
    if (poll.state === "closed" || poll.state === "shown") {
      desk.polls[id] = { counts: Object.fromEntries(poll.options.map((option, n) => [option.id, 9 - n])) };
    }
  }
  return desk;
}
