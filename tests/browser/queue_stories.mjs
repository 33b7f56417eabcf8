// Owns the stories of the row of speakers and of questions on one phone that the real evening does not tell: an order that was
// drawn wrong, a phone that shakes, a list of votes under a finger, an invitation, and what the chair asks word for word.
// The kiosk is the fake one; each story sets it up for itself and must never depend on another.

import assert from "node:assert/strict";
import { join } from "node:path";
import { hash_of } from "../web/fake_kiosk.mjs";
import { assert_accessible, assert_fits, open_part as part, pictures, take_picture } from "./browser.mjs";
import { long_question, own_questions, usual, with_every_reason, with_groups, with_long_row, with_queue, with_questions } from "./made_up.mjs";
import { make_visits, stoppable_clock } from "./visits.mjs";

const settle_ms = 800;

export async function run_queue_stories({ browser, counter, kiosk, address, join_as, asked }) {
  const { test } = counter;
  const { attend, lead } = make_visits({ browser, kiosk, address, join_as });
  const look = async (page, name) => {
    await assert_accessible(page, name);
    await assert_fits(page, name);
    await take_picture(page, `queue_${name}`);
  };
  const drawn = (page) => page.locator("li[data-entry]").evaluateAll((all) => all.map((one) => one.dataset.entry));

  // --- one order

  await test("a page that drew another order than the kiosk has asks for a whole view, once for each version", async () => {
    const { page, context } = await attend(with_queue(usual(kiosk.now_ms()), kiosk.now_ms()));
    await part(page, "Sprekers");
    const views = () => kiosk.heard.filter((frame) => frame.do === "view").length;
    assert.equal(views(), 0);
    kiosk.spoil = (patch) => (patch.queue?.order ? { ...patch, queue: { ...patch.queue, order: [...patch.queue.order].reverse() } } : patch);
    kiosk.change((view) => void view.queue.order.pop());
    await page.waitForFunction(() => document.querySelectorAll("li[data-entry]").length === 3);
    for (let tries = 0; tries < 60 && (await drawn(page)).join() !== kiosk.view.queue.order.join(); tries += 1) await page.waitForTimeout(50);
    assert.deepEqual(await drawn(page), kiosk.view.queue.order, "the whole view put it right");
    assert.equal(hash_of({ order: await drawn(page), speaking: kiosk.view.queue.speaking }), kiosk.view.queue.hash);
    assert.equal(views(), 1);
    kiosk.spoil = (patch) => patch;
    kiosk.change((view) => void view.queue.order.reverse());
    await page.waitForTimeout(300);
    assert.equal(views(), 1, "a right order asks for nothing");
    // a kiosk whose hash is wrong by itself is not asked again and again
    kiosk.spoil = (patch) => (patch.queue ? { ...patch, queue: { ...patch.queue, hash: "00000000" } } : patch);
    const send_everything = kiosk.send_everything.bind(kiosk);
    kiosk.send_everything = (line) => kiosk.send(line, { epoch: kiosk.epoch, v: kiosk.v, view: { ...kiosk.view, queue: { ...kiosk.view.queue, hash: "00000000" } } });
    kiosk.change((view) => void view.queue.order.reverse());
    await page.waitForTimeout(2600);
    kiosk.send_everything = send_everything;
    assert.equal(views(), 2);
    await context.close();
  });

  await test("the end of a row of 200 is fetched only by who opens the list, and the order is drawn whole", async () => {
    const { view, section } = with_long_row(usual(kiosk.now_ms()), kiosk.now_ms());
    const { page, context } = await attend(view, { width: 320 }, { entries: { e151: { kind: "point" } } });
    kiosk.sections = { queue: section };
    await page.getByRole("heading", { name: "U bent nummer 150" }).waitFor();
    const sections = () => kiosk.heard.filter((frame) => frame.do === "section").length;
    assert.equal(sections(), 0);
    await part(page, "Sprekers");
    await page.locator("li.mine", { hasText: "Mens 150" }).waitFor();
    assert.equal(sections(), 1);
    assert.deepEqual(await drawn(page), view.queue.order);
    await context.close();
  });

  // --- one's turn

  await test("a phone shakes once when one is nearly up and once when it is one's turn, and says so aloud and in its title", async () => {
    const view = with_every_reason(usual(kiosk.now_ms()), kiosk.now_ms(), 3);
    const script = () => {
      window.shaken = [];
      Object.defineProperty(Navigator.prototype, "vibrate", { value: (pattern) => window.shaken.push(pattern) > 0, configurable: true });
    };
    const { page, context } = await attend(view, { script });
    const shaken = () => page.evaluate(() => window.shaken.length);
    const title = (wanted) => page.waitForFunction((start) => document.title.startsWith(start), wanted);
    await page.getByRole("heading", { name: "U bent nummer 3" }).waitFor();
    kiosk.change(({ queue }) => void queue.order.splice(0, 2));
    await page.getByRole("heading", { name: "U bent bijna aan de beurt" }).waitFor();
    await title("U bent bijna aan de beurt");
    await page.locator(".foot [role=status]", { hasText: "U bent bijna aan de beurt." }).waitFor();
    kiosk.change(({ meeting }) => (meeting.room += 1));
    await page.waitForTimeout(300);
    assert.equal(await shaken(), 1);
    // looked at in the frame in which it is there: a finger that was on its way does not answer
    const deaf = page.waitForFunction(() => {
      const button = document.querySelector(".over-all .settling button");
      return button !== null && getComputedStyle(button).pointerEvents === "none";
    });
    kiosk.change(({ queue }) => {
      const id = queue.order.shift();
      queue.speaking = { id, ...queue.by[id], since_ms: kiosk.now_ms(), limit_s: 120 };
      delete queue.by[id];
    });
    await page.getByRole("dialog", { name: "U bent aan de beurt" }).waitFor();
    await deaf;
    await title("U bent aan de beurt");
    assert.equal(await shaken(), 2);
    assert.equal(await page.evaluate(() => document.activeElement?.id), "turn-title", "a screen reader begins there");
    await page.waitForTimeout(settle_ms);
    await page.getByRole("button", { name: "Ik ben er" }).click();
    assert.deepEqual(await asked("here"), { do: "here" });
    await page.getByRole("dialog").waitFor({ state: "detached" });
    kiosk.change((now) => (now.meeting.home += 1));
    await page.getByRole("heading", { name: "U bent aan het woord" }).waitFor();
    const entry = kiosk.view.queue.speaking.id;
    await page.getByRole("button", { name: "Klaar" }).click();
    assert.deepEqual(await asked("unspeak"), { do: "unspeak", entry });
    assert.equal(await shaken(), 2);
    await context.close();
  });

  await test("the turn can be put away to see the page, stays away after a reload, and keeps what one was writing", async () => {
    const { page, context } = await attend(with_questions(with_every_reason(usual(kiosk.now_ms()), kiosk.now_ms(), 1)));
    const questions = await part(page, "Vragen");
    await questions.getByLabel("Uw vraag").fill("Komt er li");
    kiosk.change(({ queue }) => {
      const id = queue.order.shift();
      queue.speaking = { id, ...queue.by[id], since_ms: kiosk.now_ms(), limit_s: 120 };
    });
    await page.getByRole("dialog").waitFor();
    assert.equal(await page.locator(".page").evaluate((node) => node.inert), true);
    await page.waitForTimeout(settle_ms);
    await page.getByRole("button", { name: "Laat de pagina zien" }).click();
    assert.equal(await questions.getByLabel("Uw vraag").inputValue(), "Komt er li");
    await page.reload();
    await page.getByRole("heading", { name: "U bent aan het woord" }).waitFor();
    assert.equal(await page.getByRole("dialog").count(), 0);
    await context.close();
  });

  await test("a kind is chosen with its rule; a reply only after somebody spoke and while replies are open", async () => {
    const view = usual(kiosk.now_ms());
    const { page, context } = await attend(view, { width: 320 });
    const offered = async () => {
      await page.getByRole("button", { name: "Vraag het woord" }).click();
      const texts = await page.locator(".panel .choice b").allTextContents();
      await page.locator(".panel").getByRole("button", { name: "Niet nu" }).click();
      return texts;
    };
    assert.deepEqual(await offered(), ["Nieuw punt", "Vraag"]);
    kiosk.change((now) => with_queue(now, kiosk.now_ms()) && void (now.queue.order = []));
    await page.getByRole("heading", { name: "Aan het woord: Achmed" }).waitFor();
    assert.deepEqual(await offered(), ["Nieuw punt", "Reactie", "Vraag"]);
    kiosk.change(({ queue }) => delete queue.speaking);
    await page.getByRole("heading", { name: "Aan het woord: Achmed" }).waitFor({ state: "detached" });
    assert.deepEqual(await offered(), ["Nieuw punt", "Reactie", "Vraag"], "to who spoke last");
    await page.reload();
    await page.locator(".line-open").waitFor();
    assert.deepEqual(await offered(), ["Nieuw punt", "Reactie", "Vraag"], "also for a page that was loaded in the silence");
    kiosk.change(({ queue }) => (queue.answered = { name: "Fatma", person: "p1" }));
    await page.waitForTimeout(settle_ms);
    assert.deepEqual(await offered(), ["Nieuw punt", "Vraag"], "not to oneself");
    kiosk.change((now) => {
      with_queue(now, kiosk.now_ms());
      now.queue.order = [];
      Object.assign(now.queue.speaking, { id: "e77", name: "Joop", person: "p2", kind: "point_of_order" });
      now.queue.speaking.interrupts = { id: "e1", name: "Achmed", person: "p7", spoken_ms: 40000, limit_s: 120 };
    });
    await page.getByRole("heading", { name: "Aan het woord: Joop" }).waitFor();
    await page.getByRole("button", { name: "Vraag het woord" }).click();
    await page.locator(".panel .choice", { hasText: "Reactie" }).getByText("Achmed").waitFor();
    await page.locator(".panel").getByRole("button", { name: "Niet nu" }).click();
    kiosk.change(({ queue }) => delete queue.speaking);
    kiosk.change(({ queue }) => (queue.replies = false));
    assert.deepEqual(await offered(), ["Nieuw punt", "Vraag"]);
    kiosk.change(({ queue }) => (queue.replies = true));
    await page.getByRole("button", { name: "Vraag het woord" }).click();
    await page.getByRole("radio", { name: /^Reactie/ }).check();
    await look(page, "reply_320");
    await page.locator(".panel").getByRole("button", { name: "Vraag het woord" }).click();
    assert.deepEqual(await asked("speak"), { do: "speak", kind: "reply" });
    await page.locator(".own-place", { hasText: "Reactie op Achmed" }).waitFor();
    await context.close();
  });

  await test("a point of order is never asked by one press: also two taps on the same spot only show what it is for", async () => {
    for (const width of [320, 390]) {
      const { page, context } = await attend(usual(kiosk.now_ms()), { width });
      await page.getByRole("button", { name: "Vraag het woord" }).click();
      const more = page.getByRole("button", { name: "Punt van orde…" });
      const spot = await more.boundingBox();
      await page.mouse.dblclick(spot.x + spot.width / 2, spot.y + spot.height / 2);
      await page.waitForTimeout(300);
      assert.deepEqual(kiosk.done.filter(({ verb }) => verb.do === "speak"), [], `${width} px`);
      const back = page.getByRole("button", { name: "Nee, terug" });
      if ((await back.count()) === 0) await more.click();
      await page.getByRole("button", { name: "Vraag een punt van orde" }).click();
      assert.deepEqual(await asked("speak"), { do: "speak", kind: "point_of_order" });
      await context.close();
    }
  });

  await test("the buttons that ask stay in sight at the foot of the panel, which opens at its top, on every phone and with large letters", async () => {
    const large_px = 36;
    for (const [width, height, letters] of [
      [320, 568],
      [360, 640],
      [390, 844],
      [640, 360],
      [320, 568, large_px],
      [390, 844, large_px],
    ]) {
      const name = `${width} × ${height}${letters ? " large" : ""}`;
      const view = with_questions(with_every_reason(usual(kiosk.now_ms()), kiosk.now_ms()));
      view.queue.order = view.queue.order.filter((id) => view.queue.by[id].person !== "p1");
      const { page, context } = await attend(view, { width, height, theme: width === 320 ? "dark" : "light" });
      if (letters) await page.evaluate((px) => (document.documentElement.style.fontSize = `${px}px`), letters);
      const panel = page.locator(".panel");
      const button = (words) => panel.getByRole("button", { name: words, exact: true });
      /** What of a box sticks out of the window or the panel, and whether something lies over its middle. */
      const hidden = (locator) =>
        locator.evaluate((node) => {
          const [box, around] = [node, node.closest(".panel")].map((one) => one.getBoundingClientRect());
          const over = document.elementFromPoint(box.left + box.width / 2, box.top + box.height / 2);
          const edges = { top: Math.max(0, around.top), bottom: Math.min(window.innerHeight, around.bottom), left: 0, right: window.innerWidth };
          const out = [box.top - edges.top, edges.bottom - box.bottom, box.left - edges.left, edges.right - box.right].some((px) => px < -1);
          return out || !node.contains(over) ? JSON.stringify({ box, edges, over: over?.outerHTML.slice(0, 80) }) : "";
        });
      const at_top = () => panel.locator(".panel-scroll").evaluate((node) => node.scrollTop === 0 && node.clientHeight >= 60 && node.firstElementChild.getBoundingClientRect().top >= 0);
      await page.locator(".foot").getByRole("button", { name: "Vraag het woord" }).click();
      await page.waitForTimeout(settle_ms);
      for (const words of ["Vraag het woord", "Niet nu"]) assert.equal(await hidden(button(words)), "", `${words}, ${name}`);
      assert.ok(await at_top(), `the panel opens at its top, ${name}`);
      // the ring of the chosen kind is as wide as the room that the panel leaves it
      await panel.getByRole("radio").nth(1).focus();
      const ring = await panel.locator(".choice").nth(1).evaluate((node) => {
        const [box, room] = [node, node.closest(".panel-scroll")].map((one) => one.getBoundingClientRect());
        return Math.min(box.left - room.left, room.right - box.right);
      });
      assert.ok(ring >= 6, `room for the ring: ${ring} px, ${name}`);
      await page.screenshot({ path: join(pictures, `queue_panel_${width}_${height}${letters ? "_large" : ""}.png`) });
      await button("Punt van orde…").click();
      await page.waitForTimeout(settle_ms);
      for (const words of ["Nee, terug", "Vraag een punt van orde"]) assert.equal(await hidden(button(words)), "", `${words}, ${name}`);
      assert.ok(await at_top(), `what a point of order is begins at its top, ${name}`);
      await page.screenshot({ path: join(pictures, `queue_panel_order_${width}_${height}${letters ? "_large" : ""}.png`) });
      await button("Nee, terug").click();
      await page.waitForTimeout(settle_ms);
      await button("Niet nu").click();
      await panel.waitFor({ state: "detached" });
      assert.deepEqual(kiosk.done.filter(({ verb }) => verb.do === "speak"), [], `looking asks nothing, ${name}`);
      await context.close();
    }
  });

  await test("two quick taps on 'ask to speak' open the panel and ask nothing", async () => {
    const { page, context } = await attend(usual(kiosk.now_ms()), { width: 320 });
    const spot = await page.getByRole("button", { name: "Vraag het woord" }).boundingBox();
    await page.mouse.dblclick(spot.x + spot.width / 4, spot.y + spot.height / 2);
    await page.waitForTimeout(300);
    assert.deepEqual(kiosk.done.filter(({ verb }) => verb.do === "speak"), []);
    await page.waitForTimeout(settle_ms);
    await page.locator(".panel").getByRole("button", { name: "Vraag het woord" }).click();
    assert.deepEqual(await asked("speak"), { do: "speak", kind: "point" });
    await context.close();
  });

  await test("who waits reads that one has one place, and may write instead; also when the row is closed", async () => {
    const { page, context } = await attend(with_questions(with_every_reason(usual(kiosk.now_ms()), kiosk.now_ms())), { width: 320 });
    const panel = page.locator(".panel");
    await page.getByRole("button", { name: /^U staat in de rij/ }).click();
    await panel.getByText("U kunt één plek in de rij hebben.").waitFor();
    await page.waitForTimeout(settle_ms);
    await look(page, "one_place_320");
    await panel.getByRole("button", { name: "Liever schrijven: stel een vraag" }).click();
    await page.getByLabel("Uw vraag").waitFor();
    kiosk.change(({ queue }) => Object.assign(queue, { open: false, order: [], by: {} }));
    await page.getByRole("button", { name: "De rij van sprekers is dicht" }).click();
    await panel.getByText("Alleen een punt van orde kan nu.").waitFor();
    await panel.getByRole("button", { name: "Liever schrijven: stel een vraag" }).click();
    await page.getByLabel("Uw vraag").waitFor();
    // where nobody can write it is not offered
    kiosk.change(({ questions }) => (questions.open = false));
    await page.getByRole("button", { name: "De rij van sprekers is dicht" }).click();
    await panel.getByText("Alleen een punt van orde kan nu.").waitFor();
    assert.equal(await panel.getByRole("button", { name: /^Liever schrijven/ }).count(), 0);
    await context.close();
  });

  // --- questions

  await test("a list of questions stands still while one reads it; a vote is counted where it is, and says that it arrived", async () => {
    const { page, context } = await attend(with_questions(usual(kiosk.now_ms())), { width: 320 }, { questions: structuredClone(own_questions) });
    const list = await part(page, "Vragen");
    const shown = () => list.locator("ol.questions > li").evaluateAll((all) => all.map((one) => one.dataset.question));
    const before = await shown();
    assert.deepEqual(before, ["q4", "q1", "q3", "q2", "q5"]);
    const third = list.locator("li[data-question=q3]");
    const top = () => third.evaluate((node) => node.getBoundingClientRect().top + window.scrollY);
    const place = await top();
    await third.getByRole("button", { name: /^4 Ik ook/ }).click();
    assert.deepEqual(await asked("upvote"), { do: "upvote", question: "q3" });
    await third.getByRole("button", { name: /^5 U ook/, pressed: true }).waitFor();
    kiosk.change(({ questions }) => {
      questions.by.q3.votes = 40;
      questions.by.q20 = { text: "Mag het ook rood?", votes: 33, name: "Karin" };
      questions.order = ["q3", "q20", "q4", "q1", "q2", "q5"];
    });
    await third.getByText("40", { exact: true }).waitFor();
    assert.deepEqual(await shown(), [...before, "q20"], "what is new comes at the end");
    assert.equal(await top(), place, "nothing moved under the finger");
    await look(page, "questions_new_order_320");
    await list.getByRole("button", { name: "Toon de nieuwe volgorde" }).click();
    assert.deepEqual(await shown(), ["q3", "q20", "q4", "q1", "q2", "q5"]);
    await third.getByRole("button", { name: /^40 U ook/ }).click();
    assert.deepEqual(await asked("upvote"), { do: "upvote", question: "q3", on: false });
    assert.equal(await list.locator("li[data-question=q5] button").count(), 0, "one's own, and answered: nothing to press");
    await context.close();
  });

  await test("asking without a name says honestly who can know; what was half written stays; moderation is told", async () => {
    const { page, context } = await attend(with_questions(usual(kiosk.now_ms()), { moderated: true }), { width: 320 });
    const list = await part(page, "Vragen");
    await list.getByLabel("Uw vraag").fill("Komt er licht?");
    await page.reload();
    await page.locator(".line-open").waitFor();
    await part(page, "Vragen");
    assert.equal(await list.getByLabel("Uw vraag").inputValue(), "Komt er licht?");
    await list.getByLabel("Zonder mijn naam").check();
    await list.getByText("In het bestand van deze avond staat wel dat u het vroeg.").waitFor();
    await list.getByRole("button", { name: "Stuur mijn vraag" }).click();
    assert.deepEqual(await asked("ask"), { do: "ask", text: "Komt er licht?", anonymous: true });
    await list.getByText("wacht op de voorzitter").waitFor();
    assert.equal(await list.getByLabel("Uw vraag").inputValue(), "");
    await context.close();
  });

  await test("an invitation says that yes shows the name, and both answers are as near", async () => {
    for (const yes of [true, false]) {
      const asks = { question: { question: "q9", text: long_question } };
      const { page, context } = await attend(with_questions(usual(kiosk.now_ms())), { width: 320 }, { asks });
      await page.getByRole("heading", { name: "Wilt u uw vraag zelf stellen?" }).waitFor();
      await page.getByText("Iedereen ziet dan dat de vraag van u is.").waitFor();
      await page.getByRole("button", { name: yes ? /^Ja/ : /^Nee/ }).click();
      assert.deepEqual(await asked("question.accept"), { do: "question.accept", question: "q9", yes });
      await page.getByRole("heading", { name: "Wilt u uw vraag zelf stellen?" }).waitFor({ state: "detached" });
      await context.close();
    }
  });

  // --- the chair

  await test("the chair's steps in the row say what they expect and whom the chair saw first", async () => {
    const view = with_every_reason(usual(kiosk.now_ms()), kiosk.now_ms());
    const { page, context, errors } = await lead(view, { width: 320 });
    const queue = await part(page, "Sprekers");
    const press = async (name, verb, from = queue) => {
      await page.waitForTimeout(settle_ms);
      await from.getByRole("button", { name, exact: typeof name === "string" }).first().click();
      return asked(verb);
    };
    assert.deepEqual(await press("Volgende: Meneer de Vries", "queue.next"), { do: "queue.next", expect: "e1", next: "e2" });
    assert.deepEqual(await press("Niet er: volgende", "queue.pass"), { do: "queue.pass", expect: "e1" });
    assert.deepEqual(await press(/laat Meneer de Vries nu spreken/, "queue.interrupt"), { do: "queue.interrupt", expect: "e1", entry: "e2" });
    assert.deepEqual(await press("Terug in de rij: Ingrid", "queue.return"), { do: "queue.return", entry: "e80" });
    const hand = queue.locator("[data-entry=e7]");
    await hand.getByRole("button", { name: "Verander: Hand 4" }).click();
    assert.deepEqual(await press("Roep nu", "queue.call", hand), { do: "queue.call", expect: "e1", entry: "e7" });
    await hand.getByLabel("Naam", { exact: true }).fill("Mevrouw Jansen");
    await hand.getByLabel("Groep").selectOption("g1");
    assert.deepEqual(await press("Bewaar", "queue.name", hand), { do: "queue.name", entry: "e7", name: "Mevrouw Jansen", group: "g1" });
    const guests = await part(page, "Iemand zonder telefoon");
    for (let more = 0; more < 4; more += 1) await guests.getByRole("button", { name: "Eén hand meer" }).click();
    assert.deepEqual(await press("Zet 5 handen in de rij", "queue.hands"), { do: "queue.hands", count: 5 });
    await guests.getByRole("button", { name: "Voeg toe", exact: true }).click();
    await guests.getByText("Schrijf een naam of een kaartnummer van 1 tot 9999.").waitFor();
    await guests.getByLabel("Kaartnummer").fill("12");
    assert.deepEqual(await press("Voeg toe", "queue.add", guests), { do: "queue.add", card: 12, place: "room" });
    const rules = await part(page, "Regels van de rij");
    assert.deepEqual(await press("Omlaag: wie nog niet sprak", "queue.rules", rules), {
      do: "queue.rules",
      order: ["place_turn", "first_turn", "least_time", "group_turn"],
    });
    await rules.getByLabel("Hoe vaak mag iemand hooguit ingehaald worden?").selectOption("5");
    await page.waitForTimeout(100);
    assert.deepEqual(await asked("queue.rules"), { do: "queue.rules", overtake_most: 5 });
    await rules.getByLabel("Punt van orde").selectOption("30");
    assert.deepEqual(await asked("queue.limit"), { do: "queue.limit", limit_s: 30, kind: "point_of_order" });
    const times = await part(page, "Spreektijd");
    await times.getByText("Kaart 12").waitFor();
    assert.deepEqual(errors, []);
    await context.close();
  });

  await test("two quick taps on 'next' call one, also when the first was carried out in between", async () => {
    const { page, context } = await lead(with_every_reason(usual(kiosk.now_ms()), kiosk.now_ms()), { script: stoppable_clock });
    const queue = await part(page, "Sprekers");
    await page.evaluate(() => (window.stopped_ms = performance.now()));
    const next = queue.getByRole("button", { name: /^Volgende: / }).first();
    await next.click();
    kiosk.change(({ queue: row }) => {
      const id = row.order.shift();
      row.speaking = { id, ...row.by[id], since_ms: kiosk.now_ms(), limit_s: 60 };
    });
    const other = queue.getByRole("button", { name: "Volgende: Joop, tafel 4" });
    await other.click();
    await page.waitForTimeout(settle_ms);
    const asked_next = () => kiosk.done.filter(({ verb }) => verb.do === "queue.next").length;
    assert.equal(asked_next(), 1);
    await page.evaluate(() => (window.stopped_ms += 1000));
    await other.click();
    await page.waitForTimeout(settle_ms);
    assert.equal(asked_next(), 2, "a second later it is meant");
    await context.close();
  });

  await test("the chair and the minute taker tend to questions", async () => {
    const { page, context, errors } = await lead(with_questions(with_groups(usual(kiosk.now_ms())), { moderated: true }), { width: 320 });
    const questions = await part(page, "Vragen");
    const one = (id) => questions.locator(`[data-question=${id}]`);
    await one("q9").getByRole("button", { name: /^Laat toe/ }).click();
    assert.deepEqual(await asked("question.allow"), { do: "question.allow", question: "q9" });
    await one("q4").getByRole("button", { name: /^Meer: / }).click();
    for (const [name, verb, rest] of [
      ["Zet op het scherm", "question.show", {}],
      ["Nodig uit om te spreken", "question.invite", {}],
      ["Is beantwoord", "question.answered", { answered: true }],
      ["Verberg", "question.hide", { hidden: true }],
    ]) {
      await one("q4").getByRole("button", { name, exact: true }).click();
      assert.deepEqual(await asked(verb), { do: verb, question: "q4", ...rest });
    }
    await one("q4").getByLabel("Voeg samen met").selectOption("q1");
    await one("q4").getByRole("button", { name: "Doe het" }).click();
    assert.deepEqual(await asked("question.merge"), { do: "question.merge", from: "q4", into: "q1" });
    await questions.getByLabel("Vragen zonder naam mag").uncheck();
    assert.deepEqual(await asked("question.rules"), { do: "question.rules", anonymous: false });
    await look(page, "chair_questions_320");
    assert.deepEqual(errors, []);
    await context.close();
  });
}
