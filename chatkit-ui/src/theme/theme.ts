/** `theme` option to custom properties on the root, through CSSOM only. */
import type { FontObject, ThemeOption } from "@openai/chatkit";

const RADII = {
  pill: { control: "9999px", card: "24px", composer: "28px" },
  round: { control: "12px", card: "16px", composer: "20px" },
  soft: { control: "8px", card: "10px", composer: "12px" },
  sharp: { control: "2px", card: "2px", composer: "2px" },
};
const DENSITY = { compact: 0.8, normal: 1, spacious: 1.2 };

/** Returns what takes the added fonts out again. */
export function applyTheme(root: HTMLElement, theme: ThemeOption): () => void {
  root.classList.toggle("ck-dark", theme.colorScheme === "dark");
  const radius = RADII[theme.radius ?? "round"] ?? RADII.round;
  const { grayscale, accent, surface } = theme.color ?? {};
  const typography = theme.typography ?? {};
  const values: Record<string, string | null> = {
    "--ck-radius-control": radius.control,
    "--ck-radius-card": radius.card,
    "--ck-radius-composer": radius.composer,
    "--ck-density": String(DENSITY[theme.density ?? "normal"] ?? 1),
    "--ck-base": `${clamp(typography.baseSize ?? 16, 12, 24)}px`,
    "--ck-scale": String(clamp(typography.baseSize ?? 16, 12, 24) / 16),
    "--ck-font": safe("font-family", typography.fontFamily),
    "--ck-font-mono": safe("font-family", typography.fontFamilyMono),
    "--ck-hue": grayscale ? String(Number(grayscale.hue) || 0) : null,
    "--ck-tint": grayscale ? String(clamp(Number(grayscale.tint) || 0, 0, 9) * 0.004) : null,
    "--ck-shade": grayscale ? String(clamp(Number(grayscale.shade ?? 0) || 0, -4, 4) * 0.0125) : null,
    "--ck-accent": safe("color", accent?.primary),
    "--ck-on-accent": accent?.primary ? onColor(accent.primary) : null,
    "--ck-bg": safe("color", surface?.background),
    "--ck-surface-fg": safe("color", surface?.foreground),
  };
  for (const [name, value] of Object.entries(values)) {
    if (value === null) root.style.removeProperty(name);
    else root.style.setProperty(name, value);
  }
  root.dataset.accentLevel = accent?.primary ? String(accent.level ?? 0) : "";
  root.dataset.radius = theme.radius ?? "round";
  return addFonts(typography.fontSources ?? []);
}

/** Black or white, whichever reads better on this colour (WCAG 2 contrast); null when it is no colour. */
export function onColor(color: string): string | null {
  const rgb = toRgb(color);
  if (!rgb) return null;
  const [r, g, b] = rgb.map((value) => {
    const part = value / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  }) as [number, number, number];
  const luminance = 0.2126 * r + 0.7152 * g + 0.0722 * b;
  return 1.05 / (luminance + 0.05) >= (luminance + 0.05) / 0.05 ? "#fff" : "#000";
}

function toRgb(color: string): number[] | null {
  if (!safe("color", color)) return null;
  const context = document.createElement("canvas").getContext("2d", { willReadFrequently: true });
  if (!context) return null;
  context.fillStyle = color;
  context.fillRect(0, 0, 1, 1);
  return [...context.getImageData(0, 0, 1, 1).data.slice(0, 3)];
}

/** A CSS value that the browser knows for that property and that can load or refer to nothing. */
export function safe(property: string, value: unknown): string | null {
  if (typeof value !== "string" || /url\s*\(|var\s*\(|image\s*\(|image-set|[;{}\\]/i.test(value)) return null;
  return typeof CSS !== "undefined" && CSS.supports(property, value) ? value : null;
}

/** `@font-face` in a shadow root is ignored by browsers; the document's font set is not. */
function addFonts(sources: readonly FontObject[]): () => void {
  const fonts: FontFace[] = [];
  for (const source of sources) {
    try {
      const font = new FontFace(source.family, `url(${JSON.stringify(source.src)})`, {
        weight: String(source.weight ?? "normal"),
        style: source.style ?? "normal",
        display: source.display ?? "swap",
        ...(source.unicodeRange ? { unicodeRange: source.unicodeRange } : {}),
      });
      document.fonts.add(font);
      fonts.push(font);
    } catch (error) {
      console.warn("ChatKit: a font source was not usable", error);
    }
  }
  return () => fonts.forEach((font) => document.fonts.delete(font));
}

function clamp(value: number, low: number, high: number): number {
  return Math.min(high, Math.max(low, value));
}
