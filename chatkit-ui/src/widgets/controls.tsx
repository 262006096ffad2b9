/** Buttons, text fields, check boxes, radios. */
import { useLayoutEffect, useRef, useState } from "preact/hooks";

import { priceKey } from "../core/card-extension";
import { centsOf } from "../core/slip-stake";
import { str } from "../core/text";
import type { ActionConfig } from "../core/wire";
import { Icon, lucideName } from "../icons/Icon";
import { humanised } from "../ui/Header";
import { useUi } from "../ui/context";
import { isEnter } from "../ui/keys";
import { useForm, useItem } from "./context";
import { autofill, fieldId, useField } from "./fields";
import type { NodeProps } from "./NodeView";
import { PriceButton } from "./PriceButton";
import { useStakeField } from "./stake";
import { iconSize, oneOf } from "./style";

const SIZES = ["3xs", "2xs", "xs", "sm", "md", "lg", "xl", "2xl", "3xl"] as const;
const TONES = ["primary", "secondary", "info", "discovery", "success", "caution", "warning", "danger"] as const;
const VARIANTS = ["solid", "soft", "outline", "ghost"] as const;
const SPINNER: Record<string, number> = {
  "3xs": 12,
  "2xs": 12,
  xs: 14,
  sm: 14,
  md: 16,
  lg: 16,
  xl: 18,
  "2xl": 18,
  "3xl": 20,
};

export function controlClass(
  node: Record<string, unknown>,
  fallback: { variant: (typeof VARIANTS)[number]; size?: (typeof SIZES)[number] },
): string {
  const variant = oneOf(node.variant, VARIANTS, fallback.variant);
  const size = oneOf(node.size, SIZES, fallback.size ?? "md");
  const gutter = oneOf(node.gutterSize, ["2xs", "xs", "sm", "md", "lg", "xl"] as const, "md");
  const gutterClass = node.gutterSize ? `ck-g-${gutter}` : "";
  return `ck-control ck-${variant} ck-s-${size} ${gutterClass} ${node.pill ? "ck-pill" : ""} ${node.block ? "ck-block" : ""}`;
}

export function Button(props: NodeProps) {
  const item = useItem();
  const action = props.node.onClickAction as ActionConfig | undefined;
  const id = str(props.node.id);
  const gone = useGone(item.ends.get(id));
  if (gone || (id && id === item.stake?.of?.button)) return null;
  const key = priceKey(item.prices, action);
  if (key !== null && action) return <PriceButton node={props.node} priceKey={key} action={action} />;
  return <PlainButton {...props} />;
}

/** Whether the moment has come at which the button goes. */
function useGone(at: number | undefined): boolean {
  const left = at === undefined ? Infinity : at - Date.now();
  const [, look] = useState(0);
  useLayoutEffect(() => {
    if (left <= 0 || left > 2 ** 31 - 1) return undefined;
    const timer = setTimeout(() => look((n) => n + 1), left);
    return () => clearTimeout(timer);
  }, [at]);
  return left <= 0;
}

function PlainButton({ node, place }: NodeProps) {
  const item = useItem();
  const form = useForm();
  const action = node.onClickAction as ActionConfig | undefined;
  const waiting = item.busy.has(place.path);
  const secondary = node.style === "secondary";
  const variant = oneOf(node.variant, VARIANTS, secondary ? "outline" : "solid");
  const size = oneOf(node.size, SIZES, "md");
  const tone = oneOf(node.color, TONES, secondary ? "secondary" : "primary");
  const submits = node.submit === true;
  const off = node.disabled === true || waiting || item.blocked(action) || (submits && item.responding && !action);
  const label = str(node.label);
  const chip = item.stake?.chipOf(action) ?? null;
  const start = str(node.iconStart);
  const end = str(node.iconEnd);
  const icon = iconSize(
    node.iconSize,
    size === "3xs" || size === "2xs" || size === "xs" ? "xs" : size === "sm" ? "sm" : "sm",
  );
  const click = (event: Event) => {
    if (off) {
      event.preventDefault();
      return;
    }
    if (submits && form) {
      event.preventDefault();
      form.submit?.(true);
      if (!action) return;
    }
    if (chip) item.stake?.choose(chip);
    else if (action) item.run(action, { control: "Button", path: place.path, container: place.container, form });
  };
  return (
    <button
      type={submits ? "submit" : "button"}
      class={`ck-control ck-button ck-${variant} ck-s-${size} ck-c-${tone} ${node.pill ? "ck-pill" : ""} ${node.block ? "ck-block" : ""} ${node.uniform ? "ck-uniform" : ""} ${waiting ? "ck-loading" : ""}`}
      disabled={node.disabled === true}
      aria-disabled={off || undefined}
      aria-busy={waiting || undefined}
      aria-pressed={chip === null ? undefined : (item.stake?.isChosen(chip) ?? false)}
      aria-label={item.names.get(str(node.id)) ?? (label ? undefined : humanised(lucideName(start || end) ?? "button"))}
      onClick={click}
    >
      <span class="ck-buttonin">
        {start ? <Icon name={start} size={icon} /> : null}
        {label && !(node.uniform && start) ? <span dir="auto">{label}</span> : null}
        {label && node.uniform && start ? <span class="ck-hidden">{label}</span> : null}
        {end ? <Icon name={end} size={icon} /> : null}
      </span>
      {waiting ? <Icon name="lucide:loader-circle" size={SPINNER[size] ?? 16} class="ck-spin ck-buttonspin" /> : null}
    </button>
  );
}

