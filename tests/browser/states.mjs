// Owns the pages in every state that is hard to reach in one evening: empty, usual and longest content, both themes,
// 320 px wide, twice as large, right-to-left; and what the stories need. The kiosk is the fake one, whose view is set by hand; each
// state is held to axe-core, to the sizes of LOOK.md and to its pictures. It must never stand for the real program:
// evening.mjs does that.

import assert from "node:assert/strict";
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { FakeKiosk, empty_view } from "../web/fake_kiosk.mjs";
import { assert_accessible, assert_fits, assert_only_asked, make_phone, open_part, take_picture } from "./browser.mjs";
import {
  arabic_name,
  long_name,
  long_word,
  long_title,
  option_120,
  usual,
  with_forty_blocks,
  with_little_time,
  with_parts,
  with_tables,
  with_queue,
  with_every_reason,
  with_long_row,
  with_groups,
  with_questions,
  own_questions,
  long_question,
  desk_of_row,
  with_words,
  yes_no,
  choice,
  places,
  twelve,
  with_polls,
  counts_of,
  word_list,
  many_words,
  older_polls,
  with_thinking,
  chair_desk,
} from "./made_up.mjs";

const repository = join(dirname(fileURLToPath(import.meta.url)), "..", "..");

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
  const my_turn_there = structuredClone(my_turn);
  my_turn_there.queue.speaking.here = true;
  const my_turn_long = with_every_reason(usual(now_ms), now_ms, 5);
  my_turn_long.queue.speaking = { ...my_turn.queue.speaking, kind: "reply", to: arabic_name, topic: long_question.slice(0, 119) };
  my_turn_long.queue.order = my_turn_long.queue.order.slice(3);
  const gave_way = with_every_reason(usual(now_ms), now_ms);
  gave_way.queue.speaking = {
    ...gave_way.queue.speaking,
    id: "e77",
    kind: "point_of_order",
    name: arabic_name,
    interrupts: { id: "e1", name: "Fatma", person: "p1", spoken_ms: 40000, limit_s: 120 },
  };
  const silent = with_every_reason(usual(now_ms), now_ms, 1);
  delete silent.queue.speaking;
  const others_row = with_every_reason(usual(now_ms), now_ms);
  others_row.queue.order = others_row.queue.order.filter((id) => others_row.queue.by[id].person !== "p1");
  const both = with_every_reason(usual(now_ms), now_ms);
  both.queue.order = ["e88", ...both.queue.order];
  both.queue.by.e88 = { name: "Fatma", place: "room", kind: "point_of_order", person: "p1", why: { code: "point_of_order" } };
  const shut = usual(now_ms);
  shut.queue.open = false;
  const long_row = with_long_row(usual(now_ms), now_ms);
  const at_home = { place: "home", video_call: "https://video.buurthuis.example/startavond" };
  const question_shown = with_questions(usual(now_ms), { shown: "q4" });
  question_shown.stage = { scene: "question", theme: "dark", question: "q4" };
  const answered_shown = with_questions(usual(now_ms), { shown: "q2" });
  answered_shown.stage = { scene: "question", theme: "dark", question: "q2" };
  answered_shown.questions.by.q2.answered = true;
  return {
    lobby: { view: lobby },
    lobby_long: { view: { ...lobby, meeting: { ...lobby.meeting, title: long_title } }, person: { name: arabic_name } },
    agenda: { view: usual(now_ms), open: ["Agenda", "Wat wordt er bewaard?"] },
    agenda_nearly: { view: with_little_time(usual(now_ms), now_ms, 3) },
    agenda_over: { view: with_little_time(usual(now_ms), now_ms, -7), open: ["Agenda"] },
    agenda_parts: { view: with_parts(usual(now_ms), now_ms), open: ["Agenda"] },
    agenda_tables: { view: with_tables(usual(now_ms), now_ms) },
    agenda_forty: { view: with_forty_blocks(usual(now_ms), now_ms), open: ["Agenda"] },
    agenda_forty_unfolded: {
      view: with_forty_blocks(usual(now_ms), now_ms),
      open: ["Agenda"],
      act: async (page) => {
        await page.getByRole("button", { name: "Toon wat al was (19)" }).click();
        await page.getByText("Onderdeel 1", { exact: true }).waitFor();
        assert.equal(await page.locator(".agenda > li").count(), 40);
      },
    },
    agenda_empty: { view: { ...usual(now_ms), agenda: { order: [], by: {} } }, open: ["Agenda"] },
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
    speaker_me: { view: my_turn, act: (page) => page.getByRole("dialog", { name: "U bent aan de beurt" }).waitFor() },
    speaker_me_home: { view: my_turn_long, person: at_home, act: (page) => page.getByRole("link", { name: "Open het videogesprek" }).waitFor() },
    speaker_me_folded: { view: my_turn, act: (page) => page.getByRole("button", { name: "Laat de pagina zien" }).click() },
    speaker_me_there: { view: my_turn_there, person: at_home, act: (page) => page.getByText("De voorzitter ziet dat u er bent.").waitFor() },
    speaker_gave_way: {
      view: gave_way,
      act: (page) => page.getByRole("heading", { name: "Even een punt van orde" }).waitFor(),
    },
    row_every_reason: { view: with_every_reason(usual(now_ms), now_ms), open: ["Sprekers"] },
    row_nearly: { view: with_every_reason(usual(now_ms), now_ms, 1), person: at_home },
    row_silent: { view: silent },
    row_200: {
      view: long_row.view,
      sections: { queue: long_row.section },
      person: { entries: { e151: { kind: "point" } } },
      open: ["Sprekers"],
      act: async (page) => {
        await page.getByText("Mens 199", { exact: true }).waitFor();
        assert.equal(await page.locator("li[data-entry]").count(), 200);
        assert.deepEqual(await page.locator("li[data-entry].mine .list-lead").allTextContents(), ["150"], "who stands in the section finds themselves too");
      },
    },
    row_passed: { view: with_queue(usual(now_ms), now_ms), person: { absent: "e80" } },
    group_asked: { view: with_groups(usual(now_ms), ["Bewoners", "Gemeente", "Woningcorporatie en verhuurders van de buurt", "السكان الجدد"]) },
    group_profile: { view: with_groups(usual(now_ms)), person: { group: "g2" }, open: ["Uw naam en plaats"] },
    questions: { view: with_questions(usual(now_ms)), person: { questions: own_questions }, open: ["Vragen"] },
    questions_unnamed: {
      view: with_questions(usual(now_ms), { moderated: true, order: [], by: {} }),
      open: ["Vragen"],
      act: async (page) => {
        await page.getByLabel("Zonder mijn naam").check();
        await page.getByRole("button", { name: "Stuur mijn vraag" }).click();
        await page.getByText("Schrijf eerst uw vraag.").waitFor();
      },
    },
    questions_closed: { view: with_questions(usual(now_ms), { open: false }), open: ["Vragen"] },
    question_shown: { view: question_shown },
    question_shown_answered: { view: answered_shown },
    question_invited: { view: with_questions(usual(now_ms)), person: { asks: { question: { question: "q9", text: long_question } } } },
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
    ask_to_reply: {
      view: with_questions(others_row),
      act: (page) => page.getByRole("button", { name: "Vraag het woord" }).click(),
    },
    ask_order: {
      view: usual(now_ms),
      act: async (page) => {
        await page.getByRole("button", { name: "Vraag het woord" }).click();
        await page.getByRole("button", { name: "Punt van orde…" }).click();
        await page.getByRole("button", { name: "Vraag een punt van orde" }).waitFor();
      },
    },
    ask_closed: {
      view: shut,
      act: async (page) => {
        await page.getByRole("button", { name: "De rij van sprekers is dicht" }).click();
        await page.getByText("Alleen een punt van orde kan nu.").waitFor();
      },
    },
    ask_to_withdraw: {
      view: with_queue(usual(now_ms), now_ms),
      act: (page) => page.getByRole("button", { name: /U staat in de rij/ }).click(),
    },
    ask_to_withdraw_both: {
      view: both,
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

const chair_parts = ["Agenda", "In één woord", "Sprekers", "Vragen", "Peilingen", "Mensen", "Het grote scherm", "Ongedaan maken", "De kiosk"];

/** The built page, and the words with Arabic beside them, made right-to-left by turning Dutch around is not enough: real letters. */
function locales_with_arabic(folder) {
  cpSync(join(repository, "assets/locales"), folder, { recursive: true });
  mkdirSync(join(folder, "ar"), { recursive: true });
  const read = (name) => JSON.parse(readFileSync(join(repository, "assets/locales/nl", name), "utf8"));
  const dutch = { ...read("web.json"), ...read("lead.json"), ...read("meeting.json") };
  const letters = "ابتثجحخدذرزسشصضطظعغفقكلمنهوي";
  const turned = (text) => text.replace(/\{[a-z_]+\}|[a-z]/gi, (one) => (one.length > 1 ? one : letters[one.toLowerCase().charCodeAt(0) - 97] ?? one));
  const arabic = Object.fromEntries(Object.entries(dutch).map(([key, text]) => [key, turned(text)]));
  writeFileSync(join(folder, "ar", "web.json"), JSON.stringify(arabic));
}

async function join_as(phone, name = "Fatma") {
  await phone.page.getByRole("radio", { name: "In de zaal" }).check();
  await phone.page.getByLabel("Uw naam").fill(name);
  await phone.page.getByRole("button", { name: "Doe mee" }).click();
  await phone.page.locator(".line-open").waitFor();
}

/** Runs something against a fake kiosk of its own, whose clock is three hours from this computer's. */
async function with_fake_kiosk(page_files, run) {
  const folder = mkdtempSync(join(tmpdir(), "buurtkiosk-states-"));
  locales_with_arabic(folder);
  const kiosk = await new FakeKiosk({ files: page_files, locales: folder, clock_offset_ms: 3 * 3600000 }).start();
  try {
    await run(kiosk, `http://127.0.0.1:${kiosk.port}/`);
  } finally {
    await kiosk.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

/**
 * Waits until what was asked of the kiosk last is this verb, and asked since an earlier one was returned here; returns it
 * without its id.
 */
function last_asked(kiosk) {
  const told = new WeakSet();
  return async (verb) => {
    for (let tries = 0; tries < 200; tries += 1) {
      const last = kiosk.done.at(-1)?.verb;
      if (last?.do === verb && !told.has(last)) {
        told.add(last);
        const { id, ...rest } = last;
        return rest;
      }
      await sleep(25);
    }
    return assert.fail(`${verb} was not asked: ${JSON.stringify(kiosk.done.map((one) => one.verb))}`);
  };
}

/** What the stories tell, each against the fake kiosk: of phones, of the chair, of rights. */
export async function run_all_stories(browser, counter, page_files, tell) {
  await with_fake_kiosk(page_files, (kiosk, address) => tell({ browser, counter, kiosk, address, join_as, asked: last_asked(kiosk) }));
}

export async function run_states(browser, counter, page_files) {
  await with_fake_kiosk(page_files, (kiosk, address) => show_states(browser, counter, kiosk, address));
}

async function show_states(browser, counter, kiosk, address) {
  function become(person, state, view) {
    kiosk.refuse = state.refuse ?? (() => undefined);
    kiosk.sections = state.sections ?? {};
    kiosk.change((now) => {
      for (const key of Object.keys(now)) delete now[key];
      Object.assign(now, view);
    });
    for (const key of ["word", "word_waits", "asks", "absent", "group", "video_call", "questions", "entries"]) delete person[key];
    Object.assign(person, { name: "Fatma", shown: undefined, place: "room", ballots: {} }, state.person);
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
        await page.evaluate(() => localStorage.removeItem("buurtkiosk.group_answer"));
        if (state.before) await state.before(page);
        become(person, state, state.view);
        await page.reload();
        await page.locator("main h2.title, main h2").first().waitFor({ state: "attached" });
        for (const title of state.open ?? []) await open_part(page, title);
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
    kiosk.view = with_polls(with_words(with_questions(with_every_reason(usual(now_ms), now_ms)), "shown"), { v1: yes_no("open"), v2: closed, v3: choice(twelve, "draft") }, "v1");
    kiosk.desk = desk_of_row(chair_desk(kiosk.view));
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
        const found = await open_part(chair.page, part);
        if (part === "In één woord") await chair.page.locator(".groups button").first().click();
        if (part === "Vragen") for (const at of [0, 2]) await chair.page.locator("[data-question] button.change").nth(at).click();
        if (part === "Sprekers") {
          await chair.page.locator("[data-entry=e6] button.change").click();
          for (const inner of ["Iemand zonder telefoon", "Spreektijd", "Regels van de rij"]) await open_part(chair.page, inner);
        }
        if (part === "Peilingen") await chair.page.getByRole("button", { name: "Sluit de stemming" }).first().click();
        await assert_accessible(chair.page, part);
        await assert_fits(chair.page, part);
        await take_picture(chair.page, `chair_${chair_parts.indexOf(part)}_${form}`);
        await found.locator("> summary").click();
      });
    }
    await counter.test(`the chair's page has no error, ${form}`, async () => assert.deepEqual(chair.errors, []));
    await chair.context.close();
  }

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
    await phone.page.locator("button[type=submit]").click();
    await phone.page.locator("main h2").first().waitFor();
    await phone.page.locator("summary").nth(1).click();
    await assert_fits(phone.page, "right-to-left");
    await take_picture(phone.page, "state_right_to_left");
    await phone.context.close();
  });
}