// Owns the words of the page: fetched from /locales/<language>.json, filled in, and with the plural that the language
// wants (CLDR, through Intl.PluralRules). It runs on the page's only thread; it must never hold a sentence itself,
// since everything that people read stands in assets/locales.

export type Fill = Record<string, string | number | boolean>;

export interface Words {
  language: string;
  direction: "ltr" | "rtl";
  has(key: string): boolean;
  /** The text of a key: {name} is filled in, and {n} chooses key.one, key.few, … and is written with the language's digits. */
  text(key: string, fill?: Fill): string;
  /** The same, cut at its placeholders: strings, and objects that name a placeholder, for names in their own element. */
  pieces(key: string, fill?: Fill): (string | { hole: string })[];
}

const letters_from_the_right = /[\u0590-\u08ff\ufb1d-\ufefc]/;
const written_from_the_right = ["ar", "fa", "he", "ur", "ps", "ckb"];

export function direction_of(language: string): "ltr" | "rtl" {
  return written_from_the_right.includes(language.split("-")[0] ?? language) ? "rtl" : "ltr";
}

export function make_words(language: string, entries: Record<string, string>): Words {
  const rules = typeof Intl === "object" && "PluralRules" in Intl ? new Intl.PluralRules(language) : null;
  const digits = typeof Intl === "object" ? new Intl.NumberFormat(language) : null;
  const category = (n: number) => (rules ? rules.select(n) : n === 1 ? "one" : "other");
  const own = (key: string) => (Object.prototype.hasOwnProperty.call(entries, key) ? entries[key] : undefined);

  const runs_against = (text: string) => letters_from_the_right.test(text) !== (direction_of(language) === "rtl");

  function find(key: string, fill: Fill): string {
    if (typeof fill.n === "number") {
      const plural = own(`${key}.${category(fill.n)}`) ?? own(`${key}.other`);
      if (plural !== undefined) return plural;
    }
    return own(key) ?? own(`${key}.other`) ?? key;
  }

  function pieces(key: string, fill: Fill = {}): (string | { hole: string })[] {
    return find(key, fill)
      .split(/(\{[a-z_]+\})/)
      .filter((piece) => piece !== "")
      .map((piece) => {
        const hole = /^\{([a-z_]+)\}$/.exec(piece)?.[1];
        if (hole === undefined) return piece;
        const value = fill[hole];
        if (value === undefined) return { hole };
        if (typeof value === "number") return digits ? digits.format(value) : String(value);
        return runs_against(String(value)) ? isolated(String(value)) : String(value);
      });
  }

  return {
    language,
    direction: direction_of(language),
    has: (key) => own(key) !== undefined || own(`${key}.other`) !== undefined,
    pieces,
    text: (key, fill) =>
      pieces(key, fill)
        .map((piece) => (typeof piece === "string" ? piece : ""))
        .join(""),
  };
}

/**
 * A person as people say it: who gave no name is '#5' to the kiosk, and a guest with a number to everybody else; somebody
 * without a phone may be a card, '#c12', or a raised hand, '#h4'.
 */
export function person_name(words: Words, name: string): string {
  const [, kind, number] = /^#([ch]?)(\d+)$/.exec(name) ?? [];
  if (number === undefined) return name;
  if (kind === "") return words.text("web.guest", { number });
  return words.text(kind === "c" ? "common.card" : "common.hand", { n: Number(number) });
}

/**
 * Fetches the words of a language; those of who has a `leading` right too when asked for. Throws when the kiosk cannot be
 * reached or does not have them.
 */
export async function fetch_words(language: string, leading: boolean): Promise<Words> {
  const files = leading ? [language, `${language}-lead`] : [language];
  const parts = await Promise.all(
    files.map(async (name) => {
      const answer = await fetch(`/locales/${name}.json`);
      if (!answer.ok) throw new Error(`locales/${name}.json: ${answer.status}`);
      return (await answer.json()) as Record<string, string>;
    }),
  );
  return make_words(language, Object.assign({}, ...parts));
}

/** Wraps a name for use inside a plain sentence (a label), so that its direction does not spill over. */
export function isolated(name: string): string {
  return `\u2068${name}\u2069`;
}

/** The name of a language in that language itself: Nederlands, English. */
export function language_name(code: string): string {
  try {
    const name = new Intl.DisplayNames([code], { type: "language" }).of(code) ?? code;
    return name.charAt(0).toLocaleUpperCase(code) + name.slice(1);
  } catch {
    return code;
  }
}

/** The first language that the person's browser asks for and the kiosk has. */
export function preferred_language(asked: readonly string[], offered: readonly string[]): string {
  for (const one of asked) {
    const short = one.toLowerCase().split("-")[0] ?? one;
    if (offered.includes(short)) return short;
  }
  return offered[0] ?? "nl";
}
