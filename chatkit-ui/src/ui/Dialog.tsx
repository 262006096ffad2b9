/** Asks before something cannot be undone. Also holds a picture shown large. */
import type { ComponentChildren } from "preact";
import { useContext, useLayoutEffect, useRef } from "preact/hooks";

import { Icon } from "../icons/Icon";
import { UiContext, useUi } from "./context";
import { useEscape, useFocusReturn } from "./layers";
import { createPortal } from "./portal";

export function Dialog(props: {
  title: string;
  text?: string;
  confirm?: string;
  children?: ComponentChildren;
  onClose: () => void;
  onConfirm?: () => void;
}) {
  const { t } = useUi();
  const ui = useContext(UiContext);
  const box = useRef<HTMLDivElement>(null);
  useEscape(ui.host, props.onClose);
  useFocusReturn(ui.host, box);
  useLayoutEffect(() => box.current?.querySelector<HTMLElement>("[data-first]")?.focus(), []);
  const keys = (event: KeyboardEvent) => {
    if (event.key !== "Tab") return;
    const all = [...box.current!.querySelectorAll<HTMLElement>("button, a[href]")];
    const at = all.indexOf(event.target as HTMLElement); // -1: the dialog itself
    event.preventDefault();
    (event.shiftKey ? all.at(Math.max(at, 0) - 1) : all[(at + 1) % all.length])?.focus();
  };
  return createPortal(
    <div class="ck-modal" onClick={(event) => event.target === event.currentTarget && props.onClose()}>
      <div
        class={props.children ? "ck-dialog ck-dialog-wide" : "ck-dialog"}
        role="dialog"
        aria-modal="true"
        aria-label={props.title}
        tabIndex={-1}
        ref={box}
        onKeyDown={keys}
      >
        {props.children ? (
          <button
            type="button"
            data-first
            class="ck-iconbtn ck-dialog-x"
            aria-label={t("close")}
            onClick={props.onClose}
          >
            <Icon name="close" />
          </button>
        ) : (
          <h3>{props.title}</h3>
        )}
        {props.text ? <p>{props.text}</p> : null}
        {props.children}
        {props.confirm ? (
          <div class="ck-dialog-foot">
            <button type="button" class="ck-btn" data-first onClick={props.onClose}>
              {t("cancel")}
            </button>
            <button
              type="button"
              class="ck-btn ck-btn-danger"
              onClick={() => {
                props.onClose();
                props.onConfirm?.();
              }}
            >
              {props.confirm}
            </button>
          </div>
        ) : null}
      </div>
    </div>,
    ui.host.shadowRoot!.querySelector(".ck-layers")!,
  );
}
