// Owns the check-in on the desk: the prompt and the time to think, the words as they come in, and what a careful chair does
// with them (let in, hide, put together, take apart, invite). It runs on the page's only thread; these words come from
// the desk, which only a chair and a minute taker receive, and must never be drawn on an attendee's page.

import { useState } from "preact/hooks";
import { draft, lead, lead_once, may, t } from "../app";
import type { Desk, View, WordGroup } from "../wire";
import { Field, Form, Name, Sending } from "./parts";

const prompt_units_most = 200;
const think_choices_s = [0, 60, 90, 120, 180];

export function LeadCheckIn({ now, desk }: { now: View; desk: Desk }) {
  const check_in = now.check_in;
  const groups = desk.check_in?.groups;
  return (
    <>
      {check_in && (
        <>
          <p>
            <b>
              <Name>{check_in.prompt}</Name>
            </b>
            <span class="soft block">
              {t(`lead.check_in_${check_in.state}`)} · {t("web.check_in.count", { n: check_in.count })}
            </span>
          </p>
          <div class="row">
            {may("check_in.show") && check_in.state === "open" && (
              <button type="button" class="main" onClick={() => lead({ do: "check_in.show" })}>
                {t("lead.check_in_show")}
              </button>
            )}
            {may("check_in.close") && check_in.state !== "closed" && (
              <button type="button" onClick={() => lead({ do: "check_in.close" })}>
                {t("lead.check_in_close")}
              </button>
            )}
          </div>
          <Sending of="check_in.show" />
          <Sending of="check_in.close" />
        </>
      )}
      {groups && groups.order.length > 0 && (
        <>
          <p class="soft">{t(may("check_in.invite") ? "lead.pick_word" : "lead.notes.pick_word")}</p>
          <ul class="groups">
            {groups.order.map((id) => {
              const group = groups.by[id];
              if (group === undefined) return null;
              const others = groups.order.filter((one) => one !== id);
              return <Group key={id} id={id} group={group} others={others} groups={groups.by} />;
            })}
          </ul>
        </>
      )}
      {may("check_in.open") && (!check_in || check_in.state === "closed") && <OpenCheckIn />}
      {!may("check_in.open") && !check_in && <p class="soft">{t("lead.notes.no_words")}</p>}
    </>
  );
}

export function check_in_note(now: View): string {
  return now.check_in ? t(`lead.check_in_${now.check_in.state}`) : "";
}

function OpenCheckIn() {
  const prompt = draft("desk.prompt");
  const [think_s, set_think_s] = useState(90);
  const send = () => {
    if (lead_once({ do: "check_in.open", prompt: prompt.value.trim() || t("lead.prompt_default"), think_s })) prompt.value = "";
  };
  return (
    <Form send={send} class="add">
      <h3>{t("lead.check_in_new")}</h3>
      <Field label={t("lead.prompt")} hint={t("lead.prompt_default")} value={prompt} most={prompt_units_most} />
      <label class="field">
        <span>{t("lead.think")}</span>
        <select value={String(think_s)} onChange={(event) => set_think_s(Number(event.currentTarget.value))}>
          {think_choices_s.map((s) => (
            <option value={String(s)} key={s}>
              {s === 0 ? t("lead.no_limit") : t("web.seconds", { n: s })}
            </option>
          ))}
        </select>
      </label>
      <button type="submit" class="main">
        {t("lead.check_in_open_it")}
      </button>
      <Sending of="check_in.open" />
    </Form>
  );
}

function Group(props: { id: string; group: WordGroup; others: string[]; groups: Record<string, WordGroup> }) {
  const { id, group, others, groups } = props;
  const [open, set_open] = useState(false);
  const spellings = Object.keys(group.spellings);
  return (
    <li class={`${open ? "open" : ""} ${group.hidden ? "hidden-word" : ""}`}>
      <button type="button" class="word" aria-expanded={open} onClick={() => set_open(!open)}>
        <b>
          <Name>{group.text}</Name>
        </b>{" "}
        <span class="soft">×{group.count}</span>
        {group.waits && <strong class="tag">{t("lead.word_waits")}</strong>}
        {group.hidden && <strong class="tag">{t("lead.word_hidden")}</strong>}
      </button>
      {open && (
        <span class="group-acts">
          {spellings.length > 1 && (
            <span class="soft block">
              {spellings.map((one, index) => (
                <>
                  {index > 0 && ", "}
                  <Name>{one}</Name> ×{group.spellings[one]}
                </>
              ))}
            </span>
          )}
          <span class="row small-row">
            {group.waits && (
              <button type="button" class="main" onClick={() => lead({ do: "check_in.allow", group: id }, `allow:${id}`)}>
                {t("lead.allow")}
              </button>
            )}
            <button
              type="button"
              onClick={() => lead({ do: "check_in.hide", group: id, hidden: !group.hidden }, `hide:${id}`)}
            >
              {t(group.hidden ? "lead.unhide" : "lead.hide")}
            </button>
            {may("check_in.invite") && (
              <button type="button" onClick={() => lead({ do: "check_in.invite", group: id }, `invite:${id}`)}>
                {t("lead.invite")}
              </button>
            )}
          </span>
          {others.length > 0 && (
            <Pick
              label={t("lead.merge_into")}
              options={others.map((one) => ({ value: one, text: groups[one]?.text ?? one }))}
              pick={(into) => lead({ do: "check_in.merge", from: id, into }, `merge:${id}`)}
            />
          )}
          {spellings.length > 1 && (
            <Pick
              label={t("lead.split_off")}
              options={spellings.map((one) => ({ value: one, text: one }))}
              pick={(spelling) => lead({ do: "check_in.split", group: id, spelling }, `split:${id}`)}
            />
          )}
        </span>
      )}
      {["allow", "hide", "invite", "merge", "split"].map((one) => (
        <Sending of={`${one}:${id}`} key={one} />
      ))}
    </li>
  );
}

/** Choose from a list, then press: choosing alone does nothing, since arrows pass over every option. */
function Pick(props: { label: string; options: { value: string; text: string }[]; pick: (value: string) => void }) {
  const [value, set_value] = useState("");
  return (
    <span class="pick">
      <label class="field">
        <span>{props.label}</span>
        <select value={value} onChange={(event) => set_value(event.currentTarget.value)}>
          <option value="">{t("lead.pick")}</option>
          {props.options.map((one) => (
            <option value={one.value} key={one.value}>
              {one.text}
            </option>
          ))}
        </select>
      </label>
      <button type="button" disabled={value === ""} onClick={() => props.pick(value)}>
        {t("lead.do_it")}
      </button>
    </span>
  );
}
