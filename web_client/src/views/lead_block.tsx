// Owns changing one block of the agenda: its words, minutes and fixed start, its place, and skipping, splitting or
// removing it. It runs on the page's only thread; it offers only what the kiosk allows for a block in that state, and
// must never send a field that was not changed, since another chair may have changed it meanwhile.

import { useSignal, type Signal } from "@preact/signals";
import { useEffect, useState } from "preact/hooks";
import { is_waiting, lead, lead_once, may, outcomes, t } from "../app";
import { is_clock, is_table, is_to_come, may_split, parts_of, place_after_move } from "../runbook";
import type { Agenda, Block, DeskBlock, Verb } from "../wire";
import { Field, Form, Sending, time_of_day } from "./parts";

const title_units_most = 200;
const text_units_most = 2000;

export function ChangeBlock(props: { id: string; block: Block; agenda: Agenda; more: DeskBlock; done: () => void }) {
  const { id, block, agenda } = props;
  const to_come = is_to_come(agenda, id);
  return (
    <span class="change">
      <Words {...props} to_come={to_come} />
      {may("agenda.move") && to_come && <Place id={id} block={block} agenda={agenda} />}
      {may("agenda.split") && may_split(agenda, id) && <Split id={id} block={block} />}
    </span>
  );
}

function Words(props: { id: string; block: Block; agenda: Agenda; more: DeskBlock; to_come: boolean; done: () => void }) {
  const { id, block, agenda, more, to_come, done } = props;
  // what stood there when the form was opened: only what differs from it is sent
  const [was] = useState({
    title: block.title,
    text: block.text ?? "",
    notes: more.notes ?? "",
    materials: more.materials ?? "",
    start: block.fixed_ms === undefined ? "" : time_of_day(block.fixed_ms),
    minutes: String(block.minutes),
  });
  const title = useSignal(was.title);
  const text = useSignal(was.text);
  const notes = useSignal(was.notes);
  const materials = useSignal(was.materials);
  const start = useSignal(was.start);
  const minutes = useSignal(was.minutes);
  const [sent, set_sent] = useState<string[]>([]);
  const [wrong_start, set_wrong_start] = useState(false);
  const counts = may("agenda.minutes") && block.state !== "done" && parts_of(agenda, id).length === 0;

  const send = () => {
    const fixed = start.value.trim();
    const wrong = fixed !== "" && fixed !== was.start && !is_clock(fixed);
    set_wrong_start(wrong);
    if (wrong) return;
    const changed: Partial<Record<"title" | "text" | "notes" | "materials", string>> = {};
    const one_line = (value: string) => value.replace(/\s+/g, " ").trim();
    const fields: [keyof typeof changed, Signal<string>][] = [
      ["title", title],
      ["text", text],
      ["notes", notes],
      ["materials", materials],
    ];
    for (const [name, field] of fields) if (field.value !== was[name]) changed[name] = one_line(field.value);
    const verbs: [string, Verb][] = [];
    if (Object.keys(changed).length > 0 || fixed !== was.start) {
      const moved = fixed === was.start ? {} : { start: fixed === "" ? null : fixed };
      verbs.push([`edit:${id}`, { do: "agenda.edit", block: id, ...changed, ...moved }]);
    }
    const wanted = Number.parseInt(minutes.value, 10);
    if (counts && Number.isFinite(wanted) && minutes.value !== was.minutes) {
      verbs.push([`minutes:${id}`, { do: "agenda.minutes", block: id, minutes: wanted }]);
    }
    for (const [key, verb] of verbs) lead(verb, key);
    if (verbs.length === 0) done();
    set_sent(verbs.map(([key]) => key));
  };
  // What was written stays until the kiosk has taken all of it.
  const taken = sent.length > 0 && sent.every((key) => !is_waiting(key) && outcomes.value[key]?.ok === true);
  useEffect(() => {
    if (taken) done();
  }, [taken]);

  return (
    <Form send={send} class="add">
      <Field label={t("lead.block_title")} value={title} most={title_units_most} />
      <Field label={t("lead.block_text")} value={text} most={text_units_most} lines={3} />
      <Field label={t("lead.block_notes")} value={notes} most={text_units_most} lines={3} />
      <Field label={t("lead.block_materials")} value={materials} most={text_units_most} />
      {counts && <Field label={t("lead.block_minutes")} value={minutes} most={3} numeric />}
      {may("agenda.minutes") && to_come && !is_table(agenda, block) && (
        <Field label={t("lead.block_start")} hint={t("lead.block_start_hint")} value={start} most={5} />
      )}
      {wrong_start && <p class="refused">{t("lead.bad_start")}</p>}
      <div class="row">
        <button type="submit" class="main">
          {t("lead.save")}
        </button>
        <button type="button" onClick={done}>
          {t("web.no_back")}
        </button>
      </div>
      <Sending of={`edit:${id}`} />
    </Form>
  );
}

function Place({ id, block, agenda }: { id: string; block: Block; agenda: Agenda }) {
  const earlier = place_after_move(agenda, id, "earlier");
  const later = place_after_move(agenda, id, "later");
  const move = (before: string | null | undefined) => lead({ do: "agenda.move", block: id, before: before ?? null }, `move:${id}`);
  const skipped = block.state === "skipped";
  return (
    <span class="row small-row">
      <button
        type="button"
        disabled={earlier === undefined}
        aria-label={t("lead.earlier_what", { name: block.title })}
        onClick={() => move(earlier)}
      >
        {t("lead.earlier")}
      </button>
      <button
        type="button"
        disabled={later === undefined}
        aria-label={t("lead.later_what", { name: block.title })}
        onClick={() => move(later)}
      >
        {t("lead.later")}
      </button>
      <button type="button" onClick={() => lead({ do: "agenda.skip", block: id, skipped: !skipped }, `skip:${id}`)}>
        {t(skipped ? "lead.unskip" : "lead.skip")}
      </button>
      <button
        type="button"
        aria-label={t("lead.remove_what", { what: block.title })}
        onClick={() => lead({ do: "agenda.remove", block: id }, `remove:${id}`)}
      >
        {t("lead.remove")}
      </button>
    </span>
  );
}

function Split({ id, block }: { id: string; block: Block }) {
  const minutes = useSignal(String(Math.floor(block.minutes / 2)));
  const wanted = Number.parseInt(minutes.value, 10);
  const usable = wanted >= 1 && wanted < block.minutes;
  return (
    <Form class="pick" send={() => usable && lead_once({ do: "agenda.split", block: id, minutes: wanted }, `split:${id}`)}>
      <Field label={t("lead.split_minutes")} value={minutes} most={3} numeric />
      <button type="submit" disabled={!usable}>
        {t("lead.split")}
      </button>
    </Form>
  );
}
