/** One thing in the thread, by its type. What is not meant to be seen draws nothing. */
import { useState } from "preact/hooks";

import { numbersOf } from "../core/numbers";
import type { Entry } from "../core/state";
import type { AssistantItem, ImageItem, StructuredItem, UserItem, WireAttachment } from "../core/wire";
import { Icon } from "../icons/Icon";
import { Sources } from "../markdown/Citation";
import { Markdown } from "../markdown/Markdown";
import { WidgetView } from "../widgets/WidgetView";
import { useUi } from "./context";
import { Dialog } from "./Dialog";
import { EntityChip } from "./EntityChip";
import { ErrorBoundary } from "./ErrorBoundary";
import { linkTarget } from "../markdown/links";
import { TaskView, WorkflowView } from "./Workflow";

export function ItemView(props: { entry: Entry }) {
  const { t, chat } = useUi();
  const { entry } = props;
  return (
    <ErrorBoundary
      retryKey={entry.item}
      onError={() => chat.log("item.failed", { type: entry.item.type })}
      fallback={() => <p class="ck-muted ck-cannot">{t("noWidget")}</p>}
    >
      <OneItem entry={entry} />
    </ErrorBoundary>
  );
}

function OneItem(props: { entry: Entry }) {
  const { entry } = props;
  const { item, pending } = entry;
  switch (item.type) {
    case "user_message":
      return <UserMessage entry={entry} item={item} />;
    case "assistant_message":
      return <AssistantMessage item={item} pending={pending} />;
    case "widget":
      return <WidgetView item={item} />;
    case "task":
      return (
        <div class="ck-workflow">
          <TaskView task={item.task} pending={pending} alone />
        </div>
      );
    case "workflow":
      return <WorkflowView workflow={item.workflow} pending={pending} />;
    case "generated_image":
      return <GeneratedImage item={item} pending={pending} progress={entry.progress} />;
    case "structured_input":
      return <Answered item={item} />;
    default:
      return null;
  }
}

function UserMessage(props: { entry: Entry; item: UserItem }) {
  const { chat, t } = useUi();
  const { entry, item } = props;
  return (
    <div class="ck-user" part="message">
      {item.quoted_text ? (
        <blockquote class="ck-quote" dir="auto">
          {item.quoted_text}
        </blockquote>
      ) : null}
      {item.attachments?.length ? (
        <div class="ck-files">
          {item.attachments.map((attachment) => (
            <Attached key={attachment.id} attachment={attachment} />
          ))}
        </div>
      ) : null}
      {item.content.length ? (
        <div class={entry.local === "sending" ? "ck-bubble ck-sending" : "ck-bubble"} dir="auto">
          {item.content.map((part, index) =>
            part.type === "input_tag" ? <EntityChip key={index} entity={part} /> : part.text,
          )}
        </div>
      ) : null}
      {entry.local === "failed" ? (
        <div class="ck-failed" role="alert">
          <Icon name="lucide:circle-alert" size={16} />
          <span>{t("notSent")}</span>
          <button
            type="button"
            class="ck-btn"
            disabled={chat.phase.value !== "idle"}
            onClick={() => void chat.resend(entry.key)}
          >
            {t("retry")}
          </button>
          <button type="button" class="ck-btn" onClick={() => chat.editFailed(entry.key)}>
            {t("edit")}
          </button>
        </div>
      ) : null}
    </div>
  );
}

export function Attached(props: { attachment: WireAttachment }) {
  const { attachment } = props;
  const url = attachment.preview_url;
  const target = url && !/^(blob|data):/.test(url) ? linkTarget(url) : null;
  if (attachment.type === "image" && url && (target?.kind === "web" || /^(blob:|data:image\/(?!svg))/.test(url))) {
    return (
      <img
        class="ck-file-image"
        src={url}
        alt={attachment.name}
        loading="lazy"
        decoding="async"
        referrerpolicy="no-referrer"
      />
    );
  }
  return (
    <span class="ck-file">
      <Icon name={attachment.type === "image" ? "lucide:image" : "document"} size={18} />
      <span dir="auto">{attachment.name}</span>
    </span>
  );
}

function AssistantMessage(props: { item: AssistantItem; pending: boolean }) {
  const parts = props.item.content;
  const annotations = parts.flatMap((part) => part.annotations ?? []);
  if (!parts.some((part) => part.text)) return null;
  return (
    <div class="ck-assistant" part="message">
      {parts.map((part, index) => (
        <Markdown
          key={index}
          text={part.text}
          growing={props.pending}
          annotations={part.annotations}
          numbers={numbersOf(props.item, index)}
        />
      ))}
      {props.pending ? null : <Sources annotations={annotations} />}
    </div>
  );
}

function GeneratedImage(props: { item: ImageItem; pending: boolean; progress: number | undefined }) {
  const { t } = useUi();
  const [large, setLarge] = useState(false);
  const url = props.item.image?.url;
  const usable = url && (/^data:image\/(?!svg)/i.test(url) || linkTarget(url)?.kind === "web");
  const percent = Math.round((props.progress ?? 0) * 100);
  if (!usable)
    return props.pending ? <div class="ck-genimage ck-genimage-empty" role="img" aria-label={t("working")} /> : null;
  return (
    <div class="ck-genimage">
      <button type="button" aria-label={t("openImage")} onClick={() => setLarge(true)} disabled={props.pending}>
        <img src={url} alt={t("image")} class={props.pending ? "ck-blurred" : undefined} referrerpolicy="no-referrer" />
      </button>
      {props.pending && props.progress !== undefined ? (
        <progress max={100} value={percent} aria-label={t("working")} />
      ) : null}
      {large ? (
        <Dialog title={t("image")} onClose={() => setLarge(false)}>
          <img src={url} alt={t("image")} referrerpolicy="no-referrer" />
        </Dialog>
      ) : null}
    </div>
  );
}

/** What was asked and answered; an open one is asked where the composer is. */
function Answered(props: { item: StructuredItem }) {
  const { t } = useUi();
  const { item } = props;
  if (item.status === "pending") {
    return (
      <ul class="ck-answers">
        {item.inputs.map((input) => (
          <li key={input.id}>
            <strong dir="auto">{input.question}</strong>
          </li>
        ))}
      </ul>
    );
  }
  return (
    <dl class="ck-answers">
      {item.inputs.map((input) => (
        <div key={input.id}>
          <dt dir="auto">{input.question}</dt>
          <dd dir="auto">
            {item.status === "skipped" || !input.answer || input.answer.skipped
              ? t("skipped")
              : input.answer.values.join(", ")}
          </dd>
        </div>
      ))}
    </dl>
  );
}
