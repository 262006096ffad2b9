/** What a screen reader is told of an answer: plain text, its first sentence and the cards that came with it. */
import { extensionOf } from "./card-extension";
import type { Entry } from "./state";
import { str } from "./text";
import type { WidgetNode } from "./wire";

/**
 * `before`: what was shown when the answer began. Cards that say something of themselves (`say`) come instead of all else,
 * the same text again, too, when the card was sent again; a card that only changed and says nothing is not announced.
 */
export function announcement(
  before: readonly Entry[],
  now: readonly Entry[],
  cardText: (name: string) => string,
): string {
  const known = new Map(before.map((entry) => [entry.key, entry]));
  const said: string[] = [];
  const told: string[] = [];
  for (const entry of now) {
    const old = known.get(entry.key);
    if (old === entry) continue;
    const { item } = entry;
    if (item.type === "widget") {
      const { say } = extensionOf(item.widget);
      const sentAgain = old?.item.type !== "widget" || old.item.widget.professor_lock !== item.widget.professor_lock;
      if (say && sentAgain) said.push(say);
      const name = old ? "" : cardName(item.widget);
      if (name) told.push(cardText(name));
    } else if (item.type === "assistant_message" && old?.item !== item) {
      const sentence = firstSentence(plain(item.content.map((part) => part.text).join("\n\n")));
      if (sentence) told.push(sentence);
    }
  }
  return (said.length ? said : told).join(" ");
}

/** What the card calls itself, else its first title. */
export function cardName(root: WidgetNode): string {
  return extensionOf(root).name || titleIn(root);
}

function titleIn(node: WidgetNode): string {
  if (node?.type === "Title") return str(node.value);
  const children = Array.isArray(node?.children) ? node.children : node?.children ? [node.children] : [];
  for (const child of children) {
    const found = child && typeof child === "object" ? titleIn(child) : "";
    if (found) return found;
  }
  return "";
}

/** Markdown as it is read aloud: no marks, no addresses, tables and code left out. */
export function plain(markdown: string): string {
  return markdown
    .replace(/```[\s\S]*?(```|$)/g, " ")
    .replace(/^\s*\|.*$/gm, " ")
    .replace(/!\[([^\]\n]{0,300})\]\([^)\n]{0,2000}\)/g, "$1")
    .replace(/\[([^\]\n]{0,300})\]\([^)\n]{0,2000}\)/g, "$1")
    .replace(/^\s{0,3}(#{1,6}|>|[-*+]|\d{1,9}[.)])\s+/gm, "")
    .replace(/(\*\*|__|~~|`)/g, "")
    .replace(/(^|[\s(])[*_](\S[^*_\n]{0,300}?)[*_](?=[\s.,;:!?)]|$)/g, "$1$2")
    .replace(/[ \t]+/g, " ")
    .trim();
}

const MOST = 300;

/** Up to the first full stop that ends a sentence: not of "-4.5", nor of a line that goes on in lower case. */
export function firstSentence(text: string): string {
  const line = text.split("\n").find((one) => one.trim()) ?? "";
  const end = /[.!?…؟。](?=["”»)\]]*(\s+[^a-z\s]|\s*$))/u.exec(line);
  const sentence = (end ? line.slice(0, end.index + 1) : line).trim();
  return sentence.length > MOST ? `${sentence.slice(0, MOST).trimEnd()}…` : sentence;
}
