/** A day, as `YYYY-MM-DD`, from a calendar with arrow keys. Days are counted without zones, in UTC. */
import { useLayoutEffect, useRef, useState } from "preact/hooks";

import { DEFAULTS } from "../core/defaults";
import { str } from "../core/text";
import type { ActionConfig } from "../core/wire";
import { Icon } from "../icons/Icon";
import { Layer } from "../ui/Layer";
import { useUi } from "../ui/context";
import { useForm, useItem } from "./context";
import { controlClass, labelled } from "./controls";
import { fieldId, useField } from "./fields";
import type { NodeProps } from "./NodeView";
import { oneOf } from "./style";

const DAY = 86_400_000;

/** The date part of an ISO time, whatever its zone. */
export function dayOf(value: unknown): string | undefined {
  return /^(\d{4}-\d{2}-\d{2})/.exec(str(value))?.[1];
}
const toTime = (day: string) => Date.parse(`${day}T00:00:00Z`);
const toDay = (time: number) => new Date(time).toISOString().slice(0, 10);

export function DatePicker({ node, place }: NodeProps) {
  const { t, locale } = useUi();
  const item = useItem();
  const form = useForm();
  const anchor = useRef<HTMLButtonElement>(null);
  const [open, setOpen] = useState(false);
  const name = str(node.name);
  const { value, set, problem, describe } = useField(name, dayOf(node.defaultValue), place.path, () => anchor.current);
  const action = node.onChangeAction as ActionConfig | undefined;
  const off = node.disabled === true || item.blocked(action);
  const day = value as string | undefined;
  const choose = (next: string | undefined) => {
    setOpen(false);
    if (off || next === value) return;
    set(next);
    if (action)
      item.run(action, {
        control: "DatePicker",
        path: place.path,
        container: place.container,
        form,
        own: { [name]: next },
      });
  };
  const placeholder = str(node.placeholder) || t("pickDate");
  const text = day
    ? new Intl.DateTimeFormat(locale, { dateStyle: "medium", timeZone: "UTC" }).format(toTime(day))
    : placeholder;
  const side = oneOf(node.side, ["top", "bottom", "left", "right"] as const, DEFAULTS.dateSide);
  const align = oneOf(node.align, ["start", "center", "end"] as const, DEFAULTS.dateAlign);
  const label = labelled({ placeholder }, name, item.labels);
  return (
    <span class={`ck-fieldbox ${node.block ? "ck-block" : ""}`}>
      <button
        ref={anchor}
        type="button"
        id={fieldId(item.uid, name)}
        class={`${controlClass(node, { variant: "outline" })} ck-c-secondary ck-select`}
        disabled={node.disabled === true}
        aria-disabled={off || undefined}
        aria-haspopup="dialog"
        aria-expanded={open}
        aria-label={label ? `${label}${day ? `: ${text}` : ""}` : undefined}
        data-missing={node.required === true && !day}
        aria-describedby={describe}
        onClick={() => !off && setOpen(!open)}
      >
        <Icon name="calendar" size={16} />
        <span class={day ? "ck-selected" : "ck-selected ck-placeholder"}>{text}</span>
      </button>
      {node.clearable === true && day && !off ? (
        <button
          type="button"
          class="ck-iconbtn ck-small ck-clear"
          aria-label={t("clear")}
          onClick={() => choose(undefined)}
        >
          <Icon name="close" size={14} />
        </button>
      ) : null}
      {open ? (
        <Layer
          anchor={anchor}
          class="ck-calendar"
          role="dialog"
          label={placeholder}
          side={align === "center" ? side : `${side}-${align}`}
          onClose={() => setOpen(false)}
        >
          <Calendar day={day} min={dayOf(node.min)} max={dayOf(node.max)} onChoose={choose} />
        </Layer>
      ) : null}
      {problem ? (
        <span id={describe} class="ck-fielderror" role="alert">
          {t(problem)}
        </span>
      ) : null}
    </span>
  );
}

