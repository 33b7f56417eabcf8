// Owns how long everybody spoke, for the chair: room and home, groups, and each person, with the turn that runs counted in.
// It runs on the page's only thread; the sums of turns that are over are the kiosk's, only the running turn is added here.

import { computed } from "@preact/signals";
import { useMemo, useState } from "preact/hooks";
import { now_ms, t, view } from "../app";
import { spoken_ms } from "../clock";
import { spoken_text } from "../row";
import type { DeskQueue, Queue, Speaking } from "../wire";
import { where_text } from "./kinds";
import { Name, Person } from "./parts";

/** So many are seen at once; the others behind a button. */
const persons_shown = 8;

/** A sum in seconds that goes on while `runs`; only its text changes while time goes. */
function Sum({ s, runs }: { s: number; runs: Speaking | undefined }) {
  const text = useMemo(
    () => computed(() => spoken_text(s + (runs === undefined || now_ms.value === null ? 0 : spoken_ms(runs, now_ms.value) / 1000))),
    [s, runs],
  );
  return (
    <span class="list-end clock" role="timer">
      {text}
    </span>
  );
}

export function Totals({ totals, queue }: { totals: DeskQueue; queue: Queue }) {
  const { speaking } = queue;
  const groups = view.value?.groups;
  const [all, show_all] = useState(false);
  const { order, by } = totals.spoken;
  const who = speaking === undefined ? undefined : (speaking.person ?? speaking.guest ?? speaking.id);
  const shown = all ? order : order.slice(0, persons_shown);
  const running = (matches: boolean) => (matches ? speaking : undefined);
  const first_turn = speaking !== undefined && who !== undefined && by[who] === undefined;
  return (
    <>
      <ul class="list">
        <li>
          <span class="list-main">{t("web.join.room")}</span>
          <Sum s={totals.times.room_s} runs={running(speaking?.place === "room")} />
        </li>
        <li>
          <span class="list-main">{t("web.join.home")}</span>
          <Sum s={totals.times.home_s} runs={running(speaking?.place === "home")} />
        </li>
        {groups?.order.map((id) => (
          <li key={id}>
            <span class="list-main">
              <Name>{groups.by[id]?.name ?? ""}</Name>
            </span>
            <Sum s={totals.times.groups?.[id] ?? 0} runs={running(speaking?.group === id)} />
          </li>
        ))}
      </ul>
      <h3>{t("lead.times_persons")}</h3>
      {order.length === 0 && !first_turn && <p class="soft">{t("lead.times_none")}</p>}
      <ul class="list">
        {first_turn && speaking !== undefined && (
          <li>
            <span class="list-main">
              <Person name={speaking.name} />
              <span class="soft block">{t("lead.times_now")}</span>
            </span>
            <Sum s={0} runs={speaking} />
          </li>
        )}
        {shown.map((id) => {
          const one = by[id];
          return (
            one && (
              <li key={id}>
                <span class="list-main">
                  <Person name={one.name} />
                  <span class="soft block">
                    {where_text(one)} · {t("lead.turns", { n: one.turns })}
                  </span>
                </span>
                <Sum s={one.s} runs={running(id === who)} />
              </li>
            )
          );
        })}
      </ul>
      {order.length > persons_shown && (
        <button type="button" class="wide" aria-expanded={all} onClick={() => show_all(!all)}>
          {all ? t("web.agenda.fold") : t("lead.times_all", { n: order.length })}
        </button>
      )}
    </>
  );
}
