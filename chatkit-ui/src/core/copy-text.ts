/** What Copy takes of an answer: what one would send to a friend. */
import { extensionOf } from "./card-extension";
import type { Entry } from "./state";

/** Characters of a message that only points to the card beside it: two or three sentences. */
const POINTING = 240;

/**
 * The cards' own texts, then their notes, each once; a message beside them only where it says more than "look there". Of
 * an answer that came to a slip the slip alone: what it was put together from is not the bet.
 */
export function copyText(answer: readonly Entry[]): string {
  const cards = answer.map(({ item }) => (item.type === "widget" ? extensionOf(item.widget) : null));
  const bet = cards.findLast((card) => card?.slip && card.slip.state !== "past" && card.share);
  const shares = cards.map((card) => (bet && card !== bet ? null : (card?.share ?? null)));
  const shared = shares.some((share) => share !== null);
  const texts = answer.map(({ item }, at) => {
    if (item.type === "widget") return shares[at]?.text ?? (bet ? "" : (item.copy_text ?? ""));
    if (item.type !== "assistant_message") return "";
    const text = unmarked(item.content.map((part) => part.text).join("\n\n"));
    return shared && text.length <= POINTING ? "" : text;
  });
  const notes = new Set(shares.map((share) => share?.note ?? ""));
  return [...texts, ...notes].filter(Boolean).join("\n\n");
}

/** Without the marks of Markdown; a link keeps its address, tables and code stay as they are. */
export function unmarked(markdown: string): string {
  return markdown
    .split(/(```[\s\S]*?(?:```|$)|`[^`\n]+`)/)
    .map((part, at) => (at % 2 ? part : plainly(part)))
    .join("")
    .trim();
}

function plainly(part: string): string {
  return part
    .replace(/!?\[([^\]\n]{1,300})\]\((https?:[^)\s]{1,2000})\)/g, "$1 ($2)")
    .replace(/^ {0,3}(#{1,6}|>)[ \t]+/gm, "")
    .replace(/(\*\*|__|~~)(?=\S)([^\n]{1,500}?\S?)\1/g, "$2")
    .replace(/(^|[\s(])\*([^\s*][^*\n]{0,300}?)\*(?=[\s.,;:!?)]|$)/gm, "$1$2");
}
