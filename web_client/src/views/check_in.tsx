// Owns the one-word check-in on the phone: giving and changing a word, the invitation to explain it, and all words
// together once they are shown. It runs on the page's only thread; it must never show a word before its showing,
// except the person's own.

import { useEffect } from "preact/hooks";
import { act, draft, forget_outcome, is_waiting, me, outcomes, t, view } from "../app";
import { use_section } from "../sections";
import type { CheckIn, Words } from "../wire";
import { Card, Field, Form, Name, Rich, Sending, Tick, TimeLeft } from "./parts";

/** A word has at most 24 characters as a person counts them; some characters are made of many. */
const word_units_most = 150;

export function CheckInCard({ check_in, inside }: { check_in: CheckIn; inside?: boolean }) {
  const about = `${check_in.id}.${check_in.prompt}`; // another evening may use the same id
  const word = draft(`word.${about}`);
  const changing = draft(`changing.${about}`);
  const mine = me.value;
  const has_word = mine?.word !== undefined;
  const sending = is_waiting("check_in");
  const send = () => {
    act({ do: "check_in", word: word.value.trim(), check_in: check_in.id }, "check_in", { replaces: true });
  };
  const accepted = outcomes.value.check_in?.ok === true;
  useEffect(() => {
    if (accepted && mine?.word !== undefined && !sending) {
      word.value = "";
      changing.value = "";
    }
  }, [accepted, mine?.word, sending]);

  return (
    <Card inside={inside} task kicker={t("web.check_in.title")} title={<Name>{check_in.prompt}</Name>}>
      {check_in.state === "open" && check_in.thinks_until_ms !== undefined && (
        <p class="soft">
          <TimeLeft until_ms={check_in.thinks_until_ms} k="web.think" short />
        </p>
      )}
      {has_word && changing.value === "" && !inside ? (
        <>
          <div class="receipt" tabIndex={-1}>
            <Tick />
            <div>
              <p class="receipt-title">{t(mine?.word_waits ? "web.check_in.waits" : "web.check_in.in")}</p>
              <OwnWordText text={mine?.word ?? ""} />
              {mine?.word_waits && <p class="soft">{t("web.check_in.waits_why")}</p>}
            </div>
          </div>
          {check_in.state !== "closed" && (
            <button
              type="button"
              onClick={() => {
                forget_outcome("check_in");
                changing.value = "yes";
              }}
            >
              {t("web.check_in.change")}
            </button>
          )}
        </>
      ) : (
        <Form send={send}>
          <Field label={t("web.check_in.label")} hint={t("web.check_in.hint")} value={word} most={word_units_most} auto="off" />
          <button type="submit" class="main large" disabled={sending}>
            {t(has_word ? "web.check_in.send_change" : "web.check_in.send")}
          </button>
          {has_word && !inside && (
            <button
              type="button"
              onClick={() => {
                changing.value = "";
                word.value = "";
              }}
            >
              {t("web.check_in.keep")}
            </button>
          )}
        </Form>
      )}
      <Sending of="check_in" />
      {!inside && <p class="soft">{t("web.check_in.count", { n: check_in.count })}</p>}
    </Card>
  );
}

export function ExplainCard({ word }: { word: string }) {
  const answer = (yes: boolean) => act({ do: "explain", yes }, "explain", { replaces: true });
  const sending = is_waiting("explain");
  return (
    <section class="card task" aria-labelledby="explain-title">
      <p class="kicker">{t("web.explain.kicker")}</p>
      <h2 id="explain-title" class="title" tabIndex={-1}>
        {t("web.explain.title")}
      </h2>
      <OwnWordText text={word} />
      <p>{t("web.explain.what")}</p>
      <div class="row">
        <button type="button" class="main" disabled={sending} onClick={() => answer(true)}>
          {t("web.explain.yes")}
        </button>
        <button type="button" disabled={sending} onClick={() => answer(false)}>
          {t("web.explain.no")}
        </button>
      </div>
      <Sending of="explain" />
    </section>
  );
}

export function WordsCard({ check_in, inside }: { check_in: CheckIn; inside?: boolean }) {
  const large = use_section<Words>("words", check_in.words_section, check_in.id);
  const words = check_in.words ?? large;
  return (
    <Card inside={inside} kicker={t("web.check_in.title")} title={<Name>{check_in.prompt}</Name>}>
      {words === undefined ? <p class="soft">{t("web.words.coming")}</p> : <Cloud words={words} />}
      <p class="soft">{t("web.words.count", { n: check_in.count })}</p>
    </Card>
  );
}

/** The largest of the five sizes at which a word stays on one line of the narrowest phone. */
function largest_size(text: string): number {
  const letters = Array.from(text).length;
  return letters > 20 ? 1 : letters > 16 ? 2 : letters > 13 ? 3 : letters > 11 ? 4 : 5;
}

function OwnWordText({ text }: { text: string }) {
  return (
    <p class={largest_size(text) < 3 ? "own-word long" : "own-word"}>
      <Name>{text}</Name>
    </p>
  );
}

/** A list that reads well aloud and looks like a cloud: how often a word was given is its size and its number. */
function Cloud({ words }: { words: Words }) {
  const most = words.order.reduce((max, id) => Math.max(max, words.by[id]?.count ?? 0), 1);
  return (
    <ul class="cloud">
      {words.order.map((id) => {
        const word = words.by[id];
        if (word === undefined) return null;
        const weight = most === 1 ? 2 : 1 + Math.round((4 * (word.count - 1)) / (most - 1));
        const size = Math.min(weight, largest_size(word.text));
        return (
          <li key={id} class={`size-${size}`}>
            <Name>{word.text}</Name>
            {word.count > 1 && (
              <span class="times">
                <span aria-hidden="true">{`×${word.count}`}</span>
                <span class="hidden">{t("web.words.times", { n: word.count })}</span>
              </span>
            )}
          </li>
        );
      })}
    </ul>
  );
}

/** While words are shown but one's own is still missing or may change. */
export function OwnWord({ check_in }: { check_in: CheckIn }) {
  const mine = me.value?.word;
  if (mine === undefined || view.value?.check_in?.id !== check_in.id) return null;
  return (
    <p>
      <Rich k="web.check_in.yours" names={{ word: mine }} />
      {me.value?.word_waits && <span class="soft block">{t("web.check_in.waits")}</span>}
    </p>
  );
}
