// Owns written questions on the chair's and minute taker's phones: letting them in, putting equal ones together, marking the
// answered, showing one on the wall, and inviting who asked. It runs on the page's only thread; who asked without a name
// is not known here either, and must not be guessed.

import { useState } from "preact/hooks";
import { lead, may, t } from "../app";
import type { Desk, DeskQuestion, Ordered, View } from "../wire";
import { Toggle } from "./lead_row_rules";
import { Name, Person, Sending } from "./parts";

export function questions_to_do({ questions }: Desk): string {
  const waiting = questions?.order.filter((id) => questions.by[id]?.state === "waiting").length ?? 0;
  return waiting > 0 ? t("lead.questions_wait", { n: waiting }) : t("web.ask.count", { n: questions?.order.length ?? 0 });
}

export function LeadQuestions({ now, desk }: { now: View; desk: Desk }) {
  const questions = desk.questions ?? { order: [], by: {} };
  const [open, set_open] = useState<string | null>(null);
  return (
    <>
      {may("question.rules") && now.questions && (
        <>
          <Toggle label={t("lead.questions_open")} on={now.questions.open} set={(on) => lead({ do: "question.rules", open: on })} />
          <Toggle label={t("lead.questions_anonymous")} on={now.questions.anonymous} set={(on) => lead({ do: "question.rules", anonymous: on })} />
          <Toggle label={t("lead.questions_moderated")} on={now.questions.moderated} set={(on) => lead({ do: "question.rules", moderated: on })} />
          <Sending of="question.rules" />
        </>
      )}
      {questions.order.length === 0 && <p class="soft">{t("web.ask.none")}</p>}
      <ul class="list">
        {questions.order.map((id) => {
          const question = questions.by[id];
          return (
            question && (
              <li key={id} class={`question-${question.state}`} data-question={id}>
                <span class="list-main">
                  <Name>{question.text}</Name>
                  <Facts id={id} question={question} now={now} />
                  {question.state === "waiting" && <Waiting id={id} text={question.text} />}
                  {(question.state !== "waiting" || takers_of(id, questions).length > 0) && (
                    <button
                      type="button"
                      class="change"
                      aria-expanded={open === id}
                      aria-label={t("lead.question_acts_what", { what: question.text })}
                      onClick={() => set_open(open === id ? null : id)}
                    >
                      {t("lead.question_acts")}
                    </button>
                  )}
                  {question.state !== "waiting" && open === id && <Acts id={id} question={question} now={now} />}
                  {open === id && <Merge id={id} questions={questions} />}
                  <Sending of={`question:${id}`} />
                </span>
              </li>
            )
          );
        })}
      </ul>
    </>
  );
}

function Facts({ id, question, now }: { id: string; question: DeskQuestion; now: View }) {
  return (
    <span class="soft block">
      {question.name === undefined ? t("web.ask.no_name") : <Person name={question.name} />} · {t("lead.question_votes", { n: question.votes })} · {t(`lead.question_${question.state}`)}
      {question.merged > 0 && ` · ${t("lead.question_merged", { n: question.merged })}`}
      {question.invited && ` · ${t("lead.question_invited")}`}
      {now.questions?.shown === id && ` · ${t("lead.question_on_screen")}`}
    </span>
  );
}

function Waiting({ id, text }: { id: string; text: string }) {
  return (
    <span class="row small-row">
      <button
        type="button"
        class="main"
        aria-label={t("lead.allow_what", { what: text })}
        onClick={() => lead({ do: "question.allow", question: id }, `question:${id}`)}
      >
        {t("lead.allow")}
      </button>
      <button
        type="button"
        aria-label={t("lead.hide_what", { what: text })}
        onClick={() => lead({ do: "question.hide", question: id, hidden: true }, `question:${id}`)}
      >
        {t("lead.hide")}
      </button>
    </span>
  );
}

function Acts({ id, question, now }: { id: string; question: DeskQuestion; now: View }) {
  const key = `question:${id}`;
  const { state } = question;
  const shown = now.questions?.shown === id;
  return (
    <span class="row question-acts">
      {state === "open" && may("question.show") && !shown && (
        <button type="button" onClick={() => lead({ do: "question.show", question: id }, key)}>
          {t("lead.on_stage")}
        </button>
      )}
      {(state === "open" || state === "answered") && (
        <button type="button" onClick={() => lead({ do: "question.answered", question: id, answered: state === "open" }, key)}>
          {t(state === "open" ? "lead.question_answer" : "lead.question_reopen")}
        </button>
      )}
      {state === "open" && may("question.invite") && !question.invited && (
        <button type="button" onClick={() => lead({ do: "question.invite", question: id }, key)}>
          {t("lead.question_invite")}
        </button>
      )}
      <button type="button" onClick={() => lead({ do: "question.hide", question: id, hidden: state !== "hidden" }, key)}>
        {t(state === "hidden" ? "lead.unhide" : "lead.hide")}
      </button>
    </span>
  );
}

/** Into which others the meeting would put this question: into one that waits only when it waits itself. */
function takers_of(id: string, { order, by }: Ordered<DeskQuestion>): string[] {
  const state = by[id]?.state;
  if (state !== "open" && state !== "waiting") return [];
  const takes = ["open", "answered", ...(state === "waiting" ? ["waiting"] : [])];
  return order.filter((other) => other !== id && takes.includes(by[other]?.state ?? ""));
}

function Merge({ id, questions }: { id: string; questions: Ordered<DeskQuestion> }) {
  const [into, choose] = useState("");
  const others = takers_of(id, questions);
  if (others.length === 0) return null;
  return (
    <span class="pick">
      <label class="field">
        <span>{t("lead.merge_into")}</span>
        <select value={into} onChange={(event) => choose(event.currentTarget.value)}>
          <option value="">{t("lead.pick")}</option>
          {others.map((other) => (
            <option value={other} key={other}>
              {questions.by[other]?.text}
            </option>
          ))}
        </select>
      </label>
      <button
        type="button"
        disabled={!others.includes(into)}
        onClick={() => lead({ do: "question.merge", from: id, into }, `question:${id}`)}
      >
        {t("lead.do_it")}
      </button>
    </span>
  );
}
