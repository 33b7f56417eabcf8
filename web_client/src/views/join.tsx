// Owns the first page: room or home, a name, a language, and one honest sentence on what is kept.
// It runs on the page's only thread; nothing goes to the kiosk before the button is pressed, and it must stay this short.

import { useRef, useState } from "preact/hooks";
import { draft, entering_code, join, language, profile, t } from "../app";
import type { Place } from "../wire";
import { Choices, Field, Form } from "./parts";
import { LanguageChoice } from "./frame";

/** A name has at most 40 characters as a person counts them; some characters are made of many. */
const name_units_most = 240;

export function Join() {
  const place = draft("place");
  const name = draft("name");
  const [missing, set_missing] = useState(false);
  const choices = useRef<HTMLDivElement>(null);
  useState(() => {
    if (name.value === "") name.value = profile.value.name; // from an earlier evening on this phone
  });

  const send = () => {
    if (place.value !== "room" && place.value !== "home") {
      set_missing(true);
      choices.current?.querySelector("input")?.focus();
      return;
    }
    join(name.value.trim(), place.value as Place);
    place.value = "";
    name.value = "";
  };

  return (
    <main class="join" lang={language.value}>
      <div class="brand">
        <img src="/icon.svg" alt="" width="56" height="56" />
        <LanguageChoice />
      </div>
      <h1 tabIndex={-1}>{t("web.join.title")}</h1>
      <Form send={send}>
        <div ref={choices}>
          <Choices
            legend={t("web.join.where")}
            quiet
            chosen={place.value}
            choose={(value) => {
              set_missing(false);
              place.value = value;
            }}
            choices={[
              { value: "room", label: t("web.join.room") },
              { value: "home", label: t("web.join.home") },
            ]}
          />
        </div>
        {missing && (
          <p class="refused" role="alert">
            {t("web.join.choose_place")}
          </p>
        )}
        <Field
          label={t("web.join.name")}
          hint={t("web.join.name_hint")}
          value={name}
          most={name_units_most}
          auto="nickname"
        />
        <button type="submit" class="main large">
          {t("web.join.go")}
        </button>
      </Form>
      <p class="soft">{t("web.join.kept")}</p>
      <button type="button" class="quiet" onClick={() => (entering_code.value = true)}>
        {t("web.code.have")}
      </button>
    </main>
  );
}
