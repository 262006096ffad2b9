/** Where the numbers of sources go: marks in the text, put in before lexing and taken out by the renderer. */
import type { Annotation } from "../core/wire";

export const MARK = /\uE200(\d+)\uE201/g;

export interface Citations {
  /** The text with a private-use mark at each place. */
  text: string;
  /** What each mark stands for; the same place makes one. */
  groups: Annotation[][];
}

/** `index` counts Unicode code points, as Python does; JavaScript strings count UTF-16 units. */
export function cite(text: string, annotations: readonly Annotation[]): Citations {
  const byIndex = new Map<number, Annotation[]>();
  for (const annotation of annotations) {
    if (typeof annotation.index !== "number" || !annotation.source) continue;
    const list = byIndex.get(annotation.index) ?? [];
    list.push(annotation);
    byIndex.set(annotation.index, list);
  }
  if (!byIndex.size) return { text, groups: [] };
  const order = [...byIndex.keys()].sort((a, b) => a - b);
  const groups = order.map((index) => byIndex.get(index)!);
  let out = "";
  let from = 0;
  let points = 0;
  order.forEach((index, group) => {
    let at = from;
    while (points < index && at < text.length) {
      at += text.codePointAt(at)! > 0xffff ? 2 : 1;
      points++;
    }
    out += text.slice(from, at);
    // Behind the marks of an emphasis that ends here the mark would keep it from closing.
    const closing = /(\S)([*_~]+)$/.exec(out);
    if (closing) out = `${out.slice(0, -closing[2]!.length)}\uE200${group}\uE201${closing[2]}`;
    else out += `\uE200${group}\uE201`;
    from = at;
  });
  return { text: out + text.slice(from), groups };
}

/** The text without marks, and the groups that were in it. */
export function unmarked(text: string): { text: string; groups: number[] } {
  const groups: number[] = [];
  const clean = text.replace(MARK, (_, group: string) => {
    groups.push(Number(group));
    return "";
  });
  return { text: clean, groups };
}
