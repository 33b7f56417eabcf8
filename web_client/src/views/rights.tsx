// Owns the card that says that a right came or went while one was busy with something else, with one step from there. It
// runs on the page's only thread; it must never take a person to another page by itself.

import { right_news, t, tab } from "../app";
import type { Role } from "../wire";
import { Tick } from "./parts";

export function RightCard() {
  const news = right_news.value;
  if (news === null) return null;
  const { was, is } = news;
  const lost = is === "attendee";
  const close = () => (right_news.value = null);
  return (
    <section class="card right" aria-labelledby="right-title" role="status">
      <h2 id="right-title" class="title" tabIndex={-1}>
        {lost ? t(`web.right.lost_${was}`) : t(`web.right.got_${is}`)}
      </h2>
      <p>{t(lost ? "web.right.lost" : `web.right.got_${is}_what`)}</p>
      <div class="row">
        {!lost && (
          <button
            type="button"
            class="main"
            onClick={() => {
              close();
              tab.value = "lead";
            }}
          >
            {t(tab_key(is))}
          </button>
        )}
        <button type="button" onClick={close}>
          <Tick /> {t("web.right.fine")}
        </button>
      </div>
    </section>
  );
}

/** What the page of a right is called, on its tab and on the button that goes there. */
export function tab_key(role: Role): string {
  return `web.tab.${role}`;
}
