/** A layer over the chat at an anchor: tooltip, menu, calendar. Closes on Escape and outside clicks, gives focus back. */
import { autoUpdate, computePosition, flip, offset, shift, size, type Placement } from "@floating-ui/dom";
import type { ComponentChildren } from "preact";
import { createPortal } from "./portal";
import { useContext, useLayoutEffect, useRef } from "preact/hooks";

import { UiContext } from "./context";
import { useEscape, useFocusReturn } from "./layers";

export interface LayerProps {
  anchor: { current: HTMLElement | null };
  children: ComponentChildren;
  class?: string;
  side?: Placement;
  role?: "menu" | "listbox" | "dialog" | "tooltip";
  label?: string;
  id?: string;
  matchWidth?: boolean;
  /** Missing for a tooltip: it takes no focus and closes with its owner. */
  onClose?: () => void;
}

export function Layer(props: LayerProps) {
  const ui = useContext(UiContext);
  const box = useRef<HTMLDivElement>(null);
  const close = useRef(props.onClose);
  close.current = props.onClose;
  useEscape(ui.host, () => close.current?.(), Boolean(props.onClose));
  useFocusReturn(ui.host, box, props.anchor, Boolean(props.onClose));

  useLayoutEffect(() => {
    const layer = box.current;
    const anchor = props.anchor.current;
    if (!layer || !anchor) return;
    const place = async () => {
      const placed = await computePosition(anchor, layer, {
        placement: props.side ?? "bottom-start",
        middleware: [
          offset(6),
          flip({ padding: 8 }),
          shift({ padding: 8 }),
          size({
            padding: 8,
            apply: ({ availableHeight, rects }) => {
              layer.style.setProperty("max-height", `${Math.max(120, availableHeight)}px`);
              if (props.matchWidth) layer.style.setProperty("min-width", `${rects.reference.width}px`);
            },
          }),
        ],
      });
      layer.style.setProperty("left", `${placed.x}px`);
      layer.style.setProperty("top", `${placed.y}px`);
      layer.classList.add("ck-placed");
    };
    return autoUpdate(anchor, layer, () => void place());
  }, []);

  useLayoutEffect(() => {
    if (!props.onClose) return undefined;
    const outside = (event: Event) => {
      const path = event.composedPath();
      if (!path.includes(box.current!) && !path.includes(props.anchor.current!)) close.current?.();
    };
    document.addEventListener("pointerdown", outside, true);
    return () => document.removeEventListener("pointerdown", outside, true);
  }, []);

  return createPortal(
    <div
      ref={box}
      class={`ck-layer ${props.class ?? ""}`}
      role={props.role ?? (props.onClose ? undefined : "tooltip")}
      aria-label={props.label}
      id={props.id}
    >
      {props.children}
    </div>,
    ui.host.shadowRoot!.querySelector(".ck-layers")!,
  );
}
