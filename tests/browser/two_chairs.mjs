// Owns the story of several people who lead at once, against the real program: two chairs who press at the same moment,
// one finger that taps twice, a right that goes while its button is pressed, and phones whose clock is wrong. It must never
// reach into the program: everything goes through pages, and through a network that lets what was pressed arrive together.

import assert from "node:assert/strict";
import { open_socket } from "../kill/ws_client.mjs";
import { assert_accessible, assert_fits, make_phone, take_picture } from "./browser.mjs";
import { large, open, settled, with_evening } from "./open_evening.mjs";

export async function run_two_chairs(browser, counter, program) {
  await with_evening({ browser, counter, program, name: "two_chairs" }, story);
}

async function story(evening, test) {
  const { browser, kiosk, network, phones } = evening;
  const sent = (phone, verb) => phone.frames.filter(({ way, frame }) => way === "sent" && frame.do === verb).map(({ frame }) => frame);
  const reply_to = (phone, id) => phone.frames.find(({ way, frame }) => way === "received" && frame.re === id)?.frame;
  const replies = async (phone, verb, from) => {
    for (let tries = 0; tries < 100; tries += 1) {
      const all = sent(phone, verb).slice(from).map(({ id }) => reply_to(phone, id));
      if (all.length > 0 && all.every((one) => one !== undefined)) return all;
      await phone.page.waitForTimeout(50);
    }
    return assert.fail(`no reply to ${verb}`);
  };
  const pressed_while_held = async (...presses) => {
    network.hold();
    for (const press of presses) await press();
    await new Promise((done) => setTimeout(done, 150));
  };
  /** What is pressed reaches the kiosk in one stroke: which of them it reads first is its own affair. */
  const at_once = async (...presses) => {
    await pressed_while_held(...presses);
    network.release();
  };
  /** Every press is made before anybody hears of another; they reach the kiosk one behind the other. */
  const crossing = async (...presses) => {
    await pressed_while_held(...presses);
    await network.release_one_by_one(60);
  };
  const names = { lenny: "Lenny", amina: "Amina" };
  /** Both press the same; says who was first and who was late, by the kiosk's replies. */
  const race = async (verb, press) => {
    const counts = Object.keys(names).map((name) => sent(phones[name], verb).length);
    await at_once(...Object.keys(names).map((name) => () => press(phones[name])));
    const answers = await Promise.all(Object.keys(names).map((name, n) => replies(phones[name], verb, counts[n])));
    assert.deepEqual(answers.map((all) => all.length), [1, 1], "each asked once");
    const ended = answers.map(([one]) => (one.ok ? "ok" : one.error.code));
    assert.deepEqual([...ended].sort(), ["ok", "stale"], "one step, one refusal");
    const [first, late] = ended[0] === "ok" ? ["lenny", "amina"] : ["amina", "lenny"];
    return { first: phones[first], late: phones[late], name: names[first] };
  };
  const paired = async (name, join_name) => {
    const code = await evening.pair(name);
    await phones[name].page.getByRole("button", { name: "Meedoen", exact: true }).click();
    const profile = await open(phones[name], "Uw naam en plaats");
    await profile.getByLabel("Uw naam").fill(join_name);
    await profile.getByRole("button", { name: "Bewaar" }).click();
    await profile.getByText(`Anderen zien: ${join_name}`).waitFor();
    await phones[name].page.getByRole("button", { name: "Leiden", exact: true }).click();
    return code;
  };
  const same_page = async (why) => {
    const [one, other] = [phones.lenny, phones.amina];
    for (let tries = 0; tries < 60; tries += 1) {
      const texts = await Promise.all([one, other].map((phone) => phone.page.locator("#lead-title, .card.lead button.large, .undo").allTextContents()));
      if (JSON.stringify(texts[0]) === JSON.stringify(texts[1])) return texts[0];
      await one.page.waitForTimeout(50);
    }
    return assert.fail(`the two pages do not agree: ${why}`);
  };

  await test("two chairs pair, each with a code of their own; a code works once", async () => {
    const first = await paired("lenny", "Lenny");
    for (let tries = 0; tries < 60 && kiosk.chair_code === first; tries += 1) await phones.lenny.page.waitForTimeout(50);
    assert.notEqual(kiosk.chair_code, first, "the program said a new one");
    await paired("amina", "Amina");
    await phones.lenny.page.locator(".card.lead").getByText("Ook voorzitter: Amina").waitFor();
    const late = await make_phone(browser, network.address + first);
    await late.page.locator(".notice.refused", { hasText: "Deze code is al gebruikt of verlopen." }).waitFor();
    assert.equal(await late.page.getByRole("button", { name: "Leiden", exact: true }).count(), 0);
    await late.context.close();
  });

  await test("both press 'next' at the same moment: one step, one polite word, and both see the same", async () => {
    await settled(phones.lenny);
    await large(phones.lenny).click();
    const before = (await same_page("after the beginning"))[0];
    await settled(phones.amina);
    const { first, late, name } = await race("agenda.next", (phone) => large(phone).click());
    const polite = late.page.locator(".polite", { hasText: `${name} was u net voor. Nu: ` });
    await polite.waitFor();
    assert.equal(await first.page.locator(".polite").count(), 0);
    for (const phone of [phones.lenny, phones.amina]) assert.equal(await phone.page.locator("main .refused").count(), 0);
    const [title] = await same_page("after both pressed");
    assert.notEqual(title, before);
    assert.ok((await polite.textContent()).endsWith(title), "it says where we are");
    await late.page.getByText(new RegExp(`^Laatste stap: Naar ‘.*’, door ${name}$`)).waitFor();
    await first.page.getByText(/^Laatste stap: Naar ‘.*’, door u$/).waitFor();
    await assert_accessible(late.page, "too late");
    await assert_fits(late.page, "too late");
    await take_picture(late.page, "chairs_too_late");
  });

  await test("again and again, forth and back: never two steps", async () => {
    const agendas = { lenny: await open(phones.lenny, "Agenda"), amina: await open(phones.amina, "Agenda") };
    const press = (name) => (phone) => agendas[phone === phones.lenny ? "lenny" : "amina"].getByRole("button", { name }).click();
    const [start] = await same_page("before the rounds");
    for (let round = 0; round < 10; round += 1) {
      await race("agenda.next", press("Volgend blok"));
      assert.notEqual((await same_page(`forth, round ${round}`))[0], start);
      await race("agenda.back", press("Vorig blok"));
      assert.equal((await same_page(`back, round ${round}`))[0], start, "as many back as forth");
      await settled(phones.lenny); // the same step within a moment is a double tap
    }
  });

  await test("two chairs call the next speaker at the same moment: one is called, nobody is passed over", async () => {
    for (const [name, who] of [["fatma", "Fatma"], ["joop", "Joop"], ["karin", "Karin"]]) {
      await evening.join(name, who, { by_network: true });
    }
    const queue = await open(phones.amina, "Sprekers");
    const door = queue.getByRole("button", { name: "Open de rij" });
    if ((await door.count()) > 0) await door.click();
    for (const name of ["fatma", "joop", "karin"]) {
      const { page } = phones[name];
      await page.getByRole("button", { name: "Vraag het woord" }).click();
      await page.locator(".panel").getByRole("button", { name: "Vraag het woord" }).click();
      await page.getByRole("button", { name: /^U staat in de rij/ }).waitFor();
    }
    const lenny_queue = await open(phones.lenny, "Sprekers");
    const call = (part) => part.getByRole("button", { name: "Volgende: Fatma" });
    await call(lenny_queue).waitFor();
    await call(queue).waitFor();
    const { late, name } = await race("queue.next", (phone) => call(phone === phones.lenny ? lenny_queue : queue).click());
    await late.page.locator(".polite", { hasText: `${name} was u net voor. Aan het woord: Fatma` }).first().waitFor();
    await phones.fatma.page.getByRole("dialog", { name: "U bent aan de beurt" }).waitFor();
    await phones.joop.page.getByRole("button", { name: "U staat in de rij: nummer 1" }).waitFor();
    await same_page("after the call");
  });

  await test("one goes to the next block while the other calls a speaker: one step of each, or one of them refused politely", async () => {
    const queue = await open(phones.amina, "Sprekers");
    const agenda = await open(phones.lenny, "Agenda");
    const [title] = await same_page("before");
    const counts = [sent(phones.lenny, "agenda.next").length, sent(phones.amina, "queue.next").length];
    await settled(phones.amina); // she called Fatma a moment ago, and a second call so soon is a double tap
    await at_once(
      () => agenda.getByRole("button", { name: "Volgend blok" }).click(),
      () => queue.getByRole("button", { name: "Volgende: Joop" }).click(),
    );
    const [moved] = await replies(phones.lenny, "agenda.next", counts[0]);
    const [called] = await replies(phones.amina, "queue.next", counts[1]);
    assert.equal(moved.ok, true);
    if (!called.ok) {
      assert.equal(called.error.code, "stale");
      await phones.amina.page.locator(".polite").first().waitFor();
    }
    const [now] = await same_page("after");
    assert.notEqual(now, title);
    assert.equal(await phones.amina.page.locator("main .refused").count(), 0);
    // nobody was passed over: Karin waits behind Joop, or is first because he was called
    await phones.karin.page.getByRole("button", { name: `U staat in de rij: nummer ${called.ok ? 1 : 2}` }).waitFor();
  });

  await test("a finger that taps twice, also on a slow line: one step is asked for", async () => {
    for (const slow of [false, true]) {
      await settled(phones.lenny);
      const count = () => phones.lenny.frames.filter(({ way, frame }) => way === "sent" && frame.do !== "ping").length;
      const before = count();
      if (slow) network.hold();
      await large(phones.lenny).dblclick({ delay: 20 });
      if (slow) {
        await phones.lenny.page.waitForTimeout(300);
        await large(phones.lenny).click({ force: true }).catch(() => undefined); // a third, impatient one
        network.release();
      }
      await phones.lenny.page.waitForTimeout(600);
      assert.equal(count() - before, 1, slow ? "on a slow line" : "on a quick one");
      await same_page("after tapping twice");
    }
  });

  // --- other rights

  await test("a chair makes Fatma minute taker: she is told, reads the notes, and what she may do is done", async () => {
    const people = await open(phones.lenny, "Mensen");
    await people.getByRole("button", { name: "Geef een recht aan Fatma" }).click();
    await people.getByRole("radio", { name: /^Notulist/ }).check();
    await people.getByRole("button", { name: "Fatma wordt: Notulist" }).click();
    const { page } = phones.fatma;
    await page.locator(".card.right").getByRole("button", { name: "Notuleren" }).click();
    await page.getByText("Voor de notulen").waitFor();
    const polls = await open(phones.fatma, "Peilingen");
    await polls.getByLabel("Vraag", { exact: true }).fill("Gaan we hiermee door?");
    await polls.getByRole("button", { name: "Voeg toe" }).click();
    await polls.getByText("Gaan we hiermee door?").waitFor();
    await polls.getByRole("button", { name: "Haal weg: Gaan we hiermee door?" }).click();
    await polls.getByText("Gaan we hiermee door?").waitFor({ state: "detached" });
    const queue = await open(phones.fatma, "Sprekers");
    const guest = await open(phones.fatma, "Iemand zonder telefoon");
    await guest.getByLabel("Naam").fill("Mevrouw Jansen");
    await guest.getByRole("button", { name: "Voeg toe" }).click();
    await queue.getByText("Mevrouw Jansen").waitFor();
    const names = await open(phones.fatma, "Mensen");
    await names.getByRole("button", { name: "Andere naam voor Joop" }).click();
    await names.getByLabel("Nieuwe naam").fill("Joop de Wit");
    await names.locator("form").getByRole("button", { name: "Andere naam" }).click();
    await names.getByText("Joop de Wit").waitFor();
    const agenda = await open(phones.fatma, "Agenda");
    const last = agenda.locator(".agenda > li").last();
    await last.getByRole("button", { name: /^Verander/ }).click();
    await last.getByLabel("Notities voor de voorzitter").fill("Bedank de vrijwilligers.");
    await last.getByRole("button", { name: "Bewaar" }).click();
    await last.getByLabel("Titel").waitFor({ state: "detached" });
    await phones.lenny.page.getByText(/^Laatste stap: .*, door Fatma$/).waitFor();
    const refused = phones.fatma.frames.filter(({ frame }) => frame.ok === false);
    assert.deepEqual(refused.map(({ frame }) => frame.error), []);
    await assert_accessible(page, "minute taker");
    await take_picture(page, "chairs_minute_taker");
  });

  await test("tables: who facilitates one says that it is ready, and a right that goes while pressing refuses nothing loudly", async () => {
    const people = await open(phones.lenny, "Mensen");
    await people.getByRole("button", { name: "Geef een recht aan Karin" }).click();
    await people.getByRole("radio", { name: /^Tafelbegeleider/ }).check();
    await people.getByRole("button", { name: "Karin wordt: Tafelbegeleider" }).click();
    const { page } = phones.karin;
    await page.locator(".card.right").getByRole("button", { name: "Onze tafel" }).click();
    for (let steps = 0; steps < 12 && (await page.getByRole("heading", { name: "Aan welke tafel zit u?" }).count()) === 0; steps += 1) {
      const agenda = await open(phones.lenny, "Agenda");
      const seen = sent(phones.lenny, "agenda.next").length;
      await agenda.getByRole("button", { name: "Volgend blok" }).click();
      await replies(phones.lenny, "agenda.next", seen);
      await page.waitForTimeout(300);
    }
    await page.getByRole("heading", { name: "Aan welke tafel zit u?" }).waitFor();
    const tables = page.locator(".stacked button");
    assert.ok((await tables.count()) >= 2);
    const [first, second] = await tables.allTextContents();
    await tables.first().click();
    await page.getByRole("heading", { name: first }).waitFor();
    await page.getByRole("button", { name: "Onze tafel is klaar" }).click();
    await page.getByRole("button", { name: "Ja, we zijn klaar" }).click();
    await page.locator(".receipt-title", { hasText: "Deze tafel is klaar." }).waitFor();
    await page.getByRole("button", { name: "Kies een andere tafel" }).click();
    await page.getByRole("button", { name: second }).click();
    await page.getByRole("button", { name: "Onze tafel is klaar" }).click();
    await people.getByRole("button", { name: "Geef een recht aan Karin" }).click();
    await people.getByRole("radio", { name: /^Deelnemer/ }).check();
    const before = sent(phones.karin, "agenda.done").length;
    await crossing(
      () => people.getByRole("button", { name: "Karin wordt: Deelnemer" }).click(),
      () => page.getByRole("button", { name: "Ja, we zijn klaar" }).click(),
    );
    const [answer] = await replies(phones.karin, "agenda.done", before);
    assert.equal(answer.error?.code, "not_allowed");
    await page.getByRole("heading", { name: "U begeleidt geen tafel meer" }).waitFor();
    await page.waitForTimeout(400);
    assert.equal(await page.locator("main .refused, .notice.refused").filter({ visible: true }).count(), 0);
  });

  await test("a chair hands over and presses 'next' in the same breath: the step is not taken, the page says what is", async () => {
    const [title] = await same_page("before handing over");
    const people = await open(phones.amina, "Mensen");
    await people.getByRole("button", { name: "Draag over aan…" }).click();
    await people.getByLabel("Aan wie?").selectOption({ label: "Karin" });
    await people.getByRole("button", { name: "Draag over aan Karin" }).click();
    await settled(phones.amina);
    const agenda = await open(phones.amina, "Agenda");
    const before = sent(phones.amina, "agenda.next").length;
    await at_once(
      () => people.getByRole("button", { name: "Ja, Karin leidt verder" }).click(),
      () => agenda.getByRole("button", { name: "Volgend blok" }).click(),
    );
    const [answer] = await replies(phones.amina, "agenda.next", before);
    assert.equal(answer.error?.code, "not_allowed");
    await phones.amina.page.getByRole("heading", { name: "U leidt de avond niet meer" }).waitFor();
    assert.equal(await phones.amina.page.locator(".leading").count(), 0);
    await phones.karin.page.getByRole("heading", { name: "U leidt nu de avond" }).waitFor();
    assert.equal(await phones.lenny.page.locator("#lead-title").textContent(), title, "the agenda stands where it stood");
    const after = phones.amina.frames.map(({ frame }) => frame);
    const mine = after.map((frame, n) => (frame.me?.role === "attendee" ? n : -1)).filter((n) => n >= 0).pop();
    await phones.lenny.page.locator(".card.lead").getByText("Ook voorzitter: Karin").waitFor();
    assert.equal(phones.amina.frames.slice(mine).filter(({ frame }) => frame.desk || frame.desk_patch).length, 0, "and hears nothing of the desk any more");
  });

  // --- the clock

  await test("a phone whose clock is wrong, and one that slept, count down with the kiosk's own clock: within 250 ms", async () => {
    const script = () => {
      const real_now = performance.now.bind(performance);
      const real_date = Date.now;
      window.at_real_ms = () => performance.timeOrigin + real_now();
      window.stood_still_ms = 0;
      performance.now = () => real_now() - window.stood_still_ms;
      Date.now = () => real_date() - (5 * 60 + 17) * 60000;
    };
    await evening.join("wrong", "Wim", { by_network: true, script });
    await evening.join("slept", "Sien", { by_network: true, script });
    const queue = await open(phones.lenny, "Sprekers");
    await open(phones.lenny, "Regels van de rij");
    await queue.getByLabel("Nieuw punt").selectOption("120");
    await phones.wrong.page.getByRole("button", { name: "Vraag het woord" }).click();
    await phones.wrong.page.locator(".panel").getByRole("button", { name: "Vraag het woord" }).click();
    await phones.wrong.page.getByRole("button", { name: /^U staat in de rij/ }).waitFor();
    while ((await phones.wrong.page.getByRole("dialog", { name: "U bent aan de beurt" }).count()) === 0) {
      const seen = sent(phones.lenny, "queue.next").length;
      await queue.getByRole("button", { name: /^Volgende: / }).click();
      await replies(phones.lenny, "queue.next", seen);
      await phones.lenny.page.waitForTimeout(800);
    }
    // the phone lies dark for a minute and a half, and its clock stands still meanwhile
    await phones.slept.page.evaluate(() => {
      const show = (state) => {
        Object.defineProperty(document, "visibilityState", { value: state, configurable: true });
        document.dispatchEvent(new Event("visibilitychange"));
      };
      show("hidden");
      window.stood_still_ms = 90000;
      show("visible");
    });
    const kiosk_clock = await ask_the_time(kiosk.port);
    const changes = (phone) =>
      phone.page.evaluate(
        () =>
          new Promise((done) => {
            const clock = document.querySelector("[data-clock=speaker]");
            const seen = {};
            const watcher = new MutationObserver(() => {
              seen[clock.textContent] = window.at_real_ms();
              if (Object.keys(seen).length < 4) return;
              watcher.disconnect();
              done(seen);
            });
            watcher.observe(clock, { childList: true, characterData: true, subtree: true });
          }),
      );
    await phones.slept.page.waitForTimeout(1200); // what it shows now it has asked after waking
    const all = await Promise.all([phones.wrong, phones.slept].map(changes));
    const apart = all.flatMap((seen) =>
      Object.entries(seen).map(([text, at_ms]) => {
        const [minutes, seconds] = text.split(":").map(Number);
        const { since_ms, limit_s } = kiosk_clock.speaking;
        return at_ms + kiosk_clock.ahead_ms - (since_ms + (limit_s - minutes * 60 - seconds) * 1000);
      }),
    );
    console.log(`        from the kiosk's own clock by ${apart.map((ms) => Math.round(ms)).join(", ")} ms`);
    assert.equal(apart.length, 8);
    for (const ms of apart) assert.ok(Math.abs(ms) <= 250, JSON.stringify(apart));
  });
}

