// Written by chatkit-ui/build.mjs from src/page-options.ts; do not edit.
/**
 * What a page around the chat gives it: first questions, accepted files, small print, colours. The page at `/` and the
 * Next.js app use this one file; the build writes a copy for each.
 */

import { PAGE_WORDS } from "./page-words";

/** The part of the server's greeting (`GET /chatkit`) that these options follow. */
export interface Greeting {
  readonly demo?: boolean;
  readonly resume?: boolean;
  readonly stop?: boolean;
  /** null: the server takes no files. */
  readonly attachments?: { readonly max_bytes: number; readonly accept: Record<string, string[]> } | null;
  /** One line that names who helps where betting is no longer fun, with an address or a telephone number. */
  readonly helpline?: string;
}

export interface Look {
  readonly dark: boolean;
  /** Whether the small print has the width of a phone. */
  readonly narrow: boolean;
}

/** Below this width, in CSS pixels, the small print is the short one. */
export const NARROW = "(max-width: 760px)";
const MAX_FILES = 10;

const ICONS = [
  "chart",
  "lucide:scale",
  "lucide:ticket",
  "analytics",
  "lucide:cloud-sun",
  "lucide:trending-up",
  "lucide:newspaper",
] as const;

/** The languages that there are words in, English first. */
export const LANGUAGES = Object.keys(PAGE_WORDS) as Language[];

export type Language = keyof typeof PAGE_WORDS;
export type Words = typeof PAGE_WORDS.en;

export interface Speech {
  readonly language: Language;
  /** For the element and `Accept-Language`: with the country, where the browser names one. */
  readonly locale: string;
  readonly dir: "ltr" | "rtl";
  readonly words: Words;
}

/** The words in the chosen language, else in the first of the browser's languages that there are words in, else English. */
export function speechOf(chosen: string | null, preferred: readonly string[]): Speech {
  const wanted = [...(chosen ? [chosen] : preferred), "en"].map(baseOf);
  const language = LANGUAGES.find((one) => one === wanted.find((tag) => LANGUAGES.includes(tag as Language))) ?? "en";
  const locale = preferred.find((tag) => baseOf(tag) === language) ?? language;
  return { language, locale, dir: language === "ar" ? "rtl" : "ltr", words: wordsOf(PAGE_WORDS, language) };
}

function baseOf(tag: string): string {
  return tag.toLowerCase().split("-")[0] ?? "";
}

const noted = new Set<string>();

/** The language's words; what it lacks is English, and the console is told once. */
export function wordsOf<W extends object>(table: { en: W } & Record<string, Partial<W>>, language: string): W {
  const own = table[language] ?? {};
  const missing = Object.keys(table.en).filter((key) => !(key in own));
  if (missing.length && !noted.has(language)) console.info(`No words in "${language}" for: ${missing.join(", ")}`);
  noted.add(language);
  return { ...table.en, ...own };
}

/** Start screen, composer, small print and colours, for `setOptions` and `useChatKit`. */
export function pageOptions(greeting: Greeting, look: Look, speech: Speech) {
  const { words } = speech;
  return {
    startScreen: {
      greeting: words.greeting,
      prompts: ICONS.map((icon, index) => {
        const label = words.prompts[index] ?? "";
        // The model of the demo reads English alone.
        return { icon, label, prompt: greeting.demo ? (PAGE_WORDS.en.prompts[index] ?? label) : label };
      }),
    },
    composer: { placeholder: words.placeholder, attachments: acceptedFiles(greeting) },
    disclaimer: { text: smallPrint(greeting.helpline ?? "", look.narrow, words) },
    theme: theme(look.dark),
  };
}

/** A picture of a slip, a PDF, a list of bets: what the server says it takes; nothing until it has said so. */
export function acceptedFiles({ attachments }: Greeting) {
  return attachments
    ? { enabled: true, maxCount: MAX_FILES, maxSize: attachments.max_bytes, accept: attachments.accept }
    : { enabled: false };
}

/** One line. Whom to call differs by country and changes: the server knows, and its line has the address. */
export function smallPrint(helpline: string, narrow: boolean, words: Words): string {
  const said = narrow ? words.shortSmallPrint : words.smallPrint;
  const address = helpAddress(helpline);
  if (!address) return said;
  return `${said}${narrow ? " ·" : ""} [${narrow ? words.shortHelp : words.help}](${address})`;
}

/** The web page in the line, else its first telephone number as a link, else null. */
export function helpAddress(helpline: string): string | null {
  const [page] = /https:\/\/[^\s,()]+/.exec(helpline) ?? [];
  const [phone] = /\+?\d[\d -]{5,}\d/.exec(helpline) ?? [];
  return page ?? (phone ? `tel:${phone.replace(/[ -]/g, "")}` : null);
}

/** Green is for what can be done: buttons, links, chosen prices. */
export function theme(dark: boolean) {
  return {
    colorScheme: dark ? ("dark" as const) : ("light" as const),
    radius: "round" as const,
    color: {
      accent: { primary: dark ? "#43c98c" : "#0b6b43", level: 3 as const },
      surface: { background: dark ? "#121417" : "#ffffff", foreground: dark ? "#1a1d22" : "#ffffff" },
    },
  };
}
