// Owns the small parts that every view is made of: names, marks, countdowns, choices, fields, buttons that ask once.
// They run on the page's only thread and draw what they are given; they must never send anything by themselves.

import type { ComponentChildren, JSX } from "preact";
import { useEffect, useId, useMemo, useRef, useState } from "preact/hooks";
import { computed, signal } from "@preact/signals";
import { is_waiting, named, now_ms, outcomes, t, words } from "../app";
import { clock_text, say_time, spoken_ms, time_of_day as clock_time } from "../clock";
import type { Agenda, Block, Place, Poll, Speaking } from "../wire";
import type { Fill } from "../words";

/** A text that somebody wrote: its direction is its own. */
export function Name({ children }: { children: string }) {
  return <bdi>{children}</bdi>;
}

/** The name of a person, also of one who gave none. */
export function Person({ name }: { name: string }) {
  return <Name>{named(name)}</Name>;
}

/** A worded sentence in which the given placeholders are names, each in its own <bdi>. */
export function Rich({ k, fill, names }: { k: string; fill?: Fill; names: Record<string, string> }) {
  const pieces = words.value?.pieces(k, fill) ?? [];
  return (
    <>
      {pieces.map((piece) =>
        typeof piece === "string" ? piece : <Name>{names[piece.hole] ?? ""}</Name>,
      )}
    </>
  );
}

export function place_text(place: Place): string {
  return t(place === "room" ? "web.place.in_room" : "web.place.at_home");
}

const shapes = [
  "M12 3a9 9 0 1 1 0 18 9 9 0 0 1 0-18z", // circle
  "M4 4h16v16H4z", // square
  "M12 3l10 18H2z", // triangle
  "M12 2l10 10-10 10L2 12z", // diamond
  "M9 3h6v6h6v6h-6v6H9v-6H3V9h6z", // cross
];
const yes_no_series: Record<string, number> = { yes: 2, no: 3, abstain: 4 };

/** Series of an option, 0…4: its colour and its shape. Yes and no have their own, never green against red. */
export function series_of(poll: Poll, index: number): number {
  if (poll.kind === "yes_no") return yes_no_series[poll.options[index]?.id ?? ""] ?? 4;
  return index % shapes.length;
}

export function Mark({ series }: { series: number }) {
  return (
    <svg class={`mark series-${series}`} viewBox="0 0 24 24" aria-hidden="true" focusable="false">
      <path d={shapes[series] ?? ""} />
    </svg>
  );
}

export function option_text(poll: Poll, index: number): string {
  const option = poll.options[index];
  if (option === undefined) return "";
  // yes, no and abstain are in the reader's own language; what somebody wrote stays as it was written
  return poll.kind === "yes_no" ? t(`common.${option.id}`) : option.text;
}

/** A, B, C… for a choice; yes and no need none. */
export function option_letter(poll: Poll, index: number): string {
  return poll.kind === "yes_no" ? "" : String.fromCharCode(65 + index);
}

/**
 * A card with its heading. Standing by itself it is a landmark; `inside` an opened part it belongs to that part, has a
 * smaller heading and no landmark, so that the same title does not name two.
 */
export function Card(props: {
  kicker: string;
  title: ComponentChildren;
  task?: boolean;
  inside?: boolean;
  children: ComponentChildren;
}) {
  const id = useId();
  const kind = props.task && !props.inside ? "card task" : "card";
  if (props.inside) {
    return (
      <div class={kind}>
        <p class="kicker">{props.kicker}</p>
        <h3 class="title">{props.title}</h3>
        {props.children}
      </div>
    );
  }
  return (
    <section class={kind} aria-labelledby={id}>
      <p class="kicker">{props.kicker}</p>
      <h2 id={id} class="title" tabIndex={-1}>
        {props.title}
      </h2>
      {props.children}
    </section>
  );
}

export function Tick() {
  return (
    <svg class="sign" viewBox="0 0 24 24" aria-hidden="true" focusable="false">
      <path d="M4 12.5l5.5 5.5L20 6.5" />
    </svg>
  );
}

/**
 * How sending stands: 'wordt verstuurd…', then what the kiosk refused in plain words, or politely that somebody else was
 * first. What went well is seen by itself.
 */
export function Sending({ of }: { of: string }) {
  if (is_waiting(of)) return <p class="sending">{t("web.sending")}</p>;
  const outcome = outcomes.value[of];
  if (!outcome || outcome.ok || outcome.text === "") return null;
  return <p class={outcome.stale ? "polite" : "refused"}>{outcome.text}</p>;
}

/**
 * Time left for who speaks, or time spoken when there is no limit, with the words around it. At the end it stands at
 * 0:00, as on the big screen; only who leads sees how long it went `over`. While time goes only the clock's text changes.
 */
