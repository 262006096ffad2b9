/** What a chart draws, worked out from its rows: series, domain, ticks, stacks. Pure. */
import { DEFAULTS } from "../core/defaults";
import { isPlain } from "../core/forms";
import { str } from "../core/text";
import { color } from "./style";

export interface Series {
  type: "bar" | "line" | "area";
  dataKey: string;
  label: string;
  color: string;
  stack?: string | undefined;
  curve?: string | undefined;
}
export interface Segment {
  series: Series;
  /** One per row: from and to on the value axis, or null where there is no number. */
  spans: (readonly [number, number] | null)[];
}
export interface ChartModel {
  labels: string[];
  series: Series[];
  segments: Segment[];
  low: number;
  high: number;
  ticks: number[];
}

const ORDER = ["blue", "purple", "orange", "green", "red", "yellow", "pink"];
const TONES: Record<string, string> = {
  blue: "light-dark(oklch(0.56 0.19 258), oklch(0.7 0.16 255))",
  purple: "light-dark(oklch(0.53 0.21 300), oklch(0.72 0.16 300))",
  orange: "light-dark(oklch(0.65 0.18 48), oklch(0.76 0.15 55))",
  green: "light-dark(oklch(0.58 0.15 152), oklch(0.76 0.16 152))",
  red: "light-dark(oklch(0.58 0.21 25), oklch(0.7 0.17 24))",
  yellow: "light-dark(oklch(0.72 0.15 85), oklch(0.85 0.15 92))",
  pink: "light-dark(oklch(0.62 0.2 355), oklch(0.75 0.15 352))",
};

export function chartModel(
  node: Record<string, unknown>,
  hidden: ReadonlySet<string>,
  ticksWanted: number,
): ChartModel {
  const rows = (Array.isArray(node.data) ? node.data : []).filter(isPlain);
  const axis = isPlain(node.xAxis) ? node.xAxis : { dataKey: node.xAxis };
  const names = isPlain(axis.labels) ? axis.labels : {};
  const labels = rows.map((row) => {
    const raw = str(row[str(axis.dataKey)]);
    return Object.hasOwn(names, raw) ? String(names[raw]) : raw;
  });
  const series = (Array.isArray(node.series) ? node.series : []).filter(isPlain).map((one, index): Series => {
    const fallback = ORDER[index % ORDER.length]!;
    const wanted =
      typeof one.color === "string" && Object.hasOwn(TONES, one.color) ? TONES[one.color]! : color(one.color);
    return {
      type: one.type === "line" || one.type === "area" ? one.type : "bar",
      dataKey: str(one.dataKey),
      label: str(one.label ?? one.dataKey),
      color: wanted ?? TONES[fallback]!,
      stack: typeof one.stack === "string" ? one.stack : undefined,
      curve: typeof one.curveType === "string" ? one.curveType : undefined,
    };
  });
  const segments = stacked(
    series.filter((one) => !hidden.has(one.dataKey)),
    rows,
  );
  const ends = segments.flatMap((segment) => segment.spans.flatMap((span) => span ?? []));
  const { low, high, ticks } = niceDomain(...range(segments, ends), ticksWanted);
  return { labels, series, segments, low, high, ticks };
}

/** From zero, except for lines alone that move little and far from it: their shape is what they tell. */
function range(segments: Segment[], ends: number[]): [number, number] {
  const withZero: [number, number] = [Math.min(0, ...ends), Math.max(0, ...ends)];
  if (!segments.length || segments.some((segment) => segment.series.type !== "line")) return withZero;
  const values = segments.flatMap((segment) => segment.spans.flatMap((span) => (span ? [span[1]] : [])));
  const [low, high] = [Math.min(...values), Math.max(...values)];
  const reach = Math.max(Math.abs(low), Math.abs(high));
  const far = low > 0 || high < 0;
  return far && high - low < reach * DEFAULTS.chart.zoomLinesBelow && high > low ? [low, high] : withZero;
}

