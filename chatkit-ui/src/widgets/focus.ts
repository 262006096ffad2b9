/** The focus stays where it was when a card changes under it: on the same control, else on the one that took its place. */
import { useLayoutEffect, useRef } from "preact/hooks";

import { useUi } from "../ui/context";

const CONTROLS = "button, a[href], input, select, textarea, summary, [tabindex='0']";

/** `version` is another object with each change of the card. */
export function useFocusKept(box: { current: HTMLElement | null }, version: unknown): void {
  const { host } = useUi();
  /** Place of the control that had the focus when it was last seen in the card. */
  const place = useRef(-1);
  const root = host.shadowRoot!;
  if (box.current?.contains(root.activeElement))
    place.current = controlsIn(box.current).indexOf(root.activeElement as HTMLElement);
  useLayoutEffect(() => {
    const card = box.current!;
    const seen = () => (place.current = controlsIn(card).indexOf(root.activeElement as HTMLElement));
    // A control that is taken out, or made inert while it waits, loses the focus to nothing; then its place is kept.
    const left = (event: FocusEvent) => {
      if (event.relatedTarget !== null) place.current = -1;
    };
    const elsewhere = (event: Event) => {
      if (!event.composedPath().includes(card)) place.current = -1;
    };
    card.addEventListener("focusin", seen);
    card.addEventListener("focusout", left);
    document.addEventListener("pointerdown", elsewhere, true);
    return () => {
      card.removeEventListener("focusin", seen);
      card.removeEventListener("focusout", left);
      document.removeEventListener("pointerdown", elsewhere, true);
    };
  }, []);
  useLayoutEffect(() => {
    const card = box.current!;
    if (place.current < 0 || root.activeElement || card.querySelector("[inert]")) return;
    const controls = controlsIn(card);
    (controls[Math.min(place.current, controls.length - 1)] ?? card).focus({ preventScroll: true });
  }, [version]);
}

function controlsIn(card: HTMLElement): HTMLElement[] {
  return [...card.querySelectorAll<HTMLElement>(CONTROLS)].filter((one) => !(one as HTMLButtonElement).disabled);
}
