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
  /** What is finished of the long list or table at the open end. */
  #begun: LexedBlock | null = null;

  blocks(source: string, growing: boolean): LexedBlock[] {
    if (!growing || !source.startsWith(this.#finishedText)) {
      this.#finished = []; // a finished text is read once as a whole: link definitions may stand at its end
      this.#finishedText = "";
      this.#begun = null;
    }
    const open = source.slice(this.#finishedText.length);
    if (this.#begun && !open.startsWith(this.#begun.raw)) this.#begun = null;
    const tail = this.#begun
      ? continued(this.#begun, open)
      : withoutSpace(lexAll(growing ? closeOpenMarks(open) : open));
    const all = [...this.#finished, ...tail];
    if (growing) this.#finish(open, tail);
    return all;
  }

  /** All but the last two blocks cannot change any more, nor what stands before the open end of a long list or table. */
  #finish(open: string, tail: LexedBlock[]): void {
    const last = tail.at(-1);
    const part = last ? finishedPart(last.token) : null;
    let at = 0;
    for (const block of tail.slice(0, part ? -1 : -2)) {
      if (!open.startsWith(block.raw, at)) return; // a mark was closed in it that is still open in the source
      this.#finished.push(block);
      this.#begun = null;
      this.#finishedText += block.raw;
      at += block.raw.length;
    }
    if (part && open.startsWith(part.raw, at)) this.#begun = part;
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

/** So many items or rows are read again for each word; of a longer list or table only the last ones are. */
const LONG = 16;
const OPEN = 4;

/** All but the last items of a long list, or rows of a long table. */
function finishedPart(token: Token): LexedBlock | null {
  if (token.type === "list") {
    const list = token as Tokens.List;
    const items = list.items.slice(0, -OPEN);
    const raw = items.map((item) => item.raw).join("");
    const whole = items.length > LONG - OPEN && list.raw.startsWith(raw) && raw.endsWith("\n");
    return whole ? { raw, token: { ...list, raw, items } } : null;
  }
  if (token.type !== "table") return null;
  const table = token as Tokens.Table;
  const rows = table.rows.slice(0, -OPEN);
  if (rows.length <= LONG - OPEN) return null;
  const raw = `${linesOf(table.raw, rows.length + HEAD_LINES).join("\n")}\n`;
  return { raw, token: { ...table, raw, rows } };
}

/** The blocks of `open`, which begins with the finished part of a list or table: only what comes after that is read. */
function continued(begun: LexedBlock, open: string): LexedBlock[] {
  // A row is one of a table only below the head of that.
  const head = begun.token.type === "table" ? `${linesOf(begun.raw, HEAD_LINES).join("\n")}\n` : "";
  const [first, ...rest] = withoutSpace(lexAll(closeOpenMarks(head + open.slice(begun.raw.length))));
  const raw = begun.raw + (first?.raw.slice(head.length) ?? "");
  const whole = first ? together(begun.token, first.token) : null;
  if (!first || !whole) return first ? [begun, first, ...rest] : [begun];
  return [{ raw, token: { ...whole, raw } }, ...rest];
}

/** One list of two, or one table; null when the second does not go on with the first. */
function together(begun: Token, more: Token): Token | null {
  if (begun.type === "list" && more.type === "list") {
    const [was, is] = [begun as Tokens.List, more as Tokens.List];
    return was.ordered === is.ordered ? { ...was, items: [...was.items, ...is.items] } : null;
  }
  if (begun.type !== "table" || more.type !== "table") return null;
  const [was, is] = [begun as Tokens.Table, more as Tokens.Table];
  return { ...was, rows: [...was.rows, ...is.rows] };
}

const HEAD_LINES = 2;

function linesOf(raw: string, count: number): string[] {
  return raw.split("\n", count);
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