export function Input({ node, place }: NodeProps) {
  const { t } = useUi();
  const item = useItem();
  const box = useRef<HTMLInputElement>(null);
  const name = str(node.name);
  const stake = item.stake?.of?.field === name ? item.stake : null;
  const { value, set, problem, describe } = useField(
    name,
    str(node.defaultValue),
    place.path,
    () => box.current,
    stake ? sameStake : undefined,
  );
  const wrong = stake?.problem() || (problem ? t(problem) : "");
  const about = describe ?? `${fieldId(item.uid, name)}-wrong`;
  const type = oneOf(node.inputType, ["number", "email", "text", "password", "tel", "url"] as const, "text");
  const form = useForm();
  useAutoFocus(box, node);
  useStakeField(stake, form, str(value), str(node.defaultValue), set);
  const action = node.onChangeAction as ActionConfig | undefined; // experimental: not in the public types
  const sent = useRef(value);
  const change = () => {
    if (!action || sent.current === value) return;
    sent.current = value;
    item.run(action, { control: "Input", path: place.path, container: place.container, form, own: { [name]: value } });
  };
  return (
    <span class="ck-fieldbox">
      <input
        ref={box}
        id={fieldId(item.uid, name)}
        name={name}
        {...({ type, inputMode: type === "number" || stake ? "decimal" : undefined } as object)}
        step={type === "number" ? "any" : undefined}
        class={`${controlClass(node, { variant: "outline" })} ck-input`}
        value={value as string}
        placeholder={str(node.placeholder)}
        required={node.required === true}
        pattern={str(node.pattern) || undefined}
        disabled={node.disabled === true}
        aria-label={labelled(node, name, item.labels)}
        aria-invalid={wrong ? true : undefined}
        aria-describedby={wrong ? about : undefined}
        autocomplete={node.allowAutofillExtensions === true ? undefined : "off"}
        {...autofill(node.allowAutofillExtensions)}
        onInput={(event) => {
          set(event.currentTarget.value);
          stake?.changed(event.currentTarget.value);
        }}
        onFocus={(event) => stake && event.currentTarget.select()}
        onBlur={() => (stake ? void stake.done() : change())}
        onKeyDown={(event) => {
          if (!isEnter(event)) return;
          event.preventDefault(); // a form without a submit button would not submit by itself
          if (stake) void stake.done();
          else if (form?.submit) form.submit(true);
          else change();
        }}
      />
      {wrong ? (
        <span id={about} class="ck-fielderror" role="alert">
          {wrong}
        </span>
      ) : null}
    </span>
  );
}

export function Textarea({ node, place }: NodeProps) {
  const { t } = useUi();
  const item = useItem();
  const box = useRef<HTMLTextAreaElement>(null);
  const name = str(node.name);
  const { value, set, problem, describe } = useField(name, str(node.defaultValue), place.path, () => box.current);
  const rows = typeof node.rows === "number" ? node.rows : 3;
  const most = Math.max(rows, typeof node.maxRows === "number" ? node.maxRows : 10);
  useAutoFocus(box, node);
  return (
    <span class="ck-fieldbox">
      <textarea
        ref={box}
        id={fieldId(item.uid, name)}
        name={name}
        rows={rows}
        class={`${controlClass(node, { variant: "outline" })} ck-textarea ${node.autoResize ? "ck-autosize" : ""}`}
        style={{ "max-height": `calc(${most} * 1lh + 18px)` }}
        value={value as string}
        placeholder={str(node.placeholder)}
        required={node.required === true}
        data-pattern={str(node.pattern) || undefined}
        disabled={node.disabled === true}
        aria-label={labelled(node, name, item.labels)}
        aria-invalid={problem ? true : undefined}
        aria-describedby={describe}
        {...autofill(node.allowAutofillExtensions)}
        onInput={(event) => set(event.currentTarget.value)}
      />
      {problem ? (
        <span id={describe} class="ck-fielderror" role="alert">
          {t(problem)}
        </span>
      ) : null}
    </span>
  );
}

