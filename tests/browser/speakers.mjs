// Owns the story of the row of speakers against the real program: somebody in the room, somebody at home, two chairs, and
// people without a phone. Whatever happens, every page draws one order, which is held to the hash in the kiosk's view. It
// must never reach into the program: everything goes through pages.

import assert from "node:assert/strict";
import { hash_of } from "../web/fake_kiosk.mjs";
import { button, heading, large, open, settle_ms, settled, until, view_of, with_evening } from "./open_evening.mjs";

const video = "https://video.buurthuis.example/startavond";

export async function run_speakers(browser, counter, program) {
  await with_evening({ browser, counter, program, name: "speakers" }, story);
}

async function story(evening, test) {
  const { phones, network } = evening;
  const look = (phone, name) => evening.look(phone, name);
  const drawn = (phone) => phone.page.locator("li[data-entry]").evaluateAll((all) => all.map((one) => one.dataset.entry));
  const queue_of = (phone) => view_of(phone)?.queue;
  /** Every page draws the order whose hash the kiosk said. */
  const one_order = async (why) => {
    const all = [phones.chair, phones.fatma, phones.omar];
    for (let tries = 0; tries < 80; tries += 1) {
      const orders = await Promise.all(all.map(drawn));
      const queues = all.map(queue_of);
      const same = orders.every((order) => JSON.stringify(order) === JSON.stringify(orders[0]));
      const hashes = new Set([...queues.map(({ hash }) => hash), ...orders.map((order, n) => hash_of({ order, speaking: queues[n].speaking }))]);
      if (same && hashes.size === 1) return orders[0];
      await phones.chair.page.waitForTimeout(50);
    }
    return assert.fail(`the pages do not agree: ${why}`);
  };
  const names = async () => (await phones.fatma.page.locator("li[data-entry] .list-main > bdi").allTextContents()).map(String);
  const ask = async (phone, kind, topic = "") => {
    await button(phone, "Vraag het woord").click();
    const panel = phone.page.locator(".panel");
    await panel.getByRole("radio", { name: new RegExp(`^${kind}`) }).check();
    await panel.getByLabel("Waar gaat het over?").fill(topic);
    await panel.getByRole("button", { name: "Vraag het woord" }).click();
    await button(phone, /^U staat in de rij/).waitFor();
  };

  await test("a chair pairs, begins, opens the list, names groups and the video call, and chooses the rules", async () => {
    await evening.pair("chair");
    await settled(phones.chair);
    await large(phones.chair).click();
    await evening.join("fatma", "Fatma");
    await evening.join("omar", "Omar", { place: "Thuis", width: 320, height: 600, theme: "dark" });
    for (const name of ["fatma", "omar"]) await open(phones[name], "Sprekers");
    const queue = await open(phones.chair, "Sprekers");
    const door = queue.getByRole("button", { name: "Open de rij" });
    if ((await door.count()) > 0) await door.click();
    const rules = await open(phones.chair, "Regels van de rij");
    await rules.getByLabel(/^Elke groep op een eigen regel/).fill("Bewoners\nGemeente");
    await rules.getByRole("button", { name: "Bewaar" }).first().click();
    await until("every phone knows the groups", () => ["fatma", "omar"].every((name) => view_of(phones[name])?.groups?.order.length === 2));
    await rules.getByLabel("Link").fill(video);
    await rules.getByRole("button", { name: "Bewaar" }).last().click();
    await rules.getByText(video).waitFor();
    for (const rule of ["wie nog niet sprak", "om de beurt zaal en thuis"]) {
      const add = rules.getByRole("button", { name: `Voeg toe: ${rule}` });
      if ((await add.count()) > 0) await add.click();
      await rules.getByRole("button", { name: `Omhoog: ${rule}` }).waitFor();
    }
    for (const phone of Object.values(phones)) {
      await phone.page.locator(".rules", { hasText: "wie nog niet sprak, dan om de beurt zaal en thuis" }).first().waitFor();
    }
    await look(phones.chair, "rules");
  });

  await test("which group one belongs to is asked once, and changed where name and place are", async () => {
    for (const [name, group] of [["fatma", "Bewoners"], ["omar", "Bij geen van deze"]]) {
      const card = phones[name].page.locator(".card.task");
      await heading(phones[name], "Bij wie hoort u?").waitFor();
      await card.getByRole("radio", { name: group }).check();
      await card.getByRole("button", { name: "Bewaar" }).click();
      await card.waitFor({ state: "detached" });
      await phones[name].page.reload();
      await phones[name].page.locator(".line-open").waitFor();
      await open(phones[name], "Sprekers");
      assert.equal(await phones[name].page.locator(".card.task").count(), 0, "it is not asked again");
    }
  });

  await test("room, home, a card and raised hands stand in one row, everywhere the same, each with its reason", async () => {
    await ask(phones.fatma, "Nieuw punt", "De banken op het plein");
    const guests = await open(phones.chair, "Iemand zonder telefoon");
    await guests.getByLabel("Kaartnummer").first().fill("12");
    await guests.getByLabel("Naam", { exact: true }).first().fill("عبد الرحمن بن محمد بن عبد الله الأنصاري");
    await guests.getByRole("button", { name: "Voeg toe", exact: true }).click();
    await guests.getByRole("button", { name: "Eén hand meer" }).click();
    await guests.getByRole("button", { name: "Zet 2 handen in de rij" }).click();
    await phones.fatma.page.getByText("Hand 2", { exact: true }).waitFor();
    await ask(phones.omar, "Vraag");
    await phones.fatma.page.locator("li[data-entry]", { hasText: "Omar" }).waitFor();
    const order = await one_order("five in the row");
    assert.equal(order.length, 5);
    assert.deepEqual((await names()).slice(0, 2), ["Fatma", "Omar"], "room and home in turn");
    await phones.omar.page.locator("li.mine", { hasText: "nu iemand van thuis" }).waitFor();
    await heading(phones.omar, "U bent nummer 2").waitFor();
    await look(phones.omar, "row");
    await look(phones.chair, "row_chair");
  });

  await test("her turn comes large over everything; 'ik ben er' is seen by the chair; home reads that it is nearly up", async () => {
    const queue = await open(phones.chair, "Sprekers");
    await queue.getByRole("button", { name: "Volgende: Fatma" }).click();
    await phones.fatma.page.getByRole("dialog", { name: "U bent aan de beurt" }).waitFor();
    assert.match(await phones.fatma.page.title(), /^U bent aan de beurt/);
    await queue.getByText("heeft nog niet gezegd: ik ben er").waitFor();
    await phones.fatma.page.waitForTimeout(settle_ms);
    await button(phones.fatma, "Ik ben er").click();
    await queue.getByText("zegt dat hij of zij er is").waitFor();
    await heading(phones.fatma, "U bent aan het woord").waitFor();
    await heading(phones.omar, "U bent bijna aan de beurt").waitFor();
    assert.match(await phones.omar.page.title(), /^U bent bijna aan de beurt/);
    const link = phones.omar.page.getByRole("link", { name: "Open het videogesprek" });
    assert.deepEqual([await link.getAttribute("href"), await link.getAttribute("target"), await link.getAttribute("rel")], [video, "_blank", "noopener noreferrer"]);
    assert.match(await phones.omar.page.locator(".own-place [role=timer]").textContent(), /^Nog (ongeveer \d+ minu|minder dan een minuut)/);
    await look(phones.omar, "nearly");
    await one_order("Fatma speaks");
  });

  await test("a point of order takes two steps, interrupts, and gives the turn back", async () => {
    await button(phones.omar, /^U staat in de rij/).click();
    await button(phones.omar, "Punt van orde…").click();
    await phones.omar.page.getByText("u hoort of ziet niets").waitFor();
    await look(phones.omar, "order");
    await button(phones.omar, "Vraag een punt van orde").click();
    await phones.omar.page.locator("li.mine", { hasText: "Punt van orde" }).waitFor();
    assert.equal((await one_order("a point of order first")).length, 5);
    const queue = await open(phones.chair, "Sprekers");
    await queue.getByRole("button", { name: /laat Omar nu spreken/ }).click();
    await phones.omar.page.getByRole("dialog", { name: "U bent aan de beurt" }).waitFor();
    await heading(phones.fatma, "Even een punt van orde").waitFor();
    await look(phones.fatma, "gave_way");
    await phones.omar.page.waitForTimeout(settle_ms);
    await phones.omar.page.getByRole("dialog").getByRole("button", { name: "Klaar" }).click();
    await heading(phones.fatma, "U bent aan het woord").waitFor();
    await one_order("Fatma goes on");
  });

  await test("who was called and was not there keeps the right to come back", async () => {
    const queue = await open(phones.chair, "Sprekers");
    await settled(phones.chair);
    await queue.getByRole("button", { name: "Volgende: Omar" }).click();
    await phones.omar.page.getByRole("dialog", { name: "U bent aan de beurt" }).waitFor();
    await settled(phones.chair);
    await queue.getByRole("button", { name: /^(Niet er: volgende|Is er niet)$/ }).click();
    await heading(phones.omar, "U was even weg").waitFor();
    await queue.getByText("Waren er niet").waitFor();
    await look(phones.omar, "passed");
    await look(phones.chair, "absent");
    await phones.omar.page.getByRole("button", { name: "Ik ben er weer" }).click();
    await button(phones.omar, /^U staat in de rij/).waitFor();
    await one_order("Omar is back");
  });

  await test("the order changes while the chair presses: nobody is called by mistake, and it is said politely", async () => {
    const queue = await open(phones.chair, "Sprekers");
    await settled(phones.chair);
    const seen = await queue.getByRole("button", { name: /^Volgende: / }).textContent();
    const before = phones.chair.frames.length;
    network.hold();
    await queue.getByRole("button", { name: /^Volgende: / }).dblclick({ delay: 30 });
    await button(phones.fatma, "Vraag het woord").click();
    await button(phones.fatma, "Punt van orde…").click();
    await button(phones.fatma, "Vraag een punt van orde").click();
    await button(phones.fatma, "U staat in de rij: nummer 1").waitFor();
    network.release();
    await queue.locator(".polite", { hasText: "De volgorde is net veranderd. De volgende is nu Fatma." }).first().waitFor();
    const sent = phones.chair.frames.slice(before).filter(({ way, frame }) => way === "sent" && frame.do === "queue.next");
    assert.equal(sent.length, 1, `two taps on '${seen}' ask once`);
    assert.equal((await one_order("after the press that came too late")).length > 0, true);
    await look(phones.chair, "order_changed");
    await settled(phones.chair);
    await queue.getByRole("button", { name: "Volgende: Fatma" }).click();
    await phones.fatma.page.getByRole("dialog", { name: "U bent aan de beurt" }).waitFor();
    await phones.fatma.page.waitForTimeout(settle_ms);
    await phones.fatma.page.getByRole("dialog").getByRole("button", { name: "Klaar" }).click();
    await one_order("Fatma gave the turn back");
  });

  await test("who speaks gives the turn to the next", async () => {
    const queue = await open(phones.chair, "Sprekers");
    await settled(phones.chair);
    await queue.getByRole("button", { name: /^Roep nu|^Volgende: / }).first().waitFor();
    await phones.chair.page.locator("li[data-entry]", { hasText: "Omar" }).getByRole("button", { name: /^Verander/ }).click();
    await queue.getByRole("button", { name: "Roep nu" }).click();
    await phones.omar.page.getByRole("dialog", { name: "U bent aan de beurt" }).waitFor();
    await phones.omar.page.waitForTimeout(settle_ms);
    await phones.omar.page.getByRole("dialog").getByRole("button", { name: /^Geef de beurt aan / }).click();
    await phones.omar.page.getByRole("dialog").waitFor({ state: "detached" });
    const order = await one_order("the turn was given on");
    assert.equal(queue_of(phones.fatma).speaking !== undefined, true);
    assert.ok(order.length >= 1);
    await open(phones.chair, "Spreektijd");
    await phones.chair.page.getByText("Per mens").waitFor();
    await look(phones.chair, "times");
  });
}
