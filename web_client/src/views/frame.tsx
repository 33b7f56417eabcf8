// Owns what stands around every page: at the top where the evening is and the connection in words, at the foot asking
// to speak, the four reactions and the language, and the notices in between. It runs on the page's only thread; the
// foot must never move, since fingers are on their way to it.

import { useEffect, useRef, useState } from "preact/hooks";
import {
  choose_language,
  language,
  languages,
  link,
  place_in_queue,
  react,
  role,
  t,
  tab,
  turn,
  view,
  is_waiting,
} from "../app";
import type { Link } from "../connection";
import type { ReactionKind } from "../wire";
import { language_name } from "../words";
import { AskToSpeak } from "./ask_to_speak";
import { Notices } from "./notices";
import { queue_is_open } from "./queue";
import { LeftOf } from "./evening";
import { Name, Tick } from "./parts";

export function Head() {
  const now = view.value;
  if (now === null) {
    return (
      <header class="head">
        <h1 class="head-title">{t("web.brand")}</h1>
        <Line />
      </header>
    );
  }
  const block = now.agenda.now === undefined ? undefined : now.agenda.by[now.agenda.now];
  return (
    <header class="head">
      <h1 class="head-title">
        <Name>{now.meeting.title}</Name>
      </h1>
      <Line />
      {now.meeting.rehearsal && (
        <p class="head-rehearsal">
          {t(now.meeting.phase === "ended" ? "web.head.rehearsal_over" : "web.head.rehearsal")}
        </p>
      )}
      <p class="head-now">
        {now.meeting.phase === "lobby" && t("web.head.lobby")}
        {now.meeting.phase === "ended" && t("web.head.ended")}
        {now.meeting.phase === "running" && block && (
          <>
            <span class="head-block">
              {t("web.head.now")} <Name>{block.title}</Name>
            </span>
            {block.ends_ms !== undefined && (
              <span class="head-left">
                <LeftOf block={block} />
              </span>
            )}
          </>
        )}
      </p>
    </header>
  );
}

/** The connection in words, with a shape beside it; while it is lost those words stand in `Lost` instead. */
function Line() {
  return <LineWords state={is_lost() ? "open" : link.value} hidden={is_lost()} />;
}

function is_lost(): boolean {
  return link.value === "lost" || link.value === "busy";
}

/** `hidden` keeps its place in the head, so that nothing moves when it comes and goes. */
function LineWords({ state, hidden }: { state: Link; hidden?: boolean }) {
  return (
    <p class={hidden ? "line kept" : `line line-${state}`} aria-hidden="true">
      <span class="line-shape" />
      {t(`web.line.${state}`)}
    </p>
  );
}

/** A lost line stays in view wherever one has scrolled to, over the title of the evening, and moves nothing. */
export function Lost() {
  return (
    <>
      <p class="hidden" role="status">
        {t(`web.line.${link.value}`)}
      </p>
      {is_lost() && (
        <div class="lost">
          <LineWords state={link.value} />
        </div>
      )}
    </>
  );
}

/** The list of languages; `short` shows only its code, for where there is little room. */
export function LanguageChoice({ short }: { short?: boolean }) {
  const offered = view.value?.meeting.languages.filter((one) => languages.includes(one)) ?? languages;
  const list = offered.includes(language.value) ? offered : [language.value, ...offered];
  return (
    <label class={short ? "language short" : "language"}>
      <span class="hidden">{t("web.language")}</span>
      {short && (
        <span class="language-code" aria-hidden="true">
          <svg class="icon" viewBox="0 0 24 24" focusable="false">
            <path d="M12 3a9 9 0 1 1 0 18 9 9 0 0 1 0-18zM3 12h18M12 3c5 5 5 13 0 18M12 3c-5 5-5 13 0 18" />
          </svg>
          {language.value.toUpperCase()}
        </span>
      )}
      <select value={language.value} onChange={(event) => choose_language(event.currentTarget.value)}>
        {list.map((one) => (
          <option value={one} lang={one} key={one}>
            {language_name(one)}
          </option>
        ))}
      </select>
    </label>
  );
}

