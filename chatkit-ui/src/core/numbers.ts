/** `professor_lock` on a message, as docs/chatkit-element.md has it: what was found of its numbers. Read with care. */
import { isPlain } from "./forms";
import { str } from "./text";
import type { AssistantItem } from "./wire";

/** `start` and `end` count Unicode code points of the part's text, as Python does. */
export interface CheckedNumber {
  start: number;
  end: number;
  state: string;
  source: string;
  asOf: string;
  card: string;
}

const NONE: readonly CheckedNumber[] = [];
const read = new WeakMap<object, CheckedNumber[][]>();

/** The numbers of one part of a message, in order, none overlapping. */
export function numbersOf(item: AssistantItem, part: number): readonly CheckedNumber[] {
  const given = item.professor_lock;
  if (!isPlain(given) || !Array.isArray(given.numbers)) return NONE;
  let parts = read.get(given);
  if (!parts) {
    parts = byPart(given.numbers);
    read.set(given, parts);
  }
  return parts[part] ?? NONE;
}

function byPart(rows: unknown[]): CheckedNumber[][] {
  const parts: CheckedNumber[][] = [];
  for (const row of rows.filter(isPlain)) {
    const [part, start, end] = [Number(row.part), Number(row.start), Number(row.end)];
    if (![part, start, end].every(Number.isInteger) || part < 0 || part > 1000 || end <= start) continue;
    const numbers = (parts[part] ??= []);
    if (start < (numbers.at(-1)?.end ?? 0)) continue;
    const { state, source, as_of: asOf, card } = row;
    numbers.push({ start, end, state: str(state), source: str(source), asOf: str(asOf), card: str(card) });
  }
  return parts;
}
