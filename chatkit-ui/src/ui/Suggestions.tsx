/** Next questions below the last answer, as chips; those of its newest message or card, else of the thread. */
import { extensionOf, suggestionsIn, type Suggestion } from "../core/card-extension";
import type { Entry, State } from "../core/state";
import { directionOf } from "../core/text";
import { useUi } from "./context";

export function Suggestions() {
  const { chat, t } = useUi();
  if (chat.phase.value !== "idle" || chat.error.value) return null;
  const state = chat.state.value;
  if (chat.blocked) return null;
  const suggestions = suggestionsFor(state);
  if (!suggestions.length) return null;
  return (
    <div class="ck-suggestions" role="group" aria-label={t("suggestions")}>
      {suggestions.map((one) => (
        <button
          key={one.prompt}
          type="button"
          class="ck-suggestion"
          dir={directionOf(one.label)}
          onClick={() => void chat.composer.sendNow({ text: one.prompt }).catch(() => undefined)}
        >
          {one.label}
        </button>
      ))}
    </div>
  );
}

/** None while nothing was answered: what is offered follows from an answer. */
export function suggestionsFor(state: Pick<State, "items" | "thread">): readonly Suggestion[] {
  let answered = false;
  for (let at = state.items.length - 1; at >= 0; at--) {
    const { item, local } = state.items[at] as Entry;
    if (item.type === "user_message") return answered && !local ? ofThread(state) : [];
    if (item.type === "widget") {
      const { suggestions } = extensionOf(item.widget);
      if (suggestions.length) return suggestions;
    } else if (item.type === "assistant_message") {
      const suggestions = suggestionsIn(item.professor_lock);
      if (suggestions.length) return suggestions;
    }
    answered = true;
  }
  return answered ? ofThread(state) : [];
}

function ofThread(state: Pick<State, "thread">): readonly Suggestion[] {
  return suggestionsIn(state.thread?.metadata?.professor_lock);
}
