// Owns the speaker queue on the phone: who speaks with the countdown, the order, asking to speak and stepping back.
// It runs on the page's only thread and reads the public order; it must never let the phone decide an order itself.

import { useEffect, useRef } from "preact/hooks";
import { act, draft, me, named, place_in_queue, t, view } from "../app";
import type { Speaking, View } from "../wire";
import { Field, Form, Name, Person, Rich, SpeakerTime, place_text } from "./parts";

/** A topic is one short line. */
const topic_units_most = 120;

/** The panel above the foot: ask with an optional topic, or step out of the queue. */
export function AskToSpeak({ done }: { done: () => void }) {
  const topic = draft("topic");
  const panel = useRef<HTMLDivElement>(null);
  const mine = place_in_queue.value;
  useEffect(() => {
    panel.current?.querySelector<HTMLElement>("input, button")?.focus();
  }, []);
  const ask = () => {
    const text = topic.value.trim();
    act({ do: "speak", ...(text === "" ? {} : { topic: text }) }, "speak", { replaces: true });
    topic.value = "";
    done();
  };
  return (
    <div
      class="panel"
      ref={panel}
      role="group"
      aria-label={t("web.speak.ask")}
      onKeyDown={(event) => {
        if (event.key === "Escape") done();
      }}
    >
      {mine > 0 ? (
        <>
          <p>{t("web.speak.in_queue", { n: mine - 1 })}</p>
          <div class="row">
            <button
              type="button"
              class="main"
              onClick={() => {
                act({ do: "unspeak" }, "unspeak", { replaces: true });
                done();
              }}
            >
              {t("web.speak.withdraw")}
            </button>
            <button type="button" onClick={done}>
              {t("web.speak.stay")}
            </button>
          </div>
        </>
      ) : (
        <Form send={ask}>
          <Field label={t("web.speak.topic")} hint={t("web.speak.topic_hint")} value={topic} most={topic_units_most} />
          <div class="row">
            <button type="submit" class="main">
              {t("web.speak.ask")}
            </button>
            <button type="button" onClick={done}>
              {t("web.speak.not_now")}
            </button>
          </div>
        </Form>
      )}
    </div>
  );
}

export function SpeakerCard({ speaking }: { speaking: Speaking }) {
  const mine = speaking.person !== undefined && speaking.person === me.value?.person;
  return (
    <section class={mine ? "card speaker mine" : "card speaker"} aria-labelledby="speaker-title">
      <h2 id="speaker-title" tabIndex={-1}>
        {mine ? t("web.speak.you_speak") : <Rich k="web.speak.speaks" names={{ name: named(speaking.name) }} />}
      </h2>
      <p class="soft">
        {place_text(speaking.place)}
        {speaking.topic && (
          <>
            {" · "}
            <Name>{speaking.topic}</Name>
          </>
        )}
      </p>
      <p class="big-clock">
        <SpeakerTime speaking={speaking} />
      </p>
    </section>
  );
}

/** The list takes nobody any more once the evening is over, whatever its door says. */
export function queue_is_open({ meeting, queue }: View): boolean {
  return queue.open && meeting.phase !== "ended";
}

export function queue_note(now: View): string {
  if (now.queue.order.length > 0) return t("web.queue.waiting", { n: now.queue.order.length });
  return queue_is_open(now) ? t("web.queue.open") : t("web.queue.closed");
}

export function QueueList() {
  const now = view.value;
  if (now === null) return null;
  const { queue } = now;
  const person = me.value?.person;
  return (
    <>
      {queue.speaking && (
        <p>
          <Rich k="web.speak.speaks" names={{ name: named(queue.speaking.name) }} /> <SpeakerTime speaking={queue.speaking} />
        </p>
      )}
      {queue.order.length === 0 && <p class="soft">{t(queue_is_open(now) ? "web.queue.empty" : "web.queue.empty_closed")}</p>}
      <ol class="list">
        {queue.order.map((id, index) => {
          const entry = queue.by[id];
          if (entry === undefined) return null;
          const mine = entry.person !== undefined && entry.person === person;
          return (
            <li key={id} class={mine ? "mine" : ""}>
              <span class="list-lead">{index + 1}</span>
              <span class="list-main">
                <Person name={entry.name} />
                {mine && <strong class="tag">{t("web.you")}</strong>}
                <span class="soft block">
                  {place_text(entry.place)}
                  {entry.topic && (
                    <>
                      {" · "}
                      <Name>{entry.topic}</Name>
                    </>
                  )}
                  {entry.why.code !== "first_come" && ` · ${t(`reason.${entry.why.code}`, { n: entry.why.n ?? 0 })}`}
                </span>
              </span>
            </li>
          );
        })}
      </ol>
    </>
  );
}
