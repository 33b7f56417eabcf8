// Owns the page where a code for a right is typed: large figures in groups of four, and what the kiosk says of them. It
// runs on the page's only thread; what is typed survives a reload, and it must never send before the button is pressed.

import { useEffect, useRef } from "preact/hooks";
import { draft, entering_code, forget_outcome, is_waiting, joined, link, outcomes, t, use_code } from "../app";
import { caret_after, figures_of, grouped, is_whole } from "../pairing";
import { Form, Sending } from "./parts";

export function Code() {
  const code = draft("code");
  const input = useRef<HTMLInputElement>(null);
  useEffect(() => input.current?.focus(), []);
  const refused = outcomes.value.pair?.ok === false;
  useEffect(() => {
    if (refused) input.current?.select(); // a next try begins where one looks
  }, [refused]);
  const back = () => {
    entering_code.value = false;
    code.value = "";
    forget_outcome("pair");
  };
  const type = (field: HTMLInputElement) => {
    const figures = figures_of(field.value.slice(0, field.selectionStart ?? undefined)).length;
    code.value = grouped(field.value);
    field.value = code.value;
    field.setSelectionRange(caret_after(figures), caret_after(figures));
    if (refused) forget_outcome("pair");
  };
  const offline = joined.value && link.value !== "open";
  return (
    <main class="join code-page">
      <h1 tabIndex={-1}>{t("web.code.title")}</h1>
      <p>{t("web.code.what")}</p>
      <Form send={() => is_whole(code.value) && !is_waiting("pair") && use_code(figures_of(code.value))}>
        <div class="field">
          <label for="code">{t("web.code.label")}</label>
          <input
            id="code"
            class="code"
            type="text"
            dir="ltr"
            inputMode="numeric"
            autocomplete="off"
            enterkeyhint="go"
            ref={input}
            value={code.value}
            aria-describedby="code-hint"
            onInput={(event) => type(event.currentTarget)}
          />
          <p class="hint" id="code-hint">
            {t("web.code.hint")}
          </p>
        </div>
        <div role="alert">
          <Sending of="pair" />
        </div>
        {offline && <p class="soft">{t(`web.line.${link.value}`)}</p>}
        <button type="submit" class="main large" disabled={!is_whole(code.value) || is_waiting("pair")}>
          {t("web.code.go")}
        </button>
        <button type="button" class="wide" onClick={back}>
          {t("web.no_back")}
        </button>
      </Form>
    </main>
  );
}
