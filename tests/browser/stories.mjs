// Owns the stories of somebody's phone that one evening does not tell: notices, a lost line, what jumps and what must not,
// another evening on the same address, a shared tablet. The kiosk is the fake one; each story sets it up for itself.
// It must never depend on what another story left behind.

import assert from "node:assert/strict";
import { join } from "node:path";
import { empty_view } from "../web/fake_kiosk.mjs";
import { assert_accessible, assert_fits, make_phone, pictures, take_picture } from "./browser.mjs";
import {
  minute,
  usual,
  with_tables,
  with_queue,
  with_words,
  yes_no,
  choice,
  places,
  twelve,
  with_polls,
  word_list,
  many_words,
  with_thinking,
  chair_desk,
} from "./made_up.mjs";

export async function run_stories({ browser, counter, kiosk, address, join_as }) {
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
    await page.evaluate(() => window.scrollTo(0, document.documentElement.scrollHeight));
    assert.equal(await settled(), 0, "and it does not come when one scrolls on");
    await page.evaluate(() => window.scrollTo(0, 0));
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
      await page.locator(".notice.refused", { hasText: "Deze code klopt niet." }).waitFor();
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
      // looked at in the frame in which it is there: it comes back quickly
      const lost = await page.waitForFunction(() => {
        const box = document.querySelector(".line-lost")?.getBoundingClientRect();
        if (box === undefined) return null;
        const top = document.elementFromPoint(box.left + 60, box.top + 20);
        return { at: box.top, moved: window.scrollY, shown: top?.closest(".line-lost") !== null };
      });
      const { at, moved, shown } = await lost.jsonValue();
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

  for (const theme of ["light", "dark"]) {
    await counter.test(`the last fifth of a block, ${theme}: a mark and words come while one looks, stay after the end, and nothing blinks`, async () => {
      kiosk.people.clear();
      const now_ms = kiosk.now_ms();
      kiosk.view = usual(now_ms);
      // 20 seconds before the last fifth of 20 minutes begins, and then 3 seconds before
      const begins_in = (ms) => {
        const ends_ms = kiosk.now_ms() + ms + 4 * minute;
        kiosk.change((view) => Object.assign(view.agenda.by.b3, { starts_ms: ends_ms - 20 * minute, ends_ms }));
      };
      begins_in(20000);
      const { page, context } = await make_phone(browser, address, { theme, width: 320 });
      await join_as({ page });
      await page.getByRole("heading", { name: "Plannen bekijken" }).waitFor();
      const marks = page.locator(".attention");
      await page.waitForTimeout(300);
      assert.equal(await marks.count(), 0);
      begins_in(3000);
      await marks.first().waitFor();
      assert.equal(await marks.count(), 2, "in the head and on the card");
      await page.locator("main .left.nearly", { hasText: "nog 4 minuten" }).waitFor();
      const contrast = await page.evaluate(() => {
        const light = (colour) => {
          const [r, g, b] = colour.match(/[\d.]+/g).slice(0, 3).map((one) => one / 255).map((one) => (one <= 0.03928 ? one / 12.92 : ((one + 0.055) / 1.055) ** 2.4));
          return 0.2126 * r + 0.7152 * g + 0.0722 * b;
        };
        const ratio = (one, other) => (Math.max(light(one), light(other)) + 0.05) / (Math.min(light(one), light(other)) + 0.05);
        const ground = getComputedStyle(document.querySelector(".card")).backgroundColor;
        const words = document.querySelector("main .left.nearly");
        return {
          mark: ratio(getComputedStyle(words.querySelector(".attention")).fill, ground),
          bar: ratio(getComputedStyle(document.querySelector(".time-bar .filled.nearly")).backgroundColor, ground),
          words: ratio(getComputedStyle(words).color, ground),
          moving: document.querySelector("main .time").getAnimations({ subtree: true }).length,
        };
      });
      assert.ok(contrast.mark >= 4.5 && contrast.bar >= 4.5 && contrast.words >= 7, JSON.stringify(contrast));
      assert.equal(contrast.moving, 0);
      begins_in(-5 * minute);
      await page.locator("main .left.nearly", { hasText: "1 minuut over de tijd" }).waitFor();
      await context.close();
    });
  }

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
    await page.getByRole("button", { name: "Verander: Gast 6" }).click();
    await page.getByRole("button", { name: "Later: Gast 6" }).waitFor();
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
    kiosk.view.check_in.thinks_until_ms = now_ms + 5 * minute;
    const { page, context } = await make_phone(browser, address);
    await join_as({ page });
    await page.getByText(/^Denk rustig na: nog [34]:\d\d$/).waitFor();
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
    await page.getByRole("button", { name: "De rij van sprekers is dicht" }).waitFor();
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
    await page.getByRole("button", { name: "Ander woord kiezen" }).click(); // it stands there once the kiosk has the word
    const [person] = kiosk.people.values();
    assert.equal(person.word, "moe");
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
}
