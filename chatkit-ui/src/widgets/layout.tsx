/** Containers of a widget. */
import { useEffect, useLayoutEffect, useMemo, useRef, useState } from "preact/hooks";

import { DEFAULTS } from "../core/defaults";
import { str } from "../core/text";
import type { ActionConfig, WidgetNode } from "../core/wire";
import { Icon } from "../icons/Icon";
import { imageAllowed, linkTarget } from "../markdown/links";
import { useUi } from "../ui/context";
import { FormContext, FormScope, useForm, useItem } from "./context";
import { Children, childrenOf, NodeView, type NodeProps } from "./NodeView";
import { block, borders, color, flexbox, oneOf, put, steps, type Style } from "./style";

const DIRECTIONS = ["row", "col"] as const;

export function Basic({ node, place }: NodeProps) {
  const row = node.direction === "row";
  return (
    <div class={`${flexClass(node, row)} ${theme(node)}`} style={flexbox(node)}>
      <Children node={node} place={place} row={row} />
    </div>
  );
}

export function Box({ node, place }: NodeProps) {
  const row = oneOf(node.direction, DIRECTIONS, "col") === "row";
  return (
    <div class={`${flexClass(node, row)} ${node.flush ? "ck-flush" : ""}`} style={flexbox(node)}>
      <Children node={node} place={place} row={row} />
    </div>
  );
}
export function Row({ node, place }: NodeProps) {
  return (
    <div class="ck-flex ck-h" style={flexbox(node, { gap: DEFAULTS.rowGap, align: "center" })}>
      <Children node={node} place={place} row />
    </div>
  );
}
export function Col({ node, place }: NodeProps) {
  return (
    <div class={flexClass(node, false)} style={flexbox(node, { align: "stretch" })}>
      <Children node={node} place={place} />
    </div>
  );
}

export function Form({ node, place }: NodeProps) {
  const item = useItem();
  const row = node.direction === "row";
  const container = place.path;
  const waiting = item.busy.has(`container:${container}`);
  const action = node.onSubmitAction as ActionConfig | undefined;
  const scope = useFormScope();
  scope.submit = (validate) => {
    if (!action || (validate && !valid(scope))) return;
    item.run(action, { control: "Form", path: place.path, container, form: scope });
  };
  return (
    <FormContext.Provider value={scope}>
      <form
        noValidate
        ref={(element) => {
          scope.form = element;
        }}
        class={`${flexClass(node, row)} ${waiting ? "ck-waits" : ""}`}
        style={flexbox(node)}
        {...busyAttributes(waiting)}
        onSubmit={(event) => {
          event.preventDefault();
          event.stopPropagation();
          scope.submit?.(true);
        }}
      >
        <Children node={node} place={place} row={row} container={container} />
      </form>
    </FormContext.Provider>
  );
}

/** Without an `align` of its own a column does not stretch its buttons and badges: `block` is what does. */
function flexClass(node: WidgetNode, row: boolean): string {
  return `ck-flex ${row ? "ck-h" : "ck-v"} ${node.align ? "" : "ck-unaligned"}`;
}

function useFormScope(): FormScope {
  return useMemo(() => new FormScope(), []);
}

/** Focuses the first field that is not valid and tells why, in its place. */
export function valid(scope: FormScope): boolean {
  let first: HTMLElement | null = null;
  for (const field of scope.fields) {
    const element = field.element();
    const message = element ? complaint(element) : null;
    field.report(message);
    if (message && !first) first = element;
  }
  first?.focus();
  return !first;
}

function complaint(element: HTMLElement): string | null {
  const field = element as HTMLInputElement & { ckRequired?: boolean };
  const pattern = element.dataset.pattern;
  if (element.dataset.missing === "true" || field.validity?.valueMissing) return "required";
  if (pattern && element instanceof HTMLTextAreaElement && element.value && !fits(pattern, element.value))
    return "invalid";
  return field.validity && !field.validity.valid ? "invalid" : null;
}

function fits(pattern: string, value: string): boolean {
  try {
    return new RegExp(`^(?:${pattern})$`, "u").test(value);
  } catch {
    return true; // as browsers do with a pattern that is no expression
  }
}

interface Confirm {
  label?: string;
  action?: ActionConfig;
}

