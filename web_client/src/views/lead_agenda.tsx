// Owns the chair's agenda: next and back, minutes, tables that are ready, fixed starts that cannot be kept, and adding
// blocks. It runs on the page's only thread; every step says which block it expects to leave, so a double tap skips
// nobody.

import { useState } from "preact/hooks";
import { draft, lead, lead_once, may, t } from "../app";
import { folded } from "../evening";
import { is_clock, is_table, parts_of, places_before, takers_of_parts } from "../runbook";
import type { Agenda, BlockForm, Clash, Desk, View } from "../wire";
import { ChangeBlock } from "./lead_block";
import { Fold } from "./agenda";
import { BlockText, Field, Forecast, Form, Name, Rich, Sending, time_of_day } from "./parts";

const forms: BlockForm[] = ["plenary", "talk", "check_in", "speakers", "poll", "break", "closing"];
const title_units_most = 200;

export function LeadAgenda({ now, desk }: { now: View; desk: Desk }) {
  const { agenda } = now;
  const expect = agenda.now ?? null;
  const [unfolded, unfold] = useState(false);
  const past = folded(agenda);
  return (
    <>
      {may("agenda.next") && (
        <div class="row">
          <button type="button" onClick={() => lead({ do: "agenda.back", expect })}>
            {t("lead.back")}
          </button>
          <button type="button" onClick={() => lead({ do: "agenda.next", expect })}>
            {t("lead.next")}
          </button>
        </div>
      )}
      <Sending of="agenda.next" />
      <Sending of="agenda.back" />
      <Fold past={past} unfolded={unfolded} unfold={unfold} />
      <ol class="list agenda">
        {agenda.order.slice(unfolded ? 0 : past).map((id) => (
          <BlockRow key={id} id={id} agenda={agenda} desk={desk} />
        ))}
      </ol>
      <Forecast agenda={agenda} />
      {may("agenda.add") && now.meeting.phase !== "ended" && <AddBlock now={now} />}
    </>
  );
}

function BlockRow({ id, agenda, desk }: { id: string; agenda: Agenda; desk: Desk }) {
  const [changing, change] = useState(false);
  const block = agenda.by[id];
  if (block === undefined) return null;
  const part = block.inside === undefined ? "" : " part";
  const going = block.state === "todo" || block.state === "now";
  const counts = may("agenda.minutes") && going && parts_of(agenda, id).length === 0;
  const minutes = (n: number) => lead({ do: "agenda.minutes", block: id, minutes: Math.max(1, n) }, `minutes:${id}`);
  const needs = desk.blocks?.[id]?.materials;
  return (
    <li class={`block-${block.state}${part}`} aria-current={block.state === "now" ? "step" : undefined}>
      <span class="list-main">
        <Name>{block.title}</Name>
        <span class="soft block">
          {block.starts_ms !== undefined && `${time_of_day(block.starts_ms)} · `}
          {t(`form.${block.form}`)} · {t("web.minutes", { n: block.minutes })} · {t(`web.agenda.${block.state}`)}
          {block.side_by_side && ` · ${t("web.agenda.tables")}`}
          {block.fixed_ms !== undefined && ` · ${t("web.agenda.fixed")}`}
        </span>
        <BlockText block={block} />
        {needs !== undefined && needs !== "" && (
          <span class="soft block">
            <Rich k="lead.needs" names={{ what: needs }} />
          </span>
        )}
        <span class="row small-row">
          {counts && (
            <>
              <button
                type="button"
                aria-label={t("lead.less_minutes", { title: block.title })}
                disabled={block.minutes <= 1}
                onClick={() => minutes(block.minutes - 5)}
              >
                {t("lead.minus_five")}
              </button>
              <button
                type="button"
                aria-label={t("lead.more_minutes", { title: block.title })}
                onClick={() => minutes(block.minutes + 5)}
              >
                {t("lead.plus_five")}
              </button>
            </>
          )}
          {block.state !== "done" && (
            <button
              type="button"
              aria-expanded={changing}
              aria-label={t("lead.change_what", { what: block.title })}
              onClick={() => change(!changing)}
            >
              {t("lead.change")}
            </button>
          )}
        </span>
        {may("agenda.done") && block.state === "now" && is_table(agenda, block) && (
          <span class="row small-row">
            <button
              type="button"
              class="main"
              aria-label={t("lead.table_done_what", { what: block.title })}
              onClick={() => lead({ do: "agenda.done", block: id }, `done:${id}`)}
            >
              {t("lead.table_done")}
            </button>
          </span>
        )}
        {["minutes", "done", "move", "skip", "split", "remove"].map((one) => (
          <Sending of={`${one}:${id}`} key={one} />
        ))}
        {changing && <ChangeBlock id={id} block={block} agenda={agenda} more={desk.blocks?.[id] ?? {}} done={() => change(false)} />}
      </span>
    </li>
  );
}

