// Owns the story of written questions against the real program: asked with and without a name, let in, voted for from
// several phones, put together and parted again, shown, asked aloud by who wrote them, answered, and closed. Whoever asked
// without a name stays unknown: what every socket was sent is searched. It must never reach into the program.

import assert from "node:assert/strict";
import { button, heading, large, open, settle_ms, settled, until, view_of, with_evening } from "./open_evening.mjs";

/** Who asks without a name; these names must turn up nowhere else. */
const unnamed = { mirjam: "Mirjam Verzwegen", omar: "Omar Ongenoemd" };
const light = "Komt er licht op het plein?";
const garden = "Waarom is de speeltuin dicht?";
const opens = "Wanneer gaat de speeltuin weer open?";
const pays = "Wie betaalt dat eigenlijk?";
const nonsense = "Is dit nu de vierde avond over hetzelfde?";

export async function run_questions(browser, counter, program) {
  await with_evening({ browser, counter, program, name: "questions" }, story);
}

async function story(evening, test) {
  const { phones, kiosk } = evening;
  const attendees = ["fatma", "joop", "mirjam", "omar"];
  const others = (name) => [...attendees, "chair"].filter((one) => one !== name);
  const item = (phone, text) => phone.page.locator("li[data-question]", { hasText: text });
  const votes_of = async (name, text) => Number(await item(phones[name], text).locator(".votes b").textContent());
  const vote = (name, text) => item(phones[name], text).getByRole("button", { name: /Ik ook|U ook/ });
  /** How one's own question stands, by the words on one's own phone. */
  const stands = (name, text, words) =>
    phones[name].page.locator("li:not([data-question])", { hasText: text }).getByText(words).waitFor();
  const ask = async (name, text, { without_name = false } = {}) => {
    const part = await open(phones[name], "Vragen");
    await part.getByLabel("Uw vraag").fill(text);
    await part.getByLabel("Zonder mijn naam").setChecked(without_name);
    await part.getByRole("button", { name: "Stuur mijn vraag" }).click();
    await until(`${text} arrived`, async () => (await part.getByLabel("Uw vraag").inputValue()) === "");
  };
  /** What the chair does with a question; the panel of another is put away first. */
  const desk = async (text, press) => {
    const one = item(phones.chair, text);
    if ((await one.locator("button.change").getAttribute("aria-expanded")) === "false") await one.locator("button.change").click();
    await one.getByRole("button", { name: press, exact: true }).click();
  };
  const received = (name) => phones[name].frames.filter(({ way }) => way === "received").map(({ frame }) => frame);
  /** Frames whose text holds this; the chair knows by name who is there, but not what they asked. */
  const heard_of = (name, needle) =>
    received(name).filter((frame) => {
      const { people: _, ...rest_of_desk } = frame.desk ?? frame.desk_patch ?? {};
      const { desk: _whole, desk_patch: _change, ...rest } = frame;
      return JSON.stringify([rest, rest_of_desk]).includes(needle);
    });
  const assert_unknown = async (author) => {
    for (const name of others(author)) {
      assert.deepEqual(heard_of(name, unnamed[author]), [], `what ${name}'s sockets were sent of ${unnamed[author]}`);
      const page = name === "chair" ? await open(phones.chair, "Vragen") : phones[name].page.locator("#app");
      assert.equal((await page.innerHTML()).includes(unnamed[author]), false, `${name}'s page`);
    }
  };
  /** Nothing but this is told of a question, to anybody: no id of a person, and no name of who asked without one. */
  const assert_only_told = () => {
    let seen = 0;
    for (const name of others()) {
      for (const frame of received(name)) {
        for (const list of [frame.view, frame.patch, frame.desk, frame.desk_patch].map((one) => one?.questions?.by ?? {})) {
          for (const question of Object.values(list).filter((one) => one !== null)) {
            seen += 1;
            const keys = Object.keys(question).filter((key) => !["text", "name", "votes", "answered", "state", "merged", "invited"].includes(key));
            assert.deepEqual(keys, [], JSON.stringify(question));
          }
        }
      }
    }
    assert.ok(seen > 20, "questions were told at all");
  };

  await test("the chair opens questions without a name too, and reads each first", async () => {
    await evening.pair("chair");
    await settled(phones.chair);
    await large(phones.chair).click();
    await evening.join("fatma", "Fatma");
    await evening.join("joop", "Joop", { width: 320, height: 640, theme: "dark" });
    await evening.join("mirjam", unnamed.mirjam, { width: 320, height: 640 });
    await evening.join("omar", unnamed.omar, { place: "Thuis", theme: "dark" });
    const part = await open(phones.chair, "Vragen");
    await part.getByLabel("Mensen mogen vragen insturen").setChecked(true);
    await part.getByLabel("Vragen zonder naam mag").setChecked(true);
    await part.getByLabel("Ik lees elke vraag eerst").setChecked(true);
    await until("every phone knows the rules", () =>
      attendees.every((name) => {
        const { open: may_ask, anonymous, moderated } = view_of(phones[name])?.questions ?? {};
        return may_ask && anonymous && moderated;
      }),
    );
    for (const name of attendees) {
      const list = await open(phones[name], "Vragen");
      await list.getByText("Er zijn nog geen vragen.").waitFor();
      await list.getByText("De voorzitter leest uw vraag eerst.").waitFor();
    }
    await evening.look(phones.mirjam, "none_yet");
  });

  await test("a question waits for the chair: nobody else is sent its text; then everybody reads it, with a name or without", async () => {
    await ask("fatma", light);
    await ask("mirjam", garden, { without_name: true });
    await ask("omar", opens, { without_name: true });
    await ask("joop", nonsense);
    for (const [name, text] of [["fatma", light], ["mirjam", garden], ["omar", opens], ["joop", nonsense]]) {
      await stands(name, text, "wacht op de voorzitter");
      await item(phones.chair, text).getByRole("button", { name: `Laat toe: ${text}` }).waitFor();
      for (const other of others(name).filter((one) => one !== "chair")) assert.deepEqual(heard_of(other, text), [], `${other} and '${text}'`);
    }
    await item(phones.chair, light).getByText(/^Fatma/).waitFor();
    for (const text of [garden, opens]) await item(phones.chair, text).getByText(/^zonder naam/).waitFor();
    await evening.look(phones.chair, "waiting");
    for (const text of [light, garden, opens]) await item(phones.chair, text).getByRole("button", { name: `Laat toe: ${text}` }).click();
    await item(phones.chair, nonsense).getByRole("button", { name: `Verberg: ${nonsense}` }).click();
    await stands("joop", nonsense, "wordt niet getoond");
    for (const name of attendees) {
      await item(phones[name], light).getByText("Fatma").waitFor();
      for (const text of [garden, opens]) await item(phones[name], text).getByText("zonder naam").waitFor();
      assert.equal(await item(phones[name], nonsense).count(), 0, name);
    }
    for (const name of ["fatma", "mirjam", "omar"]) assert.deepEqual(heard_of(name, nonsense), [], `${name} was never sent what was hidden`);
    await stands("mirjam", garden, "zichtbaar voor iedereen");
    await evening.look(phones.mirjam, "own");
  });

  await test("votes from several phones: each once, taken back, and still there after a reload and a power cut", async () => {
    for (const name of ["fatma", "joop", "omar"]) await vote(name, garden).click();
    await vote("fatma", opens).click();
    const agreed = (text, votes) =>
      until(`${votes} want to know '${text}', on every phone`, async () => {
        const all = await Promise.all(attendees.map((name) => votes_of(name, text)));
        return all.every((one) => one === votes) || all;
      });
    await agreed(garden, 4);
    await agreed(opens, 2);
    assert.equal(await vote("mirjam", garden).count(), 0, "one's own has one's own vote already");
    await vote("omar", garden).and(phones.omar.page.locator("[aria-pressed=true]")).click();
    await agreed(garden, 3);
    await vote("omar", garden).and(phones.omar.page.locator("[aria-pressed=false]")).click();
    await agreed(garden, 4);
    await vote("omar", garden).and(phones.omar.page.locator("[aria-pressed=true]")).click();
    await agreed(garden, 3);
    await kiosk.kill();
    await kiosk.start();
    for (const name of attendees) {
      await phones[name].page.reload();
      await phones[name].page.locator(".line-open").waitFor();
      await open(phones[name], "Vragen");
    }
    await agreed(garden, 3);
    await agreed(opens, 2);
    const pressed = (name, text) => vote(name, text).getAttribute("aria-pressed");
    assert.deepEqual([await pressed("fatma", garden), await pressed("joop", garden), await pressed("omar", garden)], ["true", "true", "false"]);
    const votes = Object.values(view_of(phones.joop).questions.by).map((one) => one.votes);
    assert.equal(votes.reduce((sum, one) => sum + one, 0), 6, "one of Fatma's own question, three and two");
    await evening.look(phones.joop, "votes");
  });

  await test("the chair puts two together: everybody counts once; taking it back gives each its own", async () => {
    await phones.chair.page.locator(".line-open").waitFor();
    const part = await open(phones.chair, "Vragen");
    await item(phones.chair, opens).locator("button.change").click();
    const panel = item(phones.chair, opens);
    const merge = async () => {
      await panel.getByLabel("Voeg samen met").selectOption({ label: garden });
      await panel.getByRole("button", { name: "Doe het" }).click();
      await stands("omar", opens, "samengevoegd met een andere vraag");
      await until("the other is gone from every list", async () => {
        const left = await Promise.all(attendees.map((name) => item(phones[name], opens).count()));
        return left.every((one) => one === 0) || left;
      });
    };
    await merge();
    await until("Mirjam, Fatma, Joop and Omar, Fatma once", async () => {
      const all = await Promise.all(attendees.map((name) => votes_of(name, garden)));
      return all.every((one) => one === 4) || all;
    });
    await item(phones.chair, garden).getByText("samen met 1 andere").waitFor();
    await evening.look(phones.omar, "merged");
    await button(phones.chair, "Ongedaan maken: Twee vragen zijn samengevoegd").click();
    await stands("omar", opens, "zichtbaar voor iedereen");
    await until("each has its own again", async () => {
      const all = await Promise.all(attendees.map(async (name) => [await votes_of(name, garden), await votes_of(name, opens)]));
      return all.every(([one, other]) => one === 3 && other === 2) || all;
    });
    if ((await panel.locator("button.change").getAttribute("aria-expanded")) === "false") await panel.locator("button.change").click();
    await merge();
    await part.getByText("samen met 1 andere").waitFor();
  });

  await test("on the wall and on every phone at once, without a name", async () => {
    await desk(garden, "Zet op het scherm");
    for (const name of attendees) {
      const card = phones[name].page.locator(".card", { hasText: "Op het grote scherm" });
      await card.getByRole("heading", { name: garden }).waitFor();
      await card.getByText("zonder naam").waitFor();
      const { stage, questions } = view_of(phones[name]);
      assert.deepEqual([stage.scene, questions.shown], ["question", stage.question]);
      assert.equal(questions.by[stage.question].name, undefined);
    }
    await item(phones.chair, garden).getByText(/op het grote scherm/).waitFor();
    await evening.look(phones.joop, "on_the_wall");
    await evening.look(phones.chair, "panel");
  });

  await test("both who asked are invited; until one says yes nobody was told who they are", async () => {
    await desk(garden, "Nodig uit om te spreken");
    for (const [name, text] of [["mirjam", garden], ["omar", opens]]) {
      await heading(phones[name], "Wilt u uw vraag zelf stellen?").waitFor();
      const card = phones[name].page.locator(".card.task");
      await card.getByText(text).waitFor();
      await card.getByText("Iedereen ziet dan dat de vraag van u is.").waitFor();
    }
    for (const name of ["fatma", "joop"]) assert.equal(await heading(phones[name], "Wilt u uw vraag zelf stellen?").count(), 0);
    await item(phones.chair, garden).getByText(/uitgenodigd/).waitFor();
    await evening.look(phones.omar, "invited");
    await button(phones.mirjam, /^Nee/).click();
    await heading(phones.mirjam, "Wilt u uw vraag zelf stellen?").waitFor({ state: "detached" });
    for (const author of Object.keys(unnamed)) await assert_unknown(author);
    assert_only_told();
  });

  await test("who says yes stands in the row with the question, is called, and reads what it is about", async () => {
    await button(phones.omar, /^Ja/).click();
    await button(phones.omar, /^U staat in de rij/).waitFor();
    await open(phones.fatma, "Sprekers");
    const entry = phones.fatma.page.locator("li[data-entry]", { hasText: unnamed.omar });
    await entry.getByText(opens).waitFor();
    await entry.getByText("Vraag", { exact: true }).first().waitFor();
    await item(phones.chair, garden).getByText(/uitgenodigd/).waitFor({ state: "detached" });
    await evening.look(phones.omar, "accepted");
    const queue = await open(phones.chair, "Sprekers");
    await settled(phones.chair);
    await queue.getByRole("button", { name: `Volgende: ${unnamed.omar}` }).click();
    const turn = phones.omar.page.getByRole("dialog", { name: "U bent aan de beurt" });
    await turn.getByText(opens).waitFor();
    await evening.look(phones.omar, "turn");
    await phones.omar.page.waitForTimeout(settle_ms);
    await turn.getByRole("button", { name: "Klaar" }).click();
    await turn.waitFor({ state: "detached" });
    assert.ok(heard_of("fatma", unnamed.omar).length > 0, "the search finds a name that was told");
    await assert_unknown("mirjam");
  });

  await test("answered: marked everywhere, and nobody can vote for it any more; taken back, they can", async () => {
    await open(phones.chair, "Vragen");
    await desk(garden, "Is beantwoord");
    for (const name of attendees) await item(phones[name], garden).getByText("beantwoord").waitFor();
    await stands("mirjam", garden, "beantwoord");
    assert.equal(await vote("fatma", garden).count(), 0);
    await evening.look(phones.fatma, "answered");
    await desk(garden, "Toch niet beantwoord");
    await vote("fatma", garden).waitFor();
    await desk(garden, "Is beantwoord");
    await item(phones.fatma, garden).getByText("beantwoord").waitFor();
  });

  await test("the chair closes it: no new ones, votes still count, and what was half written comes back when it opens", async () => {
    const fatma = await open(phones.fatma, "Vragen");
    await fatma.getByLabel("Uw vraag").fill("En wie doet d");
    const part = await open(phones.chair, "Vragen");
    await part.getByLabel("Mensen mogen vragen insturen").setChecked(false);
    for (const name of attendees) {
      await phones[name].page.getByText("U kunt nu geen vragen insturen.").waitFor();
      assert.equal(await phones[name].page.getByLabel("Uw vraag").count(), 0);
    }
    await vote("joop", light).click();
    await until("a vote after closing", async () => {
      const votes = await votes_of("fatma", light);
      return votes === 2 || votes;
    });
    await evening.look(phones.joop, "closed");
    await part.getByLabel("Mensen mogen vragen insturen").setChecked(true);
    await fatma.getByLabel("Uw vraag").waitFor();
    assert.equal(await fatma.getByLabel("Uw vraag").inputValue(), "En wie doet d");
  });

  await test("who leaves: the question and the votes stay, the phone keeps nothing, an invitation to nobody stops nothing", async () => {
    await ask("joop", pays);
    await item(phones.chair, pays).getByRole("button", { name: `Laat toe: ${pays}` }).click();
    await item(phones.fatma, pays).getByText("Joop").waitFor();
    const { page } = phones.joop;
    await open(phones.joop, "Uw naam en plaats");
    await button(phones.joop, "Stop op dit apparaat").click();
    await page.getByText("Wat u gestuurd heeft, blijft staan.").waitFor();
    await button(phones.joop, "Stop op dit apparaat").click();
    await heading(phones.joop, "Doe mee met de avond").waitFor();
    const kept = await page.evaluate(() => JSON.stringify([{ ...localStorage }, { ...sessionStorage }]) + document.body.innerHTML);
    for (const text of [pays, nonsense, "Joop"]) assert.equal(kept.includes(text), false, text);
    await item(phones.fatma, pays).getByText("Joop").waitFor();
    assert.deepEqual([await votes_of("fatma", light), await votes_of("fatma", pays)], [2, 1]);
    await desk(pays, "Nodig uit om te spreken");
    await item(phones.chair, pays).getByText(/uitgenodigd/).waitFor();
    await vote("fatma", pays).click();
    await until("the evening goes on", async () => (await votes_of("mirjam", pays)) === 2);
  });

  await test("to the end nobody was told who asked without a name and did not come forward", async () => {
    await assert_unknown("mirjam");
    assert_only_told();
    // hers alone: no other phone was told that it has asked anything of hers
    for (const name of attendees) {
      const mine = received(name).flatMap((frame) => Object.values(frame.me?.questions?.mine ?? {}).map((one) => one.text));
      const own = { fatma: [light], joop: [nonsense, pays], mirjam: [garden], omar: [opens] }[name];
      assert.deepEqual([...new Set(mine)].sort(), [...own].sort(), name);
    }
  });
}
