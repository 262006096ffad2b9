/** One of several: a combobox with a list of our own, the system's own picker on small touch screens. */
import { useLayoutEffect, useRef, useState } from "preact/hooks";

import { DEFAULTS } from "../core/defaults";
import { str } from "../core/text";
import type { ActionConfig } from "../core/wire";
import { Icon } from "../icons/Icon";
import { Layer } from "../ui/Layer";
import { useUi } from "../ui/context";
import { composing } from "../ui/keys";
import { useForm, useItem } from "./context";
import { controlClass, labelled } from "./controls";
import { fieldId, useField } from "./fields";
import type { NodeProps } from "./NodeView";

interface Option {
  value: string;
  label: string;
  disabled?: boolean;
  description?: string;
}

export function Select({ node, place }: NodeProps) {
  const { t, host } = useUi();
  const item = useItem();
  const form = useForm();
  const anchor = useRef<HTMLButtonElement>(null);
  const [open, setOpen] = useState(false);
  const name = str(node.name);
  const options = ((Array.isArray(node.options) ? node.options : []) as Option[]).map((option) => ({
    ...option,
    value: str(option.value),
    label: str(option.label) || str(option.value),
  }));
  const initial = node.defaultValue === undefined || node.defaultValue === null ? undefined : str(node.defaultValue);
  const { value, set, problem, describe } = useField(name, initial, place.path, () => anchor.current);
  const action = node.onChangeAction as ActionConfig | undefined;
  const off = node.disabled === true || item.blocked(action);
  const chosen = options.find((option) => option.value === value);
  const choose = (next: string | undefined) => {
    setOpen(false);
    if (off || next === value) return;
    set(next);
    if (action)
      item.run(action, {
        control: "Select",
        path: place.path,
        container: place.container,
        form,
        own: { [name]: next },
      });
  };
  const placeholder = str(node.placeholder) || t("select");
  const missing = node.required === true && value === undefined;
  const label = labelled({ placeholder }, name, item.labels);
  const look = `${controlClass(node, { variant: "outline" })} ck-c-secondary ck-select`;
  const describedBy = { "aria-invalid": problem ? true : undefined, "aria-describedby": describe };
  if (matchMedia("(pointer: coarse)").matches && host.clientWidth < 480) {
    return (
      <span class="ck-fieldbox">
        <select
          id={fieldId(item.uid, name)}
          class={look}
          value={(value as string) ?? ""}
          disabled={off}
          aria-label={label}
          {...describedBy}
          onChange={(event) => choose(event.currentTarget.value || undefined)}
        >
          <option value="" disabled={node.clearable !== true}>
            {placeholder}
          </option>
          {options.map((option) => (
            <option key={option.value} value={option.value} disabled={option.disabled === true}>
              {option.label}
            </option>
          ))}
        </select>
      </span>
    );
  }
  return (
    <span class={`ck-fieldbox ${node.block ? "ck-block" : ""}`}>
      <button
        ref={anchor}
        type="button"
        role="combobox"
        id={fieldId(item.uid, name)}
        class={look}
        disabled={node.disabled === true}
        aria-disabled={off || undefined}
        aria-haspopup="listbox"
        aria-expanded={open}
        aria-label={label ? `${label}${chosen ? `: ${chosen.label}` : ""}` : undefined}
        data-missing={missing}
        {...describedBy}
        onClick={() => !off && setOpen(!open)}
        onKeyDown={(event) => {
          if (!open && !off && (event.key === "ArrowDown" || event.key === "ArrowUp")) {
            event.preventDefault();
            setOpen(true);
          }
        }}
      >
        <span class={chosen ? "ck-selected" : "ck-selected ck-placeholder"} dir="auto">
          {chosen?.label ?? placeholder}
        </span>
        <Icon name="lucide:chevron-down" size={16} />
      </button>
      {node.clearable === true && chosen && !off ? (
        <button
          type="button"
          class="ck-iconbtn ck-small ck-clear"
          aria-label={t("clear")}
          onClick={() => choose(undefined)}
        >
          <Icon name="close" size={14} />
        </button>
      ) : null}
      <input type="hidden" name={name} value={(value as string) ?? ""} />
      {open ? (
        <Options
          anchor={anchor}
          options={options}
          value={value as string | undefined}
          searchable={node.searchable === true || options.length > DEFAULTS.selectSearchAbove}
          label={label ?? placeholder}
          onChoose={choose}
          onClose={() => setOpen(false)}
        />
      ) : null}
      {problem ? (
        <span id={describe} class="ck-fielderror" role="alert">
          {t(problem)}
        </span>
      ) : null}
    </span>
  );
}

