/** What the composer holds before it is sent: plain text, and ranges of it that are tags. Pure. */
import type { UserContent } from "./wire";

export interface TagRange {
  start: number;
  end: number;
  tag: { id: string; text: string; data: Record<string, unknown>; group?: string; interactive?: boolean };
}
export interface DraftText {
  text: string;
  tags: readonly TagRange[];
}
export const NO_TEXT: DraftText = { text: "", tags: [] };

/** The draft after the field's text became `next`: ranges move along, and a tag that was cut into goes whole. */
export function edited(draft: DraftText, next: string): { draft: DraftText; caret: number | null } {
  const { text } = draft;
  let from = 0;
  while (from < text.length && from < next.length && text[from] === next[from]) from++;
  let tail = 0;
  while (tail < text.length - from && tail < next.length - from && text.at(-1 - tail) === next.at(-1 - tail)) tail++;
  const oldEnd = text.length - tail;
  const shift = next.length - text.length;
  const kept: TagRange[] = [];
  const broken: TagRange[] = [];
  for (const range of draft.tags) {
    if (range.end <= from) kept.push(range);
    else if (range.start >= oldEnd) kept.push({ ...range, start: range.start + shift, end: range.end + shift });
    else broken.push(range);
  }
  if (!broken.length) return { draft: { text: next, tags: kept }, caret: null };
  // What is left of each broken tag stands directly before and after the edit; it goes, too.
  const before = Math.min(from, ...broken.map((range) => range.start));
  const after = Math.max(oldEnd, ...broken.map((range) => range.end)) + shift;
  const inserted = next.slice(from, next.length - tail);
  const cut = next.slice(0, before) + inserted + next.slice(after);
  const gone = next.length - cut.length;
  const tags = kept.map((range) =>
    range.start >= after ? { ...range, start: range.start - gone, end: range.end - gone } : range,
  );
  return { draft: { text: cut, tags }, caret: before + inserted.length };
}

/** Puts a tag over `[start, end)`, followed by a space. */
export function withTag(draft: DraftText, start: number, end: number, tag: TagRange["tag"]): DraftText {
  const label = `@${tag.text}`;
  const rest = draft.text.slice(end);
  const glue = rest.startsWith(" ") ? "" : " ";
  const shift = label.length + glue.length - (end - start);
  const tags = draft.tags.map((range) =>
    range.start >= end ? { ...range, start: range.start + shift, end: range.end + shift } : range,
  );
  return {
    text: draft.text.slice(0, start) + label + glue + rest,
    tags: [...tags, { start, end: start + label.length, tag }].sort((a, b) => a.start - b.start),
  };
}

export function toContent(draft: DraftText): UserContent[] {
  const content: UserContent[] = [];
  let at = 0;
  const plain = (end: number) => {
    if (end > at) content.push({ type: "input_text", text: draft.text.slice(at, end) });
  };
  for (const { start, end, tag } of draft.tags) {
    plain(start);
    content.push({ type: "input_tag", ...tag });
    at = end;
  }
  plain(draft.text.length);
  return content;
}

export function fromContent(content: readonly UserContent[]): DraftText {
  let text = "";
  const tags: TagRange[] = [];
  for (const part of content) {
    if (part.type === "input_tag") {
      const { type: _, ...tag } = part;
      const start = text.length;
      text += `@${part.text}`;
      tags.push({ start, end: text.length, tag: { ...tag, data: tag.data ?? {} } });
    } else {
      text += part.text;
    }
  }
  return { text, tags };
}
