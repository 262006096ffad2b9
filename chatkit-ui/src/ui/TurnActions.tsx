/** Once at the end of each finished turn: copy, rate, answer again. */
import { useState } from "preact/hooks";

import { copyText } from "../core/copy-text";
import { DEFAULTS } from "../core/defaults";
import type { Entry } from "../core/state";
import { Icon } from "../icons/Icon";
import { toClipboard } from "./clipboard";
import { useUi } from "./context";

const VISIBLE = new Set(["assistant_message", "widget", "generated_image", "workflow", "task"]);

export function TurnActions(props: { question: Entry | null; answer: Entry[]; last: boolean }) {
  const { chat, t } = useUi();
  const [copied, setCopied] = useState(false);
  const shown = props.answer.filter((entry) => VISIBLE.has(entry.item.type));
  if (!shown.length) return null;
  const options = chat.options.value.threadItemActions;
  const text = copyText(shown);
  const key = props.question?.key ?? shown[0]!.key;
  const rating = chat.ratings.of.value[key];
  const rate = (kind: "positive" | "negative") =>
    void chat.ratings.rate(
      shown.map((entry) => entry.item.id),
      key,
      kind,
    );
  const copy = async () => {
    setCopied(await toClipboard(text));
    setTimeout(() => setCopied(false), 2000);
  };
  const question = props.question?.local ? null : props.question;
  return (
    <div class="ck-actions">
      {text ? (
        <button
          type="button"
          class="ck-iconbtn ck-small"
          aria-label={copied ? t("copied") : t("copy")}
          title={t("copy")}
          onClick={() => void copy()}
        >
          <Icon name={copied ? "check" : "lucide:copy"} size={16} />
        </button>
      ) : null}
      {(options?.feedback ?? DEFAULTS.feedback) ? (
        <>
          <button
            type="button"
            class="ck-iconbtn ck-small"
            aria-label={t("good")}
            title={t("good")}
            aria-pressed={rating === "positive"}
            onClick={() => rate("positive")}
          >
            <Icon name="lucide:thumbs-up" size={16} />
          </button>
          <button
            type="button"
            class="ck-iconbtn ck-small"
            aria-label={t("bad")}
            title={t("bad")}
            aria-pressed={rating === "negative"}
            onClick={() => rate("negative")}
          >
            <Icon name="lucide:thumbs-down" size={16} />
          </button>
        </>
      ) : null}
      {(options?.retry ?? DEFAULTS.retry) && question ? (
        <button
          type="button"
          class="ck-iconbtn ck-small"
          aria-label={t("regenerate")}
          title={t("regenerate")}
          disabled={chat.phase.value !== "idle"}
          onClick={() => void chat.retryAfter(question.item.id)}
        >
          <Icon name="lucide:refresh-cw" size={16} />
        </button>
      ) : null}
    </div>
  );
}
