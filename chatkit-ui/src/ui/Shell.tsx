/** The frame: header, thread or start screen, composer, history, layers. */
import { useLayoutEffect } from "preact/hooks";

import type { Chat } from "../core/chat";
import { onMissingIcon } from "../icons/Icon";
import { Composer } from "./Composer";
import { UiContext } from "./context";
import { Header } from "./Header";
import { HistoryPanel } from "./HistoryPanel";
import type { WordsSignal } from "./i18n";
import { LoadError } from "./LoadError";
import { SlipBar } from "./SlipBar";
import { StartScreen } from "./StartScreen";
import { StructuredComposer } from "./StructuredComposer";
import { openQuestion } from "./questions";
import { Thread } from "./Thread";
import { Toasts } from "./Toasts";
import { ErrorBoundary } from "./ErrorBoundary";
import { Announcer } from "./Announcer";

export function Shell(props: { chat: Chat; i18n: WordsSignal; host: HTMLElement }) {
  const { chat, i18n } = props;
  const options = chat.options.value;
  const { t } = i18n.value;
  const { thread, items, phase } = chat.state.value;
  useLayoutEffect(() => aboveKeyboard(props.host), []);
  useLayoutEffect(() => onMissingIcon((name) => chat.log("icon.missing", { name })), []);
  const empty = items.length === 0 && phase === "idle" && !thread;
  const question = openQuestion(items, phase);
  return (
    <UiContext.Provider value={props}>
      <section class="ck-shell" role="region" aria-label={options.frameTitle ?? t("chat")}>
        <HistoryPanel />
        <div class="ck-main">
          {options.header?.enabled === false ? <h2 class="ck-hidden">{thread?.title || t("newChat")}</h2> : <Header />}
          {!options.api ? (
            <div class="ck-panel" role="alert">
              {t("hosted")}
            </div>
          ) : chat.loadError.value ? (
            <LoadError />
          ) : empty ? (
            <StartScreen />
          ) : (
            <ErrorBoundary
              fallback={() => (
                <div class="ck-panel" role="alert">
                  {t("failed")}
                </div>
              )}
            >
              <Thread />
            </ErrorBoundary>
          )}
          {options.api && !chat.loadError.value ? <SlipBar /> : null}
          {options.api && !chat.loadError.value ? (
            question ? (
              <StructuredComposer key={question.id} item={question} />
            ) : (
              <Composer />
            )
          ) : null}
        </div>
        <Toasts />
        <Announcer />
        <div class="ck-layers" />
      </section>
    </UiContext.Provider>
  );
}

/** Keeps the composer above the keyboard of a phone, where the page itself is not made smaller for it. */
function aboveKeyboard(host: HTMLElement): (() => void) | undefined {
  const view = window.visualViewport;
  if (!view) return undefined;
  const fit = () => {
    const hidden = view.scale > 1 ? 0 : host.getBoundingClientRect().bottom - (view.offsetTop + view.height);
    const covered = hidden > 80 && hidden < host.clientHeight - 160 && window.innerHeight - view.height > 80;
    (host.shadowRoot!.querySelector(".ck") as HTMLElement).style.setProperty(
      "padding-bottom",
      covered ? `${hidden}px` : "0",
    );
  };
  view.addEventListener("resize", fit);
  return () => view.removeEventListener("resize", fit);
}
