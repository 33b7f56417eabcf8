// Owns the speaker queue on the phone: who speaks with the countdown, the order, asking to speak and stepping back.
// It runs on the page's only thread and reads the public order; it must never let the phone decide an order itself.

import { useEffect, useRef } from "preact/hooks";
import { act, draft, me, place_in_queue, t, view } from "../app";
import type { Queue, Speaking } from "../wire";
import { Field, Form, Name, Rich, SpeakerClock, SpeakerNote, place_text } from "./parts";

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
        {mine ? t("web.speak.you_speak") : <Rich k="web.speak.speaks" names={{ name: speaking.name }} />}
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
        <SpeakerClock speaking={speaking} />
        <SpeakerNote speaking={speaking} />
      </p>
    </section>
  );
}

export function queue_note(queue: Queue): string {
  if (queue.order.length > 0) return t("web.queue.waiting", { n: queue.order.length });
  return queue.open ? t("web.queue.open") : t("web.queue.closed");
}

export function QueueList() {
  const queue = view.value?.queue;
  if (queue === undefined) return null;
  const person = me.value?.person;
  return (
    <>
      {queue.speaking && (
        <p>
          <Rich k="web.speak.speaks" names={{ name: queue.speaking.name }} /> <SpeakerClock speaking={queue.speaking} />
        </p>
      )}
      {queue.order.length === 0 && <p class="soft">{t(queue.open ? "web.queue.empty" : "web.queue.empty_closed")}</p>}
      <ol class="list">
        {queue.order.map((id, index) => {
          const entry = queue.by[id];
          if (entry === undefined) return null;
          const mine = entry.person !== undefined && entry.person === person;
          return (
            <li key={id} class={mine ? "mine" : ""}>
              <span class="list-lead">{index + 1}</span>
              <span class="list-main">
                <Name>{entry.name}</Name>
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
