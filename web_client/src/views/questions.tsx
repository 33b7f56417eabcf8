// Owns written questions on the phone: asking one, the list with votes, one's own with how they stand, the one on the big
// screen, and the invitation to ask it aloud. It runs on the page's only thread; the list must never reorder while
// somebody reads it, and the page never says who asked without a name.

import { useRef, useState } from "preact/hooks";
import { act, draft, is_waiting, me, second_tap, t, view } from "../app";
import { merge_order, sorted_differently } from "../questions";
import { use_section } from "../sections";
import type { Question, Questions, View } from "../wire";
import { Card, Field, Form, Name, Person, Sending, Tick } from "./parts";

/** The kiosk counts characters as people do; this is what fits in any script. */
const question_units_most = 480;
/** From so many on a heading is smaller. */
const long_units = 80;

/** Whether this evening has anything to do with questions for this person. */
export function has_questions({ questions }: View): boolean {
  return questions !== undefined && (questions.open || questions.order.length > 0 || own().length > 0);
}

export function questions_note({ questions }: View): string {
  if (questions === undefined) return "";
  return questions.order.length > 0 ? t("web.ask.count", { n: questions.order.length }) : t(questions.open ? "web.queue.open" : "web.queue.closed");
}

function own(): string[] {
  return Object.keys(me.value?.questions?.mine ?? {});
}

export function QuestionsPart() {
  const questions = view.value?.questions;
  if (questions === undefined) return null;
  return (
    <>
      {questions.open && view.value?.meeting.phase !== "ended" ? <Ask questions={questions} /> : <p class="soft">{t("web.ask.closed")}</p>}
      <Own />
      <List questions={questions} />
    </>
  );
}

function Ask({ questions }: { questions: Questions }) {
  const text = draft("ask.text");
  const unnamed = draft("ask.unnamed");
  const [empty, mark] = useState(false);
  const send = () => {
    if (second_tap("ask")) return;
    const asked = text.value.trim();
    mark(asked === "");
    if (asked === "") return;
    const anonymous = questions.anonymous && unnamed.value !== "";
    act({ do: "ask", text: asked, ...(anonymous ? { anonymous: true } : {}) }, "ask");
  };
  return (
    <Form send={send} class="add">
      <h3>{t("web.ask.title")}</h3>
      <Field label={t("web.ask.label")} value={text} most={question_units_most} lines={3} />
      {questions.anonymous && (
        <>
          <label class="check">
            <input
              type="checkbox"
              checked={unnamed.value !== ""}
              onChange={(event) => (unnamed.value = event.currentTarget.checked ? "yes" : "")}
            />
            {t("web.ask.unnamed")}
          </label>
          {unnamed.value !== "" && <p class="hint">{t("web.ask.unnamed_honest")}</p>}
        </>
      )}
      {questions.moderated && <p class="hint">{t("web.ask.moderated")}</p>}
      {empty && text.value.trim() === "" && <p class="refused">{t("web.ask.empty")}</p>}
      <button type="submit" class="main" disabled={is_waiting("ask")}>
        {t("web.ask.send")}
      </button>
      <Sending of="ask" />
    </Form>
  );
}

/** What this person asked and how it stands. */
function Own() {
  const mine = me.value?.questions?.mine ?? {};
  if (own().length === 0) return null;
  return (
    <div>
      <h3>{t("web.ask.own")}</h3>
      <ul class="list">
        {Object.entries(mine).map(([id, one]) => (
          <li key={id}>
            <span class="list-main">
              <Name>{one.text}</Name>
              <span class="soft block">
                {one.state === "answered" || one.state === "open" ? "✓ " : ""}
                {t(`web.ask.state_${one.state}`)}
              </span>
            </span>
          </li>
        ))}
      </ul>
    </div>
  );
}

/**
 * The list keeps the order that it was opened with: counts go on, what is new comes at the end, and only a press sorts it
 * again. The line above it is always as high, so that nothing moves when there is a new order.
 */
