// Owns the stories of presses that must not do more than was meant: two quick taps on what adds something, a form that is
// saved as it was found, the floor given to oneself, and what the phone offers only where the meeting would take it.
// The kiosk is the fake one; each story sets it up for itself and must never depend on another.

import assert from "node:assert/strict";
import { assert_accessible, assert_fits, open_part as part, take_picture } from "./browser.mjs";
import { usual, with_every_reason, with_groups, with_questions } from "./made_up.mjs";
import { make_visits, stoppable_clock } from "./visits.mjs";

const settle_ms = 800;

export async function run_row_stories({ browser, counter, kiosk, address, join_as, asked }) {
  const { test } = counter;
  const { attend, lead } = make_visits({ browser, kiosk, address, join_as });
  const times = (verb) => kiosk.done.filter((one) => one.verb.do === verb).length;
  const look = async (page, name) => {
    await assert_accessible(page, name);
    await assert_fits(page, name);
    await take_picture(page, `row_${name}`);
  };
  const every_reason = () => with_every_reason(usual(kiosk.now_ms()), kiosk.now_ms());
  const stop_clock = (page) => page.evaluate(() => (window.stopped_ms = performance.now()));
  const later = (page) => page.evaluate(() => (window.stopped_ms += 1000));
  /** The button is pressed, the kiosk answers, and only then comes the second tap of the same finger. */
  async function tap_twice(page, button, verb) {
    const before = times(verb);
    await stop_clock(page);
    await button.click();
    for (let tries = 0; tries < 60 && times(verb) === before; tries += 1) await page.waitForTimeout(50);
    await page.locator(".sending").waitFor({ state: "detached" });
    await button.click();
    await page.waitForTimeout(settle_ms);
    assert.equal(times(verb), before + 1, verb);
    await later(page);
  }

  await test("two quick taps on what adds something add it once, also when the first was carried out in between", async () => {
    const { page, context, errors } = await lead(every_reason(), { width: 320, script: stoppable_clock });
    await part(page, "Sprekers");
    const guests = await part(page, "Iemand zonder telefoon");
    for (let more = 0; more < 4; more += 1) await guests.getByRole("button", { name: "Eén hand meer" }).click();
    const take = guests.getByRole("button", { name: /^Zet \d+ hand/ });
    await tap_twice(page, take, "queue.hands");
    assert.deepEqual(await asked("queue.hands"), { do: "queue.hands", count: 5 });
    await take.click();
    assert.deepEqual(await asked("queue.hands"), { do: "queue.hands", count: 1 }, "a second later it is meant");
    await guests.getByLabel("Naam", { exact: true }).fill("Mevrouw Jansen");
    await tap_twice(page, guests.getByRole("button", { name: "Voeg toe", exact: true }), "queue.add");
    assert.equal(await guests.locator(".refused").count(), 0, "the second tap does not find an empty form to complain of");
    const polls = await part(page, "Peilingen");
    await polls.getByLabel("Vraag", { exact: true }).fill("Zullen we?");
    await tap_twice(page, polls.getByRole("button", { name: "Voeg toe", exact: true }), "poll.add");
    const agenda = await part(page, "Agenda");
    await agenda.getByLabel("Titel", { exact: true }).fill("Extra ronde");
    await tap_twice(page, agenda.getByRole("button", { name: "Voeg toe", exact: true }), "agenda.add");
    assert.deepEqual(errors, []);
    await context.close();
  });

  await test("a question sent with two quick taps is asked once, and nothing complains of the empty field", async () => {
    const { page, context } = await attend(with_questions(usual(kiosk.now_ms())), { script: stoppable_clock });
    const list = await part(page, "Vragen");
    await list.getByLabel("Uw vraag").fill("Komt er licht?");
    await tap_twice(page, list.getByRole("button", { name: "Stuur mijn vraag" }), "ask");
    assert.equal(await list.getByText("Schrijf eerst uw vraag.").count(), 0);
    await context.close();
  });

  await test("who is added while the one before is still on its way stays in the form", async () => {
    const { page, context } = await lead(every_reason());
    await part(page, "Sprekers");
    const guests = await part(page, "Iemand zonder telefoon");
    const name = guests.getByLabel("Naam", { exact: true });
    const add = guests.getByRole("button", { name: "Voeg toe", exact: true });
    kiosk.let_reply_through = (frame) => frame.do !== "queue.add";
    await name.fill("Mevrouw Jansen");
    await add.click();
    await guests.getByText("Wordt verstuurd").waitFor();
    assert.equal(await name.inputValue(), "");
    await page.waitForTimeout(settle_ms);
    await name.fill("Meneer Bakker");
    await add.click();
    await page.waitForTimeout(100);
    assert.equal(await name.inputValue(), "Meneer Bakker");
    assert.equal(times("queue.add"), 1);
    await context.close();
  });

  await test("the field of the groups holds those there are: one more keeps the others, and saving it as it was does nothing", async () => {
    const { page, context, errors } = await lead(every_reason(), { width: 320 });
    const queue = await part(page, "Sprekers");
    await part(page, "Regels van de rij");
    const form = queue.locator("form", { has: page.getByRole("heading", { name: "Groepen" }) });
    const field = form.getByRole("textbox");
    const save = form.getByRole("button", { name: "Bewaar" });
    assert.equal(await field.inputValue(), "Bewoners\nGemeente\nWoningcorporatie");
    await save.click();
    await page.waitForTimeout(settle_ms);
    assert.equal(times("people.groups"), 0, "nothing was changed, so nothing is wiped");
    // another chair named one more meanwhile: who wrote nothing sees it
    kiosk.change((view) => with_groups(view, ["Bewoners", "Gemeente", "Woningcorporatie", "Ondernemers"]));
    await page.waitForTimeout(settle_ms);
    assert.equal(await field.inputValue(), "Bewoners\nGemeente\nWoningcorporatie\nOndernemers");
    const wanted = ["Bewoners", "Gemeente", "Woningcorporatie", "Ondernemers", "Jongeren"];
    await field.fill(`${wanted.join("\n")}\n`);
    await page.reload();
    await page.locator(".line-open").waitFor();
    await part(page, "Sprekers");
    await part(page, "Regels van de rij");
    assert.equal(await field.inputValue(), `${wanted.join("\n")}\n`, "what was half written is still there");
    kiosk.refuse = (frame) => (frame.do === "people.groups" ? { code: "bad_text", message: "Dat zijn te veel groepen." } : undefined);
    await save.click();
    await form.getByText("Dat zijn te veel groepen.").waitFor();
    assert.equal(await field.inputValue(), `${wanted.join("\n")}\n`, "what was refused can be put right");
    kiosk.refuse = () => undefined;
    await save.click();
    assert.deepEqual(await asked("people.groups"), { do: "people.groups", names: wanted });
    kiosk.change((view) => with_groups(view, wanted));
    await page.waitForTimeout(settle_ms);
    assert.equal(await field.inputValue(), wanted.join("\n"));
    await look(page, "groups_320");
    await field.fill("");
    await save.click();
    assert.deepEqual(await asked("people.groups"), { do: "people.groups", names: [] }, "who wipes them by hand means it");
    assert.deepEqual(errors, []);
    await context.close();
  });

  await test("who gives the turn away says to whom; a refusal says why, and nobody is offered their own place", async () => {
    const view = every_reason();
    view.queue.order = ["e3", "e5"];
    view.queue.speaking = { id: "e1", person: "p1", name: "Fatma", place: "room", kind: "point", since_ms: kiosk.now_ms(), limit_s: 120, here: true };
    const { page, context } = await attend(view);
    await page.getByRole("heading", { name: "U bent aan het woord" }).waitFor();
    const give = page.getByRole("button", { name: /^Geef de beurt aan / });
    kiosk.refuse = (frame) => (frame.do === "pass_on" ? { code: "stale", message: "De volgorde is net veranderd. Kijk wie nu de volgende is." } : undefined);
    await give.click();
    await page.locator("p.refused", { hasText: "De volgorde is net veranderd." }).first().waitFor();
    assert.deepEqual(kiosk.heard.filter((frame) => frame.do === "pass_on").map(({ id, ...frame }) => frame), [{ do: "pass_on", expect: "e1", next: "e3" }]);
    // the next one is Fatma's own question now
    kiosk.change(({ queue }) => {
      queue.order = ["e9", "e3"];
      queue.by.e9 = { ...queue.by.e5, name: "Fatma", person: "p1", kind: "question" };
    });
    await give.waitFor({ state: "detached" });
    await page.getByRole("button", { name: "Klaar" }).waitFor();
    kiosk.refuse = () => undefined;
    kiosk.change(({ queue }) => (queue.order = ["e3", "e9"]));
    await give.click();
    assert.deepEqual(await asked("pass_on"), { do: "pass_on", expect: "e1", next: "e3" });
    await context.close();
  });

  await test("a guest can leave a group again", async () => {
    const view = every_reason();
    view.queue.by.e7.group = "g1";
    const { page, context } = await lead(view);
    const queue = await part(page, "Sprekers");
    const hand = queue.locator("[data-entry=e7]");
    await hand.getByRole("button", { name: "Verander: Hand 4" }).click();
    assert.equal(await hand.getByLabel("Groep").inputValue(), "g1");
    await hand.getByRole("button", { name: "Bewaar" }).click();
    await page.waitForTimeout(100);
    assert.equal(times("queue.name"), 0, "nothing changed");
    // a table facilitator changes it meanwhile: saving a name must not take that back
    kiosk.change((now) => (now.queue.by.e7.group = "g2"));
    await page.waitForTimeout(100);
    assert.equal(await hand.getByLabel("Groep").inputValue(), "g2");
    await hand.getByLabel("Groep").selectOption("Geen groep");
    await hand.getByRole("button", { name: "Bewaar" }).click();
    assert.deepEqual(await asked("queue.name"), { do: "queue.name", entry: "e7", group: null });
    await context.close();
  });

  await test("nobody is moved before a point of order: right behind one 'earlier' cannot be pressed", async () => {
    const { page, context } = await lead(every_reason());
    const queue = await part(page, "Sprekers");
    const earlier = async (id) => {
      await queue.locator(`[data-entry=${id}] button.change`).click();
      return queue.locator(`[data-entry=${id}]`).getByRole("button", { name: /^Eerder: / }).isDisabled();
    };
    assert.equal(await earlier("e2"), true, "the point of order itself");
    assert.equal(await earlier("e3"), true, "right behind it");
    assert.equal(await earlier("e4"), false);
    await context.close();
  });

  await test("a question that waits can be put together with one that is open, answered or waits too; an open one not with one that waits", async () => {
    const { page, context } = await lead(with_questions(usual(kiosk.now_ms()), { moderated: true }), { width: 320 });
    const questions = await part(page, "Vragen");
    const one = (id) => questions.locator(`[data-question=${id}]`);
    const offered = (id) => one(id).getByLabel("Voeg samen met").locator("option").evaluateAll((all) => all.map(({ value }) => value).filter((value) => value !== ""));
    await one("q4").getByRole("button", { name: /^Meer: / }).click();
    assert.deepEqual(await offered("q4"), ["q1", "q5"]);
    await one("q9").getByRole("button", { name: /^Meer: / }).click();
    assert.deepEqual(await offered("q9"), ["q8", "q4", "q1", "q5"]);
    await look(page, "merge_waiting_320");
    await one("q9").getByLabel("Voeg samen met").selectOption("q4");
    await one("q9").getByRole("button", { name: "Doe het" }).click();
    assert.deepEqual(await asked("question.merge"), { do: "question.merge", from: "q9", into: "q4" });
    await context.close();
  });

  await test("no word breaks on the buttons of a question", async () => {
    for (const width of [320, 360, 390]) {
      const { page, context } = await lead(with_questions(usual(kiosk.now_ms())), { width });
      const questions = await part(page, "Vragen");
      await questions.locator("[data-question=q4]").getByRole("button", { name: /^Meer: / }).click();
      const acts = questions.locator("[data-question=q4] .question-acts > button");
      await acts.first().waitFor();
      const broken = await acts.evaluateAll((all) =>
        all.flatMap((button) => {
          const text = button.firstChild;
          return [...text.data.matchAll(/\S+/g)].filter(({ 0: word, index }) => {
            const range = document.createRange();
            range.setStart(text, index);
            range.setEnd(text, index + word.length);
            return new Set(Array.from(range.getClientRects(), ({ top }) => Math.round(top))).size > 1;
          }).map(([word]) => word);
        }),
      );
      assert.equal(await acts.count(), 4);
      assert.deepEqual(broken, [], `${width} px`);
      await context.close();
    }
  });

  await test("who has only a card or a raised hand is named in the reader's own language, everywhere", async () => {
    const view = every_reason();
    Object.assign(view.queue.speaking, { name: "#c12", card: 12, place: "room" });
    delete view.queue.speaking.person;
    Object.assign(view.queue.by.e3, { name: "#c12", to: "#h4" });
    const { page, context } = await attend(view);
    for (const [language, title, card, speaks, reply] of [
      ["nl", "Sprekers", "Kaart 12", "Aan het woord: Kaart 12", "Reactie op Hand 4"],
      ["en", "Speakers", "Card 12", "Speaking: Card 12", "Reply to Hand 4"],
    ]) {
      await page.evaluate((chosen) => localStorage.setItem("buurtkiosk.language", chosen), language);
      await page.reload();
      await page.getByRole("heading", { name: speaks }).waitFor();
      const list = await part(page, title);
      await list.locator("[data-entry=e7]").getByText("Hand 4", { exact: true }).waitFor();
      await list.locator("[data-entry=e3]").getByText(card, { exact: true }).waitFor();
      await list.locator("[data-entry=e3]").getByText(reply).waitFor();
      assert.equal(await page.getByText(/#[ch][0-9]/).count(), 0, language);
    }
    await context.close();
  });

  await test("the second turn of somebody without a phone goes on where the first one ended", async () => {
    const view = every_reason();
    view.queue.speaking = { id: "e95", guest: "e90", name: "#c12", card: 12, place: "room", kind: "point", since_ms: kiosk.now_ms() - 20000, limit_s: 120 };
    const { page, context } = await lead(view);
    await part(page, "Sprekers");
    const list = await part(page, "Spreektijd");
    const row = list.locator("li", { hasText: "Kaart 12" });
    await row.waitFor();
    assert.equal(await row.count(), 1, "one person, one row");
    assert.equal(await list.getByText("spreekt nu voor het eerst").count(), 0);
    const [minutes, seconds] = (await row.locator(".clock").textContent()).split(":").map(Number);
    assert.ok(minutes * 60 + seconds >= 29, "9 seconds of the first turn, and what runs");
    await context.close();
  });

  await test("'not there' says whom it calls: the next one, and nobody when nobody waits or somebody goes on", async () => {
    const { page, context } = await lead(every_reason(), { width: 320 });
    const queue = await part(page, "Sprekers");
    await queue.getByRole("button", { name: "Niet er: volgende", exact: true }).waitFor();
    kiosk.change(({ queue: row }) => (row.speaking = { ...row.speaking, kind: "point_of_order", interrupts: { id: "e96", name: "Joop", spoken_ms: 1000, limit_s: 120 } }));
    await queue.getByRole("button", { name: "Is er niet", exact: true }).waitFor();
    assert.equal(await queue.getByRole("button", { name: "Niet er: volgende" }).count(), 0);
    await context.close();
  });

  await test("one person's group is not the next one's, and a refusal stands between the form and its button", async () => {
    const { page, context } = await lead(every_reason(), { width: 320 });
    await part(page, "Sprekers");
    const guests = await part(page, "Iemand zonder telefoon");
    const add = guests.getByRole("button", { name: "Voeg toe", exact: true });
    const group = guests.getByLabel("Groep");
    await guests.getByLabel("Naam", { exact: true }).fill("De Wit");
    await group.selectOption("g1");
    await add.click();
    assert.deepEqual(await asked("queue.add"), { do: "queue.add", name: "De Wit", place: "room", group: "g1" });
    assert.equal(await group.inputValue(), "");
    await page.waitForTimeout(settle_ms);
    await guests.getByLabel("Kaartnummer").fill("12");
    kiosk.refuse = (frame) => (frame.do === "queue.add" ? { code: "not_allowed", message: "Kaart 12 staat al in de rij." } : undefined);
    await add.click();
    const refused = guests.locator(".refused", { hasText: "Kaart 12 staat al in de rij." });
    await refused.waitFor();
    assert.equal(await refused.count(), 1);
    const bottom = await refused.evaluate((node) => node.getBoundingClientRect().bottom);
    assert.ok(bottom <= (await add.boundingBox()).y, "above the button");
    await look(page, "guest_refused_320");
    await context.close();
  });

  await test("undo asks first when it would take back the agenda and something else happened since", async () => {
    const steps = [
      { id: "s2", code: "queue_next", params: {}, stuck: true },
      { id: "s1", code: "agenda_next", params: { title: "Vragen en zorgen" } },
    ];
    const { page, context } = await lead(every_reason(), { width: 320 }, (desk) => ({ ...desk, steps }));
    const card = page.locator(".card.lead");
    const undo = card.getByRole("button", { name: "Ongedaan maken: Naar ‘Vragen en zorgen’" });
    await undo.click();
    await card.getByText("Dit is niet wat het laatst gebeurde.", { exact: false }).waitFor();
    assert.equal(times("undo"), 0);
    await look(page, "undo_asks_320");
    await card.getByRole("button", { name: "Nee, terug" }).click();
    await undo.click();
    await undo.click();
    assert.deepEqual(await asked("undo"), { do: "undo", expect: "s1" });
    await context.close();
  });

  await test("a chair who comes just after the speaker's own 'done' reads that the speaker finished", async () => {
    const view = every_reason();
    view.queue.speaking.name = "Ayşe";
    const { page, context, errors } = await lead(view, {}, (desk) => ({ ...desk, steps: [{ id: "s4", code: "queue_next", params: {}, by: [...kiosk.people.keys()][0] }] }));
    const queue = await part(page, "Sprekers");
    kiosk.refuse = (frame) => {
      if (frame.do !== "queue.next") return undefined;
      kiosk.change(({ queue: row }) => delete row.speaking);
      return { code: "stale", message: "Er was al een andere spreker aan de beurt." };
    };
    await queue.getByRole("button", { name: /^Volgende: / }).first().click();
    await queue.getByText("Ayşe is klaar. Er is nu niemand aan het woord.").waitFor();
    assert.deepEqual(errors, []);
    await context.close();
  });

  await test("name and place saved as the form comes are sent as they are, and say nothing of a group", async () => {
    const view = with_groups(usual(kiosk.now_ms()));
    const { page, context } = await attend(view, {}, { group: "g2" });
    // pressed in the moment in which the form comes, as a script can and a slow phone may
    await page.evaluate(() => {
      window.pressed = 0;
      new MutationObserver(() => {
        const save = Array.from(document.querySelectorAll(".section button[type=submit]")).find((one) => one.textContent === "Bewaar");
        if (save === undefined || window.pressed > 0) return;
        window.pressed += 1;
        save.click();
      }).observe(document.body, { childList: true, subtree: true });
    });
    const profile = await part(page, "Uw naam en plaats");
    await page.waitForTimeout(settle_ms);
    assert.equal(await page.evaluate(() => window.pressed), 1);
    const sent = kiosk.heard.filter((frame) => ["group", "name", "place"].includes(frame.do) && frame.name !== "Fatma");
    assert.deepEqual(sent.map(({ id, ...frame }) => frame), []);
    assert.equal(await profile.getByLabel("Uw naam").inputValue(), "Fatma");
    await context.close();
  });

  await test("who waits already is not told where the button to ask is", async () => {
    const view = every_reason();
    delete view.queue.speaking;
    view.stage = { scene: "agenda", theme: "dark" };
    view.agenda.now = "b4";
    const { page, context } = await attend(view, {}, { group: "g1" });
    await page.locator(".own-place").waitFor();
    const hint = page.getByText("U kunt het woord vragen met de knop onderaan.");
    await page.locator(".block-form, .card").first().waitFor();
    assert.equal(await hint.count(), 0);
    kiosk.change(({ queue: row }) => (row.order = row.order.filter((id) => row.by[id].person !== "p1")));
    await hint.waitFor();
    await context.close();
  });

  await test("who gave way to a point of order hears that they go on", async () => {
    const view = every_reason();
    const own = { id: "e1", person: "p1", name: "Fatma", place: "room", kind: "point", since_ms: kiosk.now_ms(), limit_s: 120, here: true };
    view.queue.order = [];
    view.queue.speaking = { id: "e77", person: "p2", name: "Joop", place: "room", kind: "point_of_order", since_ms: kiosk.now_ms(), limit_s: 60, interrupts: { id: "e1", name: "Fatma", person: "p1", spoken_ms: 1000, limit_s: 120 } };
    const { page, context } = await attend(view);
    await page.getByRole("heading", { name: "Even een punt van orde" }).waitFor();
    kiosk.change(({ queue: row }) => (row.speaking = own));
    await page.locator(".foot [role=status]", { hasText: "U gaat verder." }).waitFor();
    await context.close();
  });

  await test("a phone that loses its network says so within seconds, also over one's own turn", async () => {
    const view = every_reason();
    view.queue.speaking = { id: "e1", person: "p1", name: "Fatma", place: "room", kind: "point", since_ms: kiosk.now_ms(), limit_s: 120 };
    const { page, context } = await attend(view);
    const turn = page.getByRole("dialog", { name: "U bent aan de beurt" });
    await turn.waitFor();
    // the kiosk is gone without a word: what was sent does not arrive, and no other line opens
    await context.setOffline(true);
    for (const line of kiosk.lines) line.socket.pause();
    await turn.locator(".refused").waitFor({ timeout: 10000 });
    for (const line of kiosk.lines) line.socket.resume();
    await context.setOffline(false);
    await turn.locator(".refused").waitFor({ state: "detached" });
    await context.close();
  });
}