export function SpeakerTime({ speaking, over }: { speaking: Speaking; over?: boolean }) {
  const key = useMemo(() => computed(() => speaker_words(speaking, now_ms.value, over === true)), [speaking, over]);
  const time = useMemo(() => computed(() => speaker_clock(speaking, now_ms.value, over === true)), [speaking, over]);
  const pieces = words.value?.pieces(key.value) ?? [];
  return (
    <>
      {pieces.map((piece) =>
        typeof piece === "string" ? (
          <span class="soft">{piece}</span>
        ) : (
          <span class="clock" role="timer" data-clock="speaker">
            {time}
          </span>
        ),
      )}
    </>
  );
}

function speaker_clock(speaking: Speaking, now: number | null, over: boolean): string {
  if (now === null) return "–:––";
  const spoken = spoken_ms(speaking, now);
  const left = speaking.limit_s === 0 ? -spoken : speaking.limit_s * 1000 - spoken;
  // what is past rounds down: one second has been spoken when it is over
  return speaking.limit_s === 0 || over ? clock_text(left).replace("+", "") : clock_text(Math.max(0, left));
}

/** What stands around the speaker's clock: left, spoken, stopped, or time is up. */
function speaker_words(speaking: Speaking, now: number | null, over: boolean): string {
  if (speaking.paused_ms !== undefined) return "web.speak.paused";
  if (speaking.limit_s === 0) return "web.speak.time_spoken";
  const left = now === null ? 1 : speaking.limit_s * 1000 - spoken_ms(speaking, now);
  if (left > 0) return "web.speak.time_left";
  return over && left <= -1000 ? "web.speak.time_over" : "web.speak.time_up";
}

/**
 * Time left until a moment: whole minutes, and seconds in the last one, or in the last ten for a `short` wait.
 * The key `k` has .minutes, .seconds, .now and .over.
 */
export function TimeLeft({ until_ms, k, short }: { until_ms: number; k: string; short?: boolean }) {
  const language = words.value;
  const seconds_below_ms = short ? 600000 : 60000;
  const text = useMemo(
    () => computed(() => (now_ms.value === null ? "" : left_text(until_ms - now_ms.value, seconds_below_ms, k))),
    [until_ms, k, language],
  );
  return <span role="timer">{text}</span>;
}

function left_text(left_ms: number, seconds_below_ms: number, k: string): string {
  const { form, ...fill } = say_time(left_ms, seconds_below_ms);
  return t(`${k}.${form}`, fill);
}

export function time_of_day(at_ms: number): string {
  return clock_time(words.value?.language ?? "nl", at_ms);
}

interface Choice {
  value: string;
  label: ComponentChildren;
  lead?: ComponentChildren;
}

/**
 * Large radio buttons. Each one can be reached with Tab and chosen with Enter or Space, since not everybody knows that
 * arrows move inside a group; arrows work too.
 */
export function Choices(props: {
  legend: ComponentChildren;
  choices: Choice[];
  chosen: string;
  choose: (value: string) => void;
  quiet?: boolean;
}) {
  const id = useId();
  const group = useRef<HTMLDivElement>(null);
  const step = (from: number, by: number) => {
    const next = (from + by + props.choices.length) % props.choices.length;
    const choice = props.choices[next];
    if (choice === undefined) return;
    props.choose(choice.value);
    group.current?.querySelectorAll("input")[next]?.focus();
  };
  const on_key = (event: JSX.TargetedKeyboardEvent<HTMLInputElement>, index: number, value: string) => {
    const backwards = document.documentElement.dir === "rtl" ? "ArrowRight" : "ArrowLeft";
    const forwards = backwards === "ArrowRight" ? "ArrowLeft" : "ArrowRight";
    if (event.key === "Enter") props.choose(value);
    else if (event.key === "ArrowDown" || event.key === forwards) step(index, 1);
    else if (event.key === "ArrowUp" || event.key === backwards) step(index, -1);
    else return;
    event.preventDefault();
  };
  return (
    <div class="choices" role="radiogroup" aria-labelledby={id} ref={group}>
      <div id={id} class={props.quiet ? "label" : "question"}>
        {props.legend}
      </div>
      {props.choices.map((choice, index) => (
        <label class={choice.value === props.chosen ? "choice chosen" : "choice"} key={choice.value}>
          <input
            type="radio"
            checked={choice.value === props.chosen}
            aria-posinset={index + 1}
            aria-setsize={props.choices.length}
            onChange={() => props.choose(choice.value)}
            onKeyDown={(event) => on_key(event, index, choice.value)}
          />
          {choice.lead}
          <span class="choice-text">{choice.label}</span>
        </label>
      ))}
    </div>
  );
}

