// Owns the people on the desk: who is here, another name, and rights: giving one, handing over the chair, laying down one's
// own. It runs on the page's only thread; a phone takes no right away from another chair, only the laptop does.

import { useEffect, useRef, useState } from "preact/hooks";
import { draft, lead, may, me, named, t } from "../app";
import type { Desk, DeskPerson, Role } from "../wire";
import { GroupSelect } from "./lead_queue";
import { AskOnce, Choices, Field, Form, Person as PersonName, Sending, place_text } from "./parts";

const name_units_most = 240;
/** So many names of chairs are read out; of the others, how many there are. */
const names_shown = 3;
const roles: readonly Role[] = ["attendee", "minute_taker", "table_facilitator", "chair"];

export function LeadPeople({ desk }: { desk: Desk }) {
  const { order, by } = desk.people;
  return (
    <>
      {may("chair.hand_over") && <OwnChair desk={desk} />}
      {order.length === 0 && <p class="soft">{t("lead.nobody")}</p>}
      <ul class="list">
        {order.map((id) => {
          const person = by[id];
          return person && <Person key={id} id={id} person={person} />;
        })}
      </ul>
    </>
  );
}

export function others_who_chair({ people }: Desk): string[] {
  return people.order.filter((id) => id !== me.value?.person && people.by[id]?.role === "chair");
}

/** Who chairs beside this person, each name with its own direction; of many, the first few and how many more. */
export function OtherChairs({ desk }: { desk: Desk }) {
  const chairs = others_who_chair(desk);
  const more = chairs.length - names_shown;
  return (
    <>
      {t("lead.rights.also")}{" "}
      {chairs.slice(0, names_shown).map((id, index) => (
        <span key={id}>
          {index > 0 && ", "}
          <PersonName name={desk.people.by[id]?.shown ?? ""} />
        </span>
      ))}
      {more > 0 && ` ${t("lead.rights.and_more", { n: more })}`}
    </>
  );
}

/** Laying down one's own right: anybody may, and it asks once. */
export function Stop({ sure, label, yes }: { sure: string; label: string; yes: string }) {
  const mine = me.value?.person;
  return (
    <>
      {mine !== undefined && (
        <AskOnce class="wide" label={label} sure={sure} yes={yes} act={() => lead({ do: "person.role", person: mine, role: "attendee" }, "stop")} />
      )}
      <Sending of="stop" />
    </>
  );
}

/** What a chair does with the own right: hand it over to one person, or lay it down. */
function OwnChair({ desk }: { desk: Desk }) {
  const [open, set_open] = useState(false);
  const [chosen, choose] = useState("");
  const { order, by } = desk.people;
  const mine = me.value?.person;
  const others = order.filter((id) => id !== mine && by[id]?.role !== "chair" && by[id]?.here);
  const person = by[chosen];
  const name = person === undefined ? "" : named(person.shown);
  const chairs = others_who_chair(desk).length;
  return (
    <div class="add">
      <h3>{t("lead.rights.yours")}</h3>
      <p>{chairs === 0 ? t("lead.rights.alone") : <OtherChairs desk={desk} />}</p>
      {others.length > 0 && (
        <button type="button" class="wide" aria-expanded={open} onClick={() => set_open(!open)}>
          {t("lead.rights.hand_over")}
        </button>
      )}
      {open && others.length > 0 && (
        <>
          <label class="field">
            <span>{t("lead.rights.to_whom")}</span>
            <select value={chosen} onChange={(event) => choose(event.currentTarget.value)}>
              <option value="">{t("lead.pick")}</option>
              {others.map((id) => (
                <option value={id} key={id}>
                  {named(by[id]?.shown ?? "")}
                </option>
              ))}
            </select>
          </label>
          {person !== undefined && others.includes(chosen) && (
            <AskOnce
              key={chosen}
              class="main wide"
              label={t("lead.rights.hand_over_to", { name })}
              sure={t("lead.sure.hand_over", { name })}
              yes={t("lead.rights.hand_over_yes", { name })}
              act={() => lead({ do: "chair.hand_over", person: chosen })}
            />
          )}
        </>
      )}
      <Sending of="chair.hand_over" />
      <Stop
        label={t("lead.rights.stop")}
        sure={chairs === 0 ? t("lead.sure.stop_alone") : t("lead.sure.stop_chair", { n: chairs })}
        yes={t("lead.rights.stop_yes")}
      />
    </div>
  );
}