function Calendar(props: {
  day: string | undefined;
  min: string | undefined;
  max: string | undefined;
  onChoose: (day: string) => void;
}) {
  const { t, locale } = useUi();
  const { min, max } = props;
  const today = toDay(Date.now() - new Date().getTimezoneOffset() * 60_000);
  const [at, setAt] = useState(clampDay(props.day ?? today, min, max));
  const grid = useRef<HTMLTableElement>(null);
  useLayoutEffect(
    () => grid.current?.querySelector<HTMLElement>('button[tabindex="0"]')?.focus({ preventScroll: true }),
    [at],
  );
  const first = weekStart(locale);
  const month = new Date(toTime(at));
  const monthStart = Date.UTC(month.getUTCFullYear(), month.getUTCMonth(), 1);
  const gridStart = monthStart - ((new Date(monthStart).getUTCDay() - first + 7) % 7) * DAY;
  const format = (options: Intl.DateTimeFormatOptions, time: number) =>
    new Intl.DateTimeFormat(locale, { ...options, timeZone: "UTC" }).format(time);
  const go = (to: number) => setAt(clampDay(toDay(to), min, max));
  const byMonth = (step: number) => {
    const target = Date.UTC(month.getUTCFullYear(), month.getUTCMonth() + step, 1);
    const length = new Date(Date.UTC(month.getUTCFullYear(), month.getUTCMonth() + step + 1, 0)).getUTCDate();
    go(target + (Math.min(month.getUTCDate(), length) - 1) * DAY);
  };
  const keys = (event: KeyboardEvent) => {
    const time = toTime(at);
    const rtl = getComputedStyle(grid.current!).direction === "rtl" ? -1 : 1;
    const column = (month.getUTCDay() - first + 7) % 7;
    const steps: Record<string, () => void> = {
      ArrowRight: () => go(time + DAY * rtl),
      ArrowLeft: () => go(time - DAY * rtl),
      ArrowDown: () => go(time + 7 * DAY),
      ArrowUp: () => go(time - 7 * DAY),
      PageDown: () => byMonth(event.shiftKey ? 12 : 1),
      PageUp: () => byMonth(event.shiftKey ? -12 : -1),
      Home: () => go(time - column * DAY),
      End: () => go(time + (6 - column) * DAY),
    };
    const step = steps[event.key];
    if (!step) return;
    event.preventDefault();
    step();
  };
  return (
    <div class="ck-cal">
      <div class="ck-cal-head">
        <button type="button" class="ck-iconbtn ck-small" aria-label={t("previousMonth")} onClick={() => byMonth(-1)}>
          <Icon name="chevron-left" size={18} />
        </button>
        <strong aria-live="polite">{format({ month: "long", year: "numeric" }, monthStart)}</strong>
        <button type="button" class="ck-iconbtn ck-small" aria-label={t("nextMonth")} onClick={() => byMonth(1)}>
          <Icon name="chevron-right" size={18} />
        </button>
      </div>
      <table
        role="grid"
        ref={grid}
        onKeyDown={keys}
        aria-label={format({ month: "long", year: "numeric" }, monthStart)}
      >
        <thead>
          <tr>
            {[...Array(7).keys()].map((index) => (
              <th key={index} scope="col" abbr={format({ weekday: "long" }, gridStart + index * DAY)}>
                {format({ weekday: "narrow" }, gridStart + index * DAY)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {[...Array(6).keys()].map((week) => (
            <tr key={week}>
              {[...Array(7).keys()].map((index) => {
                const time = gridStart + (week * 7 + index) * DAY;
                const day = toDay(time);
                const outside = new Date(time).getUTCMonth() !== month.getUTCMonth();
                const off = (min !== undefined && day < min) || (max !== undefined && day > max);
                return (
                  <td key={day} role="gridcell" aria-selected={day === props.day}>
                    <button
                      type="button"
                      class={`ck-day ${outside ? "ck-outside" : ""} ${day === today ? "ck-today" : ""} ${day === props.day ? "ck-chosen" : ""}`}
                      tabIndex={day === at ? 0 : -1}
                      disabled={off}
                      aria-label={format({ dateStyle: "full" }, time)}
                      aria-current={day === today ? "date" : undefined}
                      onClick={() => props.onChoose(day)}
                    >
                      {new Date(time).getUTCDate()}
                    </button>
                  </td>
                );
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function clampDay(day: string, min: string | undefined, max: string | undefined): string {
  if (min && day < min) return min;
  return max && day > max ? max : day;
}

/** 0 is Sunday. Browsers without week data start on Monday. */
function weekStart(locale: string): number {
  const data = new Intl.Locale(locale) as Intl.Locale & {
    weekInfo?: { firstDay: number };
    getWeekInfo?: () => { firstDay: number };
  };
  return (data.getWeekInfo?.().firstDay ?? data.weekInfo?.firstDay ?? 1) % 7;
}
