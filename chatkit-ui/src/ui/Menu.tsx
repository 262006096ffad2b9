/** A menu of buttons with arrow keys. */
import { useLayoutEffect, useRef } from "preact/hooks";

import { Icon } from "../icons/Icon";
import { Layer } from "./Layer";

export interface MenuItem {
  id: string;
  label: string;
  description?: string | undefined;
  icon?: string | undefined;
  danger?: boolean | undefined;
  disabled?: boolean | undefined;
  checked?: boolean | undefined;
}

export function Menu(props: {
  anchor: { current: HTMLElement | null };
  items: MenuItem[];
  label: string;
  onPick: (id: string) => void;
  onClose: () => void;
  side?: "bottom-end" | "top-start" | "top-end" | "bottom-start";
}) {
  const list = useRef<HTMLDivElement>(null);
  const buttons = () => [...(list.current?.querySelectorAll<HTMLButtonElement>("button:not(:disabled)") ?? [])];
  useLayoutEffect(() => {
    (buttons().find((button) => button.getAttribute("aria-checked") === "true") ?? buttons()[0])?.focus({
      preventScroll: true,
    });
  }, []);
  const keys = (event: KeyboardEvent) => {
    const all = buttons();
    const at = all.indexOf(event.target as HTMLButtonElement);
    const next = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: all.length - 1 }[event.key];
    if (event.key === "Tab") props.onClose();
    if (next === undefined) return;
    event.preventDefault();
    all[(next + all.length) % all.length]?.focus();
  };
  const choice = props.items.some((item) => item.checked !== undefined);
  return (
    <Layer
      anchor={props.anchor}
      class="ck-menu"
      side={props.side ?? "bottom-end"}
      role="menu"
      label={props.label}
      onClose={props.onClose}
    >
      <div ref={list} onKeyDown={keys} role="presentation">
        {props.items.map((item) => (
          <button
            key={item.id}
            type="button"
            role={choice ? "menuitemradio" : "menuitem"}
            aria-checked={choice ? item.checked === true : undefined}
            class={item.danger ? "ck-menuitem ck-danger" : "ck-menuitem"}
            disabled={item.disabled}
            tabIndex={-1}
            onClick={() => {
              props.onClose();
              props.onPick(item.id);
            }}
          >
            {item.icon ? <Icon name={item.icon} size={16} /> : null}
            <span class="ck-menutext">
              <span dir="auto">{item.label}</span>
              {item.description ? <small dir="auto">{item.description}</small> : null}
            </span>
            {item.checked ? <Icon name="check" size={16} /> : null}
          </button>
        ))}
      </div>
    </Layer>
  );
}
