/** A value of the wire as text: what is neither text, number nor boolean is none. */
export function str(value: unknown): string {
  if (typeof value === "string") return value;
  return typeof value === "number" || typeof value === "boolean" ? String(value) : "";
}

const LETTERS_READ = 400;
const RTL = "\\u0590-\\u08ff\\ufb1d-\\ufdff\\ufe70-\\ufefc";
const RIGHT_TO_LEFT = new RegExp(`[${RTL}]`, "gu");
const BEGINS = new RegExp(`^\\P{L}*[${RTL}]`, "u");
const LETTER = /\p{L}/gu;

/**
 * The direction of a text: that of its words, not only of the first one. An Arabic sentence that begins with "NBA" or a
 * team's name runs from right to left; an English one that has an Arabic word in it does not.
 */
export function directionOf(text: string): "auto" | "ltr" | "rtl" {
  const read = text.slice(0, LETTERS_READ);
  const rtl = read.match(RIGHT_TO_LEFT)?.length ?? 0;
  if (!rtl) return "auto";
  return BEGINS.test(read) || rtl / (read.match(LETTER)?.length ?? rtl) > 0.3 ? "rtl" : "ltr";
}
