/** A value of the wire as text: what is neither text, number nor boolean is none. */
export function str(value: unknown): string {
  if (typeof value === "string") return value;
  return typeof value === "number" || typeof value === "boolean" ? String(value) : "";
}
