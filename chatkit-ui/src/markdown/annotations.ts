/** Where sources and checked numbers stand: marks in the text, put in before lexing and taken out by the renderer. */
import type { CheckedNumber } from "../core/numbers";
import type { Annotation } from "../core/wire";

/** The place of a source, or a checked number: its mark, its text, and its end. */
export const MARK = /\uE200(\d+)\uE201|\uE202(\d+)\uE203([^\uE200-\uE204]*)\uE204/g;
export const MARKED = /[\uE200-\uE204]/;
/** What is left of marks that Markdown has torn apart. */
const TORN = /[\uE200\uE202]\d+[\uE201\uE203]|[\uE200-\uE204]/g;
/** Numbers with a source, and those without one; the others are no statement, or the user's own. */
const SOURCED = new Set(["verified", "page", "derived", "stale"]);
export const UNSOURCED: ReadonlySet<string> = new Set(["unverified", "misattributed"]);

export interface Citations {
  /** The text with a private-use mark at each place. */
  text: string;
  /** What each mark stands for; the same place makes one. */
  groups: Annotation[][];
  /** What each number's mark stands for. */
  numbers: readonly CheckedNumber[];
  /** Which of them is reached by Tab: the first with a source, -1 without one. */
  first: number;
}

/** `index` counts Unicode code points, as Python does; JavaScript strings count UTF-16 units. */
export function cite(
  said: string,
  annotations: readonly Annotation[],
  numbers: readonly CheckedNumber[] = [],
): Citations {
  const text = said.replace(/[\uE202-\uE204]/g, "\uFFFD"); // no text can bring a mark of its own
  const byIndex = new Map<number, Annotation[]>();
  for (const annotation of annotations) {
    if (typeof annotation.index !== "number" || !annotation.source) continue;
    const list = byIndex.get(annotation.index) ?? [];
    list.push(annotation);
    byIndex.set(annotation.index, list);
  }
  if (!byIndex.size && !numbers.length) return { text, groups: [], numbers, first: -1 };
  const order = [...byIndex.keys()].sort((a, b) => a - b);
  const groups = order.map((index) => byIndex.get(index)!);
  const at = offsets(text, [...order, ...numbers.flatMap(({ start, end }) => [start, end])]);
  let first = -1;
  const marks: { at: number; mark: string; closing: boolean }[] = [];
  numbers.forEach((number, place) => {
    const [start, end] = [at.get(number.start)!, at.get(number.end)!];
    const sourced = SOURCED.has(number.state);
    if ((!sourced && !UNSOURCED.has(number.state)) || !markable(text, start, end)) return;
    if (sourced && first < 0) first = place;
    marks.push(
      { at: start, mark: `\uE202${place}\uE203`, closing: false },
      { at: end, mark: "\uE204", closing: false },
    );
  });
  order.forEach((index, group) => marks.push({ at: at.get(index)!, mark: `\uE200${group}\uE201`, closing: true }));
  marks.sort((a, b) => a.at - b.at); // stable: a number's end stands before a source at the same place
  let out = "";
  let from = 0;
  for (const { at: place, mark, closing } of marks) {
    out += text.slice(from, place);
    // Behind the marks of an emphasis that ends here a source's mark would keep it from closing.
    const ends = closing ? /(\S)([*_~]+)$/.exec(out) : null;
    out = ends ? `${out.slice(0, -ends[2]!.length)}${mark}${ends[2]}` : out + mark;
    from = place;
  }
  return { text: out + text.slice(from), groups, numbers, first };
}

/** Where code points stand in the string, by their index. */
function offsets(text: string, indexes: readonly number[]): Map<number, number> {
  const found = new Map<number, number>();
  let at = 0;
  let points = 0;
  for (const index of [...new Set(indexes)].sort((a, b) => a - b)) {
    while (points < index && at < text.length) {
      at += text.codePointAt(at)! > 0xffff ? 2 : 1;
      points++;
    }
    found.set(index, at);
  }
  return found;
}

/** So many characters around a number are looked at. */
const NEAR = 80;

/** Whether marks around this stretch leave the Markdown as it is: a number that is part of its syntax stays unmarked. */
function markable(text: string, start: number, end: number): boolean {
  const inner = text.slice(start, end);
  if (!inner || /[*_~`[\]<>|\\&\n]/.test(inner)) return false;
  const before = text.slice(Math.max(0, start - NEAR), start);
  const begins = before.lastIndexOf("\n") + 1;
  const line = before.slice(begins);
  const first = begins > 0 || start <= NEAR ? /^[\s>]*$/.test(line) : false;
  if (first && /^(\d{1,9}[.)]?$|[-+*#=]\s*$|[-+*#]\s)/.test(inner)) return false;
  if (text[start - 1] === "\\") return false;
  const word = `${/\S*$/.exec(line)![0]}${inner}${/^\S*/.exec(text.slice(end, end + NEAR))![0]}`;
  if (/:\/\/|www\.|@/.test(word)) return false;
  // An emphasis between a letter and a sign or bracket opens or closes only where no mark stands between.
  const opened = /([\p{L}\p{N}])[*_~]+$/u.test(line.slice(-12)) && !/^[\p{L}\p{N}]/u.test(inner);
  const closed = /^[*_~]+[\p{L}\p{N}]/u.test(text.slice(end, end + 8)) && !/[\p{L}\p{N}]$/u.test(inner);
  return !opened && !closed;
}

/** The text without marks, and the groups of sources that were in it. */
export function unmarked(text: string): { text: string; groups: number[] } {
  const groups: number[] = [];
  const clean = text.replace(/\uE200(\d+)\uE201/g, (_, group: string) => {
    groups.push(Number(group));
    return "";
  });
  return { text: untorn(clean), groups };
}

export function untorn(text: string): string {
  return text.replace(TORN, "");
}
