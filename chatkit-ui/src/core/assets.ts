/** Optional files next to the script. A missing one is logged and done without, never thrown. */

const script = typeof document === "undefined" ? null : findScript();

function findScript(): HTMLScriptElement | null {
  const current = document.currentScript;
  if (current instanceof HTMLScriptElement && current.src) return current;
  const all = [...document.querySelectorAll<HTMLScriptElement>("script[src]")];
  return all.reverse().find((tag) => new URL(tag.src, location.href).pathname.endsWith("chatkit.js")) ?? null;
}

function base(): string {
  const given = script?.dataset.assets;
  if (given) return new URL(given.endsWith("/") ? given : `${given}/`, location.href).href;
  return new URL("chatkit-assets/", script?.src || location.href).href;
}

const cache = new Map<string, Promise<unknown>>();

/** The JSON file of that name, or null when it is not there. */
export function jsonAsset<T>(name: string, log: (name: string) => void): Promise<T | null> {
  let asset = cache.get(name);
  if (!asset) {
    asset = fetch(new URL(name, base()))
      .then((response) => (response.ok ? response.json() : Promise.reject(new Error(`HTTP ${response.status}`))))
      .catch(() => (log(name), null));
    cache.set(name, asset);
  }
  return asset as Promise<T | null>;
}

/** A script asset, loaded once: it calls `globalThis.__ckAsset[name]`'s place. */
export function moduleAsset<T>(name: string, log: (name: string) => void): Promise<T | null> {
  let asset = cache.get(name);
  if (!asset) {
    asset = import(/* @vite-ignore */ new URL(name, base()).href).catch(() => (log(name), null));
    cache.set(name, asset);
  }
  return asset as Promise<T | null>;
}
