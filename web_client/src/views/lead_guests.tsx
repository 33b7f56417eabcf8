// Owns people without a phone on the chair's and helpers' phones: by name or by the number of their card, raised hands taken in
// one go, and giving a raised hand its name. It runs on the page's only thread; it must never ask for more than a name.

import { useState } from "preact/hooks";
import { draft, is_waiting, lead, lead_once, outcomes, second_tap, t } from "../app";
import type { QueueEntry } from "../wire";
import { GroupSelect } from "./lead_queue";
import { Field, Form, Sending } from "./parts";

const name_units_most = 240;
const card_digits_most = 4;
const hands_most = 30;

/** The number of a card as it was typed; undefined for anything that is none, also for nothing. */
function card_number(text: string): number | undefined {
  const digits = text.trim();
  return /^[0-9]{1,4}$/.test(digits) && Number(digits) > 0 ? Number(digits) : undefined;
}

/** 'Hoeveel handen?': one number for all that were raised. */
export function Hands() {
  const [count, set_count] = useState(1);
  const step = (by: number) => () => set_count(Math.min(hands_most, Math.max(1, count + by)));
  return (
    <div class="add">
      <h3 id="hands-title">{t("lead.hands")}</h3>
      <div class="stepper" role="group" aria-labelledby="hands-title">
        <button type="button" aria-label={t("lead.hands_fewer")} disabled={count <= 1} onClick={step(-1)}>
          −
        </button>
        <output aria-live="polite">{count}</output>
        <button type="button" aria-label={t("lead.hands_more")} disabled={count >= hands_most} onClick={step(1)}>
          +
        </button>
      </div>
      <button
        type="button"
        class="wide"
        onClick={() => {
          if (lead_once({ do: "queue.hands", count })) set_count(1);
        }}
      >
        {t("lead.hands_take", { n: count })}
      </button>
      <Sending of="queue.hands" />
    </div>
  );
}

export function AddSpeaker() {
  const name = draft("desk.speaker.name");
  const card = draft("desk.speaker.card");
  const [group, choose] = useState("");
  const [missing, mark] = useState(false);
  const send = () => {
    if (second_tap("queue.add")) return;
    const number = card_number(card.value);
    const called = name.value.trim();
    mark(called === "" && number === undefined);
    if (called === "" && number === undefined) return;
    const sent = lead_once({
      do: "queue.add",
      ...(called === "" ? {} : { name: called }),
      ...(number === undefined ? {} : { card: number }),
      place: "room",
      ...(group === "" ? {} : { group }),
    });
    if (!sent) return;
    name.value = card.value = "";
    choose("");
  };
  const refused = is_waiting("queue.add") ? undefined : outcomes.value["queue.add"];
  return (
    <Form send={send} class="add">
      <h3>{t("lead.add_one")}</h3>
      <Field label={t("lead.speaker_name")} value={name} most={name_units_most} />
      <Field label={t("lead.card")} hint={t("lead.card_hint")} value={card} most={card_digits_most} numeric />
      <GroupSelect chosen={group} choose={choose} label={t("lead.group")} />
      {/* above the button: below it, it could stand under the edge of the window */}
      {missing ? <p class="refused">{t("lead.name_or_card")}</p> : refused?.ok === false && <p class="refused">{refused.text}</p>}
      <button type="submit">{t("lead.add")}</button>
      {is_waiting("queue.add") && <Sending of="queue.add" />}
    </Form>
  );
}

/** A raised hand, or a card, gets a name; a name can be put right. */
export function NameGuest({ id, entry }: { id: string; entry: QueueEntry }) {
  const name = draft(`desk.guest.${id}.name`);
  const card = draft(`desk.guest.${id}.card`);
  const [picked, choose] = useState<string | null>(null);
  const group = picked ?? entry.group ?? "";
  const send = () => {
    const number = card_number(card.value);
    const called = name.value.trim();
    const changed_group = group !== (entry.group ?? "");
    if (called === "" && number === undefined && !changed_group) return;
    const sent = lead(
      {
        do: "queue.name",
        entry: id,
        ...(called === "" ? {} : { name: called }),
        ...(number === undefined ? {} : { card: number }),
        ...(changed_group ? { group: group === "" ? null : group } : {}),
      },
      `name:${id}`,
    );
    if (sent) name.value = card.value = "";
  };
  return (
    <Form send={send} class="add">
      <Field label={t("lead.speaker_name")} value={name} most={name_units_most} />
      <Field label={t("lead.card")} value={card} most={card_digits_most} numeric />
      <GroupSelect chosen={group} choose={choose} label={t("lead.group")} />
      <button type="submit">{t("lead.save")}</button>
    </Form>
  );
}
