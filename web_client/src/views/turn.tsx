// Owns one's own turn: the place in the row with its reason and about how long still, that one is nearly up, the turn itself
// large over everything, and coming back after one was away. It runs on the page's only thread; times and order are the
// kiosk's, and a press that was on its way to something else must never answer for the person.

import { useComputed } from "@preact/signals";
import { useEffect, useRef, useState } from "preact/hooks";
import { act, link, me, named, now_ms, place_in_queue, reason, t, turn, turn_seen, view } from "../app";
import { clock_text } from "../clock";
import { left_then_ms, own_absent, own_entries, own_turn_waits, wait_ms, wait_words } from "../row";
import type { Interrupted, Speaking, View } from "../wire";
import { Kind, Topic, where_text } from "./kinds";
import { Rich, Sending, SpeakerTime } from "./parts";

/** What has just come over the page does not listen to a finger that was on its way elsewhere. */
const settle_ms = 700;

export function SpeakerCard({ speaking }: { speaking: Speaking }) {
  const mine = turn.value !== undefined;
  return (
    <section class={mine ? "card speaker mine" : "card speaker"} aria-labelledby="speaker-title">
      <h2 id="speaker-title" tabIndex={-1}>
        {mine ? t("web.speak.you_speak") : <Rich k="web.speak.speaks" names={{ name: named(speaking.name) }} />}
      </h2>
      <p class="soft">
        <Kind of={speaking} /> · {where_text(speaking)}
      </p>
      <Topic of={speaking} />
      <p class="big-clock">
        <SpeakerTime speaking={speaking} />
      </p>
      {speaking.interrupts && (
        <p class="soft">
          <GoesOn gave_way={speaking.interrupts} />
        </p>
      )}
      {mine && <TurnButtons speaking={speaking} />}
    </section>
  );
}

/** What stands still for a point of order: "1:20", or "" when there is no limit or it was over. */
function left_then(gave_way: Interrupted | undefined): string {
  const ms = gave_way === undefined ? null : left_then_ms(gave_way);
  return ms === null || ms === 0 ? "" : clock_text(ms);
}

/** Who goes on after a point of order, and with how much time. */
export function GoesOn({ gave_way }: { gave_way: Interrupted }) {
  const time = left_then(gave_way);
  return <Rich k={time === "" ? "web.turn.then" : "web.turn.then_left"} fill={{ time }} names={{ name: named(gave_way.name) }} />;
}

/** The link to the video call, for who is at home and when there is one. */
function Video({ soon }: { soon?: boolean }) {
  const address = me.value?.video_call;
  if (me.value?.place !== "home") return null;
  return (
    <>
      {address !== undefined && /^https?:\/\//.test(address) && (
        <p>
          <a class="button wide" href={address} target="_blank" rel="noopener noreferrer">
            {t("web.turn.video")}
          </a>
        </p>
      )}
      <p class={soon ? "soft" : "microphone"}>{t(soon ? "web.turn.microphone_soon" : "web.turn.microphone")}</p>
    </>
  );
}

function TurnButtons({ speaking }: { speaking: Speaking }) {
  const { queue } = view.value as View;
  // after a point of order whoever gave way goes on: there is nothing to give
  const first = speaking.interrupts === undefined ? queue.order[0] : undefined;
  const mine = me.value !== null && own_entries(queue, me.value)[0] === first;
  const next = first === undefined || mine ? undefined : queue.by[first];
  return (
    <>
      {speaking.here ? (
        <p>✓ {t("web.turn.here_said")}</p>
      ) : (
        <button type="button" class="main large" onClick={() => act({ do: "here" }, "here", { replaces: true })}>
          {t("web.turn.here")}
        </button>
      )}
      <Sending of="here" />
      <Video />
      <div class="row">
        <button type="button" class={speaking.here ? "main" : ""} onClick={() => act({ do: "unspeak", entry: speaking.id }, "turn", { replaces: true })}>
          {t("web.turn.done")}
        </button>
        {next !== undefined && (
          <button type="button" onClick={() => act({ do: "pass_on", expect: speaking.id, next: first }, "turn", { replaces: true })}>
            <Rich k="web.turn.give" names={{ name: named(next.name) }} />
          </button>
        )}
      </div>
      <Sending of="turn" />
    </>
  );
}

/** Whether the turn lies over the whole page: until the person said that they are there, or put it away. */
export function turn_covers(): boolean {
  const speaking = view.value?.queue.speaking;
  return turn.value !== undefined && speaking !== undefined && !speaking.here && turn_seen.value !== turn.value;
}

