// Owns the chair's polls: making one on the spot, opening, closing (which asks once, since it cannot be undone) and
// showing. It runs on the page's only thread; counts come from the desk and only for polls that are closed.

import { useId, useState } from "preact/hooks";
import { draft, lead, lead_once, may, t } from "../app";
import type { Desk, Poll, PollKind, View } from "../wire";
import { AskOnce, Choices, Field, Form, Name, Sending } from "./parts";
import { Bars } from "./poll";

const question_units_most = 300;

export function LeadPolls({ now, desk }: { now: View; desk: Desk }) {
  const { polls } = now;
  return (
    <>
      <ul class="list">
        {polls.order.map((id) => {
          const poll = polls.by[id];
          return poll && <OnePoll key={id} id={id} poll={poll} counts={desk.polls[id]?.counts} />;
        })}
      </ul>
      {polls.order.length === 0 && <p class="soft">{t("lead.no_polls")}</p>}
      <AddPoll />
    </>
  );
}

export function polls_note(now: View): string {
  const open = now.polls.order.filter((id) => now.polls.by[id]?.state === "open").length;
  return open > 0 ? t("lead.polls_open", { n: open }) : "";
}

function OnePoll({ id, poll, counts }: { id: string; poll: Poll; counts: Record<string, number> | undefined }) {
  const step = (verb: "open" | "show" | "remove") => lead({ do: `poll.${verb}`, poll: id }, `${verb}:${id}`);
  return (
    <li>
      <span class="list-main">
        <b>
          <Name>{poll.question}</Name>
        </b>
        <span class="soft block">
          {t(`lead.poll_${poll.state}`)}
          {poll.state !== "draft" && ` · ${t("web.poll.turnout", { n: poll.cast, of: poll.may_vote })}`}
        </span>
        {poll.state === "closed" && counts && <Bars poll={poll} counts={counts} />}
        <span class="row small-row">
          {poll.state === "draft" && (
            <>
              {may("poll.open") && (
                <button type="button" class="main" onClick={() => step("open")}>
                  {t("lead.poll_open_it")}
                </button>
              )}
              <button type="button" aria-label={t("lead.remove_what", { what: poll.question })} onClick={() => step("remove")}>
                {t("lead.remove")}
              </button>
            </>
          )}
          {may("poll.close") && poll.state === "open" && (
            <AskOnce
              label={t("lead.poll_close_it")}
              sure={t("lead.sure.poll_close")}
              yes={t("lead.poll_close_it")}
              act={() => lead({ do: "poll.close", poll: id }, `close:${id}`)}
            />
          )}
          {may("poll.show") && poll.state === "closed" && (
            <button type="button" class="main" onClick={() => step("show")}>
              {t("lead.poll_show_it")}
            </button>
          )}
          {may("stage.show") && poll.state === "shown" && (
            <button type="button" onClick={() => lead({ do: "stage.show", scene: "poll", poll: id }, `stage:${id}`)}>
              {t("lead.on_stage")}
            </button>
          )}
        </span>
        {["open", "close", "show", "remove", "stage"].map((one) => (
          <Sending of={`${one}:${id}`} key={one} />
        ))}
      </span>
    </li>
  );
}

function AddPoll() {
  const question = draft("desk.poll.question");
  const options = draft("desk.poll.options");
  const [kind, set_kind] = useState<PollKind>("yes_no");
  const id = useId();
  const send = () => {
    const texts = options.value.split("\n").map((line) => line.trim()).filter((line) => line !== "");
    const sent = lead_once({ do: "poll.add", kind, question: question.value.trim(), ...(kind === "choice" ? { options: texts } : {}) });
    if (sent) question.value = options.value = "";
  };
  return (
    <Form send={send} class="add">
      <h3>{t(may("poll.open") ? "lead.add_poll" : "lead.notes.add_poll")}</h3>
      <Field label={t("lead.poll_question")} value={question} most={question_units_most} />
      <Choices
        legend={t("lead.poll_kind")}
        quiet
        chosen={kind}
        choose={(value) => set_kind(value as PollKind)}
        choices={[
          { value: "yes_no", label: t("lead.poll_yes_no") },
          { value: "choice", label: t("lead.poll_choice") },
        ]}
      />
      {kind === "choice" && (
        <div class="field">
          <label for={id}>{t("lead.poll_options")}</label>
          <textarea
            id={id}
            rows={4}
            dir="auto"
            value={options.value}
            onInput={(event) => (options.value = event.currentTarget.value)}
          />
        </div>
      )}
      <button type="submit">{t("lead.add")}</button>
      <Sending of="poll.add" />
    </Form>
  );
}
