/** What the page may load and talk to: itself, the Professor Lock server, and wherever the chat's script comes from. */
import type { ChatSettings } from "./settings";

const VENDOR = "https://cdn.platform.openai.com";

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
