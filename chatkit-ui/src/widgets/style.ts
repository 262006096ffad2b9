/** Widget props to CSS values, each checked. Numbers of gaps and paddings are steps of 4 px; sizes are pixels. */
import { DEFAULTS } from "../core/defaults";
import { isPlain } from "../core/forms";
import { str } from "../core/text";
import { safe } from "../theme/theme";

export type Style = Record<string, string>;
type Props = Record<string, unknown>;

const RADIUS: Record<string, string> = {
  "2xs": "2px",
  xs: "4px",
  sm: "6px",
  md: "8px",
  lg: "10px",
  xl: "12px",
  "2xl": "16px",
  "3xl": "20px",
  "4xl": "24px",
  full: "9999px",
  "100%": "100%",
  none: "0",
};
const TEXT_COLORS: Record<string, string> = {
  prose: "var(--ck-text)",
  primary: "var(--ck-text)",
  emphasis: "var(--ck-text)",
  secondary: "var(--ck-text-2)",
  tertiary: "var(--ck-text-3)",
  success: "var(--ck-success)",
  warning: "var(--ck-warning)",
  danger: "var(--ck-danger)",
  info: "var(--ck-info)",
  discovery: "var(--ck-discovery)",
  inherit: "inherit",
  default: "var(--ck-text)",
};
const SURFACES: Record<string, string> = {
  surface: "var(--ck-surface-fg)",
  "surface-secondary": "var(--ck-surface-2)",
  "surface-tertiary": "var(--ck-surface-3)",
  "surface-elevated": "var(--ck-surface-fg)",
  "surface-elevated-secondary": "var(--ck-surface-2)",
};
const LINES: Record<string, string> = {
  default: "var(--ck-line)",
  subtle: "var(--ck-line-subtle)",
  strong: "var(--ck-line-strong)",
};
/** Hue and greatest chroma of each primitive family. */
const HUES: Record<string, [hue: number, chroma: number]> = {
  gray: [255, 0.01],
  red: [25, 0.21],
  orange: [50, 0.18],
  yellow: [90, 0.17],
  green: [150, 0.17],
  blue: [255, 0.19],
  purple: [300, 0.2],
  pink: [350, 0.2],
};

export type ColorRole = "text" | "background" | "border";

/** A token, a CSS colour or `{light, dark}`; null when it is none. Backgrounds may be gradients. */
export function color(value: unknown, role: ColorRole = "text"): string | null {
  if (isPlain(value)) {
    const light = color(value.light ?? value.dark, role);
    const dark = color(value.dark ?? value.light, role);
    return light && dark ? `light-dark(${light}, ${dark})` : null;
  }
  if (typeof value !== "string") return null;
  const tokens =
    role === "background"
      ? { ...TEXT_COLORS, ...SURFACES }
      : role === "border"
        ? { ...TEXT_COLORS, ...LINES }
        : TEXT_COLORS;
  if (Object.hasOwn(tokens, value)) return tokens[value]!;
  return primitive(value) ?? safe(role === "background" ? "background" : "color", value);
}

/** `blue-500`: a ramp of our own, even in lightness. `alpha-NN` is black in light and white in dark. */
function primitive(value: string): string | null {
  const alpha = /^alpha-(\d{2,3})$/.exec(value);
  if (alpha) {
    const share = Math.min(Number(alpha[1]), 100) / 100;
    return `light-dark(oklch(0 0 0 / ${share}), oklch(1 0 0 / ${share}))`;
  }
  const found = /^(gray|red|orange|yellow|green|blue|purple|pink)-(\d{2,4})$/.exec(value);
  if (!found) return null;
  const [hue, chroma] = HUES[found[1]!]!;
  const step = Math.min(1000, Math.max(25, Number(found[2]))) / 1000;
  const lightness = 0.985 - step * 0.79;
  const peak = 1 - Math.abs(step - 0.5) * 1.5;
  return `oklch(${round(lightness)} ${round(chroma * Math.max(0.1, peak))} ${hue})`;
}

export function steps(value: unknown): string | null {
  if (typeof value === "number" && Number.isFinite(value)) return `${value * 4}px`;
  if (typeof value === "string" && /^\d+(\.\d+)?$/.test(value.trim())) return `${Number(value) * 4}px`;
  return typeof value === "string" ? (safe("width", value) ?? safe("padding", value)) : null;
}

export function px(value: unknown, property = "width"): string | null {
  if (typeof value === "number" && Number.isFinite(value)) return `${value}px`;
  if (typeof value === "string" && /^\d+(\.\d+)?$/.test(value.trim())) return `${value.trim()}px`;
  return safe(property, value);
}

export function radius(value: unknown): string | null {
  if (typeof value === "number") return `${value}px`;
  return typeof value === "string" ? (RADIUS[value] ?? safe("border-radius", value)) : null;
}

