// Owns the start of the page and which page it is: the first one, taken over by another tab, taking part, or leading.
// It runs on the page's only thread; what is known stands in app.ts, so this file must never hold state of the evening.

import { render } from "preact";
import { useEffect } from "preact/hooks";
import { connection, entering_code, joined, link, place_in_queue, role, start, t, tab, turn, view, want_leading_words, words, words_fail } from "./app";
import { watch_fingers } from "./hands";
import { fetch_pages, fetching, pages } from "./leading";
import { Attend } from "./views/attend";
import { Code } from "./views/code";
import { Foot, Head, Lost } from "./views/frame";
import { Join } from "./views/join";
import { tab_key } from "./views/rights";
import { TurnOverAll, turn_covers } from "./views/turn";

function App() {
  const page = which_page();
  // a phone shows the title among its other pages: what is pressing comes first in it
  const up = turn.value !== undefined ? t("web.turn.yours") : place_in_queue.value === 1 ? t("web.row.nearly") : "";
  const title = [up, view.value?.meeting.title ?? "", t("web.brand")].filter((part) => part !== "").join(" · ");
  useEffect(() => {
    document.title = title;
  }, [title]);
  switch (page) {
    case "join":
      return <Join />;
    case "code":
      return <Code />;
    case "taken_over":
      return <TakenOver />;
    case "evening":
      return <Evening />;
  }
}

/** The page of the evening. One's own turn lies over it: what is below keeps what one was busy with, and is out of reach. */
function Evening() {
  const covered = turn_covers() && (tab.value === "attend" || role.value === "attendee");
  return (
    <>
      {covered && <TurnOverAll key={turn.value} />}
      <div class="page" inert={covered} aria-hidden={covered ? "true" : undefined}>
        <a class="skip" href="#main" onClick={skip}>
          {t("web.skip")}
        </a>
        <Lost />
        <Head />
        <Tabs />
        <div id="main" tabIndex={-1}>
          <Side />
        </div>
        <Foot />
      </div>
    </>
  );
}

/** Who has a right stays an attendee, one tab away. The pages of rights are on their way from the moment one comes. */
function Side() {
  const right = role.value;
  useEffect(() => {
    if (right === "attendee") return;
    fetch_pages();
    want_leading_words();
  }, [right]);
  if (tab.value === "attend" || right === "attendee") return <Attend />;
  const Page = words.value?.has("lead.now") ? pages.value?.[right] : undefined;
  return Page === undefined ? <PagesComing /> : <Page />;
}

/** The file with the pages of rights is not here yet: that it comes, or that it did not and what one can do. */
function PagesComing() {
  const again = () => {
    fetch_pages();
    want_leading_words();
  };
  const state = words_fail.value && fetching.value !== "old" ? "failed" : fetching.value;
  if (state !== "failed" && state !== "old") return <main class="waiting">{t("web.pages.coming")}</main>;
  return (
    <main class="waiting">
      <h2 tabIndex={-1}>{t("web.pages.failed")}</h2>
      <p role="status">{t(state === "old" ? "web.pages.old" : "web.pages.trying")}</p>
      <button type="button" class="main" onClick={() => (state === "old" ? location.reload() : again())}>
        {t(state === "old" ? "web.pages.reload" : "web.pages.again")}
      </button>
    </main>
  );
}

function which_page(): "join" | "code" | "taken_over" | "evening" {
  if (entering_code.value && link.value !== "taken_over") return "code";
  if (!joined.value) return "join";
  return link.value === "taken_over" ? "taken_over" : "evening";
}

/** An address with # would come back after a reload, so the link only moves the focus. */
function skip(event: Event): void {
  event.preventDefault();
  document.getElementById("main")?.focus();
}

function TakenOver() {
  return (
    <main class="waiting">
      <h1 tabIndex={-1}>{t("web.taken_over.title")}</h1>
      <p>{t("web.taken_over.what")}</p>
      <button type="button" class="main large" onClick={() => connection.resume_here()}>
        {t("web.taken_over.here")}
      </button>
    </main>
  );
}

function Tabs() {
  if (role.value === "attendee") return null;
  const choose = (which: "attend" | "lead") => () => {
    tab.value = which;
  };
  return (
    <nav class="tabs" aria-label={t("web.tabs")}>
      <button type="button" aria-current={tab.value === "attend" ? "page" : undefined} onClick={choose("attend")}>
        {t("web.tab.attend")}
      </button>
      <button type="button" aria-current={tab.value === "lead" ? "page" : undefined} onClick={choose("lead")}>
        {t(tab_key(role.value))}
      </button>
    </nav>
  );
}

/**
 * When what had the focus goes away (a form that was sent, a card that made place), the focus goes to the heading of
 * what came, so that a keyboard or a screen reader does not begin at the top again.
 */
function keep_focus(root: HTMLElement): void {
  let last: Element | null = null;
  root.addEventListener("focusin", (event) => {
    last = event.target as Element;
  });
  new MutationObserver(() => {
    if (last === null || last.isConnected || document.activeElement !== document.body) return;
    last = null;
    root.querySelector<HTMLElement>("main h1[tabindex], main h2[tabindex]")?.focus({ preventScroll: true });
  }).observe(root, { childList: true, subtree: true });
}

const root = document.getElementById("app");
if (root !== null) {
  start();
  watch_fingers();
  // Until there are words, the sentence in index.html stays.
  const stop = words.subscribe((ready) => {
    if (ready === null) return;
    root.textContent = "";
    render(<App />, root);
    keep_focus(root);
    queueMicrotask(() => stop());
  });
}
