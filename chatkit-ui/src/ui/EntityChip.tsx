/** A tag or an entity source. Interactive ones call the host, and show its preview after a short rest. */
import type { Entity } from "@openai/chatkit";
import { useRef, useState } from "preact/hooks";

import { DEFAULTS } from "../core/defaults";
import type { WidgetNode } from "../core/wire";
import { Icon } from "../icons/Icon";
import { PreviewWidget } from "../widgets/WidgetView";
import { useUi } from "./context";
import { Layer } from "./Layer";
import { useEscape } from "./layers";

export interface EntityLike {
  id?: string | undefined;
  title?: string | undefined;
  text?: string | undefined;
  icon?: string | undefined;
  label?: string | undefined;
  inline_label?: string | undefined;
  group?: string | undefined;
  interactive?: boolean | undefined;
  data?: Record<string, unknown> | undefined;
}

export function EntityChip(props: { entity: EntityLike; inline?: boolean }) {
  const { chat, host } = useUi();
  const { entity } = props;
  const title = entity.title ?? entity.text ?? "";
  const callbacks = chat.options.value.entities;
  const [preview, setPreview] = useState<WidgetNode | null | undefined>(undefined);
  const [open, setOpen] = useState(false);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const anchor = useRef<HTMLButtonElement>(null);
  useEscape(host, () => setOpen(false), open);
  const content =
    props.inline && !entity.inline_label && entity.icon ? (
      <Icon name={entity.icon} size="1em" />
    ) : (
      <>{props.inline ? (entity.inline_label ?? title) : `@${title}`}</>
    );
  if (!entity.interactive)
    return (
      <span class="ck-tag" title={title}>
        {content}
      </span>
    );

  // Who speaks to the page says what stands on the button: its name has to hold the shown text.
  const shown = props.inline ? (entity.inline_label ?? title) : title;
  const name = shown === title ? title : `${shown}, ${title}`;
  const full: Entity = {
    id: entity.id ?? "",
    title,
    ...(entity.icon ? { icon: entity.icon } : {}),
    ...(entity.group ? { group: entity.group } : {}),
    interactive: true,
    data: (entity.data ?? {}) as Record<string, string>,
  };
  const ask = () => {
    setOpen(true);
    const { onRequestPreview } = callbacks ?? {};
    if (!onRequestPreview || preview !== undefined) return;
    Promise.resolve()
      .then(() => onRequestPreview(full))
      .then((answer) => setPreview((answer?.preview as WidgetNode | null) ?? null))
      .catch((error: unknown) => {
        chat.fail(error);
        setPreview(null);
      });
  };
  const rest = () => {
    clearTimeout(timer.current);
    timer.current = setTimeout(ask, DEFAULTS.previewDelayMs);
  };
  const leave = () => {
    clearTimeout(timer.current);
    setOpen(false);
  };
  const click = () => {
    try {
      callbacks?.onClick?.(full);
    } catch (error) {
      chat.fail(error);
    }
  };
  return (
    <>
      <button
        ref={anchor}
        type="button"
        class="ck-tag ck-tag-live"
        aria-label={name}
        onClick={click}
        onMouseEnter={rest}
        onMouseLeave={leave}
        onFocus={rest}
        onBlur={leave}
      >
        {content}
      </button>
      {open ? (
        <Layer anchor={anchor} class="ck-preview" side="top-start">
          {preview ? (
            <PreviewWidget root={preview} />
          ) : (
            <div class="ck-source-lines">
              <strong>{title}</strong>
              {entity.label || entity.group ? <small>{entity.label ?? entity.group}</small> : null}
            </div>
          )}
        </Layer>
      ) : null}
    </>
  );
}