/** Four sides of a padding or margin; a side beats its axis. */
function sides(name: string, value: unknown, into: Style): void {
  if (!isPlain(value)) {
    const all = typeof value === "string" && value.trim().includes(" ") ? safe(name, value) : steps(value);
    if (all) into[name] = all;
    return;
  }
  const { x, y, top, bottom, left, right } = value;
  put(into, `${name}-top`, steps(top ?? y));
  put(into, `${name}-bottom`, steps(bottom ?? y));
  put(into, `${name}-left`, steps(left ?? x));
  put(into, `${name}-right`, steps(right ?? x));
}

function borderOf(value: unknown): string | null {
  if (typeof value === "number") return value > 0 ? `${value}px solid var(--ck-line)` : "0";
  if (!isPlain(value)) return null;
  const style = safe("border-style", value.style ?? "solid") ?? "solid";
  return `${Number(value.size ?? 1) || 0}px ${style} ${color(value.color, "border") ?? "var(--ck-line)"}`;
}

export function borders(value: unknown, into: Style): void {
  const whole = borderOf(value);
  if (typeof value === "number" || (isPlain(value) && "size" in value)) {
    put(into, "border", whole);
    return;
  }
  if (!isPlain(value)) return;
  const { x, y, top, bottom, left, right } = value;
  put(into, "border-top", borderOf(top ?? y));
  put(into, "border-bottom", borderOf(bottom ?? y));
  put(into, "border-left", borderOf(left ?? x));
  put(into, "border-right", borderOf(right ?? x));
}

/** Sizes, margin, radius, flex: what every block may have. */
export function block(props: Props, into: Style = {}): Style {
  const { size, minSize, maxSize } = props;
  put(into, "width", px(props.width ?? size));
  put(into, "height", px(props.height ?? size, "height"));
  put(into, "min-width", px(props.minWidth ?? minSize, "min-width"));
  put(into, "min-height", px(props.minHeight ?? minSize, "min-height"));
  const widest = px(props.maxWidth ?? maxSize, "max-width");
  if (widest) into["max-width"] = `min(${widest}, 100%)`;
  if (widest && /^(none|auto|fit|max|min)/.test(widest)) into["max-width"] = widest;
  put(into, "max-height", px(props.maxHeight ?? maxSize, "max-height"));
  const ratio = props.aspectRatio;
  put(into, "aspect-ratio", typeof ratio === "number" ? String(ratio) : safe("aspect-ratio", ratio));
  put(into, "border-radius", radius(props.radius));
  sides("margin", props.margin, into);
  const { flex } = props;
  if (typeof flex === "number" || (typeof flex === "string" && /^\d+$/.test(flex))) {
    into.flex = `${flex} 1 0`;
    into["min-width"] ??= "0";
  } else put(into, "flex", safe("flex", flex));
  return into;
}

const ALIGN: Record<string, string> = {
  start: "flex-start",
  end: "flex-end",
  center: "center",
  baseline: "baseline",
  stretch: "stretch",
};
const JUSTIFY: Record<string, string> = {
  start: "flex-start",
  end: "flex-end",
  center: "center",
  between: "space-between",
  around: "space-around",
  evenly: "space-evenly",
  stretch: "stretch",
};

/** A flex container. */
export function flexbox(props: Props, defaults: { gap?: number; align?: string } = {}): Style {
  const into: Style = {};
  put(into, "align-items", ALIGN[str(props.align ?? defaults.align)] ?? null);
  put(into, "justify-content", JUSTIFY[str(props.justify)] ?? null);
  put(into, "gap", steps(props.gap ?? defaults.gap));
  const wrap = str(props.wrap);
  if (["nowrap", "wrap", "wrap-reverse"].includes(wrap)) into["flex-wrap"] = wrap;
  sides("padding", props.padding, into);
  borders(props.border, into);
  put(into, "background", color(props.background, "background"));
  if (props.scrollable === true) into.overflow = "auto"; // experimental: seen in public samples, not in the types
  return block(props, into);
}

export function iconSize(value: unknown, fallback: keyof typeof DEFAULTS.iconPx = "md"): number {
  const sizes = DEFAULTS.iconPx as Record<string, number>;
  return typeof value === "number" ? value : (sizes[String(value)] ?? DEFAULTS.iconPx[fallback]);
}

export function put(into: Style, name: string, value: string | null | undefined): void {
  if (value !== null && value !== undefined) into[name] = value;
}

/** Text of a scalar: `3` is "3". Anything else is nothing. */
export function oneOf<T extends string>(value: unknown, allowed: readonly T[], fallback: T): T {
  return allowed.includes(value as T) ? (value as T) : fallback;
}

function round(value: number): number {
  return Math.round(value * 1000) / 1000;
}
