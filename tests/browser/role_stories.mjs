// Owns the stories of rights on the phone: a code that is typed, the minute taker, who facilitates a table, several chairs,
// a right that goes while one is busy, and a step that came too late. The kiosk is the fake one; that the real one decides
// so is told in two_chairs.mjs. It must never depend on what another story left behind.

import assert from "node:assert/strict";
import { assert_accessible, assert_fits, make_phone, open_part as part, take_picture } from "./browser.mjs";
import { arabic_name, chair_desk, choice, long_name, minute, places, usual, with_polls, with_queue, with_tables, with_words, yes_no } from "./made_up.mjs";

const codes = { chair: "4821-7703", minute_taker: "1111-2222", table_facilitator: "3333-4444" };

export async function run_role_stories({ browser, counter, kiosk, address, join_as, asked }) {
  const { test } = counter;
  function begin(view) {
    kiosk.people.clear();
    kiosk.spent.clear();
    kiosk.refuse = () => undefined;
    kiosk.let_reply_through = () => true;
    kiosk.done = [];
    kiosk.view = view;
    kiosk.desk = chair_desk(view);
  }
  const verbs = () => kiosk.done.map(({ verb }) => verb.do);
  async function as(role, view, options = {}) {
    begin(view);
    const phone = await make_phone(browser, `${address}#${role}=${codes[role]}`, options);
    await phone.page.locator(".leading").waitFor();
    return { ...phone, person: [...kiosk.people.values()][0] };
  }
  const look = async (page, name) => {
    await assert_accessible(page, name);
    await assert_fits(page, name);
    await take_picture(page, `role_${name}`);
  };
  /** Every button on the page is at least this high, as LOOK.md asks of who leads. */
  const assert_large = async (page, least) => {
    const small = await page.locator(".leading button").evaluateAll(
      (all, px) => all.filter((one) => one.getBoundingClientRect().height > 0 && one.getBoundingClientRect().height < px).map((one) => one.outerHTML.slice(0, 90)),
      least,
    );
    assert.deepEqual(small, []);
  };

  // --- a code

  for (const [width, theme] of [[320, "dark"], [390, "light"]]) {
    await test(`a code typed on the first page, ${width} px: groups of four, plain refusals, still there after a reload`, async () => {
      begin(usual(kiosk.now_ms()));
      const { page, context, errors } = await make_phone(browser, address, { width, height: 640, theme });
      await page.getByRole("button", { name: "Ik heb een code" }).click();
      await page.getByRole("heading", { name: "Ik heb een code" }).waitFor();
      const field = page.getByLabel("Code");
      const go = page.getByRole("button", { name: "Verder met deze code" });
      assert.equal(await field.getAttribute("inputmode"), "numeric");
      assert.equal(await go.isDisabled(), true);
      await field.pressSequentially("482177");
      assert.equal(await field.inputValue(), "4821 77");
      assert.equal(await go.isDisabled(), true);
      await page.reload();
      assert.equal(await page.getByLabel("Code").inputValue(), "4821 77", "what was typed is still there");
      await page.getByLabel("Code").press("End");
      await page.getByLabel("Code").pressSequentially("04");
      assert.equal(kiosk.people.size, 0, "nothing is sent before the button");
      await go.click();
      await page.locator(".refused", { hasText: "Deze code klopt niet." }).waitFor();
      await look(page, `code_wrong_${width}`);
      kiosk.spent.add("48217703");
      await page.getByLabel("Code").fill("4821-7703");
      assert.equal(await page.getByLabel("Code").inputValue(), "4821 7703");
      assert.equal(await page.locator("main .refused").count(), 0, "a new try begins clean");
      await go.click();
      await page.locator(".refused", { hasText: "Deze code is al gebruikt of verlopen." }).waitFor();
      kiosk.refuse = (frame) => (frame.do === "pair" ? { code: "rate", message: "Te vaak een verkeerde code. Probeer het over 30 seconden nog eens." } : undefined);
      const pairs = () => kiosk.heard.filter((frame) => frame.do === "pair").length;
      const before = pairs();
      await go.click();
      await page.locator(".refused", { hasText: "Te vaak een verkeerde code. Probeer het over 30 seconden nog eens." }).waitFor();
      await page.waitForTimeout(2000);
      assert.equal(pairs(), before + 1, "the page does not guess on by itself");
      kiosk.refuse = () => undefined;
      kiosk.spent.clear();
      await go.click();
      await page.locator(".leading").waitFor();
      assert.equal(await page.locator("input.code").count(), 0);
      const kept = await page.evaluate(() => JSON.stringify([{ ...sessionStorage }, { ...localStorage }]));
      assert.doesNotMatch(kept, /4821/, "the code does not stay on the phone");
      await page.reload();
      await page.locator(".leading").waitFor();
      assert.equal(kiosk.people.size, 1);
      assert.deepEqual(errors, []);
      await context.close();
    });
  }

  await test("a code from the menu; going back asks nothing of the kiosk", async () => {
    begin(usual(kiosk.now_ms()));
    const { page, context } = await make_phone(browser, address);
    await join_as({ page });
    kiosk.done = [];
    await page.getByRole("button", { name: "Ik heb een code" }).click();
    await look(page, "code_390");
    await page.getByLabel("Code").fill("1111");
    await page.getByRole("button", { name: "Nee, terug" }).click();
    await page.getByRole("heading", { name: "Plannen bekijken" }).waitFor();
    assert.deepEqual(verbs(), []);
    await page.getByRole("button", { name: "Ik heb een code" }).click();
    assert.equal(await page.getByLabel("Code").inputValue(), "");
    await page.getByLabel("Code").fill("11112222");
    await page.keyboard.press("Enter");
    await page.getByText("Voor de notulen").waitFor();
    await context.close();
  });

  // --- the minute taker

  const full = (now_ms) => {
    const view = with_polls(with_words(with_queue(usual(now_ms), now_ms), "open"), { v1: yes_no("open"), v2: choice(places, "closed"), v3: choice(places, "draft") }, "v1");
    return view;
  };

  for (const [width, theme] of [[320, "light"], [390, "dark"]]) {
    await test(`the minute taker, ${width} px: what may be done, and nothing that moves the meeting on`, async () => {
      const now_ms = kiosk.now_ms();
      const { page, context, errors } = await as("minute_taker", full(now_ms), { width, theme });
      kiosk.change_desk((desk) => {
        desk.blocks = { b3: { notes: "Vraag eerst wie er voor het eerst is.", plan_starts_ms: now_ms - 12 * minute, plan_ends_ms: now_ms + 8 * minute } };
      });
      await page.getByText("Vraag eerst wie er voor het eerst is.").first().waitFor();
      await page.getByText(/^Gepland: \d\d:\d\d tot \d\d:\d\d$/).waitFor();
      await page.getByText(/^Nu: \d\d:\d\d tot \d\d:\d\d$/).waitFor();
      await look(page, `minute_taker_${width}`);
      const offered = {};
      for (const title of ["Agenda", "In één woord", "Sprekers", "Peilingen", "Mensen", "Wat er gebeurde"]) {
        const found = await part(page, title);
        if (title === "In één woord") await found.locator(".groups button").first().click();
        if (title === "Sprekers") await part(page, "Iemand zonder telefoon");
        if (title === "Agenda") await found.getByRole("button", { name: "Verander: Vragen" }).click();
        const texts = await found.locator("button:visible").allTextContents();
        offered[title] = [...new Set(texts.filter((text) => !text.includes("×")))];
        await look(page, `minute_taker_${title.split(" ")[0]}_${width}`);
        await assert_large(page, 56);
        await found.locator("> summary").click();
      }
      assert.deepEqual(offered, {
        Agenda: ["Verander", "Bewaar", "Nee, terug"],
        "In één woord": ["Verberg", "Doe het"],
        Sprekers: ["Verander", "−", "+", "Zet 1 hand in de rij", "Voeg toe"],
        Peilingen: ["Haal weg", "Voeg toe"],
        Mensen: ["Andere naam"],
        "Wat er gebeurde": [],
      });
      assert.equal(await page.locator(".card.lead, .undo").count(), 0);
      await page.getByRole("button", { name: "Meedoen", exact: true }).click();
      await page.getByRole("heading", { name: "Zullen we het voorstel van tafel 4 overnemen?" }).waitFor();
      await page.getByRole("button", { name: "Notuleren" }).click();
      assert.deepEqual(errors, []);
      await context.close();
    });
  }

  await test("the minute taker tidies words, puts somebody on the list, prepares a poll, corrects a name and a text", async () => {
    const { page, context } = await as("minute_taker", full(kiosk.now_ms()));
    const words = await part(page, "In één woord");
    await words.getByRole("button", { name: /^moe/ }).click();
    await words.getByRole("button", { name: "Toon weer" }).click();
    assert.deepEqual(await asked("check_in.hide"), { do: "check_in.hide", group: "w3", hidden: false });
    await words.getByRole("button", { name: /^samen/ }).click();
    await words.getByRole("button", { name: "Laat toe" }).click();
    assert.deepEqual(await asked("check_in.allow"), { do: "check_in.allow", group: "w4" });
    const queue = await part(page, "Sprekers");
    await part(page, "Iemand zonder telefoon");
    await queue.getByLabel("Naam", { exact: true }).fill("Mevrouw Jansen");
    await queue.getByRole("button", { name: "Voeg toe", exact: true }).click();
    assert.deepEqual(await asked("queue.add"), { do: "queue.add", name: "Mevrouw Jansen", place: "room" });
    const polls = await part(page, "Peilingen");
    await polls.getByRole("heading", { name: "Zet een peiling klaar" }).waitFor();
    await polls.getByLabel("Vraag", { exact: true }).fill("Gaan we door?");
    await polls.getByRole("button", { name: "Voeg toe" }).click();
    assert.deepEqual(await asked("poll.add"), { do: "poll.add", kind: "yes_no", question: "Gaan we door?" });
    const people = await part(page, "Mensen");
    await people.getByRole("button", { name: "Andere naam voor Joop" }).click();
    await people.getByLabel("Nieuwe naam").fill("Joop de Wit");
    await people.getByRole("button", { name: "Andere naam", exact: true }).first().click();
    assert.deepEqual(await asked("person.rename"), { do: "person.rename", person: "p2", name: "Joop de Wit" });
    const agenda = await part(page, "Agenda");
    await agenda.getByRole("button", { name: "Verander: Vragen" }).click();
    await agenda.getByLabel("Tekst voor iedereen").fill("Wat wilt u weten?");
    await agenda.getByRole("button", { name: "Bewaar" }).click();
    assert.deepEqual(await asked("agenda.edit"), { do: "agenda.edit", block: "b4", text: "Wat wilt u weten?" });
    assert.equal(kiosk.heard.filter((frame) => frame.do === "undo").length, 0);
    await context.close();
  });

  // --- a table

  for (const width of [320, 390]) {
    await test(`who facilitates a table, ${width} px: which table is asked once, ready asks once, and the list takes somebody`, async () => {
      const now_ms = kiosk.now_ms();
      const { page, context, errors } = await as("table_facilitator", with_tables(usual(now_ms), now_ms), { width, theme: width === 320 ? "dark" : "light" });
      await page.getByRole("heading", { name: "Aan welke tafel zit u?" }).waitFor();
      await look(page, `table_which_${width}`);
      await page.getByRole("button", { name: "Tafel grijs" }).click();
      await page.getByRole("heading", { name: "Tafel grijs" }).waitFor();
      await page.getByText(/^nog 12 minuten/).first().waitFor();
      await page.reload();
      await page.getByRole("heading", { name: "Tafel grijs" }).waitFor();
      await look(page, `table_own_${width}`);
      await assert_large(page, 56);
      await page.getByRole("button", { name: "Onze tafel is klaar" }).click();
      await page.getByText("Iedereen ziet dan dat uw tafel klaar is. Klopt dat?").waitFor();
      assert.equal(verbs().includes("agenda.done"), false);
      await look(page, `table_sure_${width}`);
      await page.getByRole("button", { name: "Ja, we zijn klaar" }).click();
      assert.deepEqual(await asked("agenda.done"), { do: "agenda.done", block: "b8" });
      kiosk.change((view) => (view.agenda.by.b8.state = "done"));
      await page.locator(".receipt-title", { hasText: "Deze tafel is klaar." }).waitFor();
      assert.equal(await page.getByRole("button", { name: "Onze tafel is klaar" }).count(), 0);
      await page.getByRole("button", { name: "Kies een andere tafel" }).click();
      await page.getByRole("heading", { name: "Aan welke tafel zit u?" }).waitFor();
      const queue = await part(page, "Sprekers");
      await queue.getByLabel("Naam", { exact: true }).fill("Mevrouw Jansen");
      await queue.getByRole("button", { name: "Voeg toe", exact: true }).click();
      assert.deepEqual(await asked("queue.add"), { do: "queue.add", name: "Mevrouw Jansen", place: "room" });
      kiosk.change((view) => Object.assign(view.agenda, usual(now_ms).agenda));
      await page.getByRole("heading", { name: "Er zijn nu geen tafels bezig" }).waitFor();
      await look(page, `table_none_${width}`);
      const kept = await page.evaluate(() => document.documentElement.innerHTML);
      assert.doesNotMatch(kept, /Vraag eerst wie er voor het eerst is/, "the chair's notes never reach this phone");
      assert.deepEqual(errors, []);
      await context.close();
    });
  }

  // --- several chairs

  for (const [width, language] of [[320, "nl"], [390, "nl"], [320, "en"]]) {
    await test(`several chairs, ${width} px in ${language}: who else, who did the last step, handing over asks once`, async () => {
      const view = with_queue(usual(kiosk.now_ms()), kiosk.now_ms());
      const { page, context, errors } = await as("chair", view, { width });
      kiosk.change_desk((desk) => {
        desk.people.by.p2.role = "chair";
        desk.people.by.p5.role = "chair";
        desk.people.by.p3.role = "minute_taker";
        desk.steps = [
          { id: "s3", code: "queue_next", params: {}, by: "p2" },
          { id: "s2", code: "agenda_next", params: { title: "Plannen bekijken" } },
          { id: "s1", code: "meeting_started", params: {}, by: "p1" },
        ];
      });
      if (language === "en") await page.getByLabel("Taal").selectOption("en");
      const say = (nl, en) => (language === "nl" ? nl : en);
      await page.getByText(say("Laatste stap: De volgende spreker is geroepen, door Joop", "Last step: The next speaker was called, by Joop")).waitFor();
      await page.locator(".card.lead").getByText(say(`Ook voorzitter: Joop`, "Also chair: Joop")).waitFor();
      await assert_large(page, 56);
      await look(page, `chairs_${width}_${language}`);
      const steps = await part(page, say("Ongedaan maken", "Undo"));
      await steps.getByText(say("op de laptop", "on the laptop")).waitFor();
      await steps.getByText(say("door u", "by you")).waitFor();
      const people = await part(page, say("Mensen", "People"));
      assert.equal(await people.getByRole("button", { name: say("Geef een recht aan Joop", "Give a right to Joop") }).count(), 0, "a phone takes nothing from another chair");
      await people.getByRole("button", { name: say("Geef een recht aan Fatma (2)", "Give a right to Fatma (2)") }).click();
      await people.getByRole("radio", { name: say(/^Tafelbegeleider/, /^Table facilitator/) }).check();
      await look(page, `chairs_right_${width}_${language}`);
      await people.getByRole("button", { name: say("Fatma (2) wordt: Tafelbegeleider", "Fatma (2) becomes: Table facilitator") }).click();
      assert.deepEqual(await asked("person.role"), { do: "person.role", person: "p3", role: "table_facilitator" });
      await people.getByRole("button", { name: say("Draag over aan…", "Hand over to…") }).click();
      await people.getByLabel(say("Aan wie?", "To whom?")).selectOption({ label: "Fatma (2)" });
      await people.getByRole("button", { name: say("Draag over aan Fatma (2)", "Hand over to Fatma (2)") }).click();
      await people.getByText(say("Fatma (2) leidt dan de avond, en u doet gewoon mee. Overdragen?", "Fatma (2) then leads the evening, and you simply take part. Hand over?")).waitFor();
      assert.equal(verbs().includes("chair.hand_over"), false);
      await look(page, `chairs_hand_over_${width}_${language}`);
      await people.getByRole("button", { name: say("Ja, Fatma (2) leidt verder", "Yes, Fatma (2) leads on") }).click();
      assert.deepEqual(await asked("chair.hand_over"), { do: "chair.hand_over", person: "p3" });
      await page.getByRole("heading", { name: say("U leidt de avond niet meer", "You no longer lead the evening") }).waitFor();
      assert.equal(await page.getByRole("button", { name: say("Leiden", "Lead"), exact: true }).count(), 0);
      await look(page, `chairs_after_${width}_${language}`);
      assert.deepEqual(errors, []);
      await context.close();
    });
  }

  await test("a chair stops: the question says who leads on, and 'no' is as near as 'yes'", async () => {
    const { page, context } = await as("chair", usual(kiosk.now_ms()), { width: 320 });
    const people = await part(page, "Mensen");
    await people.getByRole("button", { name: "Ik stop als voorzitter" }).click();
    await people.getByText("Dan leidt alleen de laptop nog de avond. U doet gewoon mee. Stoppen?").waitFor();
    await people.getByRole("button", { name: "Nee, terug" }).click();
    kiosk.change_desk((desk) => (desk.people.by.p2.role = "chair"));
    await people.getByRole("button", { name: "Ik stop als voorzitter" }).click();
    await people.getByText("Dan leidt nog 1 andere voorzitter. U doet gewoon mee. Stoppen?").waitFor();
    await people.getByRole("button", { name: "Ja, ik stop" }).click();
    assert.deepEqual(await asked("person.role"), { do: "person.role", person: "p1", role: "attendee" });
    await page.getByRole("heading", { name: "U leidt de avond niet meer" }).waitFor();
    await page.getByRole("button", { name: "Goed", exact: true }).click();
    await page.getByRole("heading", { name: "U leidt de avond niet meer" }).waitFor({ state: "detached" });
    await context.close();
  });

  await test("who gets a right is told, stays where one was, and is one button from it", async () => {
    begin(usual(kiosk.now_ms()));
    const { page, context } = await make_phone(browser, address, { width: 320 });
    await join_as({ page });
    const [person] = kiosk.people.values();
    for (const [role, title, button, found] of [
      ["minute_taker", "U bent nu notulist", "Notuleren", "Voor de notulen"],
      ["table_facilitator", "U begeleidt nu een tafel", "Onze tafel", "Er zijn nu geen tafels bezig"],
      ["chair", "U leidt nu de avond", "Leiden", "Wat nu loopt"],
    ]) {
      kiosk.give_role(person, role);
      const card = page.locator(".card.right");
      await card.getByRole("heading", { name: title }).waitFor();
      await page.getByRole("heading", { name: "Plannen bekijken" }).waitFor();
      await look(page, `got_${role}`);
      await card.getByRole("button", { name: button }).click();
      await page.getByText(found).waitFor();
      await card.waitFor({ state: "detached" });
    }
    await context.close();
  });

  // --- the file that only a phone with a right fetches

  await test("a phone without a right never fetches the chair's pages; they come with the right, in the middle of the evening", async () => {
    begin(usual(kiosk.now_ms()));
    const { page, context, requests } = await make_phone(browser, address);
    await join_as({ page });
    const extra = () => requests.map((url) => new URL(url).pathname).filter((path) => /lead/.test(path));
    assert.deepEqual(extra(), []);
    const [person] = kiosk.people.values();
    kiosk.give_role(person, "chair");
    await page.locator(".card.right .main").click();
    await page.getByText("Wat nu loopt").waitFor();
    assert.deepEqual(extra().sort(), ["/lead.js", "/locales/nl-lead.json"]);
    await page.getByLabel("Taal").selectOption("en");
    await page.locator(".card.lead .kicker", { hasNotText: "Wat nu loopt" }).waitFor();
    await assert_fits(page, "the chair's page in English");
    await context.close();
  });

  for (const lost of ["/lead.js", "/locales/nl-lead.json"]) {
    await test(`the chair's pages do not come (${lost}): it says so, one can take part, and it goes on by itself or by a press`, async () => {
      begin(usual(kiosk.now_ms()));
      const { page, context } = await make_phone(browser, address, { width: 320 });
      await join_as({ page });
      const [person] = kiosk.people.values();
      kiosk.lose_file = (path) => (path === lost ? 503 : undefined);
      kiosk.give_role(person, "chair");
      await page.getByRole("heading", { name: "U leidt nu de avond" }).waitFor();
      await page.locator(".card.right .main").click();
      await page.getByRole("heading", { name: "Uw knoppen zijn nog niet binnen" }).waitFor();
      await look(page, `pages_failed_${lost.includes("js") ? "script" : "words"}`);
      await page.getByRole("button", { name: "Meedoen", exact: true }).click();
      await page.getByRole("heading", { name: "Plannen bekijken" }).waitFor();
      await page.getByRole("button", { name: "Leiden", exact: true }).click();
      kiosk.lose_file = () => undefined;
      await page.getByRole("button", { name: "Probeer het nu" }).click().catch(() => undefined); // it may have come by itself
      await page.getByText("Wat nu loopt").waitFor();
      await context.close();
    });
  }

  await test("the chair's pages are of another version of the program: the page asks to be loaded again", async () => {
    begin(usual(kiosk.now_ms()));
    const { page, context } = await make_phone(browser, address, { width: 320 });
    await join_as({ page });
    const [person] = kiosk.people.values();
    kiosk.change_file = (path, text) => (path === "/lead.js" ? String(text).replace(/buurtkiosk_[0-9a-f]{12}/g, "buurtkiosk_000000000000") : text);
    kiosk.give_role(person, "chair");
    await page.locator(".card.right .main").click();
    await page.getByText("De kiosk heeft een nieuwe versie van deze pagina.").waitFor();
    await look(page, "pages_old");
    kiosk.change_file = (_, text) => text;
    await page.getByRole("button", { name: "Laad opnieuw" }).click();
    await page.getByText("Wat nu loopt").waitFor();
    await context.close();
  });

  // --- a right that goes

  await test("a right goes while a question is open and a form half filled: a plain sentence, nothing sent, nothing kept", async () => {
    for (const role of ["chair", "minute_taker"]) {
      const { page, context, errors, person } = await as(role, full(kiosk.now_ms()));
      const people = await part(page, "Mensen");
      await people.getByRole("button", { name: "Andere naam voor Joop" }).click();
      await people.getByLabel("Nieuwe naam").fill("Joop de W");
      const polls = await part(page, "Peilingen");
      await polls.getByLabel("Vraag", { exact: true }).fill("Gaan we d");
      if (role === "chair") await people.getByRole("button", { name: "Ik stop als voorzitter" }).click();
      kiosk.done = [];
      kiosk.give_role(person, "attendee");
      await page.getByRole("heading", { name: role === "chair" ? "U leidt de avond niet meer" : "U bent geen notulist meer" }).waitFor();
      await page.getByText("Wat nog niet verstuurd was, is niet verstuurd.").waitFor();
      await look(page, `lost_${role}`);
      assert.deepEqual(kiosk.done, []);
      const all = await page.evaluate(() => document.documentElement.innerHTML + JSON.stringify({ ...sessionStorage }) + JSON.stringify({ ...localStorage }));
      for (const kept of ["Vraag eerst wie", "Joop de W", "Gaan we d", "afwachtend"]) assert.equal(all.includes(kept), false, kept);
      await page.getByRole("heading", { name: "Zullen we het voorstel van tafel 4 overnemen?" }).waitFor();
      assert.equal(await page.getByRole("navigation", { name: "Meedoen of leiden" }).count(), 0);
      kiosk.give_role(person, role);
      await page.locator(".card.right .main").click();
      await (await part(page, "Peilingen")).getByLabel("Vraag", { exact: true }).waitFor();
      assert.equal(await page.getByLabel("Vraag", { exact: true }).inputValue(), "");
      assert.deepEqual(errors, []);
      await context.close();
    }
  });

  await test("a right goes while a step is on its way: the step is refused, and only the plain sentence is said", async () => {
    const view = usual(kiosk.now_ms());
    const { page, context, person } = await as("chair", view);
    kiosk.let_reply_through = (frame) => frame.do !== "queue.next";
    kiosk.refuse = (frame) => (frame.do === "queue.next" ? { code: "not_allowed", message: "Dat kan alleen de voorzitter." } : undefined);
    await page.waitForTimeout(750);
    await page.locator(".card.lead button.large").click();
    await page.getByText("Wordt verstuurd…").waitFor();
    kiosk.let_reply_through = () => true;
    kiosk.give_role(person, "attendee");
    await page.getByRole("heading", { name: "U leidt de avond niet meer" }).waitFor();
    assert.equal(await page.getByText("Wordt verstuurd…").count(), 0, "it does not wait any more");
    for (const line of kiosk.lines) line.socket.terminate();
    const before = kiosk.heard.filter((frame) => frame.do === "queue.next").length;
    await page.locator(".line-lost").waitFor();
    await page.locator(".line-open").waitFor();
    await page.waitForTimeout(300);
    assert.equal(kiosk.heard.filter((frame) => frame.do === "queue.next").length, before, "and is not sent again");
    assert.equal(await page.locator(".notice.refused").filter({ visible: true }).count(), 0);
    await context.close();
  });

  await test("a right that went while the phone was away is said when it comes back", async () => {
    const { page, context, person } = await as("chair", usual(kiosk.now_ms()));
    for (const line of kiosk.lines) line.socket.terminate();
    person.role = "attendee";
    await page.getByRole("heading", { name: "U leidt de avond niet meer" }).waitFor();
    await page.reload();
    await page.locator(".line-open").waitFor();
    assert.equal(await page.locator(".card.right").count(), 0, "once is enough");
    await context.close();
  });

  // --- too late

  for (const width of [320, 390]) {
    await test(`somebody else was first, ${width} px: a polite word at the button, which already says the next step`, async () => {
      const now_ms = kiosk.now_ms();
      const { page, context, errors } = await as("chair", usual(now_ms), { width });
      kiosk.change_desk((desk) => {
        desk.next = { code: "block", params: { title: "Vragen" }, do: { do: "agenda.next", expect: "b3" } };
        desk.people.by.p2.role = "chair";
      });
      const large = page.locator(".card.lead button.large");
      await large.filter({ hasText: "Volgende: Vragen" }).waitFor();
      await page.waitForTimeout(750);
      kiosk.refuse = (frame) => {
        if (frame.do !== "agenda.next") return undefined;
        // the other's step came in between: its change reaches this phone after the refusal
        setTimeout(() => {
          kiosk.change((view) => {
            view.agenda.now = "b4";
            view.agenda.by.b3.state = "done";
            view.agenda.by.b4.state = "now";
          });
          kiosk.change_desk((desk) => {
            desk.steps.unshift({ id: "s4", code: "agenda_next", params: { title: "Vragen" }, by: "p2" });
            desk.next = { code: "block", params: { title: "Pauze" }, do: { do: "agenda.next", expect: "b4" } };
          });
        }, 200);
        return { code: "stale", message: "De agenda was al verder. Kijk waar we nu zijn." };
      };
      await large.click();
      await page.locator(".polite", { hasText: "Joop was u net voor. Nu: Vragen" }).waitFor();
      await large.filter({ hasText: "Volgende: Pauze" }).waitFor();
      assert.equal(await page.locator("main .refused").count(), 0, "it is no fault");
      assert.equal(await page.locator(".notice.refused").filter({ visible: true }).count(), 0);
      const near = await page.evaluate(() => {
        const button = document.querySelector(".card.lead button.large").getBoundingClientRect();
        const said = document.querySelector(".polite").getBoundingClientRect();
        return said.top - button.bottom;
      });
      assert.ok(near >= 0 && near < 40, `${near} px below the button`);
      await look(page, `stale_${width}`);
      kiosk.refuse = () => undefined;
      await page.waitForTimeout(750);
      await large.click();
      assert.deepEqual(await asked("agenda.next"), { do: "agenda.next", expect: "b4" });
      await page.locator(".polite").waitFor({ state: "detached" });
      assert.deepEqual(errors, []);
      await context.close();
    });
  }

  await test("names as long as they may be, in Arabic too, and 40 people: the rights still fit on 320 px", async () => {
    const { page, context } = await as("chair", usual(kiosk.now_ms()), { width: 320 });
    kiosk.change_desk((desk) => {
      for (let n = 6; n <= 45; n += 1) {
        const shown = n % 2 === 0 ? `${long_name} (${n})` : arabic_name;
        desk.people.order.push(`p${n}`);
        desk.people.by[`p${n}`] = { name: shown, shown, place: "room", here: true, role: n % 7 === 0 ? "chair" : "attendee" };
      }
      desk.steps[0].by = "p7";
    });
    const people = await part(page, "Mensen");
    await people.getByRole("button", { name: `Geef een recht aan ${long_name} (6)` }).click();
    await people.getByRole("radio", { name: /^Notulist/ }).check();
    await people.getByRole("button", { name: "Draag over aan…" }).click();
    await people.getByLabel("Aan wie?").selectOption({ label: `${long_name} (8)` });
    await people.getByRole("button", { name: `Draag over aan ${long_name} (8)` }).click();
    await look(page, "chairs_long_320");
    await context.close();
  });
}
