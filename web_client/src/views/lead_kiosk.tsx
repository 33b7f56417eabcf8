// Owns the chair's other parts: what the big screen shows, the steps that were taken and can be undone, and the kiosk
// itself (address, devices that reached it, storage, ending the evening). It runs on the page's only thread;
// it must never show the chair's code, which only the computer's own console has.

import { draft, lead, may, sentence, step_by, t } from "../app";
import type { Desk, Step, View } from "../wire";
import { AskOnce, Field, Form, Sending } from "./parts";

const scenes = ["auto", "lobby", "agenda", "check_in", "speaker", "poll"] as const;
const title_units_most = 200;

export function LeadStage({ now }: { now: View }) {
  const dark = now.stage.theme === "dark";
  const polls = now.polls.order.filter((id) => now.polls.by[id]?.state !== "draft");
  const poll = now.stage.poll ?? polls[polls.length - 1];
  const usable = (scene: string) => (scene === "poll" ? poll !== undefined : scene !== "check_in" || now.check_in !== undefined);
  return (
    <>
      <div class="row">
        <button type="button" onClick={() => lead({ do: "stage.theme", theme: dark ? "light" : "dark" })}>
          {t(dark ? "lead.light" : "lead.dark")}
        </button>
      </div>
      <h3>{t("lead.show_scene")}</h3>
      <div class="row wrap">
        {scenes.filter(usable).map((scene) => (
          <button
            type="button"
            key={scene}
            aria-pressed={scene !== "auto" && now.stage.scene === scene}
            onClick={() =>
              lead({ do: "stage.show", scene, ...(scene === "poll" && poll !== undefined ? { poll } : {}) }, "stage.show")
            }
          >
            {t(`lead.scene.${scene}`)}
          </button>
        ))}
      </div>
      {["stage.theme", "stage.show"].map((one) => (
        <Sending of={one} key={one} />
      ))}
    </>
  );
}

/** The big screen empty, and back: within reach at any moment. */
export function Blank({ now }: { now: View }) {
  const blank = now.stage.scene === "blank";
  return (
    <button type="button" aria-pressed={blank} onClick={() => lead({ do: "stage.blank", on: !blank })}>
      {t(blank ? "lead.unblank" : "lead.blank")}
    </button>
  );
}

export function LeadSteps({ steps }: { steps: Step[] }) {
  if (steps.length === 0) return <p class="soft">{t("lead.no_steps")}</p>;
  return (
    <>
      <ol class="list steps">
        {steps.map((step) => (
          <li key={step.id}>
            <span class="list-main">
              {sentence(`step.${step.code}`, step.params)}
              <span class="soft block">
                {step_by(step)}
                {may("undo") && step.stuck && ` · ${t("lead.step_stuck")}`}
              </span>
            </span>
          </li>
        ))}
      </ol>
      {may("undo") && <Undo steps={steps} />}
    </>
  );
}

/** What undo takes back, by name; and when that is not the newest step, which one it passes over. */
export function Undo({ steps }: { steps: Step[] }) {
  const [newest] = steps;
  const step = steps.find((one) => !one.stuck);
  const text = (one: Step) => sentence(`step.${one.code}`, one.params);
  return (
    <>
      {newest && <p class="soft">{t("lead.last_step", { step: [text(newest), step_by(newest)].filter((one) => one !== "").join(", ") })}</p>}
      {newest?.stuck && <p class="soft">{t("lead.stuck", { step: text(newest) })}</p>}
      {step && (
        // another step is another button: a tap on its way to the one before does not reach it
        <UndoStep key={step.id} step={step} label={t("lead.undo", { step: text(step) })} asks={step !== newest && /^(agenda_|meeting_)/.test(step.code)} />
      )}
      <Sending of="undo" />
    </>
  );
}

/** One press; but a step of the whole evening, with others done since, `asks` first: who reads 'undo' means the last thing. */
function UndoStep({ step, label, asks }: { step: Step; label: string; asks: boolean }) {
  const act = () => void lead({ do: "undo", expect: step.id }, "undo");
  if (asks) return <AskOnce class="undo" label={label} sure={t("lead.undo_sure")} yes={label} act={act} />;
  return (
    <button type="button" class="undo" onClick={act}>
      {label}
    </button>
  );
}

export function LeadKiosk({ now, desk }: { now: View; desk: Desk }) {
  const { host } = desk;
  const title = draft("desk.meeting.title");
  return (
    <>
      <p>
        {t("lead.join_at")}{" "}
        <b class="address" dir="ltr">
          {host.public_url ?? host.join_url}
        </b>
      </p>
      {host.addresses.length > 1 && (
        <label class="field">
          <span>{t("lead.address")}</span>
          <select
            value={host.addresses.find((one) => one.chosen)?.address ?? ""}
            onChange={(event) => lead({ do: "host.address", address: event.currentTarget.value })}
          >
            {host.addresses.map((one) => (
              <option value={one.address} key={one.address}>
                {one.address} ({one.interface})
              </option>
            ))}
          </select>
        </label>
      )}
      <Sending of="host.address" />
      <ul class="facts">
        <li>{host.devices_reached === 0 ? t("lead.no_device") : t("lead.devices", { n: host.devices_reached })}</li>
        {host.local && <li>{t("lead.local")}</li>}
        {host.public_url === undefined && <li>{t("lead.home_needs")}</li>}
        {host.wifi && <li>{t("lead.wifi", { name: host.wifi.name })}</li>}
        <li>{t(host.storage === "ok" ? "lead.storage_ok" : "lead.storage_failing")}</li>
      </ul>
      <Form
        class="add"
        send={() => {
          if (lead({ do: "meeting.title", title: title.value.trim() })) title.value = "";
        }}
      >
        <Field label={t("lead.title")} hint={now.meeting.title} value={title} most={title_units_most} />
        <button type="submit">{t("lead.title_change")}</button>
        <Sending of="meeting.title" />
      </Form>
      {now.meeting.phase === "running" && (
        <AskOnce
          label={t("lead.end")}
          sure={t("lead.sure.meeting_end")}
          yes={t("lead.end")}
          act={() => lead({ do: "meeting.end" })}
        />
      )}
      <Sending of="meeting.end" />
    </>
  );
}
