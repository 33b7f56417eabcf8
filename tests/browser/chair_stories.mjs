// Owns the stories of the chair's phone: turns, undo, and a runbook that changes while it runs. The kiosk is the fake
// one, with a view and a desk that each story sets by hand; what is asked of it is held word for word. It must never stand
// for the rules of the agenda, which tests/core has.

import assert from "node:assert/strict";
import { join } from "node:path";
import { assert_accessible, assert_fits, make_phone, open_part, pictures, take_picture } from "./browser.mjs";
import { usual, with_tables, with_queue, with_words, chair_desk } from "./made_up.mjs";

export async function run_chair_stories({ browser, counter, kiosk, address, asked }) {
  /** A chair's phone on a view and a desk that a story sets by hand. */
  async function lead_with(view, edit_desk = () => undefined, options = {}) {
    kiosk.people.clear();
    kiosk.refuse = () => undefined;
    kiosk.done = [];
    kiosk.view = view;
    kiosk.desk = chair_desk(view);
    edit_desk(kiosk.desk);
    const phone = await make_phone(browser, `${address}#chair=4821-7703`, options);
    await phone.page.getByText("Wat nu loopt").waitFor();
    const part = (title) => open_part(phone.page, title);
    return { ...phone, part };
  }

  await counter.test("the chair's words look like buttons, say what they are for, and open what can be done", async () => {
    const { page, context, part } = await lead_with(with_words(usual(kiosk.now_ms()), "open"), undefined, { width: 320 });
    await page.waitForTimeout(400);
    assert.equal(await page.locator(".notice").filter({ visible: true }).count(), 0, "that one leads is to be seen");
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
    const { page, context, part } = await lead_with(with_queue(usual(now_ms), now_ms));
    await page.locator(".card.lead").getByRole("button", { name: "Beurt is klaar" }).click();
    assert.deepEqual(await asked("queue.end"), { do: "queue.end", expect: "e1" });
    kiosk.done = [];
    const queue = await part("Sprekers");
    await queue.getByRole("button", { name: "Volgende: Joop, tafel 4" }).waitFor();
    await page.waitForTimeout(750); // the same step within a moment is a double tap
    await queue.getByRole("button", { name: "Beurt is klaar" }).click();
    assert.deepEqual(await asked("queue.end"), { do: "queue.end", expect: "e1" });
    kiosk.change((view) => delete view.queue.speaking);
    await queue.getByRole("button", { name: "Beurt is klaar" }).waitFor({ state: "detached" });
    await context.close();
  });

  await counter.test("on the smallest phone the large button is seen at once, whole, in both languages", async () => {
    const now_ms = kiosk.now_ms();
    const { page, context } = await lead_with(with_queue(usual(now_ms), now_ms), undefined, { width: 320, height: 568 });
    for (const language of ["nl", "en"]) {
      await page.getByLabel(/Taal|Language/).selectOption(language);
      await page.evaluate(() => window.scrollTo(0, 0));
      await page.waitForTimeout(200);
      const seen = await page.locator(".card.lead button.large").evaluate((button) => {
        const box = button.getBoundingClientRect();
        const on_top = [box.top + 4, box.bottom - 4].map((y) => document.elementFromPoint(box.left + box.width / 2, y));
        return { bottom: box.bottom, whole: on_top.every((node) => node !== null && (node === button || button.contains(node))) };
      });
      assert.ok(seen.whole && seen.bottom <= 568, `${language}: ${JSON.stringify(seen)}`);
      await page.screenshot({ path: join(pictures, `state_chair_smallest_${language}.png`) });
    }
    await context.close();
  });

  await counter.test("undo names what it takes back, and says which newer step cannot be", async () => {
    const { page, context } = await lead_with(usual(kiosk.now_ms()), (desk) => {
      desk.steps = [
        { id: "s3", code: "check_in_opened", params: {}, stuck: true },
        { id: "s2", code: "agenda_next", params: { title: "Hoe zit u hier?" } },
      ];
    });
    const card = page.locator(".card.lead");
    await card.getByText("Gaat niet meer terug: De check-in is geopend").waitFor();
    // a whole block, while something else happened since: it asks first, and 'yes' says what it takes back too
    for (let press = 0; press < 2; press += 1) {
      await card.getByRole("button", { name: "Ongedaan maken: Naar ‘Hoe zit u hier?’" }).click();
    }
    assert.deepEqual(await asked("undo"), { do: "undo", expect: "s2" });
    kiosk.change_desk((desk) => (desk.steps = [desk.steps[0]]));
    await card.getByRole("button", { name: /^Ongedaan maken/ }).waitFor({ state: "detached" });
    await card.getByText("Gaat niet meer terug: De check-in is geopend").waitFor();
    await context.close();
  });

  await counter.test("the chair changes a block: only what was changed is sent, and a wrong time is not", async () => {
    const now_ms = kiosk.now_ms();
    const view = with_tables(usual(now_ms), now_ms);
    const { page, context, part } = await lead_with(view, (desk) => {
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
    const { page, context, part } = await lead_with(with_tables(usual(now_ms), now_ms));
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
      const { page, context } = await lead_with(with_tables(usual(now_ms), now_ms), (desk) => (desk.clashes = [clash]), { width });
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

  await counter.test("in English it fits on the narrowest phone too: leading, changing a block, taking part", async () => {
    const now_ms = kiosk.now_ms();
    const clash = { block: "b5", late_s: 600, cuts: [{ block: "b4", from: 25, to: 17 }], still_late_minutes: 2 };
    const view = with_tables(with_queue(usual(now_ms), now_ms), now_ms);
    const { page, context } = await lead_with(view, (desk) => (desk.clashes = [clash]), { width: 320 });
    await page.getByLabel("Taal").selectOption("en");
    await page.getByRole("button", { name: "Shorten by 8 minutes" }).waitFor();
    await page.getByText("Then it is still 2 minutes late.").waitFor();
    await page.locator("summary", { hasText: "Agenda" }).click();
    await page.getByRole("button", { name: "Change: Vragen" }).click();
    await assert_fits(page, "leading in English");
    await take_picture(page, "state_chair_english_320");
    await page.getByRole("button", { name: "Take part" }).click();
    await page.locator("summary", { hasText: "Agenda" }).click();
    await page.getByText("fixed time").waitFor();
    await assert_fits(page, "taking part in English");
    await take_picture(page, "state_runbook_english_320");
    await context.close();
  });

  await counter.test("the chair adds a part, and a block whose parts are tables", async () => {
    const { page, context, part } = await lead_with(usual(kiosk.now_ms()));
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
    await page.waitForTimeout(800); // nobody fills in so much within a double tap
    await agenda.getByRole("button", { name: "Voeg toe" }).click();
    const added = { do: "agenda.add", title: "Aan tafels", form: "plenary", minutes: 10, before: "b5", side_by_side: true, start: "20.15" };
    assert.deepEqual(await asked("agenda.add"), added);
    await context.close();
  });
}
