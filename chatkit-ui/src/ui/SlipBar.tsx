/** Docked above the composer while the conversation has an open slip that is not in view: what is on it, and the way to it. */
import { useLayoutEffect, useState } from "preact/hooks";

import { Icon } from "../icons/Icon";
import { useUi } from "./context";

/** The slip counts as seen when so much of it, or of the view, is its. */
const SEEN = 0.6;

export function SlipBar() {
  const { chat, host, t } = useUi();
  const current = chat.taps.slip.value;
  const itemId = current?.itemId ?? "";
  const open = current?.slip.state === "open" && current.slip.legs.size > 0;
  const [seen, setSeen] = useState(false);
  useLayoutEffect(() => (open ? watch(host, itemId, setSeen) : undefined), [host, itemId, open]);
  if (!open || seen) return null;
  const { summary, spoken, stake } = current.slip;
  return (
    <div class="ck-slipbar" part="slip-bar" role="region" aria-label={t("slip")}>
      <span class="ck-slipbar-icon">
        <Icon name="lucide:ticket" size={18} />
      </span>
      <span class="ck-slipbar-text" aria-hidden="true">
        <bdi>{summary}</bdi>
      </span>
      <span class="ck-hidden">{spoken}</span>
      <button type="button" class="ck-slipbar-open" onClick={() => show(host, itemId, stake?.field)}>
        {t("open")}
      </button>
    </div>
  );
}

function boxOf(host: HTMLElement, itemId: string): HTMLElement | null {
  return host.shadowRoot!.querySelector(`.ck-widget[data-item="${CSS.escape(itemId)}"]`);
}

function watch(host: HTMLElement, itemId: string, setSeen: (seen: boolean) => void): () => void {
  setSeen(false);
  const box = boxOf(host, itemId);
  const view = host.shadowRoot!.querySelector(".ck-thread");
  if (!box || !view) return () => undefined;
  const steps = Array.from({ length: 11 }, (_, step) => step / 10);
  const observer = new IntersectionObserver(
    (entries) => {
      const { intersectionRect, boundingClientRect, rootBounds } = entries.at(-1)!;
      const whole = Math.min(boundingClientRect.height, rootBounds?.height ?? Infinity);
      setSeen(intersectionRect.height > 0 && intersectionRect.height >= SEEN * whole);
    },
    { root: view, threshold: steps },
  );
  observer.observe(box);
  return () => observer.disconnect();
}

/** The field of the stake gets the focus: it is what one changes. */
function show(host: HTMLElement, itemId: string, field?: string): void {
  const box = boxOf(host, itemId);
  if (!box) return;
  const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
  box.scrollIntoView({ block: "nearest", behavior: calm ? "instant" : "smooth" });
  const stake = field ? box.querySelector<HTMLElement>(`input[name="${CSS.escape(field)}"]`) : null;
  (stake ?? box).focus({ preventScroll: true });
}
