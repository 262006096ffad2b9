/** The words on screen, as a signal: switching the language redraws what is shown. */
import { signal, type ReadonlySignal } from "@preact/signals";

import { complete, fill, type Resolved } from "../locales";
import type { Key, Messages } from "../locales/en";

export interface Words {
  locale: string;
  dir: "ltr" | "rtl" | "";
  t: (key: Key, values?: Record<string, string | number>) => string;
}
export interface WordsSignal extends ReadonlySignal<Words> {
  load(resolved: Resolved, messages: Messages): void;
}

export function messages(): WordsSignal {
  const words = signal<Words>(make({ locale: "en", file: null, dir: "" }, complete({})));
  return Object.assign(words, {
    load: (resolved: Resolved, table: Messages) => {
      words.value = make(resolved, table);
    },
  });
}

function make(resolved: Resolved, table: Messages): Words {
  return { locale: resolved.locale, dir: resolved.dir, t: (key, values) => fill(table[key], values) };
}
