/** What a screen reader is told: that an answer is coming, then the answer, until another conversation is shown. */
import { useLayoutEffect, useRef, useState } from "preact/hooks";

import { DEFAULTS } from "../core/defaults";
import { useUi } from "./context";

export function Announcer() {
  const { chat, t } = useUi();
  const { phase, thread, items } = chat.state.value;
  const before = useRef(phase);
  const shown = useRef(thread?.id);
  const [said, say] = useState("");
  const empty = items.length === 0;
  useLayoutEffect(() => {
    if (empty || (shown.current && shown.current !== thread?.id)) say(""); // it was of a conversation that is gone
    shown.current = thread?.id;
  }, [thread?.id, empty]);
  useLayoutEffect(() => {
    if (phase === "responding" && before.current !== "responding" && before.current !== "tool") say(t("responding"));
    if (phase === "idle" && (before.current === "responding" || before.current === "tool")) {
      const last = [...chat.state.peek().items].reverse().find((entry) => entry.item.type === "assistant_message");
      const text = last?.item.type === "assistant_message" ? last.item.content.map((part) => part.text).join(" ") : "";
      say(text.slice(0, DEFAULTS.announceChars));
    }
    before.current = phase;
  }, [phase]);
  return (
    <div class="ck-hidden" role="status" aria-live="polite">
      {said}
    </div>
  );
}
