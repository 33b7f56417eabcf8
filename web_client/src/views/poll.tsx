// Owns the ballot and the result on the phone: one question, large options, a receipt only after the kiosk has the
// vote on disk, and counts with words. It runs on the page's only thread; it must never show counts of an open poll,
// never a percentage alone, and never promise more secrecy than there is.

import { useEffect, useRef } from "preact/hooks";
import type { Signal } from "@preact/signals";
import { act, draft, is_waiting, me, outcomes, t } from "../app";
import type { Poll } from "../wire";
import { Card, Choices, Mark, Name, Sending, Tick, option_letter, option_text, series_of } from "./parts";

function OptionLead({ poll, index }: { poll: Poll; index: number }) {
  const letter = option_letter(poll, index);
  return (
    <span class="option-lead" aria-hidden="true">
      <Mark series={series_of(poll, index)} />
      {letter !== "" && <b>{letter}</b>}
    </span>
  );
}

/** What is chosen but not sent. The question is in its name: another evening may use the same id. */
export function choice_draft(id: string, poll: Poll): Signal<string> {
  return draft(`choice.${id}.${poll.question}`);
}

export function PollCard({ id, poll }: { id: string; poll: Poll }) {
  const chosen = choice_draft(id, poll);
  const changing = draft(`changing.${id}.${poll.question}`);
  const ballot = me.value?.ballots[id]?.choice;
  const key = `vote:${id}`;
  const sending = is_waiting(key);
  const accepted = outcomes.value[key]?.ok === true;
  const receipt = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (accepted && !sending && ballot !== undefined && ballot === chosen.value) changing.value = "";
  }, [accepted, sending, ballot]);

  const done = ballot !== undefined && changing.value === "" && !sending;
  const send = () => {
    if (chosen.value === "") return;
    act({ do: "vote", poll: id, ballot: { choice: chosen.value } }, key, { replaces: true });
  };
  const title = `poll-${id}`;
  return (
    <section class="card task" aria-labelledby={title}>
      <p class="kicker">{t("web.poll.kicker")}</p>
      {done ? (
        <>
          <h2 id={title} class="title" tabIndex={-1}>
            <Name>{poll.question}</Name>
          </h2>
          <div class="receipt" ref={receipt}>
            <Tick />
            <div>
              <p class="receipt-title">{t("web.poll.in")}</p>
              <p class="chosen-option">
                <ChosenOption poll={poll} choice={ballot} />
              </p>
              <p class="soft">{t("web.poll.may_change")}</p>
            </div>
          </div>
          <button
            type="button"
            onClick={() => {
              chosen.value = ballot;
              changing.value = "yes";
            }}
          >
            {t("web.poll.change")}
          </button>
        </>
      ) : (
        <form
          noValidate
          onSubmit={(event) => {
            event.preventDefault();
            send();
          }}
        >
          <Choices
            legend={
              <h2 id={title} class="title" tabIndex={-1}>
                <Name>{poll.question}</Name>
              </h2>
            }
            chosen={chosen.value}
            choose={(value) => (chosen.value = value)}
            choices={poll.options.map((option, index) => ({
              value: option.id,
              lead: <OptionLead poll={poll} index={index} />,
              label: (
                <>
                  {option_letter(poll, index) !== "" && <span class="hidden">{option_letter(poll, index)}: </span>}
                  <Name>{option_text(poll, index)}</Name>
                </>
              ),
            }))}
          />
          <button type="submit" class="main large" disabled={chosen.value === "" || sending}>
            {t(chosen.value === "" ? "web.poll.choose" : ballot === undefined ? "web.poll.send" : "web.poll.send_change")}
          </button>
          {ballot !== undefined && !sending && (
            <button type="button" onClick={() => (changing.value = "")}>
              {t("web.poll.keep")}
            </button>
          )}
        </form>
      )}
      <Sending of={key} />
      <p class="soft">{t("web.poll.turnout", { n: poll.cast, of: poll.may_vote })}</p>
      <p class="soft small">
        {t("web.poll.promise")} {t(location.protocol === "https:" ? "web.poll.promise_tls" : "web.poll.promise_plain")}
      </p>
    </section>
  );
}

function ChosenOption({ poll, choice }: { poll: Poll; choice: string }) {
  const index = poll.options.findIndex((option) => option.id === choice);
  if (index < 0) return null;
  return (
    <>
      <OptionLead poll={poll} index={index} /> <Name>{option_text(poll, index)}</Name>
    </>
  );
}

export function ClosedCard({ poll }: { poll: Poll }) {
  return (
    <section class="card" aria-labelledby="closed-title">
      <p class="kicker">{t("web.poll.kicker")}</p>
      <h2 id="closed-title" class="title" tabIndex={-1}>
        <Name>{poll.question}</Name>
      </h2>
      <p>{t("web.poll.closed")}</p>
      <p class="soft">{t("web.poll.turnout", { n: poll.cast, of: poll.may_vote })}</p>
    </section>
  );
}

/** The counts as bars. The longest bar is the highest count; the number stands beside each, with what it counts. */
export function Bars({ poll, counts }: { poll: Poll; counts: Record<string, number> }) {
  const most = Math.max(1, ...poll.options.map((option) => counts[option.id] ?? 0));
  return (
    <ul class="bars">
      {poll.options.map((option, index) => {
        const count = counts[option.id] ?? 0;
        const series = series_of(poll, index);
        return (
          <li key={option.id}>
            <span class="bar-label">
              <OptionLead poll={poll} index={index} />
              <span>
                <Name>{option_text(poll, index)}</Name>
              </span>
            </span>
            <span class="bar-line">
              <svg class={`bar series-${series}`} viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true">
                <rect class="bar-ground" width="100" height="10" />
                <rect width={(100 * count) / most} height="10" />
              </svg>
              <b class="bar-count">{t("web.result.votes", { n: count })}</b>
            </span>
          </li>
        );
      })}
    </ul>
  );
}

/** `inside` another part it is a piece of that part, with a smaller heading and no landmark of its own. */
export function ResultCard({ poll, inside }: { poll: Poll; inside?: boolean }) {
  if (poll.result === undefined) return null;
  return (
    <Card inside={inside} kicker={t("web.result.kicker")} title={<Name>{poll.question}</Name>}>
      <Bars poll={poll} counts={poll.result.counts} />
      <p class="soft">{t("web.poll.turnout", { n: poll.result.cast, of: poll.result.may_vote })}</p>
      <p class="soft small">{t("web.result.straw")}</p>
    </Card>
  );
}