/** The kiosk's clock as it says it itself: how far it is ahead of this computer's, and who speaks since when. */
async function ask_the_time(port) {
  const replies = new Map();
  let view;
  const socket = await open_socket(
    port,
    (frame) => {
      if (frame.view) view = frame.view;
      replies.get(frame.re)?.(frame);
    },
    () => undefined,
  );
  const ask = (frame) =>
    new Promise((answered) => {
      replies.set(frame.id, answered);
      socket.send(frame);
    });
  await ask({ id: "hello", do: "hello", lang: "nl", place: "room" });
  let best = { round_trip_ms: Infinity, ahead_ms: 0 };
  for (let n = 0; n < 20; n += 1) {
    const sent_ms = performance.timeOrigin + performance.now();
    const { now_ms } = await ask({ id: `ping${n}`, do: "ping" });
    const back_ms = performance.timeOrigin + performance.now();
    const round_trip_ms = back_ms - sent_ms;
    if (round_trip_ms < best.round_trip_ms) best = { round_trip_ms, ahead_ms: now_ms - (sent_ms + back_ms) / 2 };
  }
  while (view === undefined) await new Promise((done) => setTimeout(done, 20));
  socket.end();
  return { ahead_ms: best.ahead_ms, speaking: view.queue.speaking };
}