/** Series of one stack stand on each other, positive and negative ones apart. */
function stacked(series: Series[], rows: Record<string, unknown>[]): Segment[] {
  const tops = new Map<string, number[]>();
  return series.map((one) => {
    const spans = rows.map((row, index) => {
      const value = numberOf(row[one.dataKey]);
      if (value === null) return null;
      if (!one.stack || one.type === "line") return [0, value] as const;
      const side = `${one.stack}:${value < 0 ? "-" : "+"}`;
      const top = tops.get(side) ?? [];
      const from = top[index] ?? 0;
      top[index] = from + value;
      tops.set(side, top);
      return [from, from + value] as const;
    });
    return { series: one, spans };
  });
}

export function numberOf(value: unknown): number | null {
  const number = typeof value === "string" && value.trim() !== "" ? Number(value) : value;
  return typeof number === "number" && Number.isFinite(number) ? number : null;
}

/** Round numbers at even steps that reach around `[low, high]`. */
export function niceDomain(low: number, high: number, wanted: number): { low: number; high: number; ticks: number[] } {
  if (low === high) return { low: 0, high: 1, ticks: [0, 1] };
  const raw = (high - low) / Math.max(1, wanted - 1);
  const magnitude = 10 ** Math.floor(Math.log10(raw));
  const step = ([1, 2, 2.5, 5, 10].find((factor) => factor * magnitude >= raw - 1e-12) ?? 10) * magnitude;
  const from = Math.floor(low / step + 1e-9) * step;
  const to = Math.ceil(high / step - 1e-9) * step;
  const ticks: number[] = [];
  for (let at = 0; from + at * step <= to + step / 2; at++) ticks.push(Number((from + at * step).toPrecision(12)));
  return { low: from, high: to, ticks };
}

/** Of a letter of the axis, in px, about. */
/** Between two labels of an axis, in pixels. */
export const LABEL_GAP = 12;
export const LETTER_WIDTH = 6.6;

/**
 * The labels as an axis writes them. Where they are too long to stand below each place, and their first words tell them
 * apart and hold a number and a word, as days do, these are enough: the rest is in the place's own words.
 */
export function axisLabels(labels: string[], bandWidth: number, room: number): string[] {
  const fits = labels.every((label) => label.length * LETTER_WIDTH + LABEL_GAP <= bandWidth);
  if (fits) return labels;
  const words = labels.map((label) => label.split(" "));
  const least = Math.min(...words.map((parts) => parts.length));
  for (let count = 1; count < least; count++) {
    const heads = words.map((parts) => parts.slice(0, count).join(" "));
    if (new Set(heads).size === labels.length && heads.every((head) => /\d/.test(head) && /\p{L}/u.test(head)))
      return heads;
  }
  return labels.map((label) => fitted(label, room));
}

/** As many whole words of a label as `room` pixels take. */
export function fitted(label: string, room: number): string {
  const most = Math.max(8, Math.floor(room / LETTER_WIDTH));
  if (label.length <= most) return label;
  const cut = label.slice(0, most - 1);
  return `${cut.slice(0, cut.lastIndexOf(" ") > 0 ? cut.lastIndexOf(" ") : cut.length)}…`;
}

/** Where every so many labels stand; null for those that are not shown, or would touch the one before. */
export function placed(
  labels: string[],
  x: (index: number) => number,
  width: number,
  every: number,
): (number | null)[] {
  let end = -Infinity;
  return labels.map((label, index) => {
    if (index % every) return null;
    const middle = clampText(x(index), label, width);
    const half = (label.length * LETTER_WIDTH) / 2;
    if (middle - half < end) return null;
    end = middle + half + 6;
    return middle;
  });
}

/** Keeps the first and the last label inside the picture. */
function clampText(x: number, label: string, width: number): number {
  const half = (label.length * LETTER_WIDTH) / 2;
  return Math.min(width - half - 1, Math.max(half + 1, x));
}
