/** What a screen reader is told: that an answer is coming, what it was, and what a click has done. */
import { useLayoutEffect, useRef, useState } from "preact/hooks";

import { announcement } from "../core/announcement";
import type { Entry } from "../core/state";
import { useUi } from "./context";

export function Announcer() {
  const { chat, t } = useUi();
  const { phase, thread, items } = chat.state.value;
  const clicked = chat.announced.value;
  const before = useRef(phase);
  const began = useRef<readonly Entry[]>(items);
  const shown = useRef(thread?.id);
  const [said, say] = useState("");
  const empty = items.length === 0;
  useLayoutEffect(() => {
    if (empty || (shown.current && shown.current !== thread?.id)) say(""); // it was of a conversation that is gone
    shown.current = thread?.id;
  }, [thread?.id, empty]);
  useLayoutEffect(() => {
    const answering = before.current === "responding" || before.current === "tool";
    if (phase === "responding" && !answering) {
      began.current = items;
      if (items.at(-1)?.item.type === "user_message") say(t("responding")); // a click has said what it does
    }
    if (phase === "idle" && answering) {
      const text = announcement(began.current, items, (name) => t("cardCame", { name }));
      if (text) say(text);
    }
    before.current = phase;
  }, [phase]);
  useLayoutEffect(() => {
    if (clicked) say(clicked.text);
  }, [clicked]);
  return (
    <div class="ck-hidden" role="status" aria-live="polite">
      {said}
    </div>
  );
}
