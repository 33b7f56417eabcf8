// Owns the story of slides against the real program: a block with a PDF, a chair who turns pages on a phone, somebody at
// home who sees and reads the same page, a power cut, and a PDF that is no good. It must never look at the stage's pixels:
// tests/stage does.

import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { assert_accessible, assert_fits, assert_only_asked, make_phone, take_picture } from "./browser.mjs";
import { Kiosk } from "./kiosk.mjs";

/** The large button does not listen so long after it changed. */
const settle_ms = 750;
const runbook = `title = "Startavond Julianaplein"
languages = ["nl", "en"]
[[block]]
title = "Welkom"
minutes = 5
[[block]]
title = "Plannen bekijken"
minutes = 20
slides = "plannen.pdf"
[[block]]
title = "Vragen"
minutes = 10
slides = "stuk.pdf"
`;

/** A PDF (1.4) with a line of Helvetica on each page. */
function pdf(lines) {
  const kids = lines.map((_, at) => `${4 + at * 2} 0 R`).join(" ");
  const objects = [
    "<< /Type /Catalog /Pages 2 0 R >>",
    `<< /Type /Pages /Kids [${kids}] /Count ${lines.length} >>`,
    "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
  ];
  for (const line of lines) {
    const page = objects.length + 1;
    const content = `0.9 0.95 1 rg 0 0 640 360 re f 0 0 0 rg BT /F 40 Tf 40 180 Td (${line}) Tj ET`;
    objects.push(
      `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 640 360] /Contents ${page + 1} 0 R /Resources << /Font << /F 3 0 R >> >> >>`,
      `<< /Length ${content.length} >>\nstream\n${content}\nendstream`,
    );
  }
  let text = "%PDF-1.4\n";
  const places = objects.map((object, at) => {
    const place = text.length;
    text += `${at + 1} 0 obj\n${object}\nendobj\n`;
    return `${String(place).padStart(10, "0")} 00000 n \n`;
  });
  const table = text.length;
  const count = objects.length + 1;
  return `${text}xref\n0 ${count}\n0000000000 65535 f \n${places.join("")}trailer\n<< /Size ${count} /Root 1 0 R >>\nstartxref\n${table}\n%%EOF\n`;
}

