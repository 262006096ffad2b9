/** Form values and action payloads. Pure. */

export type FormValues = Record<string, unknown>;
const REFUSED = new Set(["__proto__", "constructor", "prototype"]);

/** `todo.title` nests. Names that would reach a prototype are refused. */
export function setPath(target: FormValues, name: string, value: unknown): void {
  const path = name.split(".");
  if (!name || path.some((step) => REFUSED.has(step))) return;
  let at: FormValues = target;
  for (const step of path.slice(0, -1)) {
    const next = at[step];
    at = at[step] = isPlain(next) ? next : {};
  }
  at[path.at(-1)!] = value;
}

/** The payload with the form's values under it: a key that the payload has wins, and is reported. */
export function mergePayload(payload: unknown, values: FormValues): { payload: unknown; collisions: string[] } {
  if (!Object.keys(values).length) return { payload, collisions: [] };
  if (payload === undefined || payload === null) return { payload: values, collisions: [] };
  if (!isPlain(payload)) return { payload, collisions: Object.keys(values) };
  const collisions: string[] = [];
  return { payload: mergeUnder(payload, values, "", collisions), collisions };
}

function mergeUnder(wins: FormValues, under: FormValues, path: string, collisions: string[]): FormValues {
  const merged: FormValues = { ...wins };
  for (const [key, value] of Object.entries(under)) {
    const where = path ? `${path}.${key}` : key;
    if (!Object.hasOwn(wins, key)) merged[key] = value;
    else if (isPlain(wins[key]) && isPlain(value)) merged[key] = mergeUnder(wins[key], value, where, collisions);
    else collisions.push(where);
  }
  return merged;
}

export function isPlain(value: unknown): value is FormValues {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
