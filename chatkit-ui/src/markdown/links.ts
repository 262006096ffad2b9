/** Which addresses may be followed, and which pictures may be asked for without a click. Pure but for `location`. */

export type LinkTarget =
  { kind: "web"; href: string } | { kind: "deeplink"; name: string; data: Record<string, string> };

export function linkTarget(href: string): LinkTarget | null {
  // eslint-disable-next-line no-control-regex
  const clean = href.replace(/[\u0000-\u0020\u007f-\u009f\u200b-\u200f\u2028-\u202e\ue200-\ue201]/g, "");
  const scheme = /^([a-z][a-z0-9+.-]*):/i.exec(clean)?.[1]?.toLowerCase();
  if (scheme === "chatkit-link") {
    try {
      const url = new URL(clean.replace(/^chatkit-link:/i, "https:"));
      // The host part of an http URL is lower case; the name is not.
      const name = decodeURIComponent(/^chatkit-link:\/\/([^?#]*)/i.exec(clean)?.[1]?.replace(/\/$/, "") ?? "");
      return { kind: "deeplink", name, data: Object.fromEntries(url.searchParams) };
    } catch {
      return null;
    }
  }
  if (!scheme) return clean.startsWith("//") ? { kind: "web", href: `https:${clean}` } : { kind: "web", href: clean };
  return ["http", "https", "mailto", "tel"].includes(scheme) ? { kind: "web", href: clean } : null;
}

/**
 * Whether a picture may be asked for without a click: one that is here already, or of a host that the server allows. This
 * page's own host is none: asking it for an address that a model wrote can act, or carry off what was said, like any other.
 */
export function imageAllowed(source: string, domains: readonly string[] | null | undefined): boolean {
  if (/^data:image\/(?!svg)/i.test(source) || source.startsWith("blob:")) return true;
  try {
    const url = new URL(source, location.href);
    if (url.protocol !== "https:" && url.protocol !== "http:") return false;
    return (domains ?? []).some((domain) => url.hostname === domain || url.hostname.endsWith(`.${domain}`));
  } catch {
    return false;
  }
}

export function hostOf(source: string): string {
  try {
    return new URL(source, location.href).hostname;
  } catch {
    return "?";
  }
}

const NAMED: Record<string, string> = {
  amp: "&",
  lt: "<",
  gt: ">",
  quot: '"',
  apos: "'",
  nbsp: "\u00a0",
  copy: "©",
  reg: "®",
  hellip: "…",
  mdash: "—",
  ndash: "–",
  euro: "€",
  times: "×",
  deg: "°",
  middot: "·",
  bull: "•",
  rarr: "→",
  larr: "←",
};

/** Character references, as Markdown has them: the common names and all numbers. */
export function decoded(text: string): string {
  if (!text.includes("&")) return text;
  return text.replace(/&(?:#(\d{1,7})|#x([0-9a-f]{1,6})|([a-z]{2,8}));/gi, (whole, dec, hex, name) => {
    if (name) return NAMED[String(name).toLowerCase()] ?? whole;
    const code = dec ? Number(dec) : Number.parseInt(String(hex), 16);
    return code > 0 && code <= 0x10ffff && !(code >= 0xd800 && code <= 0xdfff) ? String.fromCodePoint(code) : "\ufffd";
  });
}