function Options(props: {
  anchor: { current: HTMLElement | null };
  options: Option[];
  value: string | undefined;
  searchable: boolean;
  label: string;
  onChoose: (value: string) => void;
  onClose: () => void;
}) {
  const { t } = useUi();
  const [query, setQuery] = useState("");
  const shown = props.options.filter((option) => option.label.toLowerCase().includes(query.trim().toLowerCase()));
  const [at, setAt] = useState(() =>
    Math.max(
      0,
      props.options.findIndex((option) => option.value === props.value),
    ),
  );
  const box = useRef<HTMLDivElement>(null);
  const typed = useRef({ text: "", at: 0 });
  useLayoutEffect(() => {
    box.current?.querySelector<HTMLElement>("[data-focus]")?.focus({ preventScroll: true });
  }, []);
  useLayoutEffect(() => {
    box.current?.querySelector<HTMLElement>(".ck-at")?.scrollIntoView({ block: "nearest" });
  }, [at]);
  const move = (to: number, step: number) => {
    let next = to;
    for (let tries = 0; tries < shown.length; tries++, next += step) {
      next = (next + shown.length) % shown.length;
      if (!shown[next]?.disabled) {
        setAt(next);
        return;
      }
    }
  };
  const keys = (event: KeyboardEvent) => {
    if (composing(event)) return;
    if (event.key === "ArrowDown") move(at + 1, 1);
    else if (event.key === "ArrowUp") move(at - 1, -1);
    else if (event.key === "Home" && !props.searchable) move(0, 1);
    else if (event.key === "End" && !props.searchable) move(shown.length - 1, -1);
    else if (event.key === "Enter" || (event.key === " " && !props.searchable)) {
      const option = shown[at];
      if (option && !option.disabled) props.onChoose(option.value);
    } else if (event.key === "Tab") {
      props.onClose();
      return;
    } else {
      if (!props.searchable && event.key.length === 1) typeAhead(event.key);
      return;
    }
    event.preventDefault();
  };
  const typeAhead = (letter: string) => {
    const now = Date.now();
    typed.current = { text: now - typed.current.at > 800 ? letter : typed.current.text + letter, at: now };
    const found = shown.findIndex((option) => option.label.toLowerCase().startsWith(typed.current.text.toLowerCase()));
    if (found >= 0) setAt(found);
  };
  const active = shown[at] ? `ck-option-${at}` : undefined;
  const list = (
    <div
      role="listbox"
      aria-label={props.label}
      class="ck-options"
      {...(props.searchable ? {} : { tabIndex: 0, "data-focus": "", "aria-activedescendant": active })}
    >
      {shown.map((option, index) => (
        <div
          key={option.value}
          id={`ck-option-${index}`}
          role="option"
          aria-selected={option.value === props.value}
          aria-disabled={option.disabled || undefined}
          class={`ck-menuitem ${index === at ? "ck-at" : ""}`}
          onMouseEnter={() => !option.disabled && setAt(index)}
          onClick={() => !option.disabled && props.onChoose(option.value)}
        >
          <span class="ck-menutext">
            <span dir="auto">{option.label}</span>
            {option.description ? <small dir="auto">{str(option.description)}</small> : null}
          </span>
          {option.value === props.value ? <Icon name="check" size={16} /> : null}
        </div>
      ))}
    </div>
  );
  return (
    <Layer anchor={props.anchor} class="ck-menu" side="bottom-start" matchWidth onClose={props.onClose}>
      <div ref={box} onKeyDown={keys} role="presentation">
        {props.searchable ? (
          <input
            class="ck-search"
            type="text"
            {...({
              role: "combobox",
              "aria-expanded": "true",
              "aria-autocomplete": "list",
              "aria-activedescendant": active,
            } as object)}
            aria-label={t("search")}
            placeholder={t("search")}
            data-focus=""
            onInput={(event) => {
              setQuery(event.currentTarget.value);
              setAt(0);
            }}
          />
        ) : null}
        {shown.length ? list : <p class="ck-muted ck-pad">{t("noMatches")}</p>}
      </div>
    </Layer>
  );
}
