// Owns the attendee's page: one thing to do at a time in the middle, and below it the agenda, the queue, the words and
// the results for who wants to look. It runs on the page's only thread; it must never take away a form that a person
// is busy with: what is new waits behind a button then.

import { useEffect, useLayoutEffect, useRef, useState } from "preact/hooks";
import { change_profile, draft, entering_code, group_question, known, leave, me, named, place_in_queue, t, view } from "../app";
import { is_writing, may_move } from "../hands";
import { use_section } from "../sections";
import type { Ordered, Place, Poll, View } from "../wire";
import { AgendaList } from "./agenda";
import { CheckInCard, ExplainCard, OwnWord, WordsCard } from "./check_in";
import { NowCard, Programme } from "./evening";
import { GroupCard, GroupChoices, group_value, send_group } from "./group";
import { AskOnce, Choices, Field, Form, Person, Rich, Section, Sending, Tick, place_text } from "./parts";
import { ClosedCard, PollCard, ResultCard, choice_draft } from "./poll";
import { InviteCard, QuestionsPart, ShownQuestion, has_questions, questions_note } from "./questions";
import { QueueList, queue_note } from "./queue";
import { RightCard } from "./rights";
import { SlideCard } from "./slide";
import { OwnPlace, SpeakerCard } from "./turn";

const name_units_most = 240;
/** A card that has just come in does not listen to a finger that was on its way to the one before. */
const settle_ms = 400;

/** What the person can do now, most pressing first: explain, invite:q1, poll:v1, check_in:c1, group. */
function tasks_of(now: View): string[] {
  const { explain, question } = me.value?.asks ?? {};
  if (now.meeting.phase === "ended") return []; // what was left unanswered no longer asks
  const polls = now.polls.order.filter((id) => now.polls.by[id]?.state === "open").map((id) => `poll:${id}`);
  const word = now.check_in?.state === "open" ? [`check_in:${now.check_in.id}`] : [];
  const asks = [...(explain ? ["explain"] : []), ...(question ? [`invite:${question.question}`] : [])];
  return [...asks, ...polls, ...word, ...(group_question.value ? ["group"] : [])];
}

export function Attend() {
  const now = view.value;
  const mine = me.value;
  if (now === null || mine === null) return <main class="waiting">{t("web.loading")}</main>;
  return (
    <main>
      <RightCard />
      <Middle now={now} />
      <Sections now={now} />
      <button type="button" class="quiet" onClick={() => (entering_code.value = true)}>
        {t("web.code.have")}
      </button>
    </main>
  );
}

function Middle({ now }: { now: View }) {
  const tasks = tasks_of(now);
  const [chosen, choose] = useState<string | null>(null);
  const seen = useRef<string[]>([]);
  const area = useRef<HTMLDivElement>(null);
  const [settling, settle] = useState(false);

  const wanted = tasks[0] ?? "";
  const shown = chosen !== null && tasks.includes(chosen) ? chosen : wanted;
  const fresh = tasks.find((task) => !seen.current.includes(task));
  const busy = () => {
    if (is_writing() && area.current?.contains(document.activeElement) === true) return true;
    const id = shown.startsWith("poll:") ? shown.slice("poll:".length) : "";
    const poll = now.polls.by[id];
    return poll !== undefined && choice_draft(id, poll).value !== (me.value?.ballots[id]?.choice ?? "");
  };
  useEffect(() => {
    // A new task comes to the front, unless the person is writing in the one that is there.
    const newest = fresh !== undefined && seen.current.length > 0 && !busy() ? fresh : shown;
    seen.current = tasks;
    if (newest !== chosen) choose(newest === "" ? null : newest);
  }, [tasks.join(" ")]);

  const key = shown === "" ? calm_key(now) : shown;
  const first = useRef(true);
  useEffect(() => {
    if (first.current) {
      first.current = false;
      return;
    }
    if (shown !== "") begin_at_top(area.current);
    settle(true);
    const timer = window.setTimeout(() => settle(false), settle_ms);
    return () => window.clearTimeout(timer);
  }, [key]);

  const at = tasks.indexOf(shown);
  return (
    <div ref={area} class={settling ? "middle settling" : "middle"}>
      <OwnPlace />
      {shown === "" ? <Calm now={now} /> : <Task now={now} task={shown} key={shown} />}
      {tasks.length > 1 && (
        <nav class="pager" aria-label={t("web.pager.label")}>
          <button type="button" disabled={at <= 0} onClick={() => choose(tasks[at - 1] ?? shown)}>
            {t("web.pager.back")}
          </button>
          <span>{t("web.pager.at", { at: at + 1, of: tasks.length })}</span>
          <button type="button" disabled={at >= tasks.length - 1} onClick={() => choose(tasks[at + 1] ?? shown)}>
            {t("web.pager.next")}
          </button>
        </nav>
      )}
      {shown !== "" && now.queue.speaking && <SpeakerCard speaking={now.queue.speaking} />}
      {shown !== "" && now.stage.slide && <SlideCard slide={now.stage.slide} />}
    </div>
  );
}

