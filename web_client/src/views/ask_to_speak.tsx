// Owns asking to speak: the panel above the foot with the kinds of turn, and leaving the row again. It runs on the page's
// only thread; a point of order goes before everybody, so it must never be asked by one press that was meant for another.

import { useEffect, useRef, useState } from "preact/hooks";
import { act, draft, known, me, named, place_in_queue, t, view } from "../app";
import { answered_name, own_entries } from "../row";
import type { QueueKind, View } from "../wire";
import { Kind, Sign, limit_text } from "./kinds";
import { Choices, Field, Form, open_section } from "./parts";
import { queue_is_open } from "./queue";

/** A topic is one short line. */
const topic_units_most = 120;
/** What has just come below a finger does not listen to the tap that brought it. */
const settle_ms = 500;
/** The form's name: its button stands at the foot of the panel, outside it. */
const form = "speak-form";

/** Whom a reply would answer; "" when nobody is known, or replies are closed. */
function answered(now: View): string {
  return answered_name(now.queue, me.value?.person);
}

/** The ordinary kinds that can be asked at this moment. */
function offered(now: View): QueueKind[] {
  if (!queue_is_open(now)) return [];
  return answered(now) === "" ? ["point", "question"] : ["point", "reply", "question"];
}

export function AskToSpeak({ done }: { done: () => void }) {
  const now = view.value;
  const panel = useRef<HTMLDivElement>(null);
  const [order_asked, ask_order] = useState(false);
  const [settling, settle] = useState(true);
  useEffect(() => {
    const { current } = panel;
    // it opens at its top: what can be pressed first need not stand there
    current?.querySelector<HTMLElement>("input, button")?.focus({ preventScroll: true });
    if (current?.firstElementChild) current.firstElementChild.scrollTop = 0;
    // the buttons at its foot stand where the finger was: the second of two quick taps must not ask
    settle(true);
    const timer = window.setTimeout(() => settle(false), settle_ms);
    return () => window.clearTimeout(timer);
  }, [order_asked]);
  if (now === null) return null;
  const mine = me.value === null ? [] : own_entries(now.queue, me.value);
  const has = (order: boolean) => mine.some((id) => ((me.value?.entries?.[id] ?? now.queue.by[id])?.kind === "point_of_order") === order);
  const speaks = now.queue.speaking?.kind === "point_of_order" && now.queue.speaking.person === me.value?.person;
  const asks = !has(false) && offered(now).length > 0;
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
      <div class="panel-scroll">
        {order_asked ? (
          <Order />
        ) : (
          <>
            {mine.map((id) => (
              <InRow id={id} key={id} done={done} />
            ))}
            {asks ? <AskOrdinary now={now} done={done} /> : <p>{t(has(false) ? "web.speak.one_place" : "web.speak.only_order")}</p>}
            {now.questions?.open && (
              <button
                type="button"
                class="wide"
                onClick={() => {
                  open_section("questions");
                  done();
                }}
              >
                {t("web.speak.rather_write")}
              </button>
            )}
            {!has(true) && !speaks && now.meeting.phase === "running" && (
              <button type="button" class="quiet-start" onClick={() => ask_order(true)}>
                <Sign kind="point_of_order" /> {t("web.speak.order_more")}
              </button>
            )}
          </>
        )}
      </div>
      {/* other buttons, not the same ones with other words: a press on 'back' would send the form that comes */}
      <div class={settling ? "row settling" : "row"} key={order_asked ? "order" : "ask"}>
        {order_asked ? (
          <>
            <button type="button" onClick={() => ask_order(false)}>
              {t("web.no_back")}
            </button>
            <button
              type="button"
              class="main"
              onClick={() => {
                act({ do: "speak", kind: "point_of_order" }, "speak", { replaces: true });
                done();
              }}
            >
              {t("web.speak.order_ask")}
            </button>
          </>
        ) : (
          <>
            {asks && (
              <button type="submit" form={form} class="main">
                {t("web.speak.ask")}
              </button>
            )}
            <button type="button" onClick={done}>
              {t(mine.length > 0 && !asks ? "web.speak.stay" : "web.speak.not_now")}
            </button>
          </>
        )}
      </div>
    </div>
  );
}

/** One of one's own places, and leaving it. */
function InRow({ id, done }: { id: string; done: () => void }) {
  const { queue } = known.value.view as View;
  const place = queue.order.indexOf(id) + 1;
  const kind = (me.value?.entries?.[id] ?? queue.by[id])?.kind ?? "point";
  return (
    <div class="in-row">
      <p>
        <Kind of={queue.by[id] ?? { kind }} /> · {t("web.speak.in_queue", { n: place - 1 })}
      </p>
      <button
        type="button"
        onClick={() => {
          act({ do: "unspeak", entry: id }, "unspeak", { replaces: true });
          done();
        }}
      >
        {t(kind === "point_of_order" ? "web.speak.withdraw_order" : "web.speak.withdraw")}
      </button>
    </div>
  );
}

function AskOrdinary({ now, done }: { now: View; done: () => void }) {
  const topic = draft("topic");
  const chosen = draft("speak.kind");
  const list = offered(now);
  const kind = list.find((one) => one === chosen.value) ?? "point";
  const name = named(answered(now));
  const ask = () => {
    const text = topic.value.trim();
    act({ do: "speak", kind, ...(text === "" ? {} : { topic: text }) }, "speak", { replaces: true });
    topic.value = "";
    chosen.value = "";
    done();
  };
  const rule = (one: QueueKind) =>
    [t(`web.kind.${one}`, { name }), limit_text(now.queue, one)].filter((part) => part !== "").join(" ");
  return (
    <Form send={ask} id={form}>
      <Choices
        legend={t("web.speak.which")}
        quiet
        chosen={kind}
        choose={(value) => (chosen.value = value)}
        choices={list.map((one) => ({
          value: one,
          lead: <Sign kind={one} />,
          label: (
            <>
              <b>{t(`kind.${one}`)}</b>
              <span class="block soft">{rule(one)}</span>
            </>
          ),
        }))}
      />
      <Field label={t("web.speak.topic")} hint={t("web.speak.topic_hint")} value={topic} most={topic_units_most} />
    </Form>
  );
}

/** One step further: what a point of order is for, and only then the button. */
function Order() {
  return (
    <div class="order">
      <p>
        <Kind of={{ kind: "point_of_order" }} />
      </p>
      <p>{t("web.kind.point_of_order")}</p>
      <ul class="dots">
        <li>{t("web.kind.order_hear")}</li>
        <li>{t("web.kind.order_rules")}</li>
        <li>{t("web.kind.order_break")}</li>
      </ul>
      <p>{t(place_in_queue.value > 0 ? "web.kind.order_keeps" : "web.kind.order_not")}</p>
    </div>
  );
}
