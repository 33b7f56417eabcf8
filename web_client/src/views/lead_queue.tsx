// Owns the chair's speaker queue: who is next, the speaker's clock, order, limit, and people without a phone.
// It runs on the page's only thread; every step on says whose turn it expects to end, so a double tap skips nobody.

import { draft, lead, may, named, t } from "../app";
import type { Queue, Speaking } from "../wire";
import { Field, Form, Name, Person, Rich, Sending, SpeakerTime, place_text } from "./parts";

const limits_s = [0, 60, 90, 120, 180, 300];
const more_s = 30;
const name_units_most = 240;

export function LeadQueue({ queue }: { queue: Queue }) {
  const { speaking } = queue;
  const expect = speaking?.id ?? null;
  const first = queue.order[0] === undefined ? undefined : queue.by[queue.order[0]];
  return (
    <>
      {speaking && (
        <div class="speaking">
          <p>
            <Rich k="web.speak.speaks" names={{ name: named(speaking.name) }} /> <SpeakerTime speaking={speaking} over />
          </p>
          {may("queue.pause") && (
            <div class="row small-row">
              <SpeakerClock speaking={speaking} />
            </div>
          )}
        </div>
      )}
      {may("queue.next") && (
        <div class="row">
          {first !== undefined && (
            <button type="button" class="main" onClick={() => lead({ do: "queue.next", expect })}>
              <Rich k="lead.next_speaker" names={{ name: named(first.name) }} />
            </button>
          )}
          {speaking && <EndTurn speaking={speaking} />}
          <button type="button" onClick={() => lead({ do: queue.open ? "queue.close" : "queue.open" }, "queue.door")}>
            {t(queue.open ? "lead.queue_close" : "lead.queue_open")}
          </button>
        </div>
      )}
      {["queue.next", "queue.end", "queue.door", "queue.pause", "queue.continue", "queue.more", "queue.limit"].map((one) => (
        <Sending of={one} key={one} />
      ))}
      {queue.order.length === 0 && <p class="soft">{t("web.queue.empty_closed")}</p>}
      <ol class="list">
        {queue.order.map((id, index) => {
          const entry = queue.by[id];
          if (entry === undefined) return null;
          const after_next = queue.order[index + 2] ?? null;
          return (
            <li key={id}>
              <span class="list-lead">{index + 1}</span>
              <span class="list-main">
                <Person name={entry.name} />
                <span class="soft block">
                  {place_text(entry.place)}
                  {entry.topic && (
                    <>
                      {" · "}
                      <Name>{entry.topic}</Name>
                    </>
                  )}
                </span>
                {may("queue.move") && (
                  <span class="row small-row">
                    <button
                      type="button"
                      disabled={index === 0}
                      aria-label={t("lead.earlier_what", { name: named(entry.name) })}
                      onClick={() => lead({ do: "queue.move", entry: id, before: queue.order[index - 1] ?? null }, `move:${id}`)}
                    >
                      {t("lead.earlier")}
                    </button>
                    <button
                      type="button"
                      disabled={index === queue.order.length - 1}
                      aria-label={t("lead.later_what", { name: named(entry.name) })}
                      onClick={() => lead({ do: "queue.move", entry: id, before: after_next }, `move:${id}`)}
                    >
                      {t("lead.later")}
                    </button>
                    <button
                      type="button"
                      aria-label={t("lead.remove_what", { what: named(entry.name) })}
                      onClick={() => lead({ do: "queue.remove", entry: id }, `remove:${id}`)}
                    >
                      {t("lead.remove")}
                    </button>
                  </span>
                )}
                <Sending of={`move:${id}`} />
                <Sending of={`remove:${id}`} />
              </span>
            </li>
          );
        })}
      </ol>
      {may("queue.limit") && (
        <label class="field">
          <span>{t("lead.limit")}</span>
          <select
            value={String(queue.limit_s)}
            onChange={(event) => lead({ do: "queue.limit", limit_s: Number(event.currentTarget.value) })}
          >
            {(limits_s.includes(queue.limit_s) ? limits_s : [...limits_s, queue.limit_s]).map((s) => (
              <option value={String(s)} key={s}>
                {s === 0 ? t("lead.no_limit") : t("web.seconds", { n: s })}
              </option>
            ))}
          </select>
        </label>
      )}
      <AddSpeaker />
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

export function AddSpeaker() {
  const name = draft("desk.speaker.name");
  const send = () => {
    lead({ do: "queue.add", name: name.value.trim(), place: "room" });
    name.value = "";
  };
  return (
    <Form send={send} class="add">
      <h3>{t("lead.add_speaker")}</h3>
      <Field label={t("lead.speaker_name")} value={name} most={name_units_most} />
      <button type="submit">{t("lead.add")}</button>
      <Sending of="queue.add" />
    </Form>
  );
}