/** A new question begins at its top, also for who had scrolled on: answers without their question say nothing. */
function begin_at_top(card: HTMLElement | null): void {
  if (card === null || !may_move()) return;
  const { top } = card.getBoundingClientRect();
  if (top < 0 || top > window.innerHeight / 2) card.scrollIntoView({ block: "start" });
}

function Task({ now, task }: { now: View; task: string }) {
  const { explain, question } = me.value?.asks ?? {};
  if (task === "explain" && explain) return <ExplainCard word={explain.word} />;
  if (task.startsWith("invite:") && question) return <InviteCard question={question.question} text={question.text} />;
  if (task === "group") return <GroupCard />;
  if (task.startsWith("check_in:") && now.check_in) return <CheckInCard check_in={now.check_in} />;
  const id = task.slice("poll:".length);
  const poll = now.polls.by[id];
  return poll ? <PollCard id={id} poll={poll} /> : null;
}

function calm_key(now: View): string {
  return `${now.meeting.phase}:${now.stage.scene}:${now.stage.poll ?? ""}:${now.stage.question ?? ""}:${now.check_in?.state ?? ""}`;
}

/** Nothing to do at this moment: what the room sees too. */
function Calm({ now }: { now: View }) {
  const { scene, poll: on_stage } = now.stage;
  const poll: Poll | undefined = on_stage === undefined ? undefined : now.polls.by[on_stage];
  if (now.meeting.phase === "ended") return <Ended />;
  return (
    <>
      {now.queue.speaking && <SpeakerCard speaking={now.queue.speaking} />}
      {now.stage.slide ? (
        <SlideCard slide={now.stage.slide} />
      ) : scene === "question" && now.stage.question !== undefined && now.questions ? (
        <ShownQuestion id={now.stage.question} questions={now.questions} />
      ) : scene === "poll" && on_stage !== undefined && poll?.state === "shown" ? (
        <ResultCard poll={poll} />
      ) : scene === "poll" && poll?.state === "closed" ? (
        <ClosedCard poll={poll} />
      ) : now.check_in && now.check_in.state === "shown" ? (
        <>
          <WordsCard check_in={now.check_in} />
          <ChangeWord now={now} />
        </>
      ) : now.meeting.phase === "lobby" ? (
        <Lobby now={now} />
      ) : (
        !now.queue.speaking && <NowCard agenda={now.agenda} />
      )}
    </>
  );
}

/** Words are shown and the list still takes words: for who came late or thought again. */
function ChangeWord({ now }: { now: View }) {
  const check_in = now.check_in;
  if (!check_in) return null;
  const title = t(me.value?.word === undefined ? "web.check_in.late" : "web.check_in.change");
  return (
    <Section name={`word.${check_in.id}`} title={title}>
      {() => (
        <>
          <OwnWord check_in={check_in} />
          <CheckInCard inside check_in={check_in} />
        </>
      )}
    </Section>
  );
}

function Lobby({ now }: { now: View }) {
  const mine = me.value;
  return (
    <section class="card lobby" aria-labelledby="lobby-title">
      <span class="big-sign">
        <Tick />
      </span>
      <h2 id="lobby-title" class="title" tabIndex={-1}>
        {t("web.lobby.title")}
      </h2>
      {mine && (
        <p class="who">
          <Rich k={mine.place === "room" ? "web.lobby.as_room" : "web.lobby.as_home"} names={{ name: named(mine.shown) }} />
        </p>
      )}
      <Sending of="name" />
      <p>{t("web.lobby.soon")}</p>
      <Programme agenda={now.agenda} />
      <p class="soft">
        {t("web.lobby.room", { n: now.meeting.room })} · {t("web.lobby.home", { n: now.meeting.home })}
      </p>
    </section>
  );
}

function Ended() {
  return (
    <section class="card lobby" aria-labelledby="ended-title">
      <span class="big-sign">
        <Tick />
      </span>
      <h2 id="ended-title" class="title" tabIndex={-1}>
        {t("web.ended.title")}
      </h2>
      <p>{t("web.ended.thanks")}</p>
      <p class="soft">{t("web.ended.look")}</p>
    </section>
  );
}

