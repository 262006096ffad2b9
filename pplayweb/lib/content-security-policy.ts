/** What the page may load and talk to: itself, the Professor Lock server, and wherever the chat's script comes from. */
import type { ChatSettings } from "./settings";

const VENDOR = "https://cdn.platform.openai.com";

/** For pages that load nothing but themselves: the settings are not such that a server could be named. */
export function ownPagesPolicy(nonce: string, development: boolean): string {
  const scripts = `script-src 'nonce-${nonce}' 'strict-dynamic' 'self'${development ? " 'unsafe-eval'" : ""}`;
  const styles = `style-src 'self' ${development ? "'unsafe-inline'" : `'nonce-${nonce}'`}`;
  return `default-src 'self'; ${scripts}; ${styles}; object-src 'none'; base-uri 'none'; frame-ancestors 'none'`;
}

/** The header's value. `nonce` marks the page's own scripts; what they load is trusted through `strict-dynamic`. */
export function contentSecurityPolicy({ server, script }: ChatSettings, nonce: string, development: boolean): string {
  const scriptOrigin = new URL(script).origin;
  const serverOrigin = new URL(server).origin;
  const vendor = scriptOrigin === VENDOR;
  const directives = {
    "default-src": ["'self'"],
    // React needs `eval` in development only, for the stacks it shows.
    "script-src": [`'nonce-${nonce}'`, "'strict-dynamic'", "'self'", scriptOrigin, development && "'unsafe-eval'"],
    "connect-src": ["'self'", serverOrigin],
    "style-src": ["'self'", development || vendor ? "'unsafe-inline'" : `'nonce-${nonce}'`],
    "img-src": ["'self'", "data:", "blob:", serverOrigin],
    "media-src": ["'self'", "blob:"],
    "font-src": ["'self'", serverOrigin],
    "frame-src": [vendor ? VENDOR : "'none'"],
    "object-src": ["'none'"],
    "base-uri": ["'none'"],
    "form-action": ["'self'"],
    "frame-ancestors": ["'none'"],
  };
  return Object.entries(directives)
    .map(([name, sources]) => [name, ...new Set(sources.filter(Boolean))].join(" "))
    .join("; ");
}