export function Card({ node, place }: NodeProps) {
  const item = useItem();
  const [open, setOpen] = useState(node.collapsed !== true);
  useLayoutEffect(() => setOpen(node.collapsed !== true), [node.collapsed]);
  const outer = useForm();
  const own = useFormScope();
  const isForm = node.asForm === true;
  const container = place.path;
  const waiting = item.busy.has(`container:${container}`);
  const confirm = node.confirm as Confirm | undefined;
  const cancel = node.cancel as Confirm | undefined;
  const scope = isForm ? own : outer;
  const fire = (which: "Confirm" | "Cancel", action: ActionConfig | undefined) => {
    if (!action) return;
    if (which === "Confirm" && scope && !valid(scope)) return;
    item.run(action, { control: which, path: `${place.path}:${which}`, container, form: scope });
  };
  own.submit = () => fire("Confirm", confirm?.action);
  const style: Style = {};
  const size = oneOf(node.size, ["sm", "md", "lg", "full"] as const, "md");
  style["max-width"] = DEFAULTS.cardWidths[size];
  put(style, "background", color(node.background, "background"));
  borders(node.border, style);
  const inner: Style = {
    ...flexbox({ padding: node.padding ?? DEFAULTS.cardPadding, gap: node.gap ?? DEFAULTS.cardGap }),
  };
  const status = node.status as Status | undefined;
  const body = (
    <>
      {status || node.collapsed !== undefined ? (
        <StatusLine
          status={status}
          title={titleOf(node)}
          open={open}
          toggle={node.collapsed === undefined ? null : () => setOpen(!open)}
        />
      ) : null}
      {open ? (
        <div class="ck-flex ck-v ck-unaligned ck-cardbody" style={inner}>
          <Children node={node} place={place} container={container} />
        </div>
      ) : null}
      {open && (confirm || cancel) ? (
        <div class="ck-cardfoot">
          {cancel ? (
            <FootButton
              config={cancel}
              look="outline"
              onClick={() => fire("Cancel", cancel.action)}
              path={`${place.path}:Cancel`}
            />
          ) : null}
          {confirm ? (
            <FootButton
              config={confirm}
              look="solid"
              onClick={() => fire("Confirm", confirm.action)}
              path={`${place.path}:Confirm`}
            />
          ) : null}
        </div>
      ) : null}
    </>
  );
  const shared = { class: `ck-card ${theme(node)} ${waiting ? "ck-waits" : ""}`, style };
  if (!isForm)
    return (
      <section {...shared} {...busyAttributes(waiting)}>
        {body}
      </section>
    );
  return (
    <FormContext.Provider value={own}>
      <form
        noValidate
        {...shared}
        {...busyAttributes(waiting)}
        ref={(element) => {
          own.form = element;
        }}
        onSubmit={(event) => {
          event.preventDefault();
          own.submit?.(true);
        }}
      >
        {body}
      </form>
    </FormContext.Provider>
  );
}

function FootButton(props: { config: Confirm; look: "solid" | "outline"; path: string; onClick: () => void }) {
  const item = useItem();
  const off = item.blocked(props.config.action);
  return (
    <button
      type="button"
      class={`ck-control ck-button ck-c-${props.look === "solid" ? "primary" : "secondary"} ck-${props.look} ck-s-lg`}
      aria-disabled={off || undefined}
      onClick={() => (off ? undefined : props.onClick())}
    >
      {str(props.config.label)}
    </button>
  );
}

interface Status {
  text?: string;
  icon?: string;
  favicon?: string;
  frame?: boolean;
}

function StatusLine(props: { status: Status | undefined; title: string; open: boolean; toggle: (() => void) | null }) {
  const { t, chat } = useUi();
  const { status, open, toggle } = props;
  const favicon =
    status?.favicon && imageAllowed(status.favicon, chat.imageDomains.value) && linkOrData(status.favicon)
      ? status.favicon
      : null;
  const content = (
    <>
      {favicon ? (
        <img
          src={favicon}
          alt=""
          class={status?.frame ? "ck-favicon ck-framed" : "ck-favicon"}
          referrerpolicy="no-referrer"
        />
      ) : null}
      {status?.icon ? <Icon name={status.icon} size={16} /> : null}
      <span dir="auto">{str(status?.text) || props.title || t("showDetails")}</span>
      {toggle ? <Icon name={open ? "lucide:chevron-up" : "lucide:chevron-down"} size={16} class="ck-end" /> : null}
    </>
  );
  if (!toggle) return <div class="ck-cardstatus">{content}</div>;
  return (
    <button type="button" class="ck-cardstatus" aria-expanded={open} onClick={toggle}>
      {content}
    </button>
  );
}

function linkOrData(source: string): boolean {
  return /^(data:image\/(?!svg)|blob:)/i.test(source) || linkTarget(source)?.kind === "web";
}

function titleOf(node: WidgetNode): string {
  for (const child of childrenOf(node)) {
    if (child.type === "Title") return str(child.value);
    const below = titleOf(child);
    if (below) return below;
  }
  return "";
}

