/** What the app's own pages and panels say, in the visitor's language. */
import { type Language, speechOf, wordsOf } from "./page-options";
import { SITE_WORDS } from "./site-words";

export type SiteWords = typeof SITE_WORDS.en;

export interface SiteSpeech {
  readonly language: Language;
  readonly dir: "ltr" | "rtl";
  readonly words: SiteWords;
}

/** In the first of the languages that there are words in, else in English. */
export function siteSpeechOf(preferred: readonly string[]): SiteSpeech {
  const { language, dir } = speechOf(null, preferred);
  return { language, dir, words: wordsOf(SITE_WORDS, language) };
}

/** The languages of an `Accept-Language` header, the preferred first; what is refused (`q=0`) is left out. */
export function acceptedLanguages(header: string): string[] {
  return header
    .split(",")
    .map((one) => {
      const [tag = "", ...parameters] = one.split(";").map((part) => part.trim());
      const q = parameters.find((parameter) => /^q=/i.test(parameter));
      return { tag, weight: q === undefined ? 1 : Number(q.slice(2)) };
    })
    .filter(({ tag, weight }) => tag !== "" && weight > 0)
    .sort((one, other) => other.weight - one.weight)
    .map(({ tag }) => tag);
}
