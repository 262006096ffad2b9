/** The stake's field on the card of a slip, tied to what is typed in it. */
import { useEffect, useLayoutEffect, useMemo } from "preact/hooks";

import { extensionOf } from "../core/card-extension";
import { StakeTyping } from "../core/stake-typing";
import type { WidgetNode } from "../core/wire";
import { useUi } from "../ui/context";
import type { Field, FormScope } from "./context";

export function useStakeTyping(itemId: string, root: WidgetNode): StakeTyping | null {
  const { chat } = useUi();
  const typing = useMemo(() => new StakeTyping(chat, itemId), [chat, itemId]);
  const { slip } = extensionOf(root);
  typing.of = slip?.state === "open" ? slip.stake : null;
  useEffect(() => () => typing.stop(), [typing]);
  return typing.of && itemId ? typing : null;
}

/** Ties the field to what is typed in it, and tells the form's actions which payout was shown for that. */
export function useStakeField(
  typing: StakeTyping | null,
  form: FormScope | null,
  value: string,
  saved: string,
  set: (value: string) => void,
): void {
  useLayoutEffect(() => typing?.follow(value, saved), [typing, value, saved]);
  useLayoutEffect(() => {
    if (!typing) return undefined;
    typing.write = set;
    return () => {
      typing.write = null;
    };
  });
  const seen = typing?.of?.seen ?? "";
  useLayoutEffect(() => {
    if (!typing || !form || !seen) return undefined;
    const field: Field = {
      name: seen,
      value: () => typing.payout()?.toString(),
      element: () => null,
      report: () => undefined,
    };
    return form.add(field);
  }, [typing, form, seen]);
}
