/** Markdown to block tokens with marked's lexer, incrementally: only the open tail of a growing text is lexed again. */
import { Lexer, Marked, type Token, type Tokens } from "marked";

export interface MathToken extends Tokens.Generic {
  type: "math";
  text: string;
  display: boolean;
}

const marked = new Marked({
  gfm: true,
  breaks: true,
  tokenizer: {
    // Raw HTML is text: the lexer is not to see it as anything else.
    html: () => undefined,
    tag: () => undefined,
  },
  extensions: [
    {
      name: "math",
      level: "block",
      start: (source) => source.match(/^ {0,3}(\$\$|\\\[)/m)?.index,
      tokenizer(source) {
        const found = /^ {0,3}(?:\$\$([\s\S]+?)\$\$|\\\[([\s\S]+?)\\\])[ \t]*(?:\n|$)/.exec(source);
        if (!found) return undefined;
        return { type: "math", raw: found[0], text: (found[1] ?? found[2] ?? "").trim(), display: true };
      },
    },
    {
      name: "math",
      level: "inline",
      start: (source) => source.match(/\$|\\\(|\\\[/)?.index,
      tokenizer(source) {
        const found = /^\$\$([^$\n]+?)\$\$/.exec(source) ?? /^\\\[([\s\S]+?)\\\]/.exec(source);
        if (found) return { type: "math", raw: found[0], text: found[1]!.trim(), display: true };
        // A dollar sign before a digit is money far more often than mathematics, unless a backslash or operator shows it.
        const inline = /^\$(?![\s\d])([^$\n]*?[^\s$\\])\$(?!\d)/.exec(source) ?? /^\\\(([\s\S]+?)\\\)/.exec(source);
        if (!inline) return undefined;
        return { type: "math", raw: inline[0], text: inline[1]!.trim(), display: false };
      },
    },
  ],
});

export function lexAll(source: string): Token[] {
  return new Lexer(marked.defaults).lex(source);
}

export interface LexedBlock {
  raw: string;
  token: Token;
}

/** Holds the finished blocks of one growing text. A text that does not continue the last one starts over. */
export class GrowingLexer {
  #finished: LexedBlock[] = [];
  #finishedText = "";

  blocks(source: string, growing: boolean): LexedBlock[] {
    if (!growing || !source.startsWith(this.#finishedText)) {
      this.#finished = []; // a finished text is read once as a whole: link definitions may stand at its end
      this.#finishedText = "";
    }
    const open = source.slice(this.#finishedText.length);
    const tail = withoutSpace(lexAll(growing ? closeOpenMarks(open) : open));
    const all = [...this.#finished, ...tail];
    if (growing) this.#finish(open, tail);
    return all;
  }

  /** All but the last two blocks cannot change any more, nor what stands before the open end of a long list. */
  #finish(open: string, tail: LexedBlock[]): void {
    const last = tail.at(-1);
    const part = last ? finishedItems(last.token) : null;
    const whole = part ? [...tail.slice(0, -1), part] : tail.slice(0, -2);
    let at = 0;
    for (const block of whole) {
      if (!open.startsWith(block.raw, at)) break; // a mark was closed in it that is still open in the source
      this.#finished.push(block);
      at += block.raw.length;
    }
    this.#finishedText += open.slice(0, at);
  }
}

/** Blank lines go to the block before them, so that the raws of the blocks put together are the source. */
function withoutSpace(tokens: Token[]): LexedBlock[] {
  const blocks: LexedBlock[] = [];
  for (const token of tokens) {
    const last = blocks.at(-1);
    if (token.type === "space" && last) last.raw += token.raw;
    else blocks.push({ raw: token.raw, token });
  }
  return blocks;
}

const LONG_LIST = 16;
const OPEN_ITEMS = 4;

/** All but the last items of a long list, as a list of their own: reading it all again for each word is slow. */
function finishedItems(token: Token): LexedBlock | null {
  const list = token as Tokens.List;
  if (token.type !== "list" || list.items.length < LONG_LIST) return null;
  const items = list.items.slice(0, -OPEN_ITEMS);
  const raw = items.map((item) => item.raw).join("");
  return list.raw.startsWith(raw) && raw.endsWith("\n") ? { raw, token: { ...list, raw, items } } : null;
}

/** Completes what a growing text has only begun, so that half a mark never shows. */
export function closeOpenMarks(text: string): string {
  const lines = text.split("\n");
  let fence = "";
  for (const line of lines) {
    const mark = /^ {0,3}(`{3,}|~{3,})/.exec(line)?.[1];
    if (!mark) continue;
    if (!fence) fence = mark;
    else if (mark[0] === fence[0] && mark.length >= fence.length && line.trim() === mark) fence = "";
  }
  if (fence) return trimPartialFence(text, fence);
  const cut = heldBack(lines);
  const paragraphAt = Math.max(cut.lastIndexOf("\n\n"), 0);
  return cut.slice(0, paragraphAt) + closeInline(cut.slice(paragraphAt));
}

function trimPartialFence(text: string, fence: string): string {
  const last = text.slice(text.lastIndexOf("\n") + 1).trim();
  const partial = last && last.length < fence.length && last === fence[0]!.repeat(last.length);
  return partial ? text.slice(0, text.lastIndexOf("\n")) : text;
}

/** A table without its second line is no table yet, and a lone mark at the end of the text is none either. */
function heldBack(lines: string[]): string {
  let end = lines.length;
  const last = lines[end - 1] ?? "";
  if (/^ {0,3}([-*+]|\d{1,9}[.)]|#{1,6}|>|`{1,3}|~{1,3}|={1,}|-{1,})\s*$/.test(last)) end--;
  let at = end - 1;
  while (at >= 0 && /^\s*\|/.test(lines[at]!)) at--;
  const rows = end - 1 - at;
  if (rows === 1 || (rows === 2 && !underlines(lines[end - 1]!, lines[end - 2]!))) end = at + 1;
  return lines.slice(0, end).join("\n");
}

/** A whole second line of a table: as many cells as the first, each of dashes. */
function underlines(second: string, first: string): boolean {
  const cells = (line: string) =>
    line
      .trim()
      .replace(/^\||\|$/g, "")
      .split("|");
  const marks = cells(second);
  return marks.length === cells(first).length && marks.every((cell) => /^\s*:?-+:?\s*$/.test(cell));
}

function closeInline(text: string): string {
  let shown = text.replace(/!?\[[^\]\n]*(\]\([^)\n]*)?$/, (whole) => {
    const label = /^!?\[([^\]]*)/.exec(whole)?.[1] ?? "";
    return whole.startsWith("!") ? "" : label; // nothing is asked for while an address is incomplete
  });
  shown = shown.replace(/(\*{1,3}|_{1,3}|~{1,2}|`|\$|\\)$/, "");
  const code = shown.replace(/\\`/g, "").match(/`+/g) ?? [];
  if (code.length % 2) return shown + code.at(-1)!;
  const plain = shown.replace(/(`+)[\s\S]*?\1/g, "").replace(/^\s*[*+-]\s/gm, "");
  const trailing = /\s+$/.exec(shown)?.[0] ?? "";
  let closing = "";
  for (const mark of ["**", "~~"]) {
    if ((plain.split(mark).length - 1) % 2) closing = mark + closing;
  }
  const single = plain.replaceAll("**", "").match(/(?<![\w*])\*(?=\S)|(?<=\S)\*(?![\w*])/g) ?? [];
  if (single.length % 2) closing = `*${closing}`;
  return closing ? shown.slice(0, shown.length - trailing.length) + closing : shown;
}