const reactions: { kind: ReactionKind; picture: string }[] = [
  { kind: "clap", picture: "👏" },
  { kind: "agree", picture: "👍" },
  { kind: "heart", picture: "❤️" },
  { kind: "laugh", picture: "😄" },
];

export function Foot() {
  const [asking, ask] = useState(false);
  const button = useRef<HTMLDivElement>(null);
  const asked = useRef(false);
  useEffect(() => {
    if (!asking && asked.current) button.current?.querySelector("button")?.focus();
    asked.current = asking;
  }, [asking]);
  return (
    <footer class={asking ? "foot asking" : tab.value === "lead" && role.value !== "attendee" ? "foot below" : "foot"}>
      <Notices />
      {asking ? (
        <AskToSpeak done={() => ask(false)} />
      ) : (
        <div class="foot-row" ref={button}>
          <SpeakButton ask={() => ask(true)} />
        </div>
      )}
      <div class="foot-row">
        <div class="reactions" role="group" aria-label={t("web.reactions")}>
          {reactions.map((one) => (
            <Reaction kind={one.kind} picture={one.picture} key={one.kind} />
          ))}
        </div>
        <LanguageChoice short />
      </div>
    </footer>
  );
}

function SpeakButton({ ask }: { ask: () => void }) {
  const mine = place_in_queue.value;
  const running = view.value?.meeting.phase === "running";
  const open = view.value !== null && queue_is_open(view.value);
  const speaks = turn.value !== undefined;
  const label = speaks
    ? t("web.speak.you_speak")
    : mine > 0
      ? t("web.speak.your_place", { place: mine })
      : open
        ? t("web.speak.ask")
        : t("web.speak.list_closed");
  // also when the list is closed: a point of order can be asked as long as the evening runs
  const usable = !speaks && view.value?.meeting.phase !== "ended" && (mine > 0 || open || running);
  return (
    <button
      type="button"
      class={mine > 0 || speaks ? "speak in-queue" : "speak"}
      aria-expanded={usable ? false : undefined}
      disabled={!usable}
      onClick={ask}
    >
      <HandIcon />
      <span>{is_waiting("speak") || is_waiting("unspeak") ? t("web.sending") : label}</span>
    </button>
  );
}

function HandIcon() {
  return (
    <svg class="icon" viewBox="0 0 24 24" aria-hidden="true" focusable="false">
      <path d="M7 12V5.5a1.5 1.5 0 0 1 3 0V11m0-6.5a1.5 1.5 0 0 1 3 0V11m0-5.5a1.5 1.5 0 0 1 3 0V12m0-3.5a1.5 1.5 0 0 1 3 0V15c0 4-2.5 6.5-6 6.5-3 0-4.3-1.3-6-4.5l-2.4-3.3a1.5 1.5 0 0 1 2.4-1.7z" />
    </svg>
  );
}

function Reaction({ kind, picture }: { kind: ReactionKind; picture: string }) {
  const [sent, set_sent] = useState(0);
  const timer = useRef(0);
  const press = () => {
    if (!react(kind)) return;
    window.clearTimeout(timer.current);
    set_sent((n) => n + 1);
    timer.current = window.setTimeout(() => set_sent(0), 1200);
  };
  return (
    <button
      type="button"
      class={sent > 0 ? "reaction sent" : "reaction"}
      aria-label={t(`web.react.${kind}`)}
      disabled={link.value !== "open"}
      onClick={press}
    >
      <span aria-hidden="true" key={sent} class="picture">
        {picture}
      </span>
      {sent > 0 && (
        <span class="reaction-sent">
          <Tick />
          <span class="hidden">{t("web.react.sent")}</span>
        </span>
      )}
    </button>
  );
}

