// Written by chatkit-ui/build.mjs from src/page-options.ts; do not edit.
/**
 * What a page around the chat gives it: first questions, accepted files, small print, colours. The page at `/` and the
 * Next.js app use this one file; the build writes a copy for each.
 */

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

export const WORDS = {
  greeting: "What are we looking at tonight?",
  placeholder: "Ask about odds, stats, parlays…",
  prompts: [
    "Show me tonight's NBA odds",
    "Show me odds for Lakers vs Warriors",
    "Build me a 3-leg parlay for tonight's NBA games",
    "What's LeBron James averaging this season?",
    "Search for weather in Denver",
    "Which of tonight's NBA prices beat the fair odds?",
    "Search for injury news for tonight's NBA games",
  ],
  smallPrint: "Answers by AI, for information only. Adults only, where betting is legal. No bet is sure to win.",
  shortSmallPrint: "By AI · Adults only",
  help: "Betting no longer fun?",
};

/** Start screen, composer, small print and colours, for `setOptions` and `useChatKit`. */
export function pageOptions(greeting: Greeting, look: Look) {
  return {
    startScreen: {
      greeting: WORDS.greeting,
      prompts: ICONS.map((icon, index) => {
        const question = WORDS.prompts[index] ?? "";
        return { icon, label: question, prompt: question };
      }),
    },
    composer: { placeholder: WORDS.placeholder, attachments: acceptedFiles(greeting) },
    disclaimer: { text: smallPrint(greeting.helpline ?? "", look.narrow) },
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
export function smallPrint(helpline: string, narrow: boolean): string {
  const said = narrow ? WORDS.shortSmallPrint : WORDS.smallPrint;
  const address = helpAddress(helpline);
  if (!address) return said;
  return `${said}${narrow ? " ·" : ""} [${WORDS.help}](${address})`;
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
