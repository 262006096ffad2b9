/** The language that a user chose here, in this browser; the server keeps it as well. Null: the browser's own. */
import { useSyncExternalStore } from "react";

const name = (userId: string) => `professor-lock.language.${userId}`;
const listeners = new Set<() => void>();

function read(userId: string): string | null {
  try {
    return localStorage.getItem(name(userId));
  } catch {
    return null; // storage is switched off: a reload goes by the browser again
  }
}

export function rememberLanguage(userId: string, language: string | null): void {
  try {
    if (language === null) localStorage.removeItem(name(userId));
    else localStorage.setItem(name(userId), language);
  } catch {
    // as above
  }
  for (const changed of listeners) changed();
}

export function useKeptLanguage(userId: string): string | null {
  return useSyncExternalStore(
    (changed) => {
      listeners.add(changed);
      return () => listeners.delete(changed);
    },
    () => read(userId),
    () => null,
  );
}
