// Owns how a kind of turn looks: its sign, its word and the rule that it follows, and how a place in the row is described in
// words. It runs on the page's only thread; a sign never stands without its word, and nothing is said by colour alone.

import { named, reason, t, view } from "../app";
import type { QueueEntry, QueueKind, Queue, Why } from "../wire";
import { Name, place_text } from "./parts";

/** A circle with a plus, an arrow that turns back, a question mark, and an exclamation mark in a triangle. */
const signs: Record<QueueKind, string> = {
  point: "M12 3a9 9 0 1 1 0 18 9 9 0 0 1 0-18zM12 8v8M8 12h8",
  reply: "M9 6L4 11l5 5M4 11h10a6 6 0 0 1 6 6v1",
  question: "M12 3a9 9 0 1 1 0 18 9 9 0 0 1 0-18zM9.4 9.6a2.7 2.7 0 1 1 3.9 2.4c-.9.5-1.3 1-1.3 2M12 17v.2",
  point_of_order: "M12 3.5L22 20.5H2zM12 10v5M12 17.6v.2",
};

export function Sign({ kind }: { kind: QueueKind }) {
  return (
    <svg class={`icon kind-${kind}`} viewBox="0 0 24 24" aria-hidden="true" focusable="false">
      <path d={signs[kind]} />
    </svg>
  );
}

/** The sign and its word; of a reply also who it answers. */
export function Kind({ of }: { of: { kind: QueueKind; to?: string } }) {
  return (
    <span class="kind">
      <Sign kind={of.kind} />
      <span>
        {of.kind === "reply" && of.to !== undefined ? t("web.kind.reply_to", { name: named(of.to) }) : t(`kind.${of.kind}`)}
      </span>
    </span>
  );
}

/** How long a turn of this kind may take: whole minutes where it can be said so. */
export function limit_text(queue: Queue, kind: QueueKind): string {
  const s = queue.limits?.[kind] ?? queue.limit_s;
  if (s === 0) return "";
  return s % 60 === 0 ? t("web.kind.limit_minutes", { n: s / 60 }) : t("web.kind.limit_seconds", { n: s });
}

/** Room or home, and the group if there is one. */
export function where_text(of: { place: QueueEntry["place"]; group?: string }): string {
  const group = of.group === undefined ? undefined : view.value?.groups?.by[of.group]?.name;
  return group === undefined ? place_text(of.place) : t("web.row.where_group", { place: place_text(of.place), group });
}

export function Topic({ of }: { of: { topic?: string } }) {
  return of.topic === undefined || of.topic === "" ? null : (
    <span class="block topic">
      <Name>{of.topic}</Name>
    </span>
  );
}

/** The reason for a place, behind a mark that sets it apart from what the person said. */
export function Reason({ why }: { why: Why }) {
  return (
    <span class="block why">
      <span aria-hidden="true">→ </span>
      {reason(why)}
    </span>
  );
}

/** Everything that a row says of an entry below the name. */
export function EntryLines({ entry }: { entry: QueueEntry }) {
  return (
    <>
      <span class="soft block">
        <Kind of={entry} /> · {where_text(entry)}
      </span>
      <Topic of={entry} />
      <Reason why={entry.why} />
    </>
  );
}
