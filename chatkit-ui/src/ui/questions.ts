import type { Entry, Phase } from "../core/state";
import type { StructuredItem } from "../core/wire";

/** The structured input that waits for an answer: pending, and nothing but the end of its turn after it. */
export function openQuestion(items: readonly Entry[], phase: Phase): StructuredItem | null {
  if (phase === "loading") return null;
  for (let at = items.length - 1; at >= 0; at--) {
    const { item, pending } = items[at]!;
    if (item.type === "end_of_turn") continue;
    return item.type === "structured_input" && item.status === "pending" && !pending ? item : null;
  }
  return null;
}