export async function run_slides(browser, counter, program) {
  const folder = mkdtempSync(join(tmpdir(), "buurtkiosk-slides-"));
  writeFileSync(join(folder, "avond.toml"), runbook);
  writeFileSync(join(folder, "plannen.pdf"), pdf(["Het nieuwe plein", "Plan A: groen", "Plan B: spelen"]));
  writeFileSync(join(folder, "stuk.pdf"), "Dit is geen PDF.");
  const kiosk = await new Kiosk({ program, evening: join(folder, "avond.kiosk"), runbook: join(folder, "avond.toml") }).start();
  const phones = {};
  try {
    await story(browser, counter.test, kiosk, phones, folder);
  } finally {
    for (const phone of Object.values(phones)) await phone.context.close();
    await kiosk.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

async function story(browser, test, kiosk, phones, folder) {
  const large = () => phones.chair.page.locator(".card.lead button.large");
  const press_large = async (words) => {
    await large().filter({ hasText: words }).waitFor();
    await phones.chair.page.waitForTimeout(settle_ms);
    await large().click();
  };
  /** The page that a phone shows: its number, and whether its picture came in. */
  const shows = async (phone, words) => {
    await phone.page.locator("#slide-title", { hasText: words }).waitFor();
    await phone.page.waitForFunction(() => {
      const picture = document.querySelector(".slide-picture img");
      return picture !== null && picture.complete && picture.naturalWidth > 0;
    });
    return phone.page.locator(".slide-picture img").evaluate((picture) => [picture.naturalWidth, picture.naturalHeight]);
  };
  const text_of = async (phone) => {
    const part = phone.page.locator("details.slide-text");
    await part.waitFor();
    if ((await part.getAttribute("open")) === null) await part.locator("summary").click();
    return part.locator("div").innerText();
  };

  await test("a PDF that is no good is told in one sentence, and the evening begins", async () => {
    for (let tries = 0; tries < 200 && !kiosk.said.includes("stuk.pdf"); tries += 1) await new Promise((done) => setTimeout(done, 50));
    assert.match(kiosk.said, /Blok ‘Vragen’: .*stuk\.pdf is geen goede PDF/);
    phones.chair = await make_phone(browser, kiosk.address + kiosk.chair_code);
    await phones.chair.page.getByText("Wat nu loopt").waitFor();
    phones.home = await make_phone(browser, kiosk.address);
    await phones.home.page.getByRole("radio", { name: "Thuis" }).check();
    await phones.home.page.getByLabel("Uw naam").fill("Fatma");
    await phones.home.page.getByRole("button", { name: "Doe mee" }).click();
    await phones.home.page.locator(".line-open").waitFor();
  });

  await test("the block with slides brings the first page to who is at home, with its text", async () => {
    await press_large("Begin: Welkom");
    await press_large("Volgende: Plannen bekijken");
    assert.deepEqual(await shows(phones.home, "Dia 1 van 3"), [1280, 720]);
    assert.equal(await text_of(phones.home), "Het nieuwe plein");
    await assert_fits(phones.home.page, "a page of slides");
    await assert_accessible(phones.home.page, "a page of slides");
    await take_picture(phones.home.page, "slides-home");
  });

  await test("the chair's large button turns pages, and so do back and on", async () => {
    await press_large("Naar dia 2 van 3");
    await shows(phones.home, "Dia 2 van 3");
    assert.equal(await text_of(phones.home), "Plan A: groen");
    const lead = phones.chair.page.locator(".lead-slides");
    await lead.getByText("Dia 2 van 3").waitFor();
    await assert_fits(phones.chair.page, "the chair's page with slides");
    await assert_accessible(phones.chair.page, "the chair's page with slides");
    await take_picture(phones.chair.page, "slides-chair");
    await lead.getByRole("button", { name: "Terug naar 1" }).click();
    await shows(phones.home, "Dia 1 van 3");
    assert.ok(await lead.getByRole("button", { name: "Eerste dia" }).isDisabled());
    await lead.getByRole("button", { name: "Verder naar 2" }).click();
    await shows(phones.home, "Dia 2 van 3");
  });

  await test("a tap makes the picture larger, within its own frame", async () => {
    const picture = phones.home.page.locator(".slide-picture");
    const width = () => picture.locator("img").evaluate((image) => image.getBoundingClientRect().width);
    const before = await width();
    await picture.click();
    assert.ok((await width()) > before * 1.8);
    await assert_fits(phones.home.page, "a page of slides, larger");
    await picture.click();
    assert.ok((await width()) < before * 1.1);
  });

  await test("what was not on the wall cannot be fetched", async () => {
    const sources = phones.home.requests.filter((url) => url.includes("/slides/"));
    assert.ok(sources.length > 0);
    const address = sources[0].replace(/\/\d+\.(png|txt)$/, "");
    const status = (page) => phones.home.page.evaluate((url) => fetch(url).then((answer) => answer.status), `${address}/${page}`);
    phones.home.errors.length = 0;
    assert.equal(await status("2.png"), 200);
    assert.equal(await status("3.png"), 404);
    assert.equal(await status("3.txt"), 404);
    phones.home.errors.length = 0; // the browser tells of a 404 by itself
  });

  await test("after a power cut the page is there again, though the PDF is gone", async () => {
    await kiosk.kill();
    rmSync(join(folder, "plannen.pdf"));
    await kiosk.start();
    await phones.home.page.reload();
    await shows(phones.home, "Dia 2 van 3");
    assert.equal(await text_of(phones.home), "Plan A: groen");
  });

  await test("after the last page comes what comes after, and a block whose PDF was no good goes on without", async () => {
    await press_large("Naar dia 3 van 3");
    await shows(phones.home, "Dia 3 van 3");
    await press_large("Volgende: Vragen");
    await phones.home.page.getByRole("heading", { name: "Vragen" }).first().waitFor();
    assert.equal(await phones.home.page.locator(".slide-picture").count(), 0);
    assert.equal(await phones.chair.page.locator(".lead-slides").count(), 0);
    for (const phone of Object.values(phones)) {
      assert_only_asked(phone.requests, `127.0.0.1:${kiosk.port}`);
      assert.deepEqual(phone.errors, []);
    }
  });
}
