// Owns the chair's agenda: next and back, minutes, adding and removing blocks that are still to come.
// It runs on the page's only thread; every step says which block it expects to leave, so a double tap skips nobody.

import { useState } from "preact/hooks";
import { draft, lead, t } from "../app";
import type { BlockForm, View } from "../wire";
import { Forecast } from "./agenda";
import { Field, Form, Name, Sending } from "./parts";

const forms: BlockForm[] = ["plenary", "talk", "check_in", "speakers", "poll", "break", "closing"];
const title_units_most = 200;

export function LeadAgenda({ now }: { now: View }) {
  const { agenda } = now;
  const expect = agenda.now ?? null;
  return (
    <>
      <div class="row">
        <button type="button" onClick={() => lead({ do: "agenda.back", expect })}>
          {t("web.lead.back")}
        </button>
        <button type="button" onClick={() => lead({ do: "agenda.next", expect })}>
          {t("web.lead.next")}
        </button>
      </div>
      <Sending of="agenda.next" />
      <Sending of="agenda.back" />
      <ol class="list agenda">
        {agenda.order.map((id) => {
          const block = agenda.by[id];
          if (block === undefined) return null;
          const changeable = block.state === "todo" || block.state === "now";
          return (
            <li key={id} class={`block-${block.state}`} aria-current={block.state === "now" ? "step" : undefined}>
              <span class="list-main">
                <Name>{block.title}</Name>
                <span class="soft block">
                  {t(`form.${block.form}`)} · {t("web.minutes", { n: block.minutes })} · {t(`web.agenda.${block.state}`)}
                </span>
                {changeable && (
                  <span class="row small-row">
                    <button
                      type="button"
                      aria-label={t("web.lead.less_minutes", { title: block.title })}
                      disabled={block.minutes <= 1}
                      onClick={() =>
                        lead({ do: "agenda.minutes", block: id, minutes: Math.max(1, block.minutes - 5) }, `minutes:${id}`)
                      }
                    >
                      {t("web.lead.minus_five")}
                    </button>
                    <button
                      type="button"
                      aria-label={t("web.lead.more_minutes", { title: block.title })}
                      onClick={() => lead({ do: "agenda.minutes", block: id, minutes: block.minutes + 5 }, `minutes:${id}`)}
                    >
                      {t("web.lead.plus_five")}
                    </button>
                    {block.state === "todo" && (
                      <button
                        type="button"
                        aria-label={t("web.lead.remove_what", { what: block.title })}
                        onClick={() => lead({ do: "agenda.remove", block: id }, `remove:${id}`)}
                      >
                        {t("web.lead.remove")}
                      </button>
                    )}
                  </span>
                )}
                <Sending of={`minutes:${id}`} />
                <Sending of={`remove:${id}`} />
              </span>
            </li>
          );
        })}
      </ol>
      <Forecast agenda={agenda} />
      <AddBlock now={now} />
    </>
  );
}

function AddBlock({ now }: { now: View }) {
  const title = draft("block.title");
  const minutes = draft("block.minutes");
  const [form, set_form] = useState<BlockForm>("plenary");
  const [before, set_before] = useState("");
  const todo = now.agenda.order.filter((id) => now.agenda.by[id]?.state === "todo");
  const send = () => {
    const place = todo.includes(before) ? { before } : {};
    lead({ do: "agenda.add", title: title.value.trim(), form, minutes: Number.parseInt(minutes.value, 10) || 10, ...place });
    title.value = "";
    minutes.value = "";
  };
  return (
    <Form send={send} class="add">
      <h3>{t("web.lead.add_block")}</h3>
      <Field label={t("web.lead.block_title")} value={title} most={title_units_most} />
      <label class="field">
        <span>{t("web.lead.block_form")}</span>
        <select value={form} onChange={(event) => set_form(event.currentTarget.value as BlockForm)}>
          {forms.map((one) => (
            <option value={one} key={one}>
              {t(`form.${one}`)}
            </option>
          ))}
        </select>
      </label>
      <Field label={t("web.lead.block_minutes")} value={minutes} most={3} numeric />
      <label class="field">
        <span>{t("web.lead.block_where")}</span>
        <select value={before} onChange={(event) => set_before(event.currentTarget.value)}>
          <option value="">{t("web.lead.at_end")}</option>
          {todo.map((id) => (
            <option value={id} key={id}>
              {t("web.lead.before", { title: now.agenda.by[id]?.title ?? "" })}
            </option>
          ))}
        </select>
      </label>
      <button type="submit">{t("web.lead.add")}</button>
      <Sending of="agenda.add" />
    </Form>
  );
}