function Person({ id, person }: { id: string; person: DeskPerson }) {
  const [doing, does] = useState<"name" | "right" | null>(null);
  const first = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (doing !== null) first.current?.querySelector("input")?.focus();
  }, [doing]);
  const done = () => does(null);
  const mine = id === me.value?.person;
  const may_give = may("person.role") && person.role !== "chair";
  const name = named(person.shown);
  return (
    <li class={person.here ? "" : "away"}>
      <div class="list-main">
        <PersonName name={person.shown} />
        {person.role !== "attendee" && <strong class="tag">{t(`lead.role.${person.role}`)}</strong>}
        {mine && <strong class="tag">{t("web.you")}</strong>}
        <span class="soft block">
          {place_text(person.place)}
          {!person.here && ` · ${t("lead.away")}`}
        </span>
        {doing === null && (
          <span class="row small-row">
            <button type="button" aria-label={t("lead.rename_what", { name })} onClick={() => does("name")}>
              {t("lead.rename")}
            </button>
            {may_give && (
              <button type="button" aria-label={t("lead.rights.give_what", { name })} onClick={() => does("right")}>
                {t("lead.rights.give")}
              </button>
            )}
          </span>
        )}
        {may("person.group") && (
          <GroupSelect
            chosen={person.group ?? ""}
            choose={(group) => lead({ do: "person.group", person: id, ...(group === "" ? {} : { group }) }, `group:${id}`)}
            label={t("lead.group")}
          />
        )}
        <Sending of={`group:${id}`} />
        <div ref={first}>
          {doing === "name" && <Rename id={id} done={done} />}
          {doing === "right" && may_give && <GiveRight id={id} name={name} role={person.role} done={done} />}
        </div>
        <Sending of={`rename:${id}`} />
        <Sending of={`role:${id}`} />
      </div>
    </li>
  );
}

function Rename({ id, done }: { id: string; done: () => void }) {
  const name = draft(`desk.rename.${id}`);
  const send = () => {
    lead({ do: "person.rename", person: id, name: name.value.trim() }, `rename:${id}`);
    name.value = "";
    done();
  };
  return (
    <Form send={send}>
      <Field label={t("lead.new_name")} value={name} most={name_units_most} />
      <div class="row">
        <button type="submit" class="main">
          {t("lead.rename")}
        </button>
        <button type="button" onClick={done}>
          {t("web.no_back")}
        </button>
      </div>
    </Form>
  );
}

function GiveRight({ id, name, role, done }: { id: string; name: string; role: Role; done: () => void }) {
  const [chosen, choose] = useState<Role>(role);
  const send = () => {
    if (chosen !== role) lead({ do: "person.role", person: id, role: chosen }, `role:${id}`);
    done();
  };
  return (
    <Form send={send}>
      <Choices
        legend={t("lead.rights.which", { name })}
        quiet
        chosen={chosen}
        choose={(value) => choose(value as Role)}
        choices={roles.map((one) => ({
          value: one,
          label: (
            <>
              <b>{t(`lead.role.${one}`)}</b>
              <span class="soft block">{t(`lead.role.${one}_may`)}</span>
            </>
          ),
        }))}
      />
      <div class="row">
        <button type="submit" class="main">
          {t("lead.rights.give_yes", { name, right: t(`lead.role.${chosen}`) })}
        </button>
        <button type="button" onClick={done}>
          {t("web.no_back")}
        </button>
      </div>
    </Form>
  );
}
