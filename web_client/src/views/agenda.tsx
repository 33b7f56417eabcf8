// Owns the agenda as a list: what was, what is now with its countdown, what comes and when it will be done.
// It runs on the page's only thread and reads the forecast as the kiosk made it; it must never reckon its own.

import { t } from "../app";
import type { Agenda, Block } from "../wire";
import { Name, TimeLeft, time_of_day } from "./parts";

const marks = { done: "✓", now: "▶", todo: "·", skipped: "–" };

export function AgendaList({ agenda }: { agenda: Agenda }) {
  if (agenda.order.length === 0) return <p class="soft">{t("web.agenda.empty")}</p>;
  return (
    <>
      <ol class="list agenda">
        {agenda.order.map((id) => {
          const block = agenda.by[id];
          if (block === undefined) return null;
          const part = block.inside === undefined ? "" : " part";
          return (
            <li key={id} class={`block-${block.state}${part}`} aria-current={block.state === "now" ? "step" : undefined}>
              <span class="list-lead">
                <span aria-hidden="true" dir="ltr">
                  {marks[block.state]}
                </span>
                <span class="hidden">{t(`web.agenda.${block.state}`)}</span>
              </span>
              <span class="list-main">
                <Name>{block.title}</Name>
                <span class="soft block">
                  {block.state === "now" && block.ends_ms !== undefined ? (
                    <TimeLeft until_ms={block.ends_ms} k="web.left" />
                  ) : (
                    t("web.minutes", { n: block.minutes })
                  )}
                  {block.side_by_side && ` · ${t("web.agenda.tables")}`}
                  {block.fixed_ms !== undefined && ` · ${t("web.agenda.fixed")}`}
                </span>
                <BlockText block={block} />
              </span>
              {block.starts_ms !== undefined && <span class="list-end">{time_of_day(block.starts_ms)}</span>}
            </li>
          );
        })}
      </ol>
      <Forecast agenda={agenda} />
    </>
  );
}

/** What the block is about, for the people, as somebody wrote it. */
export function BlockText({ block }: { block: Block }) {
  return block.text === undefined ? null : (
    <span class="block-text">
      <Name>{block.text}</Name>
    </span>
  );
}

export function Forecast({ agenda }: { agenda: Agenda }) {
  if (agenda.ends_ms === undefined) return null;
  const ahead_min = Math.round((agenda.ahead_s ?? 0) / 60);
  const kind = ahead_min <= -2 ? "late" : ahead_min >= 2 ? "early" : "on_time";
  return (
    <p class="soft">
      {t("web.agenda.ends", { time: time_of_day(agenda.ends_ms) })}{" "}
      {t(`web.agenda.${kind}`, { n: Math.abs(ahead_min) })}
    </p>
  );
}