function Sections({ now }: { now: View }) {
  const shown = now.polls.order.filter((id) => now.polls.by[id]?.state === "shown");
  const check_in = now.check_in;
  const has_words = check_in && (check_in.words !== undefined || check_in.words_section !== undefined);
  return (
    <div class="sections">
      <Section name="agenda" title={t("web.agenda.title")}>
        {() => <AgendaList agenda={now.agenda} />}
      </Section>
      <Section name="queue" title={t("web.queue.title")} note={queue_note_here(now)}>
        {() => <QueueList />}
      </Section>
      {has_questions(now) && (
        <Section name="questions" title={t("web.ask.part")} note={questions_note(now)}>
          {() => <QuestionsPart />}
        </Section>
      )}
      {has_words && check_in.state !== "shown" && (
        <Section name="words" title={t("web.words.title")}>
          {() => <WordsCard inside check_in={check_in} />}
        </Section>
      )}
      {(shown.length > 0 || now.polls.older !== undefined) && (
        <Section name="results" title={t("web.result.title")}>
          {() => <Results now={now} shown={shown} />}
        </Section>
      )}
      <Section name="profile" title={t("web.profile.title")} note={<Person name={me.value?.shown ?? ""} />}>
        {() => <Profile />}
      </Section>
      <Section name="about" title={t("web.about.title")}>
        {() => <About />}
      </Section>
    </div>
  );
}

function queue_note_here(now: View): string {
  return place_in_queue.value > 0 ? t("web.queue.your_place", { place: place_in_queue.value }) : queue_note(now);
}

function Results({ now, shown }: { now: View; shown: string[] }) {
  const older = use_section<Ordered<Poll>>("polls", now.polls.older);
  return (
    <>
      {[...shown].reverse().map((id) => {
        const poll = now.polls.by[id];
        return poll ? <ResultCard inside poll={poll} key={id} /> : null;
      })}
      {older?.order
        .filter((id) => !shown.includes(id))
        .map((id) => {
          const poll = older.by[id];
          return poll ? <ResultCard inside poll={poll} key={id} /> : null;
        })}
    </>
  );
}

/** Name and place, to change at any time. */
export function Profile() {
  const mine = me.value;
  const name = draft("profile.name");
  const place = draft("profile.place");
  const group = draft("profile.group");
  const touched = draft("profile.touched");
  useLayoutEffect(() => {
    if (touched.value !== "" || mine === null) return;
    name.value = mine.name;
    place.value = mine.place;
    group.value = group_value();
  }, [mine?.name, mine?.place, mine?.group, touched.value]);
  const send = () => {
    change_profile(name.value.trim(), (place.value || "room") as Place);
    if (view.value?.groups !== undefined) send_group(group.value);
    touched.value = "";
  };
  return (
    <Form send={send}>
      <div onInput={() => (touched.value = "yes")}>
        <Field label={t("web.profile.name")} hint={t("web.profile.name_hint")} value={name} most={name_units_most} />
      </div>
      <Choices
        legend={t("web.join.where")}
        quiet
        chosen={place.value}
        choose={(value) => {
          touched.value = "yes";
          place.value = value;
        }}
        choices={[
          { value: "room", label: t("web.join.room") },
          { value: "home", label: t("web.join.home") },
        ]}
      />
      <GroupChoices
        legend={t("web.group.title")}
        chosen={group.value}
        choose={(value) => {
          touched.value = "yes";
          group.value = value;
        }}
      />
      <button type="submit" class="main">
        {t("web.profile.save")}
      </button>
      <Sending of="name" />
      <Sending of="place" />
      <Sending of="group" />
      {mine && (
        <p class="soft">
          <Rich k="web.profile.seen_as" names={{ name: named(mine.shown) }} /> · {place_text(mine.place)}
        </p>
      )}
      <AskOnce label={t("web.profile.leave")} sure={t("web.profile.leave_sure")} yes={t("web.profile.leave")} act={leave} />
    </Form>
  );
}

function About() {
  const journal = known.value.view?.journal;
  return (
    <>
      <p>{t("web.about.kept")}</p>
      <p>{t("web.about.votes")}</p>
      <p>{t(location.protocol === "https:" ? "web.about.tls" : "web.about.plain")}</p>
      {journal && (
        <p class="soft">
          {t("web.about.chain", { seq: journal.seq })} <code>{journal.head.slice(0, 16)}</code>
        </p>
      )}
    </>
  );
}
