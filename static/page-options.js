// Written by chatkit-ui/build.mjs from src/page-options.ts; do not edit.
/**
 * What a page around the chat gives it: first questions, accepted files, small print, colours. The page at `/` and the
 * Next.js app use this one file; the build writes a copy for each.
 */
import { PAGE_WORDS } from "./page-words.js";
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
];
/** The languages that there are words in, English first. */
export const LANGUAGES = Object.keys(PAGE_WORDS);
/** The words in the chosen language, else in the first of the browser's languages that there are words in, else English. */
export function speechOf(chosen, preferred) {
  const wanted = [...(chosen ? [chosen] : preferred), "en"].map(baseOf);
  const language = LANGUAGES.find((one) => one === wanted.find((tag) => LANGUAGES.includes(tag))) ?? "en";
  const locale = preferred.find((tag) => baseOf(tag) === language) ?? language;
  return { language, locale, dir: language === "ar" ? "rtl" : "ltr", words: wordsOf(PAGE_WORDS, language) };
}
function baseOf(tag) {
  return tag.toLowerCase().split("-")[0] ?? "";
}
const noted = new Set();
/** The language's words; what it lacks is English, and the console is told once. */
export function wordsOf(table, language) {
  const own = table[language] ?? {};
  const missing = Object.keys(table.en).filter((key) => !(key in own));
  if (missing.length && !noted.has(language)) console.info(`No words in "${language}" for: ${missing.join(", ")}`);
  noted.add(language);
  return { ...table.en, ...own };
}
/** Start screen, composer, small print and colours, for `setOptions` and `useChatKit`. */
export function pageOptions(greeting, look, speech) {
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
export function acceptedFiles({ attachments }) {
  return attachments
    ? { enabled: true, maxCount: MAX_FILES, maxSize: attachments.max_bytes, accept: attachments.accept }
    : { enabled: false };
}
/** One line. Whom to call differs by country and changes: the server knows, and its line has the address. */
export function smallPrint(helpline, narrow, words) {
  const said = narrow ? words.shortSmallPrint : words.smallPrint;
  const address = helpAddress(helpline);
  if (!address) return said;
  return `${said}${narrow ? " ·" : ""} [${narrow ? words.shortHelp : words.help}](${address})`;
}
/** The web page in the line, else its first telephone number as a link, else null. */
export function helpAddress(helpline) {
  const [page] = /https:\/\/[^\s,()]+/.exec(helpline) ?? [];
  const [phone] = /\+?\d[\d -]{5,}\d/.exec(helpline) ?? [];
  return page ?? (phone ? `tel:${phone.replace(/[ -]/g, "")}` : null);
}
/** Green is for what can be done: buttons, links, chosen prices. */
export function theme(dark) {
  return {
    colorScheme: dark ? "dark" : "light",
    radius: "round",
    color: {
      accent: { primary: dark ? "#43c98c" : "#0b6b43", level: 3 },
      surface: { background: dark ? "#121417" : "#ffffff", foreground: dark ? "#1a1d22" : "#ffffff" },
    },
  };
}