function List({ questions }: { questions: Questions }) {
  const section = use_section<{ by: Record<string, Question> }>("questions", questions.more);
  const kept = useRef<string[]>(questions.order);
  kept.current = merge_order(kept.current, questions.order);
  const [, draw] = useState(0);
  const resort = () => {
    kept.current = questions.order;
    draw((n) => n + 1);
  };
  if (questions.order.length === 0) return <p class="soft">{t("web.ask.none")}</p>;
  return (
    <div>
      <h3>{t("web.ask.all")}</h3>
      <div class="order-line">
        {sorted_differently(kept.current, questions.order) ? (
          <button type="button" onClick={resort}>
            {t("web.ask.new_order")}
          </button>
        ) : (
          <p class="soft">{t("web.ask.sorted")}</p>
        )}
      </div>
      <ol class="list questions">
        {kept.current.map((id) => {
          const question = questions.by[id] ?? section?.by[id];
          const long = question !== undefined && question.text.length > long_units;
          return (
            <li key={id} data-question={id} class={long ? "long-question" : ""}>
              <OneQuestion id={id} question={question} />
            </li>
          );
        })}
      </ol>
    </div>
  );
}

function OneQuestion({ id, question }: { id: string; question: Question | undefined }) {
  if (question === undefined) return <span class="soft list-main">{t("web.row.name_coming")}</span>;
  return (
    <>
      <span class="list-main">
        <Name>{question.text}</Name>
        <span class="soft block">
          {question.name === undefined ? t("web.ask.no_name") : <Person name={question.name} />}
          {question.answered && " "}
          {question.answered && <strong class="tag">✓ {t("web.ask.answered")}</strong>}
        </span>
        <Sending of={`up:${id}`} />
      </span>
      <Upvote id={id} question={question} />
    </>
  );
}

/** 'Ik ook': how many want to know, and that one's own press arrived. */
function Upvote({ id, question }: { id: string; question: Question }) {
  const key = `up:${id}`;
  const on = me.value?.questions?.up.includes(id) ?? false;
  const mine = me.value?.questions?.mine[id] !== undefined;
  const ended = view.value?.meeting.phase === "ended";
  const label = t(on ? "web.ask.upvoted" : "web.ask.upvote");
  if (mine || question.answered || ended) {
    return (
      <span class="votes">
        <b>{question.votes}</b> <span class="soft block">{mine ? t("web.ask.yours") : t("web.ask.votes", { n: question.votes })}</span>
      </span>
    );
  }
  return (
    <button
      type="button"
      class={on ? "votes on" : "votes"}
      aria-pressed={on}
      aria-label={t("web.ask.upvote_what", { n: question.votes, label, text: question.text })}
      disabled={is_waiting(key)}
      onClick={() => act({ do: "upvote", question: id, ...(on ? { on: false } : {}) }, key, { replaces: true })}
    >
      <b>{question.votes}</b> <span class="block">{label}</span>
    </button>
  );
}

/** The question that the room sees too. */
export function ShownQuestion({ id, questions }: { id: string; questions: Questions }) {
  const section = use_section<{ by: Record<string, Question> }>("questions", questions.by[id] ? undefined : questions.more);
  const question = questions.by[id] ?? section?.by[id];
  if (question === undefined) return null;
  return (
    <Card kicker={t("web.ask.on_screen")} title={<span class={question.text.length > long_units ? "long-text" : ""}><Name>{question.text}</Name></span>}>
      <div class="shown-question">
        <p class="soft">{question.name === undefined ? t("web.ask.no_name") : <Person name={question.name} />}</p>
        <Upvote id={id} question={question} />
      </div>
      {question.answered && (
        <p>
          <Tick /> {t("web.ask.answered")}
        </p>
      )}
      <Sending of={`up:${id}`} />
    </Card>
  );
}

/** The chair asks whether this person wants to ask it aloud. Yes shows the name, also of who asked without one. */
export function InviteCard({ question, text }: { question: string; text: string }) {
  const answer = (yes: boolean) => () => act({ do: "question.accept", question, yes }, "invite", { replaces: true });
  return (
    <Card kicker={t("web.explain.kicker")} title={t("web.invite.title")} task>
      <p class="own-word long">
        <Name>{text}</Name>
      </p>
      <p>{t("web.invite.what")}</p>
      <div class="row">
        <button type="button" class="main" disabled={is_waiting("invite")} onClick={answer(true)}>
          {t("web.invite.yes")}
        </button>
        <button type="button" disabled={is_waiting("invite")} onClick={answer(false)}>
          {t("web.explain.no")}
        </button>
      </div>
      <Sending of="invite" />
    </Card>
  );
}
