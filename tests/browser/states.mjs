// Owns the pages in every state that is hard to reach in one evening: empty, usual and longest content, both themes,
// 320 px wide, twice as large, right-to-left. The kiosk is the fake one, whose view is set by hand; each state is held
// to axe-core, to the sizes of LOOK.md and to its pictures. It must never stand for the real program: evening.mjs does that.

import assert from "node:assert/strict";
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { FakeKiosk, empty_view } from "../web/fake_kiosk.mjs";
import { assert_accessible, assert_fits, assert_only_asked, make_phone, pictures, take_picture } from "./browser.mjs";

const repository = join(dirname(fileURLToPath(import.meta.url)), "..", "..");
const minute = 60000;

const arabic_name = "عبد الرحمن بن محمد بن عبد الله الأنصاري أبو"; // 40 letters and more, one line
const long_name = "Wilhelmina-Alexandrina van Oosterhoudt-B";
const long_word = "buurtsamenwerkingsrotond";
const long_title = "Kennismaking, terugblik en vooruitblik op de buurtsamenwerkingsrotonde";
const option_120 =
  "Een overdekte ontmoetingsplek met banken, groen en een watertappunt naast de speeltuin aan de Karspeldreef in de K-buurt";

function usual(now_ms) {
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
function with_tables(view, now_ms) {
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

function with_queue(view, now_ms) {
  const entry = (name, place, more = {}) => ({ name, place, kind: "point", why: { code: "first_come" }, ...more });
  view.queue.order = ["e2", "e3", "e4", "e5"];
  view.queue.by = {
    e2: entry("Joop, tafel 4", "room", { topic: "De banken op het plein" }),
    e3: entry("Fatma", "room", { person: "p1", topic: "hoopvol", why: { code: "invited" } }),
    e4: entry(arabic_name, "home", { person: "p8" }),
    e5: entry(long_name, "room", { person: "p9", topic: "Wie onderhoudt het groen als het budget op is, en wie beslist daarover?" }),
  };
  view.queue.speaking = { id: "e1", person: "p7", name: "Achmed", place: "home", since_ms: now_ms - 26000, limit_s: 120, topic: "De speeltuin" };
  view.stage.scene = "speaker";
  return view;
}

const words = [
  ["hoopvol", 9], ["benieuwd", 7], ["moe", 4], ["samen", 4], ["متفائل", 3], ["umutlu", 2], ["energie", 2], [long_word, 2],
  ["boos", 1], ["welkom", 1], ["afwachtend", 1], ["blij", 1], ["zenuwachtig", 1], ["nieuwsgierig", 1], ["rustig", 1], ["👨‍👩‍👧‍👦", 1], ["betrokken", 1], ["تعبان", 1],
];

function with_words(view, state) {
  view.check_in = { id: "c1", prompt: "Hoe zit u hier vanavond?", state, count: 42 };
  if (state !== "open") {
    view.check_in.words = { order: words.map((_, n) => `w${n + 1}`), by: {} };
    words.forEach(([text, count], n) => (view.check_in.words.by[`w${n + 1}`] = { text, count }));
  }
  view.stage.scene = "check_in";
  return view;
}

const yes_no = (state, more = {}) => ({
  kind: "yes_no",
  question: "Zullen we het voorstel van tafel 4 overnemen?",
  options: ["yes", "no", "abstain"].map((id) => ({ id, text: "" })),
  purpose: "straw",
  state,
  cast: 31,
  may_vote: 52,
  ...more,
});
const choice = (texts, state, more = {}) => ({
  kind: "choice",
  question: "Waar zetten we de banken?",
  options: texts.map((text, n) => ({ id: String.fromCharCode(97 + n), text })),
  purpose: "straw",
  state,
  cast: 40,
  may_vote: 52,
  ...more,
});
const places = ["Het plein", "De speeltuin", "Het station"];
const twelve = Array.from({ length: 12 }, (_, n) => (n === 5 ? "مكان مظلل بجانب المكتبة مع مقاعد وأشجار" : option_120.slice(0, n % 3 === 2 ? 40 : 120)));

function with_polls(view, polls, on_stage) {
  view.polls = { order: Object.keys(polls), by: polls };
  view.stage = { scene: "poll", theme: "dark", ...(on_stage ? { poll: on_stage } : {}) };
  return view;
}
const counts_of = (poll, numbers) => ({
  counts: Object.fromEntries(poll.options.map((option, n) => [option.id, numbers[n] ?? 0])),
  cast: numbers.reduce((a, b) => a + b, 0),
  may_vote: 52,
});

/** name → what the public view and the person are; `act` does something on the page first. */
function states(now_ms) {
  const shown_choice = choice(places, "shown");
  shown_choice.result = counts_of(shown_choice, [21, 12, 7]);
  const shown_yes_no = yes_no("shown");
  shown_yes_no.result = counts_of(shown_yes_no, [24, 9, 7]);
  const shown_twelve = choice(twelve, "shown", { question: `${option_120}?` });
  shown_twelve.result = counts_of(shown_twelve, [9, 0, 4, 1, 7, 3, 2, 2, 0, 1, 1, 12]);
  const lobby = empty_view();
  lobby.meeting = { ...lobby.meeting, room: 41, home: 11 };
  const ended = with_polls(with_words(usual(now_ms), "closed"), { v1: shown_choice, v2: shown_yes_no });
  ended.meeting.phase = "ended";
  ended.stage = { scene: "ended", theme: "dark" };
  ended.queue.open = false;
  const long = with_queue(usual(now_ms), now_ms);
  long.meeting.title = long_title;
  long.agenda.by.b3.title = long_title;
  const paused = with_queue(usual(now_ms), now_ms);
  paused.queue.speaking.paused_ms = 26000;
  const my_turn = with_queue(usual(now_ms), now_ms);
  my_turn.queue.speaking = { ...my_turn.queue.speaking, person: "p1", name: "Fatma" };
  return {
    lobby: { view: lobby },
    lobby_long: { view: { ...lobby, meeting: { ...lobby.meeting, title: long_title } }, person: { name: arabic_name } },
    agenda: { view: usual(now_ms), open: ["Agenda", "Wat wordt er bewaard?"] },
    check_in_open: { view: with_thinking(with_words(usual(now_ms), "open"), now_ms) },
    check_in_given: { view: with_words(usual(now_ms), "open"), person: { word: "hoopvol" } },
    check_in_waits: { view: with_words(usual(now_ms), "open"), person: { word: long_word, word_waits: true } },
    words_shown: { view: with_words(usual(now_ms), "shown"), person: { word: "hoopvol" } },
    words_change: { view: with_words(usual(now_ms), "shown"), person: { word: "hoopvol" }, open: ["Ander woord kiezen"] },
    words_many: {
      view: many_words(with_words(usual(now_ms), "shown")),
      sections: { words: { version: 7, data: word_list(200) } },
      act: (page) => page.locator(".cloud li").nth(199).waitFor(),
    },
    results_older: {
      view: older_polls(with_polls(usual(now_ms), { v9: shown_choice }, "v9")),
      sections: { polls: { version: 5, data: { order: ["v1"], by: { v1: shown_yes_no } } } },
      open: ["Uitslagen"],
      act: (page) => page.getByRole("heading", { name: "Zullen we het voorstel van tafel 4 overnemen?" }).waitFor(),
    },
    explain: { view: with_words(usual(now_ms), "shown"), person: { word: "hoopvol", asks: { explain: { word: "hoopvol" } } } },
    speaker: { view: with_queue(usual(now_ms), now_ms), open: ["Sprekers"] },
    speaker_long: { view: long, open: ["Sprekers", "Agenda"] },
    speaker_paused: { view: paused },
    speaker_me: { view: my_turn },
    poll_yes_no: { view: with_polls(usual(now_ms), { v1: yes_no("open") }, "v1") },
    poll_choice: { view: with_polls(usual(now_ms), { v1: choice(places, "open") }, "v1") },
    poll_chosen: {
      view: with_polls(usual(now_ms), { v1: choice(places, "open") }, "v1"),
      act: (page) => page.getByText("De speeltuin").click(),
    },
    poll_receipt: { view: with_polls(usual(now_ms), { v1: choice(places, "open") }, "v1"), person: { ballots: { v1: { choice: "b" } } } },
    poll_two: {
      view: with_polls(usual(now_ms), { v1: yes_no("open"), v2: choice(places, "open") }, "v1"),
      act: async (page) => {
        await page.getByRole("button", { name: "Volgende", exact: true }).click();
        await page.getByText("Vraag 2 van 2").waitFor();
        await page.getByRole("heading", { name: "Waar zetten we de banken?" }).waitFor();
      },
    },
    poll_long: { view: with_polls(usual(now_ms), { v1: choice(twelve, "open", { question: `${option_120}?` }) }, "v1") },
    poll_closed: { view: with_polls(usual(now_ms), { v1: choice(places, "closed") }, "v1") },
    result_choice: { view: with_polls(usual(now_ms), { v1: shown_choice }, "v1") },
    result_yes_no: { view: with_polls(usual(now_ms), { v1: shown_yes_no }, "v1") },
    result_long: { view: with_polls(usual(now_ms), { v1: shown_twelve }, "v1") },
    ended_unanswered: {
      view: { ...ended, check_in: { ...ended.check_in, state: "open" } },
      person: { asks: { explain: { word: "hoopvol" } } },
      act: (page) => page.getByRole("heading", { name: "De avond is afgelopen" }).waitFor(),
    },
    ended: { view: ended, open: ["Uitslagen", "Alle woorden", "Uw naam en plaats"] },
    ask_to_speak: {
      view: usual(now_ms),
      act: (page) => page.getByRole("button", { name: "Vraag het woord" }).click(),
    },
    ask_to_withdraw: {
      view: with_queue(usual(now_ms), now_ms),
      act: (page) => page.getByRole("button", { name: /U staat in de rij/ }).click(),
    },
    refused: {
      view: with_words(usual(now_ms), "open"),
      refuse: (frame) => (frame.do === "check_in" ? { code: "not_one_word", message: "Geef één woord, zonder spaties." } : undefined),
      act: async (page) => {
        await page.getByLabel("Uw woord", { exact: true }).fill("heel erg moe");
        await page.getByRole("button", { name: "Stuur mijn woord" }).click();
        await page.getByText("Geef één woord, zonder spaties.").first().waitFor();
      },
    },
  };
}

function word_list(n) {
  const list = { order: [], by: {} };
  for (let k = 1; k <= n; k += 1) {
    const [text] = words[k % words.length];
    list.order.push(`w${k}`);
    list.by[`w${k}`] = { text: k <= words.length ? text : `${text}${k}`, count: Math.max(1, 12 - k) };
  }
  return list;
}

/** More words than fit in the view: it names the section that holds them. */
function many_words(view) {
  delete view.check_in.words;
  view.check_in.words_section = 7;
  return view;
}

function older_polls(view) {
  view.polls.older = 5;
  return view;
}

function with_thinking(view, now_ms) {
  view.check_in.thinks_until_ms = now_ms + 80000;
  return view;
}

function chair_desk(view) {
  const desk = {
    people: { order: [], by: {} },
    polls: {},
    steps: [
      { id: "s3", code: "queue_next", params: { name: "Achmed" } },
      { id: "s2", code: "agenda_next", params: { title: "Plannen bekijken" } },
      { id: "s1", code: "meeting_start", params: {} },
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

const chair_parts = ["Agenda", "In één woord", "Sprekers", "Peilingen", "Mensen", "Het grote scherm", "Ongedaan maken", "De kiosk"];

/** The built page, and the words with Arabic beside them, made right-to-left by turning Dutch around is not enough: real letters. */
function locales_with_arabic(folder) {
  cpSync(join(repository, "assets/locales"), folder, { recursive: true });
  mkdirSync(join(folder, "ar"), { recursive: true });
  const dutch = JSON.parse(readFileSync(join(repository, "assets/locales/nl/web.json"), "utf8"));
  const letters = "ابتثجحخدذرزسشصضطظعغفقكلمنهوي";
  const turned = (text) => text.replace(/\{[a-z_]+\}|[a-z]/gi, (one) => (one.length > 1 ? one : letters[one.toLowerCase().charCodeAt(0) - 97] ?? one));
  const arabic = Object.fromEntries(Object.entries(dutch).map(([key, text]) => [key, turned(text)]));
  writeFileSync(join(folder, "ar", "web.json"), JSON.stringify(arabic));
}

export async function run_states(browser, counter, page_files) {
  const folder = mkdtempSync(join(tmpdir(), "buurtkiosk-states-"));
  locales_with_arabic(folder);
  const kiosk = await new FakeKiosk({ files: page_files, locales: folder, clock_offset_ms: 3 * 3600000 }).start();
  const address = `http://127.0.0.1:${kiosk.port}/`;

  async function join_as(phone, name = "Fatma") {
    await phone.page.getByRole("radio", { name: "In de zaal" }).check();
    await phone.page.getByLabel("Uw naam").fill(name);
    await phone.page.getByRole("button", { name: "Doe mee" }).click();
    await phone.page.locator(".line-open").waitFor();
  }
  function become(person, state, view) {
    kiosk.refuse = state.refuse ?? (() => undefined);
    kiosk.sections = state.sections ?? {};
    kiosk.change((now) => {
      for (const key of Object.keys(now)) delete now[key];
      Object.assign(now, view);
    });
    for (const key of ["word", "word_waits", "asks"]) delete person[key];
    Object.assign(person, { name: "Fatma", shown: undefined, ballots: {} }, state.person);
    kiosk.tell_me(person);
  }

  const forms = [
    { form: "390", width: 390, height: 844, reduced: true },
    { form: "320_dark", width: 320, height: 640, theme: "dark", reduced: true },
  ];
  for (const { form, ...options } of forms) {
    kiosk.people.clear();
    kiosk.view = empty_view();
    const phone = await make_phone(browser, address, options);
    const { page } = phone;
    await counter.test(`first page, ${form}`, async () => {
      await page.getByRole("heading", { name: "Doe mee met de avond" }).waitFor();
      await assert_accessible(page, "first page");
      await assert_fits(page, "first page");
      await take_picture(page, `state_join_${form}`);
      await page.getByRole("button", { name: "Doe mee" }).click();
      await page.getByText("Kies eerst: in de zaal of thuis.").waitFor();
      await assert_accessible(page, "first page, nothing chosen");
      await take_picture(page, `state_join_missing_${form}`);
    });
    await join_as(phone);
    const [person] = kiosk.people.values();
    for (const name of Object.keys(states(0))) {
      await counter.test(`${name}, ${form}`, async () => {
        const state = states(kiosk.now_ms())[name];
        await page.evaluate(() => sessionStorage.clear());
        become(person, state, state.view);
        await page.reload();
        await page.locator("main h2.title, main h2").first().waitFor();
        for (const title of state.open ?? []) await page.locator("summary", { hasText: title }).first().click();
        if (state.act) await state.act(page);
        await assert_accessible(page, name);
        await assert_fits(page, name);
        await take_picture(page, `state_${name}_${form}`);
      });
    }
    await counter.test(`no page error and no request elsewhere, ${form}`, async () => {
      assert.deepEqual(phone.errors, []);
      assert_only_asked(phone.requests, `127.0.0.1:${kiosk.port}`);
    });
    await phone.context.close();

    kiosk.people.clear();
    const now_ms = kiosk.now_ms();
    const closed = choice(places, "closed");
    kiosk.view = with_polls(with_words(with_queue(usual(now_ms), now_ms), "shown"), { v1: yes_no("open"), v2: closed, v3: choice(twelve, "draft") }, "v1");
    kiosk.desk = chair_desk(kiosk.view);
    const chair = await make_phone(browser, `${address}#chair=4821-7703`, options);
    await counter.test(`the chair's page, ${form}`, async () => {
      await chair.page.getByText("Wat nu loopt").waitFor();
      assert.equal(new URL(chair.page.url()).hash, "", "the code does not stay in the address");
      await assert_accessible(chair.page, "chair");
      await assert_fits(chair.page, "chair");
      await take_picture(chair.page, `chair_${form}`);
    });
    for (const part of chair_parts) {
      await counter.test(`the chair's part '${part}', ${form}`, async () => {
        const summary = chair.page.locator("summary").filter({ has: chair.page.getByRole("heading", { name: part, exact: true }) });
        await summary.click();
        if (part === "In één woord") await chair.page.locator(".groups button").first().click();
        if (part === "Peilingen") await chair.page.getByRole("button", { name: "Sluit de stemming" }).first().click();
        await assert_accessible(chair.page, part);
        await assert_fits(chair.page, part);
        await take_picture(chair.page, `chair_${chair_parts.indexOf(part)}_${form}`);
        await summary.click();
      });
    }
    await counter.test(`the chair's page has no error, ${form}`, async () => assert.deepEqual(chair.errors, []));
    await chair.context.close();
  }

  /** What of the page the notice lies over, by rectangles: fields, questions, buttons and their like. */
  const covered = (page) =>
    page.evaluate(() => {
      const box = document.querySelector(".notices");
      if (box === null || getComputedStyle(box).visibility === "hidden") return [];
      const over = box.querySelector(".notice").getBoundingClientRect();
      return Array.from(document.querySelectorAll("main input, main button, main summary, main label, main h2, .tabs button, .foot button"))
        .filter((node) => {
          const at = node.getBoundingClientRect();
          return at.height > 1 && at.bottom > over.top && at.top < over.bottom && at.right > over.left && at.left < over.right;
        })
        .map((node) => node.textContent || node.outerHTML);
    });
  const notice_seen = (page) => page.locator(".notice").filter({ visible: true }).count();

  await counter.test("320 px: a notice never lies over a field, a question or a button, and does not say what is on the screen", async () => {
    kiosk.people.clear();
    kiosk.refuse = (frame) => (frame.do === "check_in" ? { code: "not_one_word", message: "Schrijf één woord." } : undefined);
    kiosk.view = usual(kiosk.now_ms());
    const { page, context } = await make_phone(browser, address, { width: 320, height: 640 });
    await join_as({ page });
    const settled = async () => {
      let seen = 0;
      for (let looks = 0; looks < 8; looks += 1) {
        await page.waitForTimeout(100);
        assert.deepEqual(await covered(page), []);
        seen = Math.max(seen, await notice_seen(page));
      }
      return seen;
    };
    await settled();
    kiosk.change((view) => with_words(view, "open"));
    await page.getByRole("heading", { name: "Hoe zit u hier vanavond?" }).waitFor();
    assert.equal(await settled(), 0, "the question is on the screen");
    assert.match(await page.locator(".foot [role=status]").textContent(), /Hoe zit u hier vanavond/, "but it is said aloud");
    await page.getByLabel("Uw woord", { exact: true }).fill("heel erg moe");
    await page.getByRole("button", { name: "Stuur mijn woord" }).click();
    await settled();
    await page.locator("main .refused").scrollIntoViewIfNeeded();
    await page.evaluate(() => window.scrollBy(0, 200));
    await page.waitForTimeout(300);
    assert.equal(await settled(), 0, "the form says it");
    await page.getByLabel("Uw woord", { exact: true }).fill("");
    await page.getByRole("heading", { name: "Hoe zit u hier vanavond?" }).click();
    kiosk.change((view) => with_polls(view, { v1: choice([...places, "De school"], "open") }, "v1"));
    await page.getByRole("heading", { name: "Waar zetten we de banken?" }).waitFor();
    assert.equal(await settled(), 0, "so is the new question");
    kiosk.refuse = () => undefined;
    await page.getByText("De speeltuin").click();
    await page.getByRole("button", { name: "Verstuur mijn stem" }).click();
    await page.locator(".receipt-title").waitFor();
    assert.equal(await settled(), 0, "the receipt says it");
    await context.close();
  });

  await counter.test("what the screen does not say is seen as a notice: a refused chair link", async () => {
    kiosk.people.clear();
    kiosk.view = usual(kiosk.now_ms());
    for (const width of [320, 390]) {
      const { page, context } = await make_phone(browser, `${address}#chair=0000`, { width, height: 640 });
      await page.locator(".notice.refused", { hasText: "Deze link klopt niet." }).waitFor();
      assert.deepEqual(await covered(page), []);
      await page.screenshot({ path: join(pictures, `state_notice_${width}.png`) });
      await context.close();
    }
  });

  await counter.test("'geen verbinding' stays in view wherever one has scrolled to, and nothing moves when it comes", async () => {
    kiosk.people.clear();
    kiosk.view = with_polls(usual(kiosk.now_ms()), { v1: choice(twelve, "open") }, "v1");
    const { page, context } = await make_phone(browser, address, { width: 320, height: 640 });
    await join_as({ page });
    await page.locator(".choice").nth(5).waitFor();
    for (const scrolled of [0, 400, 2000]) {
      await page.evaluate((top) => window.scrollTo(0, top), scrolled);
      await page.waitForTimeout(100);
      const where = () => page.locator(".choice").nth(5).evaluate((node) => Math.round(node.getBoundingClientRect().top));
      const before = await where();
      for (const line of kiosk.lines) line.socket.terminate();
      await page.locator(".line-lost").waitFor();
      const { at, moved, shown } = await page.evaluate(() => {
        const box = document.querySelector(".line-lost").getBoundingClientRect();
        const top = document.elementFromPoint(box.left + 60, box.top + 20);
        return { at: box.top, moved: window.scrollY, shown: top?.closest(".line-lost") !== null };
      });
      assert.ok(shown && at >= 0 && at < 20, `scrolled to ${moved}: the line is at ${at}`);
      assert.equal(await where(), before, "the answers stand where they stood");
      if (scrolled === 400) await page.screenshot({ path: join(pictures, "state_lost_scrolled_320.png") });
      await page.locator(".line-open").waitFor();
    }
    await context.close();
  });

  await counter.test("a new question begins at its top for who had scrolled on; not under a finger, and not while writing", async () => {
    kiosk.people.clear();
    kiosk.view = usual(kiosk.now_ms());
    const { page, context } = await make_phone(browser, address, { width: 320, height: 640 });
    await join_as({ page });
    const headed = (name) => page.getByRole("heading", { name }).first();
    const in_view = (name) => headed(name).evaluate((node) => node.getBoundingClientRect().top >= 0 && node.getBoundingClientRect().bottom < 400);
    const scroll_down = async () => {
      await page.evaluate(() => window.scrollTo(0, document.documentElement.scrollHeight));
      await page.waitForTimeout(50);
    };
    for (const part of ["Agenda", "Sprekers", "Wat wordt er bewaard?"]) await page.locator("summary", { hasText: part }).first().click();
    await scroll_down();
    kiosk.change((view) => with_words(view, "open"));
    await headed("Hoe zit u hier vanavond?").waitFor();
    await page.waitForTimeout(200);
    assert.equal(await in_view("Hoe zit u hier vanavond?"), true);

    await scroll_down();
    const last = () => page.locator("summary").last().evaluate((node) => node.getBoundingClientRect().top);
    const before = await last();
    const finger = (type, touches) =>
      page.evaluate(
        ({ type, touches }) => {
          const touch = new Touch({ identifier: 1, target: document.body, clientX: 50, clientY: 50 });
          document.body.dispatchEvent(new TouchEvent(type, { bubbles: true, touches: touches ? [touch] : [] }));
        },
        { type, touches },
      );
    await finger("touchstart", true);
    kiosk.change((view) => with_polls(view, { v1: yes_no("open") }, "v1"));
    await headed(/Zullen we het voorstel/).waitFor({ state: "attached" });
    await page.waitForTimeout(200);
    assert.ok(Math.abs((await last()) - before) < 2, "nothing moves away under the finger");
    assert.equal(await in_view(/Zullen we het voorstel/), false);
    await finger("touchend", false);

    await page.locator("summary", { hasText: "Uw naam en plaats" }).click();
    const name = page.getByLabel("Uw naam", { exact: true });
    await name.focus();
    await name.pressSequentially("tje");
    kiosk.change((view) => with_polls(view, { v1: yes_no("closed"), v2: choice(places, "open") }, "v2"));
    await headed("Waar zetten we de banken?").waitFor({ state: "attached" });
    await page.waitForTimeout(200);
    const field = await name.evaluate((node) => node.getBoundingClientRect().top);
    assert.ok(field > 0 && field < 640, `the field that one writes in stays in view: ${field}`);
    await context.close();
  });

  for (const reloaded of [false, true]) {
    const how = reloaded ? "after a reload" : "while the page stays open";
    await counter.test(`another evening on the same address drops what was of the old one, ${how}`, async () => {
      kiosk.people.clear();
      kiosk.refuse = () => undefined;
      kiosk.view = with_polls(with_words(usual(kiosk.now_ms()), "open"), { v1: choice(places, "open") }, "v1");
      kiosk.let_reply_through = () => true;
      const phone = await make_phone(browser, address);
      const { page } = phone;
      await join_as(phone);
      const task = async (button) => page.getByRole("button", { name: button, exact: true }).click();
      await task("Volgende");
      await page.getByLabel("Uw woord", { exact: true }).fill("hoopvol");
      await task("Stuur mijn woord");
      await page.locator(".receipt-title", { hasText: "Uw woord is binnen" }).waitFor();
      await task("Ander woord kiezen");
      await page.getByLabel("Uw woord", { exact: true }).fill("half ge");
      await page.getByRole("heading").first().click();
      await task("Vorige");
      await page.getByText("De speeltuin").click();
      for (const line of kiosk.lines) line.socket.terminate();
      kiosk.let_reply_through = () => false; // gone before it could answer
      await page.locator(".line-lost").waitFor();
      await task("Verstuur mijn stem");
      kiosk.let_reply_through = () => true;
      const fresh = with_polls(with_words(usual(kiosk.now_ms()), "open"), { v1: choice(places, "open") }, "v1");
      const going = kiosk.other_evening(fresh, { away_ms: reloaded ? 1500 : 300 });
      await going;
      if (reloaded) await page.reload();
      await page.locator(".line-open").waitFor();
      await page.getByRole("heading", { name: "Waar zetten we de banken?" }).waitFor();
      await page.waitForTimeout(600);
      const [person] = kiosk.people.values();
      assert.equal(person.id, "p1", "the new evening counts from one again");
      assert.equal(person.name, "Fatma", "who we are is not of one evening");
      assert.deepEqual(kiosk.done.map(({ verb }) => verb.do), ["name"], "nothing of the old evening is sent into the new one");
      assert.equal(await page.getByRole("radio", { checked: true }).count(), 0, "no answer is chosen");
      assert.equal(await page.locator(".receipt").count(), 0);
      await task("Volgende");
      assert.equal(await page.getByLabel("Uw woord", { exact: true }).inputValue(), "", "no half-written word");
      assert.equal(await page.locator("main .refused").count(), 0, "and no word about what went wrong then");
      assert.deepEqual(phone.errors, []);
      await phone.context.close();
    });
  }

  /** A chair's phone on a view and a desk that a test sets by hand. */
  async function lead_with(view, edit_desk = () => undefined, options = {}) {
    kiosk.people.clear();
    kiosk.refuse = () => undefined;
    kiosk.done = [];
    kiosk.view = view;
    kiosk.desk = chair_desk(view);
    edit_desk(kiosk.desk);
    const phone = await make_phone(browser, `${address}#chair=4821-7703`, options);
    await phone.page.getByText("Wat nu loopt").waitFor();
    const part = async (title) => {
      const found = phone.page.locator("details").filter({ has: phone.page.getByRole("heading", { name: title, exact: true }) });
      if ((await found.getAttribute("open")) === null) await found.locator("summary").click();
      return found;
    };
    /** What was asked of the kiosk last, without its id; waits until it is this verb. */
    const asked = async (verb) => {
      for (let tries = 0; tries < 50; tries += 1) {
        const { id, ...last } = kiosk.done[kiosk.done.length - 1]?.verb ?? {};
        if (last.do === verb) return last;
        await phone.page.waitForTimeout(50);
      }
      return assert.fail(`${verb} was not asked: ${JSON.stringify(kiosk.done.map(({ verb }) => verb))}`);
    };
    return { ...phone, part, asked };
  }

  await counter.test("the chair's words look like buttons, say what they are for, and open what can be done", async () => {
    const { page, context, part, asked } = await lead_with(with_words(usual(kiosk.now_ms()), "open"), undefined, { width: 320 });
    const words = await part("In één woord");
    await words.getByText(/^Kies een woord/).waitFor();
    const word = words.getByRole("button", { name: /^hoopvol/ });
    const border = await word.evaluate((node) => Number.parseFloat(getComputedStyle(node).borderTopWidth));
    assert.ok(border >= 1, "a button has an edge");
    assert.equal(await words.getByRole("button", { name: "Vraag om uitleg" }).count(), 0);
    await word.click();
    for (const name of ["Verberg", "Vraag om uitleg"]) await words.getByRole("button", { name, exact: true }).waitFor();
    await words.getByLabel("Maak los").waitFor();
    await words.getByLabel("Voeg samen met").selectOption("w2");
    await words.getByRole("button", { name: "Doe het" }).first().click();
    assert.deepEqual(await asked("check_in.merge"), { do: "check_in.merge", from: "w1", into: "w2" });
    await page.screenshot({ path: join(pictures, "state_chair_words_320.png") });
    await context.close();
  });

  await counter.test("the chair can end a turn also while others wait, without calling the next", async () => {
    const now_ms = kiosk.now_ms();
    const { page, context, part, asked } = await lead_with(with_queue(usual(now_ms), now_ms));
    await page.locator(".card.lead").getByRole("button", { name: "Beurt is klaar" }).click();
    assert.deepEqual(await asked("queue.end"), { do: "queue.end", expect: "e1" });
    kiosk.done = [];
    const queue = await part("Sprekers");
    await queue.getByRole("button", { name: "Volgende: Joop, tafel 4" }).waitFor();
    await queue.getByRole("button", { name: "Beurt is klaar" }).click();
    assert.deepEqual(await asked("queue.end"), { do: "queue.end", expect: "e1" });
    kiosk.change((view) => delete view.queue.speaking);
    await queue.getByRole("button", { name: "Beurt is klaar" }).waitFor({ state: "detached" });
    await context.close();
  });

  await counter.test("undo names what it takes back, and says which newer step cannot be", async () => {
    const { page, context, asked } = await lead_with(usual(kiosk.now_ms()), (desk) => {
      desk.steps = [
        { id: "s3", code: "check_in_opened", params: {}, stuck: true },
        { id: "s2", code: "agenda_next", params: { title: "Hoe zit u hier?" } },
      ];
    });
    const card = page.locator(".card.lead");
    await card.getByText("Gaat niet meer terug: De check-in is geopend").waitFor();
    await card.getByRole("button", { name: "Ongedaan maken: Naar ‘Hoe zit u hier?’" }).click();
    assert.deepEqual(await asked("undo"), { do: "undo", expect: "s2" });
    kiosk.change_desk((desk) => (desk.steps = [desk.steps[0]]));
    await card.getByRole("button", { name: /^Ongedaan maken/ }).waitFor({ state: "detached" });
    await card.getByText("Gaat niet meer terug: De check-in is geopend").waitFor();
    await context.close();
  });

  await counter.test("a runbook on the phone: parts under their block, tables at the same time, texts and fixed times", async () => {
    kiosk.people.clear();
    kiosk.view = with_tables(usual(kiosk.now_ms()), kiosk.now_ms());
    for (const width of [320, 390]) {
      const { page, context } = await make_phone(browser, address, { width, height: 700 });
      await join_as({ page });
      const card = page.locator(".middle");
      await card.getByText("aan tafels, tegelijk").waitFor();
      await card.getByText("Waar mag het geld heen?").waitFor();
      assert.equal(await card.locator(".tables li").count(), 3);
      assert.match(await card.locator(".tables li", { hasText: "Tafel groen" }).textContent(), /Deze tafel is klaar/);
      await page.locator("summary", { hasText: "Agenda" }).click();
      const rows = page.locator(".agenda > li");
      const left = (name) => rows.filter({ hasText: name }).first().evaluate((node) => node.getBoundingClientRect().left);
      assert.ok((await left("Tafel groen")) > (await left("Werken aan tafels")) + 15, "a part is indented");
      assert.match(await rows.filter({ hasText: "Pauze" }).textContent(), /vaste tijd/);
      await assert_accessible(page, "runbook");
      await assert_fits(page, "runbook");
      await take_picture(page, `state_runbook_${width}`);
      await context.close();
      kiosk.people.clear();
    }
  });

  await counter.test("the chair changes a block: only what was changed is sent, and a wrong time is not", async () => {
    const now_ms = kiosk.now_ms();
    const view = with_tables(usual(now_ms), now_ms);
    const { page, context, part, asked } = await lead_with(view, (desk) => {
      desk.blocks = { b4: { notes: "Denk aan de microfoon.", materials: "stickers" } };
    }, { width: 320 });
    const agenda = await part("Agenda");
    const row = agenda.locator(".agenda > li").filter({ has: page.getByRole("button", { name: "Verander: Vragen" }) });
    await row.getByText("Nodig: stickers").waitFor();
    await row.getByRole("button", { name: "Verander: Vragen" }).click();
    assert.equal(await row.getByLabel("Notities voor de voorzitter").inputValue(), "Denk aan de microfoon.");
    await row.getByLabel("Titel").fill("Vragen en zorgen");
    await row.getByLabel("Vaste begintijd").fill("half negen");
    await row.getByRole("button", { name: "Bewaar" }).click();
    await row.getByText("Schrijf een tijd als 20:30.").waitFor();
    assert.equal(kiosk.done.filter(({ verb }) => verb.do === "agenda.edit").length, 0);
    await assert_accessible(page, "changing a block");
    await assert_fits(page, "changing a block");
    await take_picture(page, "state_chair_block_320");
    await row.getByLabel("Vaste begintijd").fill("20:30");
    await row.getByRole("button", { name: "Bewaar" }).click();
    assert.deepEqual(await asked("agenda.edit"), { do: "agenda.edit", block: "b4", title: "Vragen en zorgen", start: "20:30" });
    await row.getByLabel("Titel").waitFor({ state: "detached" });

    await row.getByRole("button", { name: "Verander: Vragen" }).click();
    await row.getByLabel("Tekst voor iedereen").fill("Wat wilt u weten?\nVraag het gerust.");
    await row.getByLabel("Minuten", { exact: true }).fill("35");
    await row.getByRole("button", { name: "Bewaar" }).click();
    assert.deepEqual(await asked("agenda.minutes"), { do: "agenda.minutes", block: "b4", minutes: 35 });
    const edits = kiosk.done.map(({ verb }) => verb).filter((verb) => verb.do === "agenda.edit");
    assert.equal(edits[1].text, "Wat wilt u weten? Vraag het gerust.");
    assert.equal(edits[1].title, undefined);
    await context.close();
  });

  await counter.test("what the kiosk refuses of a changed block stays in the form, with its words", async () => {
    const { page, context, part } = await lead_with(usual(kiosk.now_ms()));
    kiosk.refuse = (frame) => (frame.do === "agenda.edit" ? { code: "bad_text", message: "Dat kan hier niet." } : undefined);
    const agenda = await part("Agenda");
    await agenda.getByRole("button", { name: "Verander: Vragen" }).click();
    await agenda.getByLabel("Titel").first().fill("Iets anders");
    await agenda.getByRole("button", { name: "Bewaar" }).click();
    await agenda.getByText("Dat kan hier niet.").waitFor();
    assert.equal(await agenda.getByLabel("Titel").first().inputValue(), "Iets anders");
    await context.close();
  });

  await counter.test("the chair moves, skips and splits what is to come, and says that a table is ready", async () => {
    const now_ms = kiosk.now_ms();
    const { page, context, part, asked } = await lead_with(with_tables(usual(now_ms), now_ms));
    const agenda = await part("Agenda");
    const change = (title) => agenda.getByRole("button", { name: `Verander: ${title}`, exact: true }).click();
    await agenda.getByRole("button", { name: "Deze tafel is klaar: Tafel grijs" }).click();
    assert.deepEqual(await asked("agenda.done"), { do: "agenda.done", block: "b8" });
    assert.equal(await agenda.getByRole("button", { name: "Deze tafel is klaar: Tafel groen" }).count(), 0, "it is ready already");
    await change("Vragen");
    assert.equal(await agenda.getByRole("button", { name: "Eerder: Vragen" }).isDisabled(), true, "what is before it has begun");
    await agenda.getByRole("button", { name: "Later: Vragen" }).click();
    assert.deepEqual(await asked("agenda.move"), { do: "agenda.move", block: "b4", before: "b6" });
    await agenda.getByRole("button", { name: "Sla over" }).click();
    assert.deepEqual(await asked("agenda.skip"), { do: "agenda.skip", block: "b4", skipped: true });
    await agenda.getByLabel("Minuten van het eerste stuk").fill("10");
    await agenda.getByRole("button", { name: "Deel in tweeën" }).click();
    assert.deepEqual(await asked("agenda.split"), { do: "agenda.split", block: "b4", minutes: 10 });
    assert.equal(await agenda.getByRole("button", { name: /: Welkom$/ }).count(), 0, "what is done stays as it was");
    await context.close();
  });

  await counter.test("a fixed start that cannot be kept: the chair sees it at once, and one button takes what is proposed", async () => {
    const now_ms = kiosk.now_ms();
    const clash = { block: "b5", late_s: 600, cuts: [{ block: "b4", from: 25, to: 15 }], still_late_minutes: 0 };
    for (const width of [320, 390]) {
      const { page, context, asked } = await lead_with(with_tables(usual(now_ms), now_ms), (desk) => (desk.clashes = [clash]), { width });
      const card = page.locator(".clash");
      await card.getByText(/^Pauze om \d\d:\d\d begint 10 minuten te laat\.$/).waitFor();
      await card.getByText("Vragen: 15 in plaats van 25 minuten").waitFor();
      await assert_accessible(page, "clash");
      await assert_fits(page, "clash");
      await take_picture(page, `state_chair_clash_${width}`);
      await card.getByRole("button", { name: "Kort in met 10 minuten" }).click();
      assert.deepEqual(await asked("agenda.fit"), { do: "agenda.fit", cuts: clash.cuts });
      kiosk.change_desk((desk) => (desk.clashes = [{ ...clash, cuts: [], still_late_minutes: 10 }]));
      await card.getByText(/^Inkorten helpt niet meer/).waitFor();
      assert.equal(await card.getByRole("button").count(), 0);
      kiosk.change_desk((desk) => delete desk.clashes);
      await card.waitFor({ state: "detached" });
      await context.close();
    }
  });

  await counter.test("the chair adds a part, and a block whose parts are tables", async () => {
    const { page, context, part, asked } = await lead_with(usual(kiosk.now_ms()));
    const agenda = await part("Agenda");
    await agenda.getByLabel("Titel").fill("Tafel blauw");
    await agenda.getByLabel("Minuten", { exact: true }).fill("20");
    await agenda.getByLabel("Waar").selectOption({ label: "Deel van: Vragen" });
    await agenda.getByRole("button", { name: "Voeg toe" }).click();
    assert.deepEqual(await asked("agenda.add"), { do: "agenda.add", title: "Tafel blauw", form: "plenary", minutes: 20, inside: "b4" });
    kiosk.done = [];
    await agenda.getByLabel("Titel").fill("Aan tafels");
    await agenda.getByLabel("Waar").selectOption({ label: "Voor: Pauze" });
    await agenda.getByLabel("De delen zijn tafels die tegelijk werken").check();
    await agenda.getByLabel("Vaste begintijd").fill("20.15");
    await agenda.getByRole("button", { name: "Voeg toe" }).click();
    const added = { do: "agenda.add", title: "Aan tafels", form: "plenary", minutes: 10, before: "b5", side_by_side: true, start: "20.15" };
    assert.deepEqual(await asked("agenda.add"), added);
    await context.close();
  });

  await counter.test("who gave no name is a guest everywhere, on the own phone and on the chair's", async () => {
    kiosk.people.clear();
    kiosk.view = with_queue(usual(kiosk.now_ms()), kiosk.now_ms());
    kiosk.view.queue.speaking.name = "#7";
    kiosk.view.queue.by.e2.name = "#6";
    kiosk.desk = chair_desk(kiosk.view);
    kiosk.desk.next = { code: "speaker", params: { name: "#6" }, do: { do: "queue.next", expect: "e1" } };
    kiosk.desk.steps = [{ id: "s1", code: "queue_next", params: { name: "#7" } }];
    const { page, context } = await make_phone(browser, `${address}#chair=4821-7703`);
    await page.getByRole("button", { name: "Volgende spreker: Gast 6" }).waitFor();
    for (const part of ["Sprekers", "Mensen"]) await page.locator("summary", { hasText: part }).click();
    await page.getByText("Gast 4").waitFor();
    await page.getByRole("button", { name: "Eerder: Gast 6" }).waitFor();
    await page.getByRole("button", { name: "Meedoen" }).click();
    await page.getByRole("heading", { name: "Aan het woord: Gast 7" }).waitFor();
    for (const part of ["Sprekers", "Uw naam en plaats"]) await page.locator("summary", { hasText: part }).click();
    await page.getByText("Anderen zien: Gast 1").waitFor();
    assert.doesNotMatch(await page.locator("#app").textContent(), /#\d/);
    await context.close();
  });

  await counter.test("times are of 24 hours and time left is said as time left, in both languages", async () => {
    kiosk.people.clear();
    const now_ms = kiosk.now_ms();
    kiosk.view = with_queue(with_thinking(with_words(usual(now_ms), "open"), now_ms), now_ms);
    kiosk.view.stage.scene = "check_in";
    const { page, context } = await make_phone(browser, address);
    await join_as({ page });
    await page.getByText(/^Denk rustig na: nog 1:[12]\d$/).waitFor();
    await page.locator(".big-clock", { hasText: /^nog 1:\d\d$/ }).waitFor();
    await page.getByLabel("Taal").selectOption("en");
    await page.locator(".big-clock", { hasText: /^1:\d\d left$/ }).waitFor();
    await page.locator("summary", { hasText: "Agenda" }).click();
    const times = await page.locator(".agenda .list-end").allTextContents();
    assert.equal(times.length, 6);
    for (const time of times) assert.match(time, /^([01]\d|2[0-3]):[0-5]\d$/);
    await context.close();
  });

  await counter.test("after the end the list of speakers is closed, above and below", async () => {
    kiosk.people.clear();
    kiosk.view = usual(kiosk.now_ms());
    kiosk.view.meeting.phase = "ended";
    kiosk.view.stage.scene = "ended";
    const { page, context } = await make_phone(browser, address);
    await join_as({ page });
    await page.getByRole("button", { name: "De sprekerslijst is dicht" }).waitFor();
    assert.equal(await page.locator("summary", { hasText: "Sprekers" }).locator(".note").textContent(), "dicht");
    await context.close();
  });

  await counter.test("who is writing is not interrupted: a new question waits behind a button", async () => {
    kiosk.people.clear();
    kiosk.refuse = () => undefined;
    kiosk.view = with_words(usual(kiosk.now_ms()), "open");
    const { page, context } = await make_phone(browser, address);
    await join_as({ page });
    const word = page.getByLabel("Uw woord", { exact: true });
    await word.pressSequentially("hoop");
    kiosk.change((view) => with_polls(view, { v1: yes_no("open") }, "v1"));
    await page.getByText("Vraag 2 van 2").waitFor();
    await page.keyboard.type("vol");
    assert.equal(await word.inputValue(), "hoopvol", "the field and the focus stay");
    await page.getByRole("button", { name: "Vorige" }).click();
    await page.getByRole("heading", { name: "Zullen we het voorstel van tafel 4 overnemen?" }).waitFor();
    await page.getByRole("button", { name: "Volgende", exact: true }).click();
    assert.equal(await word.inputValue(), "hoopvol");
    await context.close();
  });

  await counter.test("a changed word that is half typed survives looking at another question", async () => {
    kiosk.people.clear();
    kiosk.view = with_words(usual(kiosk.now_ms()), "open");
    const { page, context } = await make_phone(browser, address);
    await join_as({ page });
    await page.getByLabel("Uw woord", { exact: true }).fill("moe");
    await page.getByRole("button", { name: "Stuur mijn woord" }).click();
    const [person] = kiosk.people.values();
    assert.equal(person.word, "moe");
    await page.getByRole("button", { name: "Ander woord kiezen" }).click();
    const word = page.getByLabel("Uw woord", { exact: true });
    await word.pressSequentially("hoop");
    kiosk.change((view) => with_polls(view, { v1: yes_no("open") }, "v1"));
    await page.getByRole("button", { name: "Vorige" }).click();
    await page.getByRole("radio", { name: "Ja" }).check();
    await page.getByRole("button", { name: "Volgende", exact: true }).click();
    assert.equal(await word.inputValue(), "hoop");
    await page.getByRole("button", { name: "Vorige" }).click();
    assert.equal(await page.getByRole("radio", { name: "Ja" }).isChecked(), true);
    await context.close();
  });

  await counter.test("many phones do not storm the kiosk for a section that changes all the time", async () => {
    kiosk.people.clear();
    kiosk.view = many_words(with_words(usual(kiosk.now_ms()), "shown"));
    kiosk.sections = { words: { version: 7, data: word_list(160) } };
    const { page, context } = await make_phone(browser, address);
    await join_as({ page });
    await page.locator(".cloud li").nth(159).waitFor();
    const asked = () => kiosk.heard.filter((frame) => frame.do === "section").length;
    const before = asked();
    for (let version = 8; version < 28; version += 1) {
      kiosk.sections.words = { version, data: word_list(153 + version) };
      kiosk.change((view) => (view.check_in.words_section = version));
      await page.waitForTimeout(60);
    }
    await page.locator(".cloud li").nth(179).waitFor({ timeout: 9000 });
    assert.ok(asked() - before <= 3, `${asked() - before} times`);
    await context.close();
  });

  await counter.test("a browser that denies storage takes part all the same", async () => {
    kiosk.people.clear();
    kiosk.view = empty_view();
    const phone = await make_phone(browser, address, {
      script: () => {
        for (const name of ["localStorage", "sessionStorage"]) {
          Object.defineProperty(window, name, {
            get() {
              throw new DOMException("denied", "SecurityError");
            },
          });
        }
      },
    });
    await join_as(phone);
    for (const line of kiosk.lines) line.socket.terminate();
    await phone.page.locator(".line-lost").waitFor();
    await phone.page.locator(".line-open").waitFor();
    assert.equal(kiosk.people.size, 1, "the token was kept in memory, so it is the same person");
    assert.deepEqual(phone.errors, []);
    await phone.context.close();
  });

  await counter.test("a shared tablet: after 'Stop op dit apparaat' nothing of the person is left", async () => {
    kiosk.people.clear();
    kiosk.view = empty_view();
    const { page, context } = await make_phone(browser, address);
    await join_as({ page });
    await page.getByRole("heading", { name: "Uw naam en plaats" }).click();
    await page.getByRole("button", { name: "Stop op dit apparaat" }).click();
    await assert_accessible(page, "stopping on a shared tablet");
    await page.getByRole("button", { name: "Stop op dit apparaat" }).click();
    await page.getByRole("heading", { name: "Doe mee met de avond" }).waitFor();
    assert.equal(await page.getByLabel("Uw naam").inputValue(), "");
    await page.reload();
    await page.getByRole("heading", { name: "Doe mee met de avond" }).waitFor();
    await join_as({ page }, "Joop");
    assert.equal(kiosk.people.size, 2);
    await context.close();
  });

  await counter.test("twice as large: nothing is cut off and nothing scrolls sideways", async () => {
    kiosk.people.clear();
    kiosk.view = with_polls(with_queue(usual(kiosk.now_ms()), kiosk.now_ms()), { v1: choice(twelve, "open") }, "v1");
    const phone = await make_phone(browser, address, { width: 320, height: 568 });
    await join_as(phone, long_name);
    await phone.page.evaluate(() => (document.documentElement.style.fontSize = "36px"));
    await assert_fits(phone.page, "twice as large");
    await take_picture(phone.page, "state_large_text");
    await phone.context.close();
  });

  await counter.test("right-to-left: the page turns around as a whole", async () => {
    kiosk.people.clear();
    kiosk.view = with_queue(usual(kiosk.now_ms()), kiosk.now_ms());
    const phone = await make_phone(browser, null, {
      width: 320,
      script: () => {
        const real = window.fetch;
        window.fetch = (path, ...rest) => real(String(path).replace("/locales/nl.json", "/locales/ar.json"), ...rest);
      },
    });
    await phone.page.goto(address);
    await phone.page.locator("h1").waitFor();
    await phone.page.evaluate(() => (document.documentElement.dir = "rtl"));
    await phone.page.getByRole("radio").first().check();
    await phone.page.getByRole("button").last().click();
    await phone.page.locator("main h2").first().waitFor();
    await phone.page.locator("summary").nth(1).click();
    await assert_fits(phone.page, "right-to-left");
    await take_picture(phone.page, "state_right_to_left");
    await phone.context.close();
  });

  await kiosk.stop();
  rmSync(folder, { recursive: true, force: true });
}