/** Fixed starts that cannot be kept: what will happen, what would help, and one button that does it. */
export function Clashes({ agenda, clashes }: { agenda: Agenda; clashes: readonly Clash[] }) {
  return (
    <>
      {clashes.map((clash) => {
        const block = agenda.by[clash.block];
        return block && <ClashCard key={clash.block} agenda={agenda} clash={clash} title={block.title} fixed_ms={block.fixed_ms} />;
      })}
    </>
  );
}

function ClashCard(props: { agenda: Agenda; clash: Clash; title: string; fixed_ms: number | undefined }) {
  const { agenda, clash, title, fixed_ms } = props;
  const time = fixed_ms === undefined ? "" : time_of_day(fixed_ms);
  const sum = clash.cuts.reduce((all, cut) => all + cut.from - cut.to, 0);
  const key = `fit:${clash.block}`;
  return (
    <section class="clash" aria-label={title}>
      <p>
        <b>{t("lead.late", { title, time, n: Math.ceil(clash.late_s / 60) })}</b>
      </p>
      {clash.cuts.length === 0 ? (
        <p>{t("lead.no_cuts")}</p>
      ) : (
        <>
          <ul>
            {clash.cuts.map(({ block, from, to }) => (
              <li key={block}>{t("lead.cut", { title: agenda.by[block]?.title ?? "", from, to })}</li>
            ))}
          </ul>
          {clash.still_late_minutes > 0 && <p>{t("lead.still_late", { n: clash.still_late_minutes })}</p>}
          <button type="button" class="main" onClick={() => lead({ do: "agenda.fit", cuts: clash.cuts }, key)}>
            {t("lead.cut_it", { n: sum })}
          </button>
        </>
      )}
      <Sending of={key} />
    </section>
  );
}

function AddBlock({ now }: { now: View }) {
  const title = draft("desk.block.title");
  const minutes = draft("desk.block.minutes");
  const start = draft("desk.block.start");
  const [form, set_form] = useState<BlockForm>("plenary");
  const [where, set_where] = useState("");
  const [tables, set_tables] = useState(false);
  const [wrong_start, set_wrong_start] = useState(false);
  const { agenda } = now;
  const before = places_before(agenda);
  const takers = takers_of_parts(agenda);
  const [way, place] = where.split(":");
  const inside = way === "inside" && place !== undefined && takers.includes(place);
  const send = () => {
    const fixed = start.value.trim();
    set_wrong_start(fixed !== "" && !is_clock(fixed));
    if (fixed !== "" && !is_clock(fixed)) return;
    const sent = lead_once({
      do: "agenda.add",
      title: title.value.trim(),
      form,
      minutes: Number.parseInt(minutes.value, 10) || 10,
      ...(way === "before" && place !== undefined && before.includes(place) ? { before: place } : {}),
      ...(inside ? { inside: place } : {}),
      ...(tables && !inside ? { side_by_side: true } : {}),
      ...(fixed === "" ? {} : { start: fixed }),
    });
    if (!sent) return;
    title.value = minutes.value = start.value = "";
    set_tables(false);
  };
  return (
    <Form send={send} class="add">
      <h3>{t("lead.add_block")}</h3>
      <Field label={t("lead.block_title")} value={title} most={title_units_most} />
      <label class="field">
        <span>{t("lead.block_form")}</span>
        <select value={form} onChange={(event) => set_form(event.currentTarget.value as BlockForm)}>
          {forms.map((one) => (
            <option value={one} key={one}>
              {t(`form.${one}`)}
            </option>
          ))}
        </select>
      </label>
      <Field label={t("lead.block_minutes")} value={minutes} most={3} numeric />
      <Field label={t("lead.block_start")} hint={t("lead.block_start_hint")} value={start} most={5} />
      {wrong_start && <p class="refused">{t("lead.bad_start")}</p>}
      <label class="field">
        <span>{t("lead.block_where")}</span>
        <select value={where} onChange={(event) => set_where(event.currentTarget.value)}>
          <option value="">{t("lead.at_end")}</option>
          {before.map((id) => (
            <option value={`before:${id}`} key={id}>
              {t("lead.before", { title: agenda.by[id]?.title ?? "" })}
            </option>
          ))}
          {takers.map((id) => (
            <option value={`inside:${id}`} key={`inside:${id}`}>
              {t("lead.inside", { title: agenda.by[id]?.title ?? "" })}
            </option>
          ))}
        </select>
      </label>
      {!inside && (
        <label class="check">
          <input type="checkbox" checked={tables} onChange={(event) => set_tables(event.currentTarget.checked)} />
          <span>{t("lead.side_by_side")}</span>
        </label>
      )}
      <button type="submit">{t("lead.add")}</button>
      <Sending of="agenda.add" />
    </Form>
  );
}