/** The turn over everything: who looks up from the table sees it from an arm's length. */
export function TurnOverAll() {
  const title = useRef<HTMLHeadingElement>(null);
  const [settling, settle] = useState(true);
  useEffect(() => {
    title.current?.focus();
    const timer = window.setTimeout(() => settle(false), settle_ms);
    return () => window.clearTimeout(timer);
  }, []);
  const speaking = view.value?.queue.speaking;
  if (speaking === undefined) return null;
  return (
    <div class="over-all" role="dialog" aria-modal="true" aria-labelledby="turn-title">
      <div class={settling ? "over-all-inner settling" : "over-all-inner"}>
        <h2 id="turn-title" ref={title} tabIndex={-1}>
          {t("web.turn.yours")}
        </h2>
        {link.value !== "open" && <p class="refused">{t(`web.line.${link.value}`)}</p>}
        <p class="soft">
          <Kind of={speaking} />
        </p>
        <Topic of={speaking} />
        <p class="big-clock">
          <SpeakerTime speaking={speaking} />
        </p>
        <TurnButtons speaking={speaking} />
        <button type="button" class="quiet" onClick={() => (turn_seen.value = turn.value ?? "")}>
          {t("web.turn.fold")}
        </button>
      </div>
    </div>
  );
}

/** One's place in the row, why it is that one, and about how long still; or that one was away, or goes on in a moment. */
export function OwnPlace() {
  const now = view.value;
  const mine = me.value;
  if (now === null || mine === null || now.meeting.phase === "ended") return null;
  const absent = own_absent(mine);
  return (
    <>
      {own_turn_waits(now.queue, mine) && now.queue.speaking && (
        <section class="card own-place" aria-labelledby="waits-title">
          <h2 id="waits-title">{t("web.turn.waits_title")}</h2>
          <p>
            <Rich
              k={left_then(now.queue.speaking.interrupts) === "" ? "web.turn.waits" : "web.turn.waits_left"}
              fill={{ time: left_then(now.queue.speaking.interrupts) }}
              names={{ name: named(now.queue.speaking.name) }}
            />
          </p>
        </section>
      )}
      {absent !== undefined && <Absent />}
      {place_in_queue.value > 0 && <InRow now={now} />}
    </>
  );
}

function InRow({ now }: { now: View }) {
  const place = place_in_queue.value;
  const { queue } = now;
  const [first] = me.value === null ? [] : own_entries(queue, me.value);
  const entry = first === undefined ? undefined : queue.by[first];
  const wait = useComputed(() => {
    const ms = view.value === null ? null : wait_ms(view.value.queue, place_in_queue.value, now_ms.value);
    if (ms === null) return "";
    const { key, fill } = wait_words(ms);
    return t(key, fill);
  });
  const next = place === 1;
  return (
    <section class={next ? "card own-place next" : "card own-place"} aria-labelledby="place-title">
      <h2 id="place-title" class="title" tabIndex={-1}>
        {next ? t("web.row.nearly") : t("web.row.number", { place })}
      </h2>
      <p role="timer">{wait.value === "" ? t(queue.speaking ? "web.row.wait_unknown" : "web.row.wait_silence") : wait}</p>
      {entry && (
        <p class="soft">
          <Kind of={entry} /> · {reason(entry.why)}
        </p>
      )}
      {entry?.overtaken !== undefined && entry.overtaken > 0 && (
        <p class="soft">{t("web.row.overtaken", { n: entry.overtaken, most: queue.overtake_most })}</p>
      )}
      {next && <Video soon />}
    </section>
  );
}

/** They were called and were not there. Their right stays, and coming back is one press. */
function Absent() {
  return (
    <section class="card task" aria-labelledby="absent-title">
      <h2 id="absent-title" class="title" tabIndex={-1}>
        {t("web.absent.title")}
      </h2>
      <p>{t("web.absent.what")}</p>
      <button type="button" class="main large" onClick={() => act({ do: "here" }, "here", { replaces: true })}>
        {t("web.absent.here")}
      </button>
      <Sending of="here" />
    </section>
  );
}

/** Who speaks, in one line, for a list. */
export function SpeaksNow({ speaking }: { speaking: Speaking }) {
  return (
    <p>
      <Rich k="web.speak.speaks" names={{ name: named(speaking.name) }} /> <SpeakerTime speaking={speaking} />
      {speaking.interrupts && (
        <span class="soft block">
          <GoesOn gave_way={speaking.interrupts} />
        </span>
      )}
    </p>
  );
}
