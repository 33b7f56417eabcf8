// Owns the page of the slides that is on the big screen, for phones: its picture, and what is written on it for who
// cannot see or read that. It runs on the page's only thread; it must never ask for a page that is not on the screen.

import { useEffect, useState } from "preact/hooks";
import { t } from "../app";
import type { Slide } from "../wire";

/** How often and how patiently a page is asked for again: a phone may be quicker than its wifi. */
const tries = 4;
const pause_ms = 1500;

/** What is written on a page; undefined until it came, empty when nothing is. */
function use_page_text(address: string | undefined): string | undefined {
  const [text, set_text] = useState<{ address: string; text: string } | null>(null);
  useEffect(() => {
    if (address === undefined) return undefined;
    let stopped = false;
    let timer = 0;
    const ask = (left: number) => {
      fetch(`${address}.txt`)
        .then((answer) => (answer.ok ? answer.text() : Promise.reject(new Error(String(answer.status)))))
        .then((body) => {
          if (!stopped) set_text({ address, text: body });
        })
        .catch(() => {
          if (!stopped && left > 1) timer = window.setTimeout(() => ask(left - 1), pause_ms);
        });
    };
    ask(tries);
    return () => {
      stopped = true;
      window.clearTimeout(timer);
    };
  }, [address]);
  return text !== null && text.address === address ? text.text : undefined;
}

export function SlideCard({ slide }: { slide: Slide }) {
  const ready = slide.pages > 0 && slide.digest !== undefined;
  const address = ready ? `/slides/${slide.digest}/${slide.page}` : undefined;
  const text = use_page_text(address);
  const [large, set_large] = useState(false);
  const [failed, set_failed] = useState({ address: "", times: 0 });
  const fails = failed.address === address ? failed.times : 0;
  useEffect(() => {
    if (fails === 0 || fails >= tries) return undefined;
    const timer = window.setTimeout(() => set_retry(fails), pause_ms);
    return () => window.clearTimeout(timer);
  }, [address, fails]);
  const [retry, set_retry] = useState(0);
  const name = t("web.slide.page", { page: slide.page, pages: slide.pages });
  if (address === undefined) {
    return (
      <section class="card" aria-labelledby="slide-title">
        <h2 id="slide-title" class="title" tabIndex={-1}>
          {t("web.slide.coming")}
        </h2>
      </section>
    );
  }
  return (
    <section class="card slide" aria-labelledby="slide-title">
      <h2 id="slide-title" class="kicker" tabIndex={-1}>
        {name}
      </h2>
      <button
        type="button"
        class={large ? "slide-picture large" : "slide-picture"}
        aria-pressed={large}
        aria-label={t(large ? "web.slide.smaller" : "web.slide.larger", { name })}
        onClick={() => set_large(!large)}
      >
        <img
          key={`${address} ${fails === 0 ? 0 : retry}`}
          src={`${address}.png`}
          alt=""
          onError={() => set_failed({ address, times: fails + 1 })}
        />
      </button>
      {fails >= tries && <p class="soft">{t("web.slide.no_picture")}</p>}
      {text !== undefined && text !== "" && (
        <details class="slide-text">
          <summary>{t("web.slide.read")}</summary>
          <div dir="auto">
            {text.split("\n").map((line, at) => (
              <p key={at}>{line}</p>
            ))}
          </div>
        </details>
      )}
      {text === "" && <p class="soft">{t("web.slide.no_text")}</p>}
    </section>
  );
}
