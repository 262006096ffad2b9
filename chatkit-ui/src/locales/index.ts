/** Which language a locale option means, and how its file is loaded. English never needs a file. */
import { EN, type Messages } from "./en";

/** Region aliases of the public type list; the file name is on the right. */
const ALIASES: Record<string, string> = {
  zh: "zh-CN",
  "zh-hant": "zh-TW",
  "zh-hans": "zh-CN",
  es: "es-ES",
  "es-mx": "es-419",
  "es-us": "es-419",
  "es-ar": "es-419",
  pt: "pt-PT",
  fr: "fr-FR",
  de: "de-DE",
  ar: "ar",
  sw: "sw-TZ",
  no: "nb-NO",
  nb: "nb-NO",
};
/** The files beside this one, listed by the build: asking for others would only earn a 404. */
declare const __LOCALES__: readonly string[];
const TRANSLATED = __LOCALES__;
const RTL = new Set(["ar", "ur", "he", "fa"]);

export interface Resolved {
  /** For `Accept-Language`, `lang` and `Intl`. */
  locale: string;
  /** The file with its words, or null for English. */
  file: string | null;
  dir: "ltr" | "rtl" | "";
}

export function resolveLocale(wanted: string | undefined): Resolved {
  const asked = wanted || navigator.language || "en";
  let locale = "en";
  try {
    locale = Intl.getCanonicalLocales(asked)[0] ?? "en";
  } catch {
    return { locale: "en", file: null, dir: "" };
  }
  const language = locale.split("-")[0]!.toLowerCase();
  const alias = ALIASES[locale.toLowerCase()] ?? ALIASES[language] ?? locale;
  const file =
    TRANSLATED.find((id) => id.toLowerCase() === locale.toLowerCase()) ??
    TRANSLATED.find((id) => id === alias) ??
    TRANSLATED.find((id) => id.split("-")[0] === language) ??
    null;
  const dir = RTL.has(language) ? "rtl" : wanted ? "ltr" : "";
  return { locale, file: language === "en" ? null : file, dir };
}

export function complete(partial: Partial<Messages>): Messages {
  return { ...EN, ...partial };
}

export function fill(text: string, values: Record<string, string | number> | undefined): string {
  return values ? text.replace(/\{(\w+)\}/g, (whole, key: string) => String(values[key] ?? whole)) : text;
}
