// Owns the page of who facilitates a table: which table it is (asked once, remembered on this phone), how long still, and
// saying that the table is ready; beside it, putting somebody without a phone on the list. It runs on the page's only
// thread and reads the public view alone: a table facilitator does not see the desk.

import { is_waiting, lead, my_table, remember_table, t, view } from "../app";
import { picture_of } from "../evening";
import type { Agenda, Block } from "../wire";
import { Tables, TimeBar } from "./evening";
import { Stop } from "./lead_people";
import { AddSpeaker, Hands } from "./lead_guests";
import { AskOnce, BlockText, Name, Rich, Section, Sending, time_of_day } from "./parts";
import { QueueList, queue_note } from "./queue";

export function TablePage() {
  const now = view.value;
  if (now === null) return <main class="waiting">{t("web.loading")}</main>;
  const { tables } = picture_of(now.agenda);
  const mine = my_table.value;
  const known = mine !== null && now.agenda.by[mine.block]?.title === mine.title;
  const chosen = known && tables.includes(mine.block) ? mine.block : undefined;
  return (
    <main class="leading">
      {now.meeting.phase === "ended" || tables.length === 0 ? (
        <NoTables agenda={now.agenda} ended={now.meeting.phase === "ended"} />
      ) : chosen === undefined ? (
        <WhichTable agenda={now.agenda} tables={tables} />
      ) : (
        <OwnTable agenda={now.agenda} id={chosen} others={tables.filter((id) => id !== chosen)} />
      )}
      <div class="sections">
        <Section name="table.queue" title={t("web.queue.title")} note={queue_note(now)}>
          {() => (
            <>
              <QueueList />
              <Hands />
              <AddSpeaker />
            </>
          )}
        </Section>
      </div>
      <div class="apart">
        <Stop label={t("lead.rights.stop_table")} sure={t("lead.sure.stop")} yes={t("lead.rights.stop_yes")} />
      </div>
    </main>
  );
}

function NoTables({ agenda, ended }: { agenda: Agenda; ended: boolean }) {
  const next = ended ? undefined : agenda.order.map((id) => agenda.by[id]).find((one) => one?.side_by_side && one.state === "todo");
  return (
    <section class="card" aria-labelledby="table-title">
      <h2 id="table-title" class="title" tabIndex={-1}>
        {t("lead.table.none")}
      </h2>
      {next && (
        <p>
          {next.starts_ms === undefined ? (
            <Rich k="lead.table.next" names={{ title: next.title }} />
          ) : (
            <Rich k="lead.table.next_at" fill={{ time: time_of_day(next.starts_ms) }} names={{ title: next.title }} />
          )}
        </p>
      )}
      <p class="soft">{t("lead.table.none_what")}</p>
    </section>
  );
}

function WhichTable({ agenda, tables }: { agenda: Agenda; tables: readonly string[] }) {
  return (
    <section class="card" aria-labelledby="table-title">
      <p class="kicker">{t("lead.table.title")}</p>
      <h2 id="table-title" class="title" tabIndex={-1}>
        {t("lead.table.which")}
      </h2>
      <ul class="stacked">
        {tables.map((id) => {
          const table = agenda.by[id];
          return (
            table && (
              <li key={id}>
                <button type="button" class="wide" onClick={() => remember_table({ block: id, title: table.title })}>
                  <Name>{table.title}</Name>
                </button>
              </li>
            )
          );
        })}
      </ul>
      <p class="soft">{t("lead.table.which_what")}</p>
    </section>
  );
}

function OwnTable({ agenda, id, others }: { agenda: Agenda; id: string; others: readonly string[] }) {
  const table = agenda.by[id] as Block;
  return (
    <section class="card" aria-labelledby="table-title">
      <p class="kicker">{t("lead.table.title")}</p>
      <h2 id="table-title" class="title" tabIndex={-1}>
        <Name>{table.title}</Name>
      </h2>
      <TimeBar block={table} />
      <BlockText block={table} />
      {table.state === "done" ? (
        <p class="receipt-title">✓ {t("web.agenda.table_done")}</p>
      ) : (
        <AskOnce
          key={id}
          label={t("lead.table.done")}
          class="main large"
          sure={t("lead.sure.table_done")}
          yes={t("lead.table.done_yes")}
          disabled={is_waiting(`done:${id}`)}
          act={() => lead({ do: "agenda.done", block: id }, `done:${id}`)}
        />
      )}
      <Sending of={`done:${id}`} />
      <button type="button" class="wide" onClick={() => remember_table(null)}>
        {t("lead.table.other")}
      </button>
      <Tables agenda={agenda} ids={others} />
    </section>
  );
}
