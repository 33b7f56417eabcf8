// Owns the chair's page on a phone: the one large button that says what comes next and does it, undo beside it, and
// everything else in parts below. It runs on the page's only thread; it sends what the kiosk's desk offers with what it
// expects to leave, and must never decide by itself what comes next.

import { useEffect, useRef } from "preact/hooks";
import { desk, is_waiting, lead, sentence, t, view } from "../app";
import { parts_of } from "../runbook";
import type { Block, Desk, View } from "../wire";
import { TimeBar } from "./evening";
import { Clashes, LeadAgenda } from "./lead_agenda";
import { LeadCheckIn, check_in_note } from "./lead_check_in";
import { Blank, LeadKiosk, LeadStage, LeadSteps, Undo } from "./lead_kiosk";
import { LeadPeople, OtherChairs, others_who_chair } from "./lead_people";
import { LeadPolls, polls_note } from "./lead_polls";
import { EndTurn, LeadQueue, SpeakerClock } from "./lead_queue";
import { LeadQuestions, questions_to_do } from "./lead_questions";
import { LeadSlides } from "./lead_slides";
import { AskOnce, Name, Person, Section, Sending, SpeakerTime } from "./parts";
import { queue_note } from "./queue";

/** After the large button changed what it does, it does not listen to a second tap that was meant for before. */
const settle_ms = 700;
/** Steps that cannot be undone, so that they ask once. */
const final_codes = ["poll_close", "meeting_end"];

export function Lead() {
  const now = view.value;
  const mine = desk.value;
  if (now === null || mine === null) return <main class="waiting">{t("web.loading")}</main>;
  return (
    <main class="leading">
      {mine.host.storage === "failing" && (
        <p class="alarm" role="alert">
          {t("lead.storage_failing")}
        </p>
      )}
      <Next now={now} mine={mine} />
      <Clashes agenda={now.agenda} clashes={mine.clashes ?? []} />
      <div class="sections">
        <Section name="leading.agenda" title={t("web.agenda.title")}>
          {() => <LeadAgenda now={now} desk={mine} />}
        </Section>
        <Section name="leading.check_in" title={t("web.check_in.title")} note={check_in_note(now)}>
          {() => <LeadCheckIn now={now} desk={mine} />}
        </Section>
        <Section name="leading.queue" title={t("web.queue.title")} note={queue_note(now)}>
          {() => <LeadQueue queue={now.queue} desk={mine} />}
        </Section>
        <Section name="leading.questions" title={t("web.ask.part")} note={questions_to_do(mine)}>
          {() => <LeadQuestions now={now} desk={mine} />}
        </Section>
        <Section name="leading.polls" title={t("lead.polls")} note={polls_note(now)}>
          {() => <LeadPolls now={now} desk={mine} />}
        </Section>
        <Section name="leading.people" title={t("lead.people")} note={t("lead.here", { n: now.meeting.room + now.meeting.home })}>
          {() => <LeadPeople desk={mine} />}
        </Section>
        <Section name="leading.stage" title={t("lead.stage")} note={t(`lead.scene.${now.stage.scene}`)}>
          {() => <LeadStage now={now} />}
        </Section>
        <Section name="leading.steps" title={t("lead.steps")}>
          {() => <LeadSteps steps={mine.steps} />}
        </Section>
        <Section name="leading.kiosk" title={t("lead.kiosk")}>
          {() => <LeadKiosk now={now} desk={mine} />}
        </Section>
      </div>
    </main>
  );
}

function Next({ now, mine }: { now: View; mine: Desk }) {
  const { next, steps } = mine;
  const label = sentence(`next.${next.code}`, next.params);
  const settled = useRef(true);
  useEffect(() => {
    settled.current = false;
    const timer = window.setTimeout(() => (settled.current = true), settle_ms);
    return () => window.clearTimeout(timer);
  }, [label]);
  const go = () => {
    if (settled.current && next.do !== undefined) lead(next.do, "next");
  };
  const block = now.agenda.now === undefined ? undefined : now.agenda.by[now.agenda.now];
  return (
    <section class="card lead" aria-labelledby="lead-title">
      <p class="kicker">{t("lead.now")}</p>
      <h2 id="lead-title" class="title" tabIndex={-1}>
        {now.meeting.phase === "running" && block ? <Name>{block.title}</Name> : t(`lead.phase.${now.meeting.phase}`)}
      </h2>
      {now.meeting.phase === "running" && block && <TimeBar block={block} />}
      <Running now={now} />
      {next.do === undefined ? (
        <p class="soft">{label}</p>
      ) : final_codes.includes(next.code) ? (
        <AskOnce
          key={label}
          label={label}
          class="main large"
          sure={t(`lead.sure.${next.code}`)}
          yes={label}
          disabled={is_waiting("next")}
          act={go}
        />
      ) : (
        <button type="button" class="main large" disabled={is_waiting("next")} onClick={go}>
          {label}
        </button>
      )}
      <Sending of="next" />
      <LeadSlides now={now} mine={mine} />
      <div class="row quick">
        {now.queue.speaking && !["speaker_end", "speaker_again"].includes(next.code) && <EndTurn speaking={now.queue.speaking} />}
        {now.queue.speaking && <SpeakerClock speaking={now.queue.speaking} />}
        {now.meeting.phase === "running" && block && now.agenda.now !== undefined && <MoreTime id={now.agenda.now} block={block} />}
        <Blank now={now} />
      </div>
      {["queue.end", "queue.pause", "queue.continue", "queue.more", `minutes:${now.agenda.now ?? ""}`, "stage.blank"].map((one) => (
        <Sending of={one} key={one} />
      ))}
      {mine.notes && (
        <p class="notes" dir="auto">
          {mine.notes}
        </p>
      )}
      <Undo steps={steps} />
      <ul class="facts">
        <li>
          {t("web.lobby.room", { n: now.meeting.room })} · {t("web.lobby.home", { n: now.meeting.home })}
        </li>
        {others_who_chair(mine).length > 0 && (
          <li>
            <OtherChairs desk={mine} />
          </li>
        )}
      </ul>
    </section>
  );
}

/** Five minutes more for what is on: the clock of the block, within reach. */
function MoreTime({ id, block }: { id: string; block: Block }) {
  const { agenda } = view.value as View;
  if (parts_of(agenda, id).length > 0) return null; // its parts say how long it takes
  return (
    <button type="button" onClick={() => lead({ do: "agenda.minutes", block: id, minutes: block.minutes + 5 }, `minutes:${id}`)}>
      {t("lead.five_more")}
    </button>
  );
}

/** What runs at this moment, in a few words and numbers. */
function Running({ now }: { now: View }) {
  const open = now.polls.order.filter((id) => now.polls.by[id]?.state === "open");
  const { speaking } = now.queue;
  return (
    <ul class="facts">
      {now.check_in?.state === "open" && <li>{t("web.check_in.count", { n: now.check_in.count })}</li>}
      {speaking && (
        <li>
          {t("lead.speaks")} <Person name={speaking.name} /> <SpeakerTime speaking={speaking} over />
        </li>
      )}
      {open.map((id) => {
        const poll = now.polls.by[id];
        return (
          poll && (
            <li key={id}>
              <Name>{poll.question}</Name> {t("web.poll.turnout", { n: poll.cast, of: poll.may_vote })}
            </li>
          )
        );
      })}
    </ul>
  );
}
