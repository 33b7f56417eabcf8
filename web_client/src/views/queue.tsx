// Owns the row of speakers as everybody reads it: the rules in force in one sentence, who speaks, and everybody who waits with
// the kind of their turn and the reason for their place. It runs on the page's only thread and draws the order of the
// kiosk; it must never order anybody itself.

import { me, t, view } from "../app";
import { entry_of, rule_words } from "../row";
import { use_section } from "../sections";
import type { Queue, QueueEntry, View } from "../wire";
import { EntryLines } from "./kinds";
import { Person } from "./parts";
import { SpeaksNow } from "./turn";

/** The list takes nobody any more once the evening is over, whatever its door says. */
export function queue_is_open({ meeting, queue }: View): boolean {
  return queue.open && meeting.phase !== "ended";
}

export function queue_note(now: View): string {
  if (now.queue.order.length > 0) return t("web.queue.waiting", { n: now.queue.order.length });
  return queue_is_open(now) ? t("web.queue.open") : t("web.queue.closed");
}

/** 'Eerst wie nog niet sprak, dan …': the rules in the order in which they count, and what they may not do to anybody. */
export function rules_text(queue: Queue): string {
  const rules = queue.rules ?? [];
  const chain = rule_words(rules).map(({ chain, rule }) => t(chain.key, rule === null ? {} : { rule: t(`rule.${rule}`) }));
  const most = rules.length === 0 ? [] : [queue.overtake_most === 0 ? t("web.row.most_none") : t("web.row.most", { n: queue.overtake_most })];
  const replies = queue.replies === false ? [t("web.row.no_replies")] : [];
  return [chain.join(""), ...most, ...replies].join(" ");
}

/** All entries, those of the end of a long row too. Fetched only while a list that shows them is open. */
export function use_entries(queue: Queue): (id: string) => QueueEntry | undefined {
  const section = use_section<{ by: Record<string, QueueEntry> }>("queue", queue.more);
  return (id) => entry_of(queue, section?.by, id);
}

export function QueueList() {
  const now = view.value;
  const entry_at = use_entries(now?.queue ?? no_queue);
  if (now === null) return null;
  const { queue } = now;
  const person = me.value?.person;
  return (
    <>
      <p class="rules">{rules_text(queue)}</p>
      {queue.speaking && <SpeaksNow speaking={queue.speaking} />}
      {queue.order.length === 0 && <p class="soft">{t(queue_is_open(now) ? "web.queue.empty" : "web.queue.empty_closed")}</p>}
      <ol class="list">
        {queue.order.map((id, index) => {
          const entry = entry_at(id);
          const mine = me.value?.entries?.[id] !== undefined || (entry?.person !== undefined && entry.person === person);
          return (
            <li key={id} class={mine ? "mine" : ""} data-entry={id}>
              <span class="list-lead">{index + 1}</span>
              <span class="list-main">
                {entry === undefined ? (
                  <span class="soft">{t("web.row.name_coming")}</span>
                ) : (
                  <>
                    <Person name={entry.name} />
                    {mine && <strong class="tag">{t("web.you")}</strong>}
                    <EntryLines entry={entry} />
                  </>
                )}
              </span>
            </li>
          );
        })}
      </ol>
    </>
  );
}

const no_queue = { order: [], by: {} } as unknown as Queue;
