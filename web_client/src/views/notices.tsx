// Owns the notices: what just arrived or happened, said aloud by screen readers, and seen only when the screen does not
// say it already and where it covers nothing that one reads or presses. It runs on the page's only thread; it must
// never catch a finger, and never move anything else.

import { useEffect, useRef, useState } from "preact/hooks";
import { notice, type Notice } from "../app";
import { free_place, type Stretch } from "../place";
import { Tick } from "./parts";

/** The page draws what a reply changed within this time; only then it shows whether it says the same. */
const first_look_ms = 150;
const look_again_ms = 200;
const rim_px = 8;

/** Never covered: what one presses or writes in, what is asked, and what was just answered. */
const firm =
  "main input, main select, main textarea, main button, main summary, main label, main h2, main h3, main .hint, main .refused," +
  "main .receipt, main .own-word, main .big-clock, main .ask, .tabs, .lost";
/** Covered only when there is no other place: first the title of the evening, then what stands as plain text. */
const title = ".head > *";
const text = "main p, main li";

export function Notices() {
  const now = notice.value;
  const box = useRef<HTMLParagraphElement>(null);
  const [top, put] = useState<number | null>(null);
  const at = useRef<number | null>(null);
  useEffect(() => {
    at.current = null;
    put(null);
    if (now === null) return undefined;
    let read = false; // what was on the screen once does not come back when one scrolls away from it
    const look = () => {
      read = read || says_already(now);
      at.current = box.current === null || read ? null : place_of(box.current, at.current);
      put(at.current);
    };
    const first = window.setTimeout(look, first_look_ms);
    const again = window.setInterval(look, look_again_ms);
    window.addEventListener("scroll", look, { passive: true });
    return () => {
      window.clearTimeout(first);
      window.clearInterval(again);
      window.removeEventListener("scroll", look);
    };
  }, [now?.serial]);
  return (
    <>
      <div class="hidden" role="status" aria-live="polite">
        {now !== null && <p key={now.serial}>{now.text}</p>}
      </div>
      {now !== null && (
        <div class="notices" aria-hidden="true" style={{ top: `${top ?? 0}px`, visibility: top === null ? "hidden" : "visible" }}>
          <p class={`notice ${now.kind}`} ref={box}>
            {now.kind === "done" && <Tick />}
            <span>{now.text}</span>
          </p>
        </div>
      )}
    </>
  );
}

/** What of the window is seen: below the line that says the connection is lost, above the foot. */
function seen_room(): Stretch {
  const lost = document.querySelector(".lost > .line")?.getBoundingClientRect().bottom ?? 0;
  const foot = document.querySelector(".foot")?.getBoundingClientRect().top ?? window.innerHeight;
  return { top: Math.max(0, lost), bottom: Math.min(window.innerHeight, foot) };
}

function stretches(selector: string, room: Stretch): Stretch[] {
  return Array.from(document.querySelectorAll(selector))
    .map((node) => node.getBoundingClientRect())
    .filter((one) => one.height > 1 && one.bottom > room.top && one.top < room.bottom)
    .map(({ top, bottom }) => ({ top, bottom }));
}

function place_of(box: HTMLElement, now: number | null): number | null {
  const room = seen_room();
  const inner = { top: room.top + rim_px, bottom: room.bottom - rim_px };
  const height = box.getBoundingClientRect().height;
  const free = (within: Stretch, ...kept: string[]) => free_place(height, within, stretches(kept.join(), room), now);
  const highest = { top: inner.top, bottom: inner.top + height };
  return free(inner, firm, text, title) ?? free(highest, firm, text) ?? free(inner, firm, text) ?? free(inner, firm);
}

/** Whether the words are to be read at this moment anyway: in a heading, a button, a receipt, or what was refused. */
function says_already({ says }: Notice): boolean {
  const room = seen_room();
  const wanted = says().map(bare);
  const nodes = document.querySelectorAll(".head h1, .head p, main h2, main p, main .note, .foot button");
  return Array.from(nodes).some((node) => {
    if (!wanted.some((text) => text !== "" && bare(node.textContent ?? "").includes(text))) return false;
    const { top, bottom } = node.getBoundingClientRect();
    return node.closest(".foot") !== null || (top >= room.top - 1 && bottom <= room.bottom + 1);
  });
}

/** Without the marks that set a name apart, and without the full stop that a heading does not have. */
function bare(text: string): string {
  return text.replace(/[\u2066-\u2069]/g, "").replace(/[.!…]$/, "").trim();
}
