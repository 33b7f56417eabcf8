// Owns the slides on the chair's phone: which page is on the screen, a page back and on, and the way back to slides that
// something else took the screen from. It runs on the page's only thread; it must never turn a page that it does not see:
// each turn says from which.

import { is_waiting, lead, t } from "../app";
import type { Desk, View } from "../wire";
import { Sending } from "./parts";

export function LeadSlides({ now, mine }: { now: View; mine: Desk }) {
  const { slide } = now.stage;
  if (slide !== undefined) {
    if (slide.pages === 0) return <p class="soft">{t("web.slide.coming")}</p>;
    const turn = (page: number) => lead({ do: "slides.turn", expect: slide.page, page }, "slides");
    return (
      <div class="lead-slides">
        <p>
          <b>{t("web.slide.page", { page: slide.page, pages: slide.pages })}</b>
        </p>
        <div class="row">
          <button type="button" disabled={slide.page <= 1 || is_waiting("slides")} onClick={() => turn(slide.page - 1)}>
            {slide.page > 1 ? t("lead.slide_back", { page: slide.page - 1 }) : t("lead.slide_first")}
          </button>
          <button
            type="button"
            disabled={slide.page >= slide.pages || is_waiting("slides")}
            onClick={() => turn(slide.page + 1)}
          >
            {slide.page < slide.pages ? t("lead.slide_on", { page: slide.page + 1 }) : t("lead.slide_last")}
          </button>
        </div>
        <Sending of="slides" />
      </div>
    );
  }
  // They may lie under a blank screen: first that goes.
  if (now.stage.scene === "blank") return null;
  const block = slides_of(now, mine);
  if (block === undefined) return null;
  return (
    <div class="row">
      <button type="button" disabled={is_waiting("slides")} onClick={() => lead({ do: "slides.show", block }, "slides")}>
        {t("lead.slides_show")}
      </button>
      <Sending of="slides" />
    </div>
  );
}

/** Whose slides belong to the block that is on: its own, else those of what it is a part of. */
function slides_of(now: View, mine: Desk): string | undefined {
  const id = now.agenda.now;
  const inside = id === undefined ? undefined : now.agenda.by[id]?.inside;
  return [id, inside].find((one) => {
    const slides = one === undefined ? undefined : mine.blocks?.[one]?.slides;
    return slides !== undefined && slides.failed !== true;
  });
}
