// Owns the chair's row of speakers: who speaks and whether they are there, who is next, everybody who waits with what can be
// done for them, and who was away. It runs on the page's only thread; every step on says whose turn it expects to end and
// whom it saw first, so that a double tap or another chair skips nobody.

import { useState } from "preact/hooks";
import { lead, may, named, t, view } from "../app";
import type { Desk, Queue, QueueEntry, Speaking } from "../wire";
import { EntryLines, Kind, where_text } from "./kinds";
import { AddSpeaker, Hands, NameGuest } from "./lead_guests";
import { RowRules } from "./lead_row_rules";
import { Totals } from "./lead_times";
import { Person, Rich, Section, Sending, SpeakerTime } from "./parts";
import { rules_text, use_entries } from "./queue";
import { GoesOn } from "./turn";

const more_s = 30;
const steps = ["next", "end", "door", "pause", "continue", "more", "pass", "call", "interrupt"].map((one) => `queue.${one}`);

export function LeadQueue({ queue, desk }: { queue: Queue; desk: Desk | null }) {
  const { speaking } = queue;
  const first = queue.order[0] === undefined ? undefined : queue.by[queue.order[0]];
  return (
    <>
      {speaking && <SpeaksNow speaking={speaking} />}
      {may("queue.next") && (
        <div class="row">
          {(speaking?.interrupts || first) && (
            <button type="button" class="main across" onClick={() => lead(next_step(queue))}>
              {speaking?.interrupts ? (
                <Rich k="lead.goes_on" names={{ name: named(speaking.interrupts.name) }} />
              ) : (
                <Rich k="lead.next_speaker" names={{ name: named(first?.name ?? "") }} />
              )}
            </button>
          )}
          {speaking && !speaking.interrupts && <EndTurn speaking={speaking} />}
          {speaking && <NotThere speaking={speaking} calls={!speaking.interrupts && first !== undefined} />}
          <button type="button" onClick={() => lead({ do: queue.open ? "queue.close" : "queue.open" }, "queue.door")}>
            {t(queue.open ? "lead.queue_close" : "lead.queue_open")}
          </button>
        </div>
      )}
      {may("queue.interrupt") && speaking && <Interrupts queue={queue} speaking={speaking} />}
      {steps.map((one) => (
        <Sending of={one} key={one} />
      ))}
      {desk?.queue && <AbsentList absent={desk.queue.absent} />}
      <p class="rules">{rules_text(queue)}</p>
      <Row queue={queue} />
      <Section inside name="leading.guests" title={t("lead.add_speaker")}>
        {() => (
          <>
            <Hands />
            <AddSpeaker />
          </>
        )}
      </Section>
      {desk?.queue && (
        <Section inside name="leading.times" title={t("lead.times")}>
          {() => desk.queue && <Totals totals={desk.queue} queue={queue} />}
        </Section>
      )}
      {may("queue.rules") && (
        <Section inside name="leading.rules" title={t("lead.row_rules")}>
          {() => <RowRules queue={queue} desk={desk} />}
        </Section>
      )}
    </>
  );
}

/** 'The next one', with whose turn ends by it and whom this phone saw first; after a point of order who gave way goes on. */
export function next_step(queue: Queue): { do: string; expect: string | null; next?: string } {
  const next = queue.speaking?.interrupts?.id ?? queue.order[0];
  return { do: "queue.next", expect: queue.speaking?.id ?? null, ...(next === undefined ? {} : { next }) };
}

function SpeaksNow({ speaking }: { speaking: Speaking }) {
  return (
    <div class="speaking">
      <p>
        <Rich k="web.speak.speaks" names={{ name: named(speaking.name) }} /> <SpeakerTime speaking={speaking} over />
      </p>
      <p class="soft">
        <Kind of={speaking} /> · {where_text(speaking)}
      </p>
      {speaking.person !== undefined && (speaking.here ? <p>✓ {t("lead.is_there")}</p> : <p class="soft">{t("lead.not_heard")}</p>)}
      {speaking.interrupts && (
        <p class="soft">
          <GoesOn gave_way={speaking.interrupts} />
        </p>
      )}
      {may("queue.pause") && (
        <div class="row small-row">
          <SpeakerClock speaking={speaking} />
        </div>
      )}
    </div>
  );
}

/** A point of order may come between at once; who speaks keeps their time and goes on afterwards. */
function Interrupts({ queue, speaking }: { queue: Queue; speaking: Speaking }) {
  if (speaking.kind === "point_of_order") return null;
  const waiting = queue.order.filter((id) => queue.by[id]?.kind === "point_of_order");
  return (
    <>
      {waiting.map((id) => (
        <button type="button" class="wide" key={id} onClick={() => lead({ do: "queue.interrupt", expect: speaking.id, entry: id })}>
          <Kind of={{ kind: "point_of_order" }} />: <Rich k="lead.interrupt" names={{ name: named(queue.by[id]?.name ?? "") }} />
        </button>
      ))}
    </>
  );
}

function AbsentList({ absent }: { absent: { id: string; name: string; place: "room" | "home" }[] }) {
  if (absent.length === 0) return null;
  return (
    <div class="add">
      <h3>{t("lead.absent")}</h3>
      <p class="soft">{t("lead.absent_what")}</p>
      <ul class="list">
        {absent.map((one) => (
          <li key={one.id}>
            <span class="list-main">
              <Person name={one.name} /> <span class="soft">{where_text(one)}</span>
              <Sending of={`return:${one.id}`} />
            </span>
            {may("queue.return") && (
              <button
                type="button"
                class="list-act"
                aria-label={t("lead.back_in_row_what", { name: named(one.name) })}
                onClick={() => lead({ do: "queue.return", entry: one.id }, `return:${one.id}`)}
              >
                {t("lead.back_in_row")}
              </button>
            )}
          </li>
        ))}
      </ul>
    </div>
  );
}

