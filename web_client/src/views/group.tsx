// Owns saying which group one belongs to (residents, municipality …): asked once when the chair named groups, and changed later
// where name and place are. It runs on the page's only thread; it must never choose for anybody.

import { act, draft, group_answered, is_waiting, me, t, view } from "../app";
import { Card, Choices, Form, Name, Sending } from "./parts";

/** A value that no group has: belonging to none is an answer too. */
const none = "-";

export function GroupChoices({ chosen, choose, legend }: { chosen: string; choose: (group: string) => void; legend: string }) {
  const groups = view.value?.groups;
  if (groups === undefined) return null;
  return (
    <Choices
      legend={legend}
      quiet
      chosen={chosen}
      choose={choose}
      choices={[
        ...groups.order.map((id) => ({ value: id, label: <Name>{groups.by[id]?.name ?? ""}</Name> })),
        { value: none, label: t("web.group.none") },
      ]}
    />
  );
}

/** What is chosen in a list of groups, from what the kiosk knows. */
export function group_value(): string {
  return me.value?.group ?? none;
}

export function send_group(chosen: string): void {
  if (chosen === "") return; // saved before the list was filled in: nothing was chosen
  group_answered();
  if (chosen === group_value()) return;
  act({ do: "group", ...(chosen === none ? {} : { group: chosen }) }, "group", { replaces: true });
}

export function GroupCard() {
  const chosen = draft("group");
  const send = () => {
    if (chosen.value === "") return;
    send_group(chosen.value);
    chosen.value = "";
  };
  return (
    <Card kicker={t("web.group.kicker")} title={t("web.group.title")} task>
      <p>{t("web.group.what")}</p>
      <Form send={send}>
        <GroupChoices legend={t("web.group.pick")} chosen={chosen.value} choose={(group) => (chosen.value = group)} />
        <button type="submit" class="main" disabled={chosen.value === "" || is_waiting("group")}>
          {t("web.profile.save")}
        </button>
        <Sending of="group" />
      </Form>
    </Card>
  );
}
