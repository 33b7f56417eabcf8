// Owns one whole evening against the real program: a chair on a phone, Fatma in the room, another Fatma at home on a
// small screen, and Joop who only uses a keyboard, from the lobby to the end, through a power cut and a phone that loses
// its line for a minute. It must never reach into the program: everything goes through pages, as people would do it.

import assert from "node:assert/strict";
import { get } from "node:http";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { assert_accessible, assert_fits, assert_only_asked, make_phone, open_part, take_picture } from "./browser.mjs";
import { assert_schema } from "../web/schema.mjs";
import { Kiosk, Network } from "./kiosk.mjs";

const repository = join(dirname(fileURLToPath(import.meta.url)), "..", "..");
const budget_bytes = 52 * 1000;
const right_budget_bytes = 28 * 1000;
const line_lost_ms = 60000;

/** Bytes on the wire of a file, as a browser asks for it. */
function fetch_packed(address) {
  return new Promise((answered, failed) => {
    get(address, { headers: { "accept-encoding": "gzip" } }, (response) => {
      let bytes = 0;
      response.on("data", (data) => (bytes += data.length));
      response.on("end", () => answered({ bytes, status: response.statusCode, headers: response.headers }));
    }).on("error", failed);
  });
}

export async function run_evening(browser, counter, program) {
  const { test } = counter;
  const folder = mkdtempSync(join(tmpdir(), "buurtkiosk-evening-"));
  const runbook = join(repository, "assets/runbooks/startavond.toml");
  const kiosk = await new Kiosk({ program, evening: join(folder, "avond.kiosk"), runbook }).start();
  const network = await new Network(kiosk.port).start();
  const phones = {};
  try {
    await evening(browser, test, kiosk, network, phones);
  } finally {
    for (const phone of Object.values(phones)) await phone.context.close();
    network.stop();
    await kiosk.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

async function evening(browser, test, kiosk, network, phones) {
  const look = async (phone, name) => {
    await assert_accessible(phone.page, name);
    await assert_fits(phone.page, name);
    await take_picture(phone.page, `evening_${name}`);
  };
  const says = (phone, text) => phone.page.getByText(text).filter({ visible: true }).first().waitFor();
  const button = (phone, name) => phone.page.getByRole("button", { name });
  const heading = (phone, name) => phone.page.getByRole("heading", { name }).first().waitFor();
  const open = (phone, title) => open_part(phone.page, title);
  /** The chair's one large button: waits until it says so, and until it listens again after its last change. */
  const next = async (label) => {
    const large = phones.chair.page.locator(".card.lead button.large");
    await large.filter({ hasText: label }).waitFor();
    await phones.chair.page.waitForTimeout(750);
    await large.click();
  };
  const connected = (phone, within_ms = 10000) => phone.page.locator(".line-open").waitFor({ timeout: within_ms });

  // --- the page

  await test("the page, compressed and with its words, is at most 52 kB; what a right needs beside it comes apart", async () => {
    const weigh = async (...files) => {
      const answers = await Promise.all(files.map((file) => fetch_packed(kiosk.address + file)));
      for (const answer of answers) assert.equal(answer.status, 200);
      assert.match(answers[0].headers["content-security-policy"], /default-src 'self'/);
      return answers.reduce((sum, answer) => sum + answer.bytes, 0);
    };
    const total = await weigh("", "app.js", "app.css", "icon.svg", "locales/nl.json");
    const of_right = await weigh("lead.js", "locales/nl-lead.json");
    console.log(`        ${total} bytes, and ${of_right} for who has a right`);
    assert.ok(total > 5000 && total <= budget_bytes, `${total} bytes`);
    assert.ok(of_right > 5000 && of_right <= right_budget_bytes, `${of_right} bytes for a right`);
  });

  // --- joining

  await test("Fatma joins in the room with her name", async () => {
    phones.fatma = await make_phone(browser, kiosk.address);
    await heading(phones.fatma, "Doe mee met de avond");
    await look(phones.fatma, "join");
    await phones.fatma.page.getByRole("radio", { name: "In de zaal" }).check();
    await phones.fatma.page.getByLabel("Uw naam").fill("Fatma");
    await button(phones.fatma, "Doe mee").click();
    await heading(phones.fatma, "U doet mee");
    await says(phones.fatma, "als Fatma, in de zaal");
    await look(phones.fatma, "lobby");
  });

  await test("another Fatma joins at home, on 320 px and a phone whose clock is three hours off; she can be told apart", async () => {
    phones.home = await make_phone(browser, network.address, {
      width: 320,
      height: 600,
      theme: "dark",
      script: () => {
        const real = Date.now;
        Date.now = () => real() + 3 * 3600 * 1000;
      },
    });
    await phones.home.page.getByRole("radio", { name: "Thuis" }).check();
    await phones.home.page.getByLabel("Uw naam").fill("Fatma");
    await button(phones.home, "Doe mee").click();
    await says(phones.home, "als Fatma (2), thuis");
    await look(phones.home, "lobby_320");
  });

  await test("Joop joins with Tab and Enter alone", async () => {
    phones.joop = await make_phone(browser, kiosk.address);
    await heading(phones.joop, "Doe mee met de avond");
    await press_to(phones.joop.page, /In de zaal/);
    await press_to(phones.joop.page, /Uw naam/, { enter: false });
    await phones.joop.page.keyboard.type("Joop");
    await press_to(phones.joop.page, /^Doe mee$/);
    await heading(phones.joop, "U doet mee");
    await says(phones.joop, "als Joop, in de zaal");
    assert.match(await focused_text(phones.joop.page), /U doet mee/, "the focus goes on to what came");
  });

  await test("the chair link joins at once, leads, and leaves no code in the address", async () => {
    phones.chair = await make_phone(browser, kiosk.address + kiosk.chair_code);
    await says(phones.chair, "Wat nu loopt");
    assert.equal(await phones.chair.page.evaluate(() => location.href), kiosk.address);
    await says(phones.chair, "3 mensen in de zaal · 1 mens thuis");
    const people = await open(phones.chair, "Mensen");
    await people.getByText("Fatma (2)").waitFor();
    await look(phones.chair, "chair_lobby");
  });

  await test("a wrong chair code is refused in plain words, and one still takes part", async () => {
    const phone = await make_phone(browser, `${kiosk.address}#chair=0000-0000`);
    phones.wrong = phone;
    await phone.page.locator(".notice.refused").waitFor();
    await heading(phone, "U doet mee");
    assert.equal(await button(phone, "Leiden").count(), 0);
    await phone.context.close();
    delete phones.wrong;
  });

  await test("the chair's name can be given afterwards", async () => {
    await button(phones.chair, "Meedoen").click();
    const profile = await open(phones.chair, "Uw naam en plaats");
    await profile.getByLabel("Uw naam").fill("Lenny");
    await profile.getByRole("button", { name: "Bewaar" }).click();
    await profile.getByText("Anderen zien: Lenny").waitFor();
    await button(phones.chair, "Leiden").click();
    await phones.chair.page.reload();
    await says(phones.chair, "Wat nu loopt");
  });

  // --- the agenda

  await test("the evening starts: everybody sees the block and its time", async () => {
    await next(/^Begin: Welkom/);
    for (const phone of [phones.fatma, phones.home, phones.joop]) await heading(phone, "Welkom");
    await says(phones.fatma, "nog 10 minuten");
    const agenda = await open(phones.fatma, "Agenda");
    await agenda.getByText("Pauze").waitFor();
    await look(phones.fatma, "agenda");
  });

  await test("a step of the chair can be undone and done again", async () => {
    await next(/^Volgende: Hoe zit u hier/);
    await heading(phones.fatma, "Hoe zit u hier?");
    await button(phones.chair, /^Ongedaan maken/).first().click();
    await heading(phones.fatma, "Welkom");
    await next(/^Volgende: Hoe zit u hier/);
    await heading(phones.fatma, "Hoe zit u hier?");
  });

  await test("a break that may not move: the chair sees that it would begin late, one button helps, and undo takes both back", async () => {
    const part = await open(phones.chair, "Agenda");
    const row = part.locator(".agenda > li").filter({ has: phones.chair.page.getByRole("button", { name: "Verander: Pauze" }) });
    await row.getByRole("button", { name: "Verander: Pauze" }).click();
    const start = new Date(Date.now() + 50 * 60000); // by the agenda it would begin in 55 minutes
    const clock = `${start.getHours()}:${String(start.getMinutes()).padStart(2, "0")}`;
    await row.getByLabel("Vaste begintijd").fill(clock);
    await row.getByLabel("Tekst voor iedereen").fill("Koffie en thee staan klaar.");
    await row.getByRole("button", { name: "Bewaar" }).click();
    const clash = phones.chair.page.locator(".clash");
    await clash.getByText(/^Pauze om .* begint \d+ minuten te laat\.$/).waitFor();
    await look(phones.chair, "chair_clash");
    const agenda = await open(phones.fatma, "Agenda");
    await agenda.getByText("vaste tijd").waitFor();
    await agenda.getByText("Koffie en thee staan klaar.").waitFor();
    await clash.getByRole("button", { name: /^Kort in met \d+ minuten$/ }).click();
    await clash.waitFor({ state: "detached" });
    const undo = phones.chair.page.locator(".card.lead").getByRole("button", { name: /^Ongedaan maken/ });
    await undo.filter({ hasText: "ingekort" }).click();
    await clash.waitFor();
    await undo.filter({ hasText: "‘Pauze’ gewijzigd" }).click();
    await clash.waitFor({ state: "detached" });
    await agenda.getByText("Koffie en thee staan klaar.").waitFor({ state: "detached" });
  });

  // --- one word

  await test("the check-in opens; a half-typed word survives a reload", async () => {
    await next(/Open de check-in/);
    await heading(phones.home, "Hoe zit u hier vanavond?");
    await phones.home.page.getByLabel("Uw woord", { exact: true }).fill("hoopv");
    await phones.home.page.reload();
    await connected(phones.home);
    assert.equal(await phones.home.page.getByLabel("Uw woord", { exact: true }).inputValue(), "hoopv");
    await look(phones.home, "check_in_320");
  });

  await test("two words are refused in plain words, one word arrives", async () => {
    const word = phones.fatma.page.getByLabel("Uw woord", { exact: true });
    await word.fill("heel hoopvol");
    await button(phones.fatma, "Stuur mijn woord").click();
    await phones.fatma.page.locator("main .refused").waitFor();
    await look(phones.fatma, "check_in_refused");
    await word.fill("hoopvol");
    await button(phones.fatma, "Stuur mijn woord").click();
    await says(phones.fatma, "Uw woord is binnen");
    await look(phones.fatma, "check_in_given");
  });

  await test("a word from the chair's list is not refused: it waits, and the phone and the chair say so", async () => {
    const list = readFileSync(join(repository, "assets/blocklist.txt"), "utf8").split("\n");
    const listed = list.map((line) => line.split("#")[0].trim()).find((line) => line !== "");
    await phones.home.page.getByLabel("Uw woord", { exact: true }).fill(listed);
    await button(phones.home, "Stuur mijn woord").click();
    await says(phones.home, "Uw woord wacht op de voorzitter");
    const part = await open(phones.chair, "In één woord");
    await part.getByText("wacht op u").waitFor();
    await button(phones.home, "Ander woord kiezen").click();
  });

  await test("Joop gives his word with Tab and Enter alone", async () => {
    await press_to(phones.joop.page, /Uw woord/, { enter: false });
    await phones.joop.page.keyboard.type("benieuwd");
    await phones.joop.page.keyboard.press("Enter");
    await says(phones.joop, "Uw woord is binnen");
  });

  await test("a word can be changed while the check-in is open", async () => {
    await phones.home.page.getByLabel("Uw woord", { exact: true }).fill("moe");
    await button(phones.home, "Verander mijn woord").click();
    await says(phones.home, "Uw woord is binnen");
    await button(phones.home, "Ander woord kiezen").click();
    await phones.home.page.getByLabel("Uw woord", { exact: true }).fill("Hoopvol");
    await button(phones.home, "Verander mijn woord").click();
    await phones.home.page.locator(".own-word", { hasText: "Hoopvol" }).waitFor();
  });

  await test("no phone shows a word of another before the chair shows them; then all do, counted together", async () => {
    assert.equal(await phones.joop.page.getByText(/hoopvol/i).count(), 0);
    await next("Toon de woorden");
    for (const phone of [phones.fatma, phones.home, phones.joop]) {
      await phone.page.locator(".cloud li", { hasText: /hoopvol/i }).getByText("×2").waitFor();
      await phone.page.locator(".cloud li", { hasText: "benieuwd" }).waitFor();
    }
    await look(phones.fatma, "words");
    await look(phones.home, "words_320");
  });

  await test("who gave a word is asked to explain it: yes goes into the queue with the word, no tells nobody", async () => {
    const part = await open(phones.chair, "In één woord");
    await part.locator(".groups button", { hasText: /hoopvol/i }).click();
    await part.getByRole("button", { name: "Vraag om uitleg" }).click();
    await heading(phones.fatma, "Wilt u uw woord toelichten?");
    await heading(phones.home, "Wilt u uw woord toelichten?");
    assert.equal(await phones.joop.page.getByText("Wilt u uw woord toelichten?").count(), 0);
    await look(phones.fatma, "explain");
    await look(phones.chair, "chair_words");
    await button(phones.home, "Nee, liever niet").click();
    await button(phones.fatma, "Ja, ik licht het toe").click();
    await button(phones.fatma, "U staat in de rij: nummer 1").waitFor();
    const queue = await open(phones.joop, "Sprekers");
    await queue.getByText("hoopvol", { exact: true }).waitFor();
    assert.equal(await queue.locator("li").count(), 1, "nobody learns of the one who said no");
  });

  // --- speaking

  await test("asking to speak with a topic, seeing one's place, stepping back, asking again", async () => {
    const ask = async () => {
      await button(phones.home, "Vraag het woord").click();
      await phones.home.page.getByLabel("Waar gaat het over?").fill("De speeltuin");
      await button(phones.home, "Vraag het woord").click();
      await button(phones.home, "U staat in de rij: nummer 2").waitFor();
    };
    if ((await button(phones.home, "Vraag het woord").count()) === 0) {
      const queue = await open(phones.chair, "Sprekers");
      await queue.getByRole("button", { name: "Open de rij" }).click();
      await button(phones.home, "Vraag het woord").waitFor();
    }
    await ask();
    await button(phones.home, "U staat in de rij: nummer 2").click();
    await look(phones.home, "withdraw_320");
    await button(phones.home, "Ga uit de rij").click();
    await button(phones.home, "Vraag het woord").waitFor();
    await ask();
  });

  await test("the chair adds someone without a phone", async () => {
    const queue = await open(phones.chair, "Sprekers");
    await open(phones.chair, "Iemand zonder telefoon");
    await queue.getByLabel("Naam", { exact: true }).fill("Mevrouw Jansen");
    await queue.getByRole("button", { name: "Voeg toe", exact: true }).click();
    await queue.getByText("Mevrouw Jansen").waitFor();
    await look(phones.chair, "chair_queue");
  });

  await test("the next speaker: her phone says so, and everybody sees the countdown", async () => {
    await next(/^Volgende spreker: Fatma/);
    await phones.fatma.page.getByRole("dialog", { name: "U bent aan de beurt" }).waitFor();
    await look(phones.fatma, "turn");
    await phones.fatma.page.waitForTimeout(750); // what has just come does not listen to a finger that was on its way
    await button(phones.fatma, "Ik ben er").click();
    await heading(phones.fatma, "U bent aan het woord");
    await heading(phones.joop, "Aan het woord: Fatma");
    await look(phones.joop, "speaker");
  });

  await test("countdowns on two phones change within 250 ms of each other, whatever the phone's clock says", async () => {
    const changes = (phone) =>
      phone.page.evaluate(
        (shift) =>
          new Promise((done) => {
            const clock = document.querySelector("[data-clock=speaker]");
            const seen = {};
            const watcher = new MutationObserver(() => {
              seen[clock.textContent] = performance.timeOrigin + performance.now();
              if (Object.keys(seen).length === 4) {
                watcher.disconnect();
                done(seen);
              }
            });
            watcher.observe(clock, { childList: true, characterData: true, subtree: true });
          }),
      );
    const [here, home] = await Promise.all([changes(phones.joop), changes(phones.home)]);
    const both = Object.keys(here).filter((text) => home[text] !== undefined);
    assert.ok(both.length >= 2, JSON.stringify([here, home]));
    const apart = both.map((text) => Math.abs(here[text] - home[text]));
    console.log(`        apart by ${apart.map((ms) => Math.round(ms)).join(", ")} ms`);
    assert.ok(Math.max(...apart) <= 250, JSON.stringify(apart));
  });

  await test("the speaker's clock can be stopped and go on", async () => {
    const queue = await open(phones.chair, "Sprekers");
    await queue.getByRole("button", { name: "Zet de klok stil" }).click();
    await says(phones.joop, "de klok staat stil");
    await queue.getByRole("button", { name: "Klok loopt verder" }).click();
    await says(phones.joop, /^nog \d:\d\d$/);
  });

  // --- a phone loses its line for a minute, while the evening goes on

  let lost_at_ms = 0;
  await test("a phone's line falls silent without a word", async () => {
    network.silence();
    lost_at_ms = Date.now();
  });

  await test("a turn ends while that phone is away and calls nobody, then the next in line speaks", async () => {
    await next(/^Volgende spreker: Fatma/);
    await heading(phones.joop, "Aan het woord: Fatma (2)");
    await phones.chair.page.locator(".card.lead").getByRole("button", { name: "Beurt is klaar" }).click();
    await phones.joop.page.getByRole("heading", { name: /Aan het woord/ }).waitFor({ state: "detached" });
    await next(/^Volgende spreker: Mevrouw Jansen/);
    await heading(phones.joop, "Aan het woord: Mevrouw Jansen");
    await next("Beurt is klaar");
  });

  await test("claps and the three other reactions are sent, say so, and are counted for everybody", async () => {
    for (const name of ["Applaus", "Eens", "Hart", "Lachen"]) {
      const sign = button(phones.fatma, name).getByText("Verstuurd").waitFor({ state: "attached" }); // it goes by itself
      await button(phones.fatma, name).click();
      await sign;
      await phones.fatma.page.waitForTimeout(400);
    }
    const told = () => Object.assign({}, ...phones.joop.frames.map(({ frame }) => frame.patch?.reactions ?? {}));
    for (let tries = 0; tries < 50 && Object.keys(told()).length < 4; tries += 1) await phones.joop.page.waitForTimeout(100);
    assert.deepEqual(told(), { clap: 1, agree: 1, heart: 1, laugh: 1 }, "another phone hears the totals");
  });

  await test("the language changes the whole page, and stays after a reload", async () => {
    const { page } = phones.joop;
    await page.getByLabel("Taal").selectOption("en");
    await says(phones.joop, "Connected");
    assert.equal(await page.evaluate(() => document.documentElement.lang), "en");
    await page.reload();
    await says(phones.joop, "Connected");
    await look(phones.joop, "english");
    await page.getByLabel("Language").selectOption("nl");
    await says(phones.joop, "Verbonden");
  });

  await test("a second tab on the same phone takes over, visibly, and the first can take it back", async () => {
    const second = await phones.fatma.context.newPage();
    await second.goto(kiosk.address);
    await second.locator(".line-open").waitFor();
    await heading(phones.fatma, "U doet nu mee in een ander venster");
    await look(phones.fatma, "taken_over");
    await button(phones.fatma, "Hier verder").click();
    await connected(phones.fatma);
    await second.getByRole("heading", { name: "U doet nu mee in een ander venster" }).waitFor();
    await second.close();
    const profile = await open(phones.fatma, "Uw naam en plaats");
    await profile.getByText("Anderen zien: Fatma · in de zaal").waitFor();
  });

  await test("after a minute the phone is looked at again: it is back in under 2 s, with name and place", async () => {
    const rest_ms = lost_at_ms + line_lost_ms - Date.now();
    if (rest_ms > 0) await phones.home.page.waitForTimeout(rest_ms);
    network.restore();
    const started_ms = Date.now();
    await phones.home.page.evaluate(() => window.dispatchEvent(new Event("online")));
    await connected(phones.home);
    await phones.home.page.getByText("Aan het woord").waitFor({ state: "detached", timeout: 4000 });
    const took_ms = Date.now() - started_ms;
    console.log(`        back in ${took_ms} ms`);
    assert.ok(took_ms < 2000, `${took_ms} ms`);
    const profile = await open(phones.home, "Uw naam en plaats");
    await profile.getByText("Anderen zien: Fatma (2) · thuis").waitFor();
  });

  // --- the vote, with a power cut in the middle

  await test("the chair makes a poll on the spot and opens it", async () => {
    const part = await open(phones.chair, "Peilingen");
    await part.getByLabel("Vraag", { exact: true }).fill("Waar zetten we de banken?");
    await part.getByRole("radio", { name: "Kies één antwoord" }).check();
    await part.getByLabel("Antwoorden, elk op een eigen regel").fill("Het plein\nDe speeltuin\nHet station");
    await part.getByRole("button", { name: "Voeg toe" }).click();
    const poll = part.locator("li", { hasText: "Waar zetten we de banken?" });
    await poll.getByRole("button", { name: "Open de stemming" }).click();
    for (const phone of [phones.fatma, phones.home, phones.joop]) await heading(phone, "Waar zetten we de banken?");
    await look(phones.home, "poll_320");
    await look(phones.chair, "chair_polls");
  });

  await test("Fatma votes: the receipt comes, and says what she chose", async () => {
    await phones.fatma.page.getByRole("radio", { name: "Het plein" }).check();
    await look(phones.fatma, "poll_chosen");
    await button(phones.fatma, "Verstuur mijn stem").click();
    await phones.fatma.page.locator("main .receipt-title", { hasText: "Uw stem is binnen" }).waitFor();
    await phones.fatma.page.locator(".receipt", { hasText: "Het plein" }).waitFor();
    await look(phones.fatma, "receipt");
  });

  await test("Joop votes with Tab and Enter alone", async () => {
    await press_to(phones.joop.page, /Het station/);
    await press_to(phones.joop.page, /Verstuur mijn stem/);
    await phones.joop.page.locator("main .receipt-title", { hasText: "Uw stem is binnen" }).waitFor();
    assert.match(await focused_text(phones.joop.page), /banken/, "the focus goes on to the heading");
  });

  await test("a vote can be changed until the poll closes", async () => {
    await button(phones.joop, "Andere keuze maken").click();
    await phones.joop.page.getByRole("radio", { name: "De speeltuin" }).check();
    await button(phones.joop, "Verander mijn stem").click();
    await phones.joop.page.locator(".receipt", { hasText: "De speeltuin" }).waitFor();
    await says(phones.chair, /2 van de \d+ mensen hebben gestemd/);
  });

  await test("the plug is pulled in the middle of the vote: pages say so, and what is sent is kept", async () => {
    await phones.home.page.getByRole("radio", { name: "De speeltuin" }).check();
    await kiosk.kill();
    await says(phones.home, /Geen verbinding/);
    await button(phones.home, "Verstuur mijn stem").click();
    await says(phones.home, "Wordt verstuurd…");
    assert.equal(await phones.home.page.getByText("Uw stem is binnen").count(), 0, "no receipt before the kiosk has it");
    await look(phones.home, "lost_320");
    await phones.fatma.page.locator(".line-lost").waitFor();
  });

  await test("started again: everybody is back within seconds by themselves, and the vote that waited has arrived", async () => {
    await kiosk.start();
    const started_ms = Date.now();
    for (const phone of Object.values(phones)) await connected(phone, 15000);
    console.log(`        back in ${Date.now() - started_ms} ms`);
    assert.ok(Date.now() - started_ms < 10000);
    await phones.home.page.locator(".receipt", { hasText: "De speeltuin" }).waitFor();
    await phones.fatma.page.locator(".receipt", { hasText: "Het plein" }).waitFor();
    await says(phones.chair, /3 van de \d+ mensen hebben gestemd/);
    const profile = await open(phones.home, "Uw naam en plaats");
    await profile.getByText("Anderen zien: Fatma (2) · thuis").waitFor();
  });

  await test("closing the vote asks once, and can be called off", async () => {
    const large = phones.chair.page.locator(".card.lead");
    await large.getByRole("button", { name: "Sluit de stemming" }).click();
    await says(phones.chair, "Een gesloten stemming kan niet meer open. Nu sluiten?");
    await look(phones.chair, "chair_sure");
    await large.getByRole("button", { name: "Nee, terug" }).click();
    await phones.chair.page.waitForTimeout(750);
    assert.equal(await phones.fatma.page.getByText("De stemming is gesloten").count(), 0);
    await large.getByRole("button", { name: "Sluit de stemming" }).click();
    await large.getByRole("button", { name: "Sluit de stemming" }).click();
    await says(phones.fatma, /De stemming is gesloten/);
    await look(phones.fatma, "poll_closed");
  });

  await test("the result: counts in words, each vote once", async () => {
    await next("Toon de uitslag");
    for (const phone of [phones.fatma, phones.home, phones.joop]) {
      const bars = phone.page.locator(".card .bars").first();
      await bars.waitFor();
      const counts = await bars.locator("li").evaluateAll((items) => items.map((item) => item.querySelector(".bar-count").textContent));
      assert.deepEqual(counts, ["1 stem", "2 stemmen", "0 stemmen"]);
    }
    await look(phones.fatma, "result");
    await look(phones.home, "result_320");
  });

  // --- the end

  await test("the evening ends: it asks once, then everybody is thanked", async () => {
    const part = await open(phones.chair, "De kiosk");
    await part.getByRole("button", { name: "Sluit de avond af" }).click();
    await part.getByRole("button", { name: "Sluit de avond af" }).click();
    for (const phone of [phones.fatma, phones.home, phones.joop]) await heading(phone, "De avond is afgelopen");
    await look(phones.fatma, "ended");
    await look(phones.home, "ended_320");
    await look(phones.chair, "chair_ended");
  });

  await test("no page asked anything of another host, and none had an error", async () => {
    for (const [name, phone] of Object.entries(phones)) {
      const host = name === "home" ? `${network.host}:${kiosk.port}` : `127.0.0.1:${kiosk.port}`;
      assert_only_asked(phone.requests, host);
      assert.deepEqual(phone.errors, [], name);
    }
  });

  await test("every frame of the evening, in both directions, is one of the wire; views and desks built from them too", async () => {
    const kinds = {};
    for (const phone of Object.values(phones)) {
      for (const [kind, n] of Object.entries(hold_to_schema(phone.frames))) kinds[kind] = (kinds[kind] ?? 0) + n;
    }
    console.log(`        ${JSON.stringify(kinds)}`);
    for (const kind of ["sent", "hello", "ok", "refused", "view", "patch", "me", "desk", "desk_patch"]) {
      assert.ok(kinds[kind] > 0, `none of ${kind} was seen`);
    }
  });

  await test("the program stops cleanly", async () => assert.equal(await kiosk.stop(), 0));
}

/** Holds every frame of a phone against the schema, and what patches make of views; returns how many of which kind. */
function hold_to_schema(frames) {
  const kinds = {};
  const seen = (kind) => (kinds[kind] = (kinds[kind] ?? 0) + 1);
  const sockets = new Map();
  for (const { way, socket, frame } of frames) {
    if (!sockets.has(socket)) sockets.set(socket, { hellos: new Set() });
    const known = sockets.get(socket);
    if (way === "sent") {
      assert_schema("client_frame", frame);
      if (frame.do === "hello") known.hellos.add(frame.id);
      seen("sent");
      continue;
    }
    assert_schema("server_frame", frame);
    if (known.hellos.has(frame.re) && frame.ok) {
      assert_schema("reply_hello", frame);
      seen("hello");
    } else if (frame.re !== undefined) {
      seen(frame.ok ? "ok" : "refused");
    } else if (frame.view !== undefined) {
      known.view = frame.view;
      known.v = frame.v;
      seen("view");
    } else if (frame.patch !== undefined) {
      assert.equal(frame.v, known.v + 1, "no version is left out");
      known.v = frame.v;
      known.view = patched(known.view, frame.patch);
      assert_schema("view", known.view);
      seen("patch");
    } else if (frame.me !== undefined) {
      seen("me");
    } else if (frame.desk !== undefined) {
      known.desk = frame.desk;
      seen("desk");
    } else if (frame.desk_patch !== undefined) {
      known.desk = patched(known.desk, frame.desk_patch);
      assert_schema("desk", known.desk);
      if (known.desk.next.do) assert_schema("client_frame", { id: "next", ...known.desk.next.do });
      seen("desk_patch");
    }
  }
  return kinds;
}

/** JSON Merge Patch (RFC 7396), written again here so that the page's own is not its judge. */
function patched(target, patch) {
  if (typeof patch !== "object" || patch === null || Array.isArray(patch)) return patch;
  const result = typeof target === "object" && target !== null && !Array.isArray(target) ? { ...target } : {};
  for (const [key, value] of Object.entries(patch)) {
    if (value === null) delete result[key];
    else result[key] = patched(result[key], value);
  }
  return result;
}

/** The label of what has the focus: its own text, or that of the label around it. */
function focused_text(page) {
  return page.evaluate(() => {
    const node = document.activeElement;
    return (node.labels?.[0] ?? node).textContent.trim();
  });
}

/** Tab until the focus stands on what is wanted, then Enter. Fails after a hundred presses: then it cannot be reached. */
async function press_to(page, wanted, { enter = true } = {}) {
  const passed = [];
  for (let presses = 0; presses < 100; presses += 1) {
    await page.keyboard.press("Tab");
    const text = await focused_text(page);
    if (wanted.test(text)) {
      const outlined = await page.evaluate(() => {
        const node = document.activeElement;
        const shows = (one) => getComputedStyle(one).outlineStyle !== "none" && Number.parseFloat(getComputedStyle(one).outlineWidth) >= 2;
        return shows(node) || shows(node.closest("label") ?? node);
      });
      assert.ok(outlined, `the focus on '${text}' is seen`);
      if (enter) await page.keyboard.press("Enter");
      return;
    }
    passed.push(text.slice(0, 20));
  }
  assert.fail(`Tab does not reach ${wanted}: ${passed.join(" | ")}`);
}
