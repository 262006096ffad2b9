/** What every component may need: the conversation, the words, and the place where layers are drawn. */
import { createContext } from "preact";
import { useContext } from "preact/hooks";

import type { Chat } from "../core/chat";
import type { Words, WordsSignal } from "./i18n";

export interface Ui {
  chat: Chat;
  i18n: WordsSignal;
  host: HTMLElement;
}
export const UiContext = createContext<Ui>(null as unknown as Ui);

export function useUi(): Ui & { t: Words["t"]; locale: string } {
  const ui = useContext(UiContext);
  const { t, locale } = ui.i18n.value;
  return { ...ui, t, locale };
}