/** A text with its label, kept in a draft that survives a reload: one line, or a few `lines` that are sent as one. */
export function Field(props: {
  label: string;
  value: { value: string };
  hint?: string;
  most?: number;
  auto?: string;
  numeric?: boolean;
  lines?: number;
}) {
  const id = useId();
  if (props.lines !== undefined) {
    return (
      <div class="field">
        <label for={id}>{props.label}</label>
        <textarea
          id={id}
          dir="auto"
          rows={props.lines}
          value={props.value.value}
          maxLength={props.most}
          onInput={(event) => {
            props.value.value = event.currentTarget.value;
          }}
        />
      </div>
    );
  }
  return (
    <div class="field">
      <label for={id}>{props.label}</label>
      <input
        id={id}
        type="text"
        dir="auto"
        inputMode={props.numeric ? "numeric" : undefined}
        value={props.value.value}
        maxLength={props.most}
        autocomplete={props.auto ?? "off"}
        autocapitalize={props.auto === "off" ? "none" : undefined}
        enterkeyhint="send"
        aria-describedby={props.hint ? `${id}-hint` : undefined}
        onInput={(event) => {
          props.value.value = event.currentTarget.value;
        }}
      />
      {props.hint && (
        <p class="hint" id={`${id}-hint`}>
          {props.hint}
        </p>
      )}
    </div>
  );
}

/** A form that sends with Enter and never reloads the page. */
export function Form(props: { send: () => void; children: ComponentChildren; class?: string; id?: string }) {
  return (
    <form
      id={props.id}
      class={props.class}
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        props.send();
      }}
    >
      {props.children}
    </form>
  );
}

/** A button for what cannot be undone: it asks once, and 'no' is as large as 'yes'. */
export function AskOnce(props: {
  label: ComponentChildren;
  sure: string;
  yes: string;
  act: () => void;
  class?: string;
  disabled?: boolean;
}) {
  const [asking, ask] = useState(false);
  const no = useRef<HTMLButtonElement>(null);
  const first = useRef<HTMLButtonElement>(null);
  const come_back = useRef(false);
  useEffect(() => {
    if (asking) no.current?.focus();
    else if (come_back.current) first.current?.focus();
    come_back.current = asking;
  }, [asking]);
  if (!asking) {
    return (
      <button type="button" class={props.class} ref={first} disabled={props.disabled} onClick={() => ask(true)}>
        {props.label}
      </button>
    );
  }
  return (
    <div class="ask" role="group" aria-label={props.sure} onKeyDown={(event) => event.key === "Escape" && ask(false)}>
      <p>{props.sure}</p>
      <div class="row">
        <button
          type="button"
          class="main"
          onClick={() => {
            ask(false);
            props.act();
          }}
        >
          {props.yes}
        </button>
        <button type="button" ref={no} onClick={() => ask(false)}>
          {t("web.no_back")}
        </button>
      </div>
    </div>
  );
}

/** A part below the main card that opens and closes; it remembers that while the page lives. */
const opened = new Map<string, boolean>();
const wanted_section = signal("");
/** Opens a part from elsewhere on the page, and brings it into view. */
export function open_section(name: string): void {
  wanted_section.value = name;
}

export function Section(props: {
  name: string;
  title: string;
  note?: ComponentChildren;
  children: () => ComponentChildren;
  open?: boolean;
  /** A part of another part: its heading is one level lower. */
  inside?: boolean;
}) {
  const [open, set_open] = useState(opened.get(props.name) ?? props.open ?? false);
  const box = useRef<HTMLDetailsElement>(null);
  const wanted = wanted_section.value === props.name;
  useEffect(() => {
    if (!wanted) return;
    wanted_section.value = "";
    set_open(true);
    box.current?.scrollIntoView({ block: "start" });
    box.current?.querySelector("summary")?.focus({ preventScroll: true });
  }, [wanted]);
  return (
    <details
      class="section"
      ref={box}
      open={open}
      onToggle={(event) => {
        const now = event.currentTarget.open;
        opened.set(props.name, now);
        set_open(now);
      }}
    >
      <summary>
        {props.inside ? <h3>{props.title}</h3> : <h2>{props.title}</h2>}
        {props.note && <span class="note">{props.note}</span>}
      </summary>
      {open && <div class="section-body">{props.children()}</div>}
    </details>
  );
}

/** Signs of a block's state; the words stand beside them for who cannot see. */
export const block_marks = { done: "✓", now: "▶", todo: "·", skipped: "–" };

/** What the block is about, for the people, as somebody wrote it. */
export function BlockText({ block }: { block: Block }) {
  return block.text === undefined ? null : (
    <span class="block-text">
      <Name>{block.text}</Name>
    </span>
  );
}

export function Forecast({ agenda }: { agenda: Agenda }) {
  if (agenda.ends_ms === undefined) return null;
  const ahead_min = Math.round((agenda.ahead_s ?? 0) / 60);
  const kind = ahead_min <= -2 ? "late" : ahead_min >= 2 ? "early" : "on_time";
  return (
    <p class="soft">
      {t("web.agenda.ends", { time: time_of_day(agenda.ends_ms) })}{" "}
      {t(`web.agenda.${kind}`, { n: Math.abs(ahead_min) })}
    </p>
  );
}