export function ListView({ node, place }: NodeProps) {
  const { t } = useUi();
  const item = useItem();
  const [all, setAll] = useState(false);
  const list = useRef<HTMLUListElement>(null);
  const rows = childrenOf(node);
  const limit =
    node.limit === "auto" ? DEFAULTS.listAutoLimit : typeof node.limit === "number" ? node.limit : rows.length;
  const shown = all ? rows : rows.slice(0, Math.max(1, limit));
  const hidden = rows.length - shown.length;
  const waiting = item.busy.has(`container:${place.path}`);
  const revealed = useRef<number | null>(null);
  useLayoutEffect(() => {
    if (revealed.current === null) return;
    const first = list.current?.children[revealed.current] as HTMLElement | undefined;
    first?.setAttribute("tabindex", "-1"); // a row without a control can take the focus, too
    (first?.querySelector<HTMLElement>("button, a, input") ?? first)?.focus();
    revealed.current = null;
  }, [all]);
  const reveal = () => {
    revealed.current = shown.length;
    setAll(true);
  };
  const status = node.status as Status | undefined;
  return (
    <section class={`ck-list ${theme(node)} ${waiting ? "ck-waits" : ""}`} {...busyAttributes(waiting)}>
      {status ? <StatusLine status={status} title="" open toggle={null} /> : null}
      <ul ref={list}>
        <Children node={{ ...node, children: shown }} place={place} container={place.path} />
      </ul>
      {hidden > 0 ? (
        <button type="button" class="ck-listmore" onClick={reveal}>
          {t("showMore", { n: hidden })}
        </button>
      ) : null}
    </section>
  );
}

export function ListViewItem({ node, place }: NodeProps) {
  const { t } = useUi();
  const item = useItem();
  const form = useForm();
  const action = node.onClickAction as ActionConfig | undefined;
  const waiting = item.busy.has(place.path);
  const off = item.blocked(action) || waiting;
  const label = textOf(node).slice(0, 200);
  return (
    <li
      class={`ck-listitem ${action ? "ck-clickable" : ""} ${waiting ? "ck-waits" : ""}`}
      tabIndex={-1}
      aria-busy={waiting || undefined}
    >
      {action ? (
        <button
          type="button"
          class="ck-stretched"
          aria-label={label || t("showDetails")}
          aria-disabled={off || undefined}
          onClick={() =>
            off
              ? undefined
              : item.run(action, { control: "ListViewItem", path: place.path, container: place.container, form })
          }
        />
      ) : null}
      <div
        class="ck-flex ck-h ck-listrow"
        style={flexbox({ gap: node.gap, align: node.align }, { gap: DEFAULTS.listItemGap, align: "center" })}
      >
        <Children node={node} place={place} row />
      </div>
    </li>
  );
}

function textOf(node: WidgetNode): string {
  const own = ["Text", "Title", "Caption", "Markdown"].includes(node.type)
    ? str(node.value)
    : node.type === "Badge"
      ? str(node.label)
      : "";
  return [own, ...childrenOf(node).map(textOf)].filter(Boolean).join(", ");
}

export function Spacer({ node }: NodeProps) {
  const style: Style = { flex: "1 1 auto" };
  const least = steps(node.minSize);
  put(style, "min-width", least);
  put(style, "min-height", least);
  return <div class="ck-spacer" style={style} aria-hidden="true" />;
}

export function Divider({ node, place }: NodeProps) {
  const style: Style = {};
  const size = typeof node.size === "number" ? `${node.size}px` : (steps(node.size) ?? "1px");
  put(style, "background", color(node.color, "border"));
  style[place.row ? "width" : "height"] = size;
  const space = steps(node.spacing);
  if (space) style[place.row ? "margin-inline" : "margin-block"] = space;
  const kind = place.row ? "ck-divider-v" : `ck-divider-h ${node.flush ? "ck-flush" : ""}`;
  return (
    <div
      role="separator"
      aria-orientation={place.row ? "vertical" : "horizontal"}
      class={`ck-divider ${kind}`}
      style={style}
    />
  );
}

export function Transition({ node, place }: NodeProps) {
  const child = childrenOf(node)[0];
  const box = useRef<HTMLDivElement>(null);
  const signature = child ? `${child.type}:${child.key ?? child.id ?? ""}` : "";
  const first = useRef(true);
  useEffect(() => {
    if (first.current) {
      first.current = false;
      return;
    }
    if (matchMedia("(prefers-reduced-motion: reduce)").matches) return;
    box.current?.animate(
      [
        { opacity: 0, transform: "scale(0.985)" },
        { opacity: 1, transform: "none" },
      ],
      200,
    );
  }, [signature]);
  return (
    <div class="ck-transition" ref={box} style={block(node)}>
      {child ? (
        <NodeView
          key={signature}
          node={child}
          place={{ ...place, path: `${place.path}/${signature}`, depth: place.depth + 1 }}
        />
      ) : null}
    </div>
  );
}

function theme(node: WidgetNode): string {
  return node.theme === "dark" ? "ck-force-dark" : node.theme === "light" ? "ck-force-light" : "";
}

export function busyAttributes(waiting: boolean): { inert?: boolean; "aria-busy"?: boolean } {
  return waiting ? { inert: true, "aria-busy": true } : {};
}
