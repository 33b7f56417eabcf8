// Owns how the chair sets the row: the rules and the order in which they count, how often somebody may be overtaken, replies,
// limits by kind, groups, and the video call. It runs on the page's only thread; it sends what was chosen and must never
// say that a rule is in force before the kiosk shows it.

import { useEffect } from "preact/hooks";
import { draft, lead, t, view } from "../app";
import { kinds } from "../row";
import type { Desk, Queue, QueueKind, QueueRule } from "../wire";
import { Sign } from "./kinds";
import { Field, Form, Sending } from "./parts";

const rules_all: readonly QueueRule[] = ["first_turn", "place_turn", "least_time", "group_turn"];
const limits_s = [0, 30, 60, 90, 120, 180, 300];
const overtake_choices = [0, 1, 2, 3, 4, 5, 7, 10, 15, 20];
const groups_most = 8;
const group_units_most = 80;
const address_units_most = 300;

export function RowRules({ queue, desk }: { queue: Queue; desk: Desk | null }) {
  return (
    <>
      <RuleOrder queue={queue} />
      <label class="field">
        <span>{t("lead.overtake_most")}</span>
        <select
          value={String(queue.overtake_most)}
          onChange={(event) => lead({ do: "queue.rules", overtake_most: Number(event.currentTarget.value) })}
        >
          {with_now(overtake_choices, queue.overtake_most).map((n) => (
            <option value={String(n)} key={n}>
              {n}
            </option>
          ))}
        </select>
      </label>
      <Toggle label={t("lead.replies")} on={queue.replies} set={(on) => lead({ do: "queue.rules", replies: on })} />
      <Toggle label={t("lead.show_times")} on={queue.times !== undefined} set={(on) => lead({ do: "queue.rules", show_times: on })} />
      <Sending of="queue.rules" />
      <h3>{t("lead.limits")}</h3>
      {kinds.map((kind) => (
        <Limit kind={kind} queue={queue} key={kind} />
      ))}
      <Sending of="queue.limit" />
      <GroupNames />
      <VideoCall address={desk?.video_call ?? ""} />
    </>
  );
}

function with_now(choices: readonly number[], now: number): number[] {
  return choices.includes(now) ? [...choices] : [...choices, now].sort((a, b) => a - b);
}

export function Toggle({ label, on, set }: { label: string; on: boolean; set: (on: boolean) => void }) {
  return (
    <label class="check">
      <input type="checkbox" checked={on} onChange={(event) => set(event.currentTarget.checked)} />
      {label}
    </label>
  );
}

/** Those that are in force stand first, in their order; each goes up, down or away, and the others can come behind them. */
function RuleOrder({ queue }: { queue: Queue }) {
  const { rules } = queue;
  const set = (order: readonly QueueRule[]) => lead({ do: "queue.rules", order: [...order] });
  const moved = (at: number, by: number) => {
    const order = [...rules];
    const [rule] = order.splice(at, 1);
    if (rule !== undefined) order.splice(at + by, 0, rule);
    return order;
  };
  const others = rules_all.filter((rule) => !rules.includes(rule) && (rule !== "group_turn" || view.value?.groups !== undefined));
  return (
    <div>
      <h3>{t("lead.rules_order")}</h3>
      {rules.length === 0 && <p class="soft">{t("rule.none")}</p>}
      <ol class="list">
        {rules.map((rule, at) => {
          const what = t(`rule.${rule}`);
          return (
            <li key={rule}>
              <span class="list-lead">{at + 1}</span>
              <span class="list-main">
                {what}
                <span class="rule-acts">
                  <button type="button" disabled={at === 0} aria-label={t("lead.rule_up", { what })} onClick={() => set(moved(at, -1))}>
                    ↑
                  </button>
                  <button type="button" disabled={at === rules.length - 1} aria-label={t("lead.rule_down", { what })} onClick={() => set(moved(at, 1))}>
                    ↓
                  </button>
                  <button type="button" aria-label={t("lead.remove_what", { what })} onClick={() => set(rules.filter((one) => one !== rule))}>
                    {t("lead.remove")}
                  </button>
                </span>
              </span>
            </li>
          );
        })}
      </ol>
      {others.length > 0 && (
        <ul class="stacked">
          {others.map((rule) => (
            <li key={rule}>
              <button type="button" class="wide" onClick={() => set([...rules, rule])}>
                {t("lead.rule_add", { what: t(`rule.${rule}`) })}
              </button>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}

function Limit({ kind, queue }: { kind: QueueKind; queue: Queue }) {
  const now = queue.limits?.[kind] ?? queue.limit_s;
  return (
    <label class="field limit">
      <span>
        <Sign kind={kind} /> {t(`kind.${kind}`)}
      </span>
      <select value={String(now)} onChange={(event) => lead({ do: "queue.limit", limit_s: Number(event.currentTarget.value), kind })}>
        {with_now(limits_s, now).map((s) => (
          <option value={String(s)} key={s}>
            {s === 0 ? t("lead.no_limit") : t("web.seconds", { n: s })}
          </option>
        ))}
      </select>
    </label>
  );
}

/** One name a line, as they are written. */
function lines_of(text: string): string[] {
  return text.split("\n").map((line) => line.trim()).filter((line) => line !== "");
}

/** The field holds the groups that there are, until somebody writes in it: else saving one more would wipe the others. */
function GroupNames() {
  const groups = view.value?.groups;
  const written = draft("desk.groups"); // "" as long as nobody wrote; behind a full stop what was written, also nothing
  const now = (groups?.order ?? []).map((id) => groups?.by[id]?.name ?? "").join("\n");
  const text = {
    get value() {
      return written.value === "" ? now : written.value.slice(1);
    },
    set value(typed: string) {
      written.value = `.${typed}`;
    },
  };
  const same = lines_of(text.value).join("\n") === now;
  useEffect(() => {
    if (same) written.value = "";
  }, [now]);
  const send = () => {
    if (same) written.value = "";
    else lead({ do: "people.groups", names: lines_of(text.value) });
  };
  return (
    <Form send={send} class="add">
      <h3>{t("lead.groups")}</h3>
      <Field label={t("lead.groups_hint", { n: groups_most })} value={text} lines={Math.max(4, lines_of(text.value).length + 1)} most={groups_most * group_units_most} />
      <button type="submit">{t("lead.save")}</button>
      <Sending of="people.groups" />
    </Form>
  );
}

function VideoCall({ address }: { address: string }) {
  const text = draft("desk.video_call");
  const send = () => {
    if (lead({ do: "meeting.video_call", url: text.value.trim() })) text.value = "";
  };
  return (
    <Form send={send} class="add">
      <h3>{t("lead.video_call")}</h3>
      <p class="soft address">{address === "" ? t("lead.video_none") : address}</p>
      <Field label={t("lead.video_address")} hint={t("lead.video_hint")} value={text} most={address_units_most} />
      <div class="row">
        <button type="submit" disabled={text.value.trim() === ""}>
          {t("lead.save")}
        </button>
        {address !== "" && (
          <button type="button" onClick={() => lead({ do: "meeting.video_call", url: "" })}>
            {t("lead.remove")}
          </button>
        )}
      </div>
      <Sending of="meeting.video_call" />
    </Form>
  );
}
