// Owns the picture of the evening on the phone: how far the block that is on has come, what is in it, what comes, and the
// whole evening as one line. It runs on the page's only thread and draws what evening.ts reads off the agenda; nothing
// in it may alarm: when time is nearly over a mark says so beside the words, and nothing blinks.

import { useComputed } from "@preact/signals";
import { now_ms, place_in_queue, t } from "../app";
import { picture_of, time_of } from "../evening";
import type { Agenda, Block } from "../wire";
import { BlockText, Forecast, Name, Rich, TimeLeft, block_marks, time_of_day } from "./parts";

const coming_shown = 3;
/** From so many pieces on they stand closer together. */
const dense_from = 40;

/** What is left of a block that is on, in words, with a mark when that is its last part. */
export function LeftOf({ block }: { block: Block }) {
  const nearly = useComputed(() => time_of(block, now_ms.value)?.nearly_over === true);
  if (block.ends_ms === undefined) return null;
  return (
    <span class={nearly.value ? "left nearly" : "left"}>
      {nearly.value && (
        <svg class="attention" viewBox="0 0 24 24" aria-hidden="true" focusable="false">
          <path d="M12 2l10 10-10 10L2 12z" />
        </svg>
      )}
      <TimeLeft until_ms={block.ends_ms} k="web.left" />
    </span>
  );
}

/** The same with a bar that empties, as the wall's does, and the time of the end. */
export function TimeBar({ block }: { block: Block }) {
  const nearly = useComputed(() => time_of(block, now_ms.value)?.nearly_over === true);
  const width = useComputed(() => per_cent(1 - (time_of(block, now_ms.value)?.over ?? 0)));
  const past = useComputed(() => (time_of(block, now_ms.value)?.left_ms ?? 1) <= 0);
  if (block.starts_ms === undefined || block.ends_ms === undefined) return null;
  return (
    <div class="time">
      <p>
        <LeftOf block={block} />
        {!past.value && <span class="soft"> · {t("web.evening.until", { time: time_of_day(block.ends_ms) })}</span>}
      </p>
      <div class="time-bar" aria-hidden="true">
        <span class={nearly.value ? "filled nearly" : "filled"} style={{ width: width.value }} />
      </div>
    </div>
  );
}

/** In steps of half a per cent, so that the page is not drawn ten times a second. */
function per_cent(share: number): string {
  return `${Math.round(share * 200) / 2}%`;
}

/** What is on now, as large as it is important, and below it what comes. */
export function NowCard({ agenda }: { agenda: Agenda }) {
  const block = agenda.now === undefined ? undefined : agenda.by[agenda.now];
  const picture = picture_of(agenda);
  return (
    <section class="card" aria-labelledby="block-title">
      <p class="kicker">
        {t("web.block.now")}
        {picture.whole && (
          <>
            {" · "}
            <Name>{picture.whole.title}</Name>
          </>
        )}
      </p>
      <h2 id="block-title" class="title" tabIndex={-1}>
        {block ? <Name>{block.title}</Name> : t("web.block.none")}
      </h2>
      {block && <TimeBar block={block} />}
      {block && !block.side_by_side && !(block.form === "speakers" && place_in_queue.value > 0) && <p class="block-form">{t(`web.block.${block.form}`)}</p>}
      {block && <BlockText block={block} />}
      <Parts agenda={agenda} ids={picture.parts} />
      <Tables agenda={agenda} ids={picture.tables} />
      <Coming agenda={agenda} ids={picture.coming} />
      <EveningLine agenda={agenda} />
    </section>
  );
}

/** What follows one another inside the block that is on. */
function Parts({ agenda, ids }: { agenda: Agenda; ids: readonly string[] }) {
  if (ids.length === 0) return null;
  return (
    <ol class="parts">
      {ids.map((id) => {
        const part = agenda.by[id];
        return (
          part && (
            <li key={id} class={`block-${part.state}`} aria-current={part.state === "now" ? "step" : undefined}>
              <span class="list-lead" aria-hidden="true" dir="ltr">
                {block_marks[part.state]}
              </span>
              <span class="list-main">
                <span class="hidden">{t(`web.agenda.${part.state}`)}: </span>
                <Name>{part.title}</Name>
              </span>
            </li>
          )
        );
      })}
    </ol>
  );
}

/** Tables that work at the same time, side by side: which there are, how long still, and which are ready. */
export function Tables({ agenda, ids }: { agenda: Agenda; ids: readonly string[] }) {
  if (ids.length === 0) return null;
  return (
    <>
      <p class="soft">{t("web.agenda.tables")}</p>
      <ul class="tables">
        {ids.map((id) => {
          const table = agenda.by[id];
          return (
            table && (
              <li key={id} class={`block-${table.state}`}>
                <b>
                  <Name>{table.title}</Name>
                </b>
                <BlockText block={table} />
                {table.state === "done" ? (
                  <span class="soft block">✓ {t("web.agenda.table_done")}</span>
                ) : (
                  <span class="soft block">
                    <LeftOf block={table} />
                  </span>
                )}
              </li>
            )
          );
        })}
      </ul>
    </>
  );
}

function Coming({ agenda, ids }: { agenda: Agenda; ids: readonly string[] }) {
  if (ids.length === 0) return null;
  return (
    <div class="coming">
      <p class="soft">{t("web.evening.coming")}</p>
      <ol>
        {ids.slice(0, coming_shown).map((id) => {
          const block = agenda.by[id];
          return (
            block && (
              <li key={id}>
                <span class="list-main">
                  <Name>{block.title}</Name>
                </span>
                {block.starts_ms !== undefined && <span class="list-end">{time_of_day(block.starts_ms)}</span>}
              </li>
            )
          );
        })}
      </ol>
      {ids.length > coming_shown && <p class="soft">{t("web.evening.more", { n: ids.length - coming_shown })}</p>}
    </div>
  );
}

/** The whole evening as one line: what was is filled, what is on fills, what comes is open. The words below say it too. */
export function EveningLine({ agenda }: { agenda: Agenda }) {
  const { line, at } = picture_of(agenda);
  const id = line[at - 1]?.id;
  const block = id === undefined ? undefined : agenda.by[id];
  const over = useComputed(() => per_cent(block ? (time_of({ ...block, state: "now" }, now_ms.value)?.over ?? 0) : 0));
  if (line.length === 0) return null;
  return (
    <div class="evening">
      <div class={line.length >= dense_from ? "evening-line dense" : "evening-line"} aria-hidden="true">
        {line.map((piece) => (
          <span key={piece.id} class={`piece piece-${piece.state}`} style={{ flexGrow: Math.max(1, piece.minutes) }}>
            {piece.state === "now" && <span class="filled" style={{ width: over.value }} />}
          </span>
        ))}
      </div>
      {at > 0 && <p class="soft">{t("web.evening.at", { at, of: line.length })}</p>}
      <Forecast agenda={agenda} />
    </div>
  );
}

/** What comes first, for the lobby. */
export function Programme({ agenda }: { agenda: Agenda }) {
  const [first] = picture_of(agenda).coming;
  const block = first === undefined ? undefined : agenda.by[first];
  return block === undefined ? null : (
    <p>
      <Rich k="web.evening.first" names={{ title: block.title }} />
    </p>
  );
}
