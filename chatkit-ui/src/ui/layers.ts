/**
 * What lies over the chat: which layer Escape closes, and who gets the focus back.
 * All of it is in place when the layer is drawn, not a moment later: a fast key would fall between the two.
 */
import { useLayoutEffect, useRef, useState } from "preact/hooks";

import { composing } from "./keys";

interface Open {
  host: HTMLElement;
  close: () => void;
}
/** The innermost is last. One list for all elements of a page, because a key may come from outside of all of them. */
const open: Open[] = [];

/** Escape closes this while it is open, unless a layer that opened later is still there. */
export function useEscape(host: HTMLElement, close: () => void, active = true): void {
  const latest = useRef(close);
  latest.current = close;
  useLayoutEffect(() => {
    if (!active) return undefined;
    const layer: Open = { host, close: () => latest.current() };
    if (!open.length) document.addEventListener("keydown", heard, true);
    open.push(layer);
    return () => {
      open.splice(open.indexOf(layer), 1);
      if (!open.length) document.removeEventListener("keydown", heard, true);
    };
  }, [active]);
}

/** Gives the focus back when the layer goes, unless the user has taken it elsewhere meanwhile. */
export function useFocusReturn(
  host: HTMLElement,
  box: { current: HTMLElement | null },
  fallback?: { current: HTMLElement | null },
  active = true,
): void {
  // While drawing, because the layer's own children take the focus before its effects run.
  const [before] = useState(() => (host.shadowRoot!.activeElement ?? elsewhere()) as HTMLElement | null);
  useLayoutEffect(() => {
    if (!active) return undefined;
    return () => {
      const now = host.shadowRoot!.activeElement;
      const lost = now ? box.current?.contains(now) : !elsewhere();
      if (lost) (before?.isConnected ? before : fallback?.current)?.focus({ preventScroll: true });
    };
  }, []);
}

/**
 * While this lies over the chat, nothing behind it can be reached, by Tab or by a screen reader. Beside the chat, where
 * that is wide, it leaves the chat alone. Comes before `useFocusReturn`: the focus cannot go back to what is inert.
 */
export function useCover(host: HTMLElement, box: { current: HTMLElement | null }): void {
  useLayoutEffect(() => {
    const behind = host.shadowRoot!.querySelector(".ck-main")!;
    const fit = () => {
      const over = getComputedStyle(box.current!).position === "absolute";
      if (over && behind.contains(host.shadowRoot!.activeElement)) box.current!.focus();
      behind.toggleAttribute("inert", over);
    };
    fit();
    const watch = new ResizeObserver(fit);
    watch.observe(host);
    return () => {
      watch.disconnect();
      behind.removeAttribute("inert");
    };
  }, []);
}

export function focusIsNowhere(): boolean {
  return !elsewhere();
}

/** What has the focus on the page around the elements, or null where nothing has. */
function elsewhere(): Element | null {
  const { activeElement } = document;
  return activeElement === document.body || activeElement === document.documentElement ? null : activeElement;
}

/** A key pressed in an element is for its own layers; one pressed while nothing has the focus is for the last of all. */
function heard(event: KeyboardEvent): void {
  if (event.key !== "Escape" || composing(event)) return;
  const path = event.composedPath();
  const nowhere = path[0] === document.body || path[0] === document.documentElement;
  const top = open.findLast((layer) => nowhere || path.includes(layer.host));
  if (!top) return;
  event.stopPropagation();
  event.preventDefault();
  top.close();
}