export function Checkbox({ node, place }: NodeProps) {
  const { t } = useUi();
  const item = useItem();
  const form = useForm();
  const box = useRef<HTMLInputElement>(null);
  const name = str(node.name);
  const { value, set, problem, describe } = useField(name, node.defaultChecked === true, place.path, () => box.current);
  const action = node.onChangeAction as ActionConfig | undefined;
  const label = str(node.label);
  return (
    <span class="ck-fieldbox">
      <label class="ck-check">
        <input
          ref={box}
          id={fieldId(item.uid, name)}
          type="checkbox"
          name={name}
          checked={value === true}
          required={node.required === true}
          disabled={node.disabled === true}
          aria-label={label || item.labels.has(name) ? undefined : humanised(name)}
          aria-invalid={problem ? true : undefined}
          aria-describedby={describe}
          onChange={(event) => {
            const checked = event.currentTarget.checked;
            if (item.blocked(action)) {
              event.currentTarget.checked = value === true;
              return;
            }
            set(checked);
            if (action)
              item.run(action, {
                control: "Checkbox",
                path: place.path,
                container: place.container,
                form,
                own: { [name]: checked },
              });
          }}
        />
        {label ? <span dir="auto">{label}</span> : null}
      </label>
      {problem ? (
        <span id={describe} class="ck-fielderror" role="alert">
          {t(problem)}
        </span>
      ) : null}
    </span>
  );
}

interface Option {
  value: string;
  label: string;
  disabled?: boolean;
}

export function RadioGroup({ node, place }: NodeProps) {
  const { t } = useUi();
  const item = useItem();
  const form = useForm();
  const first = useRef<HTMLInputElement>(null);
  const name = str(node.name);
  const initial = node.defaultValue === undefined || node.defaultValue === null ? undefined : str(node.defaultValue);
  const { value, set, problem, describe } = useField(name, initial, place.path, () => first.current);
  const action = node.onChangeAction as ActionConfig | undefined;
  const options = (Array.isArray(node.options) ? node.options : []) as Option[];
  return (
    <fieldset
      class={`ck-radios ${node.direction === "col" ? "ck-v" : "ck-h"}`}
      role="radiogroup"
      id={fieldId(item.uid, name)}
      aria-label={str(node.ariaLabel) || name}
      aria-required={node.required === true || undefined}
      aria-describedby={describe}
      disabled={node.disabled === true}
    >
      {options.map((option, index) => (
        <label class="ck-check" key={str(option.value)}>
          <input
            ref={index === 0 ? first : undefined}
            type="radio"
            name={`${item.uid}-${name}`}
            checked={value === str(option.value)}
            required={node.required === true}
            disabled={option.disabled === true}
            onChange={() => {
              if (item.blocked(action)) return;
              const picked = str(option.value);
              set(picked);
              if (action)
                item.run(action, {
                  control: "RadioGroup",
                  path: place.path,
                  container: place.container,
                  form,
                  own: { [name]: picked },
                });
            }}
          />
          <span dir="auto">{str(option.label)}</span>
        </label>
      ))}
      {problem ? (
        <span id={describe} class="ck-fielderror" role="alert">
          {t(problem)}
        </span>
      ) : null}
    </fieldset>
  );
}

/** "25" and "25.00" are one stake: the field may follow the server again. */
function sameStake(one: unknown, other: unknown): boolean {
  const cents = centsOf(str(one));
  return cents !== null && cents === centsOf(str(other));
}

function useAutoFocus(
  box: { current: HTMLInputElement | HTMLTextAreaElement | null },
  node: Record<string, unknown>,
): void {
  useLayoutEffect(() => {
    if (node.autoFocus === true) box.current?.focus({ preventScroll: true });
    if (node.autoSelect === true) box.current?.select();
  }, []);
}

/** A name for screen readers when no `Label` names the field: the placeholder, else the field's own name. */
export function labelled(node: Record<string, unknown>, name: string, labels: ReadonlySet<string>): string | undefined {
  if (labels.has(name)) return undefined;
  return str(node.placeholder) || humanised(name.replace(/[._]/g, " "));
}
