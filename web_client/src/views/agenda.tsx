// Owns the agenda as a list: what was, what is now with its countdown, what comes and when it will be done.
// It runs on the page's only thread and reads the forecast as the kiosk made it; it must never reckon its own.

import { useState } from "preact/hooks";
import { t } from "../app";
import { folded } from "../evening";
import type { Agenda, Block } from "../wire";
import { LeftOf } from "./evening";
import { BlockText, Forecast, Name, block_marks, time_of_day } from "./parts";

export function AgendaList({ agenda }: { agenda: Agenda }) {
  const [unfolded, unfold] = useState(false);
  if (agenda.order.length === 0) return <p class="soft">{t("web.agenda.empty")}</p>;
  const past = folded(agenda);
  const from = unfolded ? 0 : past;
  return (
    <>
      <Fold past={past} unfolded={unfolded} unfold={unfold} />
      <ol class="list agenda">
        {agenda.order.slice(from).map((id) => {
          const block = agenda.by[id];
          return block && <Row key={id} block={block} />;
        })}
      </ol>
      <Forecast agenda={agenda} />
    </>
  );
}

/** A long evening begins at what is on; what was is one button away. */
export function Fold({ past, unfolded, unfold }: { past: number; unfolded: boolean; unfold: (open: boolean) => void }) {
  if (past === 0) return null;
  return (
    <button type="button" class="wide" aria-expanded={unfolded} onClick={() => unfold(!unfolded)}>
      {unfolded ? t("web.agenda.fold") : t("web.agenda.past", { n: past })}
    </button>
  );
}

function Row({ block }: { block: Block }) {
  const part = block.inside === undefined ? "" : " part";
  return (
    <li class={`block-${block.state}${part}`} aria-current={block.state === "now" ? "step" : undefined}>
      <span class="list-lead">
        <span aria-hidden="true" dir="ltr">
          {block_marks[block.state]}
        </span>
        <span class="hidden">{t(`web.agenda.${block.state}`)}</span>
      </span>
      <span class="list-main">
        <Name>{block.title}</Name>
        <span class="soft block">
          {block.state === "now" && block.ends_ms !== undefined ? <LeftOf block={block} /> : t("web.minutes", { n: block.minutes })}
          {block.side_by_side && ` · ${t("web.agenda.tables")}`}
          {block.fixed_ms !== undefined && ` · ${t("web.agenda.fixed")}`}
        </span>
        <BlockText block={block} />
      </span>
      {block.starts_ms !== undefined && <span class="list-end">{time_of_day(block.starts_ms)}</span>}
    </li>
  );
}
