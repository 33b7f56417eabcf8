// Owns the minute taker's page: the notes of what is on, what was planned and what it is now, and the parts of the desk
// that a minute taker may change. It runs on the page's only thread; nothing in it moves the meeting on.

import { desk, t, view } from "../app";
import { picture_of } from "../evening";
import type { Block, Desk, DeskBlock, View } from "../wire";
import { EveningLine, TimeBar } from "./evening";
import { LeadAgenda } from "./lead_agenda";
import { LeadCheckIn, check_in_note } from "./lead_check_in";
import { LeadSteps } from "./lead_kiosk";
import { LeadPeople, Stop } from "./lead_people";
import { LeadPolls, polls_note } from "./lead_polls";
import { LeadQuestions, questions_to_do } from "./lead_questions";
import { LeadQueue } from "./lead_queue";
import { Name, Rich, Section, time_of_day } from "./parts";
import { queue_note } from "./queue";

export function MinuteTaker() {
  const now = view.value;
  const mine = desk.value;
  if (now === null || mine === null) return <main class="waiting">{t("web.loading")}</main>;
  return (
    <main class="leading">
      <Now now={now} mine={mine} />
      <div class="sections">
        <Section name="minutes.agenda" title={t("web.agenda.title")}>
          {() => <LeadAgenda now={now} desk={mine} />}
        </Section>
        <Section name="minutes.words" title={t("web.check_in.title")} note={check_in_note(now)}>
          {() => <LeadCheckIn now={now} desk={mine} />}
        </Section>
        <Section name="minutes.queue" title={t("web.queue.title")} note={queue_note(now)}>
          {() => <LeadQueue queue={now.queue} desk={mine} />}
        </Section>
        <Section name="minutes.questions" title={t("web.ask.part")} note={questions_to_do(mine)}>
          {() => <LeadQuestions now={now} desk={mine} />}
        </Section>
        <Section name="minutes.polls" title={t("lead.polls")} note={polls_note(now)}>
          {() => <LeadPolls now={now} desk={mine} />}
        </Section>
        <Section name="minutes.people" title={t("lead.people")} note={t("lead.here", { n: now.meeting.room + now.meeting.home })}>
          {() => <LeadPeople desk={mine} />}
        </Section>
        <Section name="minutes.steps" title={t("lead.notes.steps")}>
          {() => <LeadSteps steps={mine.steps} />}
        </Section>
      </div>
      <div class="apart">
        <Stop label={t("lead.rights.stop_minutes")} sure={t("lead.sure.stop")} yes={t("lead.rights.stop_yes")} />
      </div>
    </main>
  );
}

function Now({ now, mine }: { now: View; mine: Desk }) {
  const id = now.meeting.phase === "running" ? now.agenda.now : undefined;
  const block = id === undefined ? undefined : now.agenda.by[id];
  const { whole, coming } = picture_of(now.agenda);
  const next = coming[0] === undefined ? undefined : now.agenda.by[coming[0]];
  return (
    <section class="card" aria-labelledby="minutes-title">
      <p class="kicker">
        {t("lead.notes.now")}
        {whole && (
          <>
            {" · "}
            <Name>{whole.title}</Name>
          </>
        )}
      </p>
      <h2 id="minutes-title" class="title" tabIndex={-1}>
        {block ? <Name>{block.title}</Name> : t(`lead.phase.${now.meeting.phase}`)}
      </h2>
      {block && <TimeBar block={block} />}
      {block && id !== undefined && <Planned block={block} more={mine.blocks?.[id]} />}
      {mine.notes ? (
        <p class="notes" dir="auto">
          {mine.notes}
        </p>
      ) : (
        block && <p class="soft">{t("lead.notes.no_notes")}</p>
      )}
      {next && (
        <p class="soft">
          <Rich k="web.block.after" names={{ title: next.title }} />
          {next.starts_ms !== undefined && ` · ${time_of_day(next.starts_ms)}`}
        </p>
      )}
      <EveningLine agenda={now.agenda} />
    </section>
  );
}

/** What was planned beside what it is, for the minutes. */
function Planned({ block, more }: { block: Block; more: DeskBlock | undefined }) {
  const stretch = (from: number | undefined, to: number | undefined) =>
    from === undefined || to === undefined ? undefined : { from: time_of_day(from), to: time_of_day(to) };
  const plan = stretch(more?.plan_starts_ms, more?.plan_ends_ms);
  const real = stretch(block.starts_ms, block.ends_ms);
  return (
    <ul class="facts">
      {plan && <li>{t("lead.notes.planned", plan)}</li>}
      {real && <li>{t("lead.notes.real", real)}</li>}
    </ul>
  );
}
