// Owns the browser of these tests: Debian's Chromium through playwright-core, phones as separate profiles, axe-core, a
// log of every request, and pictures. It runs in the test's process; it must never let a page reach another host.

import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { chromium } from "playwright-core";

const axe_source = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

export const pictures = resolve(process.env.BUURTKIOSK_PICTURES ?? mkdtempSync(join(tmpdir(), "buurtkiosk-pictures-")));
mkdirSync(pictures, { recursive: true });

export function launch() {
  return chromium.launch({
    executablePath: process.env.BUURTKIOSK_CHROMIUM ?? "/usr/bin/chromium",
    headless: true,
    args: [
      "--no-sandbox",
      "--disable-gpu",
      "--disable-quic",
      "--no-first-run",
      "--disable-background-networking",
      "--disable-component-update",
      "--disable-sync",
    ],
  });
}

/**
 * A phone: its own profile and page, with everything that it asked for in `requests`, what it complained of in `errors`,
 * and every frame of its sockets in `frames`.
 */
export async function make_phone(browser, address, options = {}) {
  const { width = 390, height = 844, theme = "light", languages = "nl-NL", reduced = false, script } = options;
  const context = await browser.newContext({
    viewport: { width, height },
    deviceScaleFactor: 2,
    hasTouch: true,
    isMobile: options.mobile ?? false,
    locale: languages,
    colorScheme: theme,
    reducedMotion: reduced ? "reduce" : "no-preference",
    timezoneId: "Europe/Amsterdam",
  });
  if (script) await context.addInitScript(script);
  const requests = [];
  const errors = [];
  const frames = [];
  const watch = (page) => {
    page.setDefaultTimeout(20000);
    page.on("request", (request) => requests.push(request.url()));
    page.on("websocket", (socket) => {
      requests.push(socket.url());
      const keep = (way) => (frame) => void frames.push({ way, socket, frame: JSON.parse(String(frame.payload)) });
      socket.on("framesent", keep("sent"));
      socket.on("framereceived", keep("received"));
    });
    page.on("pageerror", (error) => errors.push(String(error)));
    page.on("console", (message) => {
      if (message.type() === "error" && !/WebSocket connection|net::ERR_/.test(message.text())) errors.push(message.text());
    });
  };
  context.on("page", watch);
  const page = await context.newPage();
  if (address) await page.goto(address);
  return { context, page, requests, errors, frames };
}

/**
 * Opens a part of the page by its heading and returns it. The page fills it only after the press, by an event of its own:
 * who looks at once sees an open part with nothing in it, so this waits for what is in it.
 */
export async function open_part(page, title) {
  const part = page.locator("summary").filter({ has: page.getByRole("heading", { name: title, exact: true }) }).locator("..");
  if ((await part.getAttribute("open")) === null) await part.locator("> summary").click();
  await part.locator("> .section-body").waitFor();
  return part;
}

/** Fails with the rule and the elements when axe-core finds anything at all. */
export async function assert_accessible(page, name) {
  // half-way through a fade colours are not yet what they will be
  await page.evaluate(() => Promise.all(document.getAnimations().map((one) => one.finished.catch(() => undefined))));
  await page.evaluate(axe_source);
  const found = await page.evaluate(async () => {
    const result = await window.axe.run(document, { resultTypes: ["violations"] });
    return result.violations.map((one) => `${one.id}: ${one.help}\n    ${one.nodes.map((node) => node.html).join("\n    ")}`);
  });
  assert.deepEqual(found, [], `axe-core on ${name}`);
}

/**
 * Fails when the page is wider than the screen, when a target is under 44 px, when text is under 18 px, or when a key stands
 * where its words should: they are in the file that this phone does not have.
 */
export async function assert_fits(page, name) {
  const found = await page.evaluate(() => {
    const wrong = [];
    const root = document.scrollingElement;
    if (root.scrollWidth > window.innerWidth) wrong.push(`page is ${root.scrollWidth} px wide`);
    const seen = (node) => node.getClientRects().length > 0 && getComputedStyle(node).visibility !== "hidden";
    for (const node of document.querySelectorAll("button, select, input[type=text], textarea, summary, .choice")) {
      const box = node.getBoundingClientRect();
      if (seen(node) && (box.height < 48 || box.width < 44)) {
        wrong.push(`${Math.round(box.width)} × ${Math.round(box.height)}: ${node.outerHTML.slice(0, 120)}`);
      }
    }
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
      const parent = walker.currentNode.parentElement;
      if (walker.currentNode.textContent.trim() === "" || !seen(parent) || parent.closest(".hidden")) continue;
      const text = walker.currentNode.textContent;
      if (/\b(web|lead|reason|next|step|form|common)\.[a-z_]+/.test(text)) wrong.push(`a key without words: ${text}`);
      const size = Number.parseFloat(getComputedStyle(parent).fontSize);
      if (size < 18) wrong.push(`${size} px: ${walker.currentNode.textContent.slice(0, 60)}`);
    }
    return wrong;
  });
  assert.deepEqual(found, [], `layout of ${name}`);
}

/** A picture of the whole page, with the window made as high as the page so that the foot stands where it belongs. */
export async function take_picture(page, name) {
  const { width, height } = page.viewportSize();
  const whole = await page.evaluate(() => document.documentElement.scrollHeight);
  await page.setViewportSize({ width, height: Math.max(height, whole) });
  await page.screenshot({ path: join(pictures, `${name}.png`), animations: "disabled" });
  await page.setViewportSize({ width, height });
}

/** Everything that a page asked for must come from the kiosk itself. */
export function assert_only_asked(requests, host) {
  const strange = requests.filter((url) => !/^(data|blob|about):/.test(url) && new URL(url).host !== host);
  assert.deepEqual(strange, [], "requests to another host");
  assert.ok(requests.length > 3, "the log of requests works");
}

/** Counts tests and says how each ended; one that fails does not keep the others from running. */
export function make_counter() {
  const count = { passed: 0, failed: 0 };
  return {
    count,
    async test(name, body) {
      try {
        await body();
        count.passed += 1;
        console.log(`ok      ${name}`);
      } catch (error) {
        count.failed += 1;
        console.log(`FAILED  ${name}\n        ${String(error?.stack ?? error).split("\n").join("\n        ")}`);
      }
    },
  };
}