function Row({ queue }: { queue: Queue }) {
  const entry_at = use_entries(queue);
  const [open, set_open] = useState<string | null>(null);
  const helps = may("queue.name") || may("queue.move");
  if (queue.order.length === 0) return <p class="soft">{t("web.queue.empty_closed")}</p>;
  return (
    <ol class="list">
      {queue.order.map((id, index) => {
        const entry = entry_at(id);
        if (entry === undefined) {
          return (
            <li key={id} data-entry={id}>
              <span class="list-lead">{index + 1}</span>
              <span class="list-main soft">{t("web.row.name_coming")}</span>
            </li>
          );
        }
        const acts = helps && (may("queue.move") || entry.person === undefined);
        return (
          <li key={id} data-entry={id}>
            <span class="list-lead">{index + 1}</span>
            <span class="list-main">
              <Person name={entry.name} />
              <EntryLines entry={entry} />
              {entry.overtaken !== undefined && entry.overtaken > 0 && (
                <span class="soft block">{t("lead.overtaken", { n: entry.overtaken })}</span>
              )}
              {acts && (
                <button
                  type="button"
                  class="change"
                  aria-expanded={open === id}
                  aria-label={t("lead.change_what", { what: named(entry.name) })}
                  onClick={() => set_open(open === id ? null : id)}
                >
                  {t("lead.change")}
                </button>
              )}
              {acts && open === id && <EntryActs queue={queue} id={id} index={index} entry={entry} />}
              {["call", "move", "remove", "name"].map((one) => (
                <Sending of={`${one}:${id}`} key={one} />
              ))}
            </span>
          </li>
        );
      })}
    </ol>
  );
}

/** What can be done for one who waits: called now, earlier, later, taken away, given a name. */
function EntryActs({ queue, id, index, entry }: { queue: Queue; id: string; index: number; entry: QueueEntry }) {
  const name = named(entry.name);
  const fixed = entry.kind === "point_of_order";
  const behind_order = queue.by[queue.order[index - 1] ?? ""]?.kind === "point_of_order";
  return (
    <>
      {may("queue.move") && (
        <span class="row small-row">
          <button type="button" onClick={() => lead({ do: "queue.call", expect: queue.speaking?.id ?? null, entry: id }, `call:${id}`)}>
            {t("lead.call")}
          </button>
          <button
            type="button"
            disabled={index === 0 || fixed || behind_order}
            aria-label={t("lead.earlier_what", { name })}
            onClick={() => lead({ do: "queue.move", entry: id, before: queue.order[index - 1] ?? null }, `move:${id}`)}
          >
            {t("lead.earlier")}
          </button>
          <button
            type="button"
            disabled={index === queue.order.length - 1 || fixed}
            aria-label={t("lead.later_what", { name })}
            onClick={() => lead({ do: "queue.move", entry: id, before: queue.order[index + 2] ?? null }, `move:${id}`)}
          >
            {t("lead.later")}
          </button>
          <button type="button" aria-label={t("lead.remove_what", { what: name })} onClick={() => lead({ do: "queue.remove", entry: id }, `remove:${id}`)}>
            {t("lead.remove")}
          </button>
        </span>
      )}
      {may("queue.name") && entry.person === undefined && <NameGuest id={id} entry={entry} />}
    </>
  );
}

/** The speaker's clock: stop it, let it go on, give more time. */
export function SpeakerClock({ speaking }: { speaking: Speaking }) {
  const stopped = speaking.paused_ms !== undefined;
  return (
    <>
      <button type="button" onClick={() => lead({ do: stopped ? "queue.continue" : "queue.pause", expect: speaking.id })}>
        {t(stopped ? "lead.continue" : "lead.pause")}
      </button>
      <button type="button" onClick={() => lead({ do: "queue.more", expect: speaking.id, seconds: more_s })}>
        {t("lead.more_time", { n: more_s })}
      </button>
    </>
  );
}

/** The turn ends and nobody is called, also while others wait: they speak in the next block, or after the break. */
export function EndTurn({ speaking }: { speaking: Speaking }) {
  return (
    <button type="button" onClick={() => lead({ do: "queue.end", expect: speaking.id })}>
      {t("lead.end_turn")}
    </button>
  );
}

/** Called and not there: the next one is called, if there is one, and they keep their right. */
function NotThere({ speaking, calls }: { speaking: Speaking; calls: boolean }) {
  return (
    <button type="button" onClick={() => lead({ do: "queue.pass", expect: speaking.id })}>
      {t(calls ? "lead.not_there_next" : "lead.not_there")}
    </button>
  );
}

/** The groups that the chair named, as choices of a select; none is a choice too. */
export function GroupSelect({ chosen, choose, label }: { chosen: string; choose: (group: string) => void; label: string }) {
  const groups = view.value?.groups;
  if (groups === undefined) return null;
  return (
    <label class="field">
      <span>{label}</span>
      <select value={chosen} onChange={(event) => choose(event.currentTarget.value)}>
        <option value="">{t("lead.no_group")}</option>
        {groups.order.map((id) => (
          <option value={id} key={id}>
            {groups.by[id]?.name}
          </option>
        ))}
      </select>
    </label>
  );
}
