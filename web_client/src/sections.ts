// Owns what is too large for the public view and is fetched apart: older polls, large clouds, the end of a long row, many
// questions, by their version.
// It runs on the page's only thread; it must never ask more often than once in a few seconds, since hundreds of phones
// see the same version change at the same moment.

import { signal, type Signal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import { connection, link, persons } from "./app";

interface Fetched {
  version: number;
  /** What the section belongs to (a check-in), so that the words of one are never shown under another. */
  owner: string;
  data: unknown;
}

const pause_ms = 2000;
const spread_ms = 1500;
type Name = "polls" | "words" | "queue" | "questions";
const nothing = () => signal<Fetched | null>(null);
const fetched: Record<Name, Signal<Fetched | null>> = { polls: nothing(), words: nothing(), queue: nothing(), questions: nothing() };
const asked_ms: Record<Name, number> = { polls: -Infinity, words: -Infinity, queue: -Infinity, questions: -Infinity };

/** The data of a section, kept up to the version that the view names; undefined until it came. */
export function use_section<T>(name: Name, wanted: number | undefined, owner = ""): T | undefined {
  const open = link.value === "open";
  const have = fetched[name].value;
  const whose = `${persons.value}:${owner}`; // another evening counts its versions anew
  const fresh = have !== null && have.owner === whose;
  const missing = wanted !== undefined && open && !(fresh && have.version >= wanted);
  useEffect(() => {
    if (!missing) return undefined;
    const first = !fresh;
    const since_ms = performance.now() - asked_ms[name];
    const wait_ms = first ? 0 : Math.max(0, pause_ms - since_ms) + Math.random() * spread_ms;
    const timer = window.setTimeout(() => {
      asked_ms[name] = performance.now();
      connection.request({ do: "section", name }, (reply) => {
        if (!reply.ok || reply.data === undefined) return;
        fetched[name].value = { version: reply.version ?? wanted ?? 0, owner: whose, data: reply.data };
      });
    }, wait_ms);
    return () => window.clearTimeout(timer);
    // a newer version while waiting does not begin the wait anew
  }, [missing, fresh, whose, fresh ? have.version : -1]);
  return wanted !== undefined && fresh ? (have.data as T) : undefined;
}
