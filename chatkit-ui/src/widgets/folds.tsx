/** What the extension of a card's root adds to nodes of any kind: parts opened in place, and times that are near. */
import type { ComponentChildren } from "preact";
import { useEffect, useLayoutEffect, useRef, useState } from "preact/hooks";

import type { Fold } from "../core/card-extension";
import { Icon } from "../icons/Icon";
import { useUi } from "../ui/context";

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
/** The longest wait of a timer that browsers take. */
const LONGEST_WAIT_MS = 2 ** 31 - 1;

/** The part is drawn when it is open, and not before. */
export function FoldedPart(props: { fold: Fold; draw: () => ComponentChildren }) {
  const { fold, draw } = props;
  const [open, setOpen] = useState(false);
  const part = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    if (!open || !fold.once) return;
    // The button is gone: the focus goes on with what it opened.
    const first = part.current?.querySelector<HTMLElement>("button, a, input, select, textarea");
    (first ?? part.current)?.focus({ preventScroll: true });
  }, [open]);
  return (
    <>
      {open && fold.once ? null : (
        <button
          type="button"
          class={fold.once ? "ck-fold ck-fold-more" : "ck-fold"}
          aria-expanded={open}
          aria-label={fold.about}
          onClick={() => setOpen(!open)}
        >
          <span dir="auto">{fold.label}</span>
          <Icon name={open ? "lucide:chevron-up" : "lucide:chevron-down"} size={14} />
        </button>
      )}
      {open ? (
        <div class="ck-foldpart" ref={part} tabIndex={-1}>
          {draw()}
        </div>
      ) : null}
    </>
  );
}

/** "in 42 min" within the hour before `at`, else nothing; kept up to date. */
export function useCountdown(at: number): string {
  const { t } = useUi();
  const [now, setNow] = useState(Date.now);
  const left = at - now;
  useEffect(() => {
    if (left <= 0) return;
    const wait = left > HOUR_MS ? left - HOUR_MS : left % MINUTE_MS || MINUTE_MS;
    const timer = setTimeout(() => setNow(Date.now()), Math.min(wait + 50, LONGEST_WAIT_MS));
    return () => clearTimeout(timer);
  }, [at, now]);
  return left > 0 && left <= HOUR_MS ? t("inMinutes", { n: Math.max(1, Math.ceil(left / MINUTE_MS)) }) : "";
}
