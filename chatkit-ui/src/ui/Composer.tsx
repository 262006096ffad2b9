/** Where a message is written: text with tags, quote, files, tool, model, dictation, send and stop. */
import { useLayoutEffect, useRef, useState } from "preact/hooks";

import { edited } from "../core/draft";
import { attachmentsEnabled, dictationEnabled, modelsOf, toolsOf } from "../core/options";
import { Icon } from "../icons/Icon";
import { Markdown } from "../markdown/Markdown";
import { Chips } from "./Chips";
import { useUi } from "./context";
import { Dictation } from "./Dictation";
import { isEnter } from "./keys";
import { Menu, type MenuItem } from "./Menu";
import { Suggest, useSuggest } from "./Suggest";

export function Composer() {
  const { chat, t } = useUi();
  const { composer } = chat;
  const options = chat.options.value;
  const thread = chat.thread.value;
  const field = useRef<HTMLTextAreaElement>(null);
  const picker = useRef<HTMLInputElement>(null);
  const nextCaret = useRef<number | null>(null); // where it goes once the changed text is drawn
  const [dictating, setDictating] = useState(false);
  const [dropping, setDropping] = useState(false);
  const draft = composer.text.value;
  const locked = thread?.status?.type === "locked";
  const tool = toolsOf(options).find((option) => option.id === composer.toolId.value);
  const attach = attachmentsEnabled(options);
  const reason = thread?.status && "reason" in thread.status ? thread.status.reason : null;
  const placeholder = locked
    ? reason || t("lockedReason")
    : tool?.placeholderOverride || options.composer?.placeholder || t("placeholder");
  // A text, a file and a button fit one line; it grows with the text.
  const mention = options.entities?.onTagSearch && options.entities.showComposerMenu;
  const oneLine = !mention && !tool && !dictating && !toolsOf(options).length && !modelsOf(options).length;
  const pickFiles = () => picker.current?.click();
  const suggest = useSuggest(field, nextCaret, {
    attach: attach ? pickFiles : null,
    dictate: dictationEnabled(options) ? () => setDictating(true) : null,
  });
  const refuse = (message: "tooMany" | "tooLarge" | "wrongType", name: string) => chat.toasts.say(t(message, { name }));

  useLayoutEffect(() => grow(field.current), [draft.text]);
  useLayoutEffect(() => {
    if (composer.focusAsked.value) field.current?.focus();
  }, [composer.focusAsked.value]);
  useLayoutEffect(() => {
    if (nextCaret.current !== null) field.current?.setSelectionRange(nextCaret.current, nextCaret.current);
    nextCaret.current = null;
  }, [draft]);

  if (thread?.status?.type === "closed") {
    return (
      <div class="ck-composer" part="composer">
        <div class="ck-closed" role="status" dir="auto">
          <Icon name="info" size={18} /> {reason || t("closedReason")}
        </div>
        <Disclaimer />
      </div>
    );
  }
  const input = (event: Event) => {
    const next = edited(composer.text.peek(), (event.target as HTMLTextAreaElement).value);
    composer.text.value = next.draft;
    nextCaret.current = next.caret;
    suggest.changed();
  };
  const keys = (event: KeyboardEvent) => {
    if (suggest.keys(event)) return;
    if (!isEnter(event) || event.shiftKey) return;
    event.preventDefault();
    composer.submit();
  };
  const files = (list: FileList | null | undefined) => {
    const found = [...(list ?? [])];
    if (found.length && attach) composer.addFiles(found, refuse);
    return found.length > 0 && attach;
  };
  return (
    <form
      class={dropping ? "ck-composer ck-dropping" : "ck-composer"}
      part="composer"
      onSubmit={(event) => {
        event.preventDefault();
        composer.submit();
      }}
      onDragOver={(event) => {
        if (!attach || !event.dataTransfer?.types.includes("Files")) return;
        event.preventDefault();
        setDropping(true);
      }}
      onDragLeave={() => setDropping(false)}
      onDrop={(event) => {
        setDropping(false);
        if (files(event.dataTransfer?.files)) event.preventDefault();
      }}
    >
      <Suggest suggest={suggest} anchor={field} />
      <div class={oneLine ? "ck-field ck-oneline" : "ck-field"} data-locked={locked || undefined}>
        {dropping ? <div class="ck-drop">{t("dropHere")}</div> : null}
        {composer.quote.value ? (
          <div class="ck-draftquote">
            <Icon name="lucide:quote" size={14} />
            <span dir="auto">{composer.quote.value}</span>
            <button
              type="button"
              class="ck-iconbtn ck-small"
              aria-label={t("removeQuote")}
              onClick={() => (composer.quote.value = "")}
            >
              <Icon name="close" size={14} />
            </button>
          </div>
        ) : null}
        <Chips />
        {dictating ? <Dictation field={field} onDone={() => setDictating(false)} /> : null}
        {oneLine ? <Attach files={files} picker={picker} locked={locked} /> : null}
        <div class="ck-textbox" hidden={dictating}>
          <div class="ck-mirrortext" aria-hidden="true" dir="auto">
            <Mirror />
          </div>
          <textarea
            ref={field}
            rows={1}
            dir="auto"
            value={draft.text}
            placeholder={placeholder}
            aria-label={t("message")}
            disabled={locked}
            enterkeyhint="send"
            autocomplete="off"
            {...suggest.aria}
            onInput={input}
            onKeyDown={keys}
            onSelect={() => suggest.changed()}
            onBlur={() => suggest.closeSoon()}
            onPaste={(event) => {
              if (files(event.clipboardData?.files)) event.preventDefault();
            }}
          />
        </div>
        <div class="ck-bar">
          {oneLine ? null : <Attach files={files} picker={picker} locked={locked} />}
          <Tools />
          {mention ? (
            <button
              type="button"
              class="ck-iconbtn"
              aria-label={t("mention")}
              disabled={locked}
              onClick={() => suggest.start("@")}
            >
              <Icon name="lucide:at-sign" />
            </button>
          ) : null}
          {tool ? (
            <button
              type="button"
              class="ck-toolchip"
              aria-label={t("clearTool", { name: tool.label })}
              onClick={() => composer.selectTool(null)}
            >
              <Icon name={tool.icon} size={16} /> {tool.shortLabel ?? tool.label} <Icon name="close" size={14} />
            </button>
          ) : null}
          <span class="ck-grow" />
          <Models />
          {dictationEnabled(options) && !dictating ? (
            <button
              type="button"
              class="ck-iconbtn"
              aria-label={t("dictate")}
              title={t("dictate")}
              disabled={locked}
              onClick={() => setDictating(true)}
            >
              <Icon name="lucide:mic" />
            </button>
          ) : null}
          <SendOrStop />
        </div>
      </div>
      <Disclaimer />
    </form>
  );
}

function Attach(props: {
  files: (list: FileList | null) => boolean;
  picker: { current: HTMLInputElement | null };
  locked: boolean;
}) {
  const { chat, t } = useUi();
  const options = chat.options.value;
  if (!attachmentsEnabled(options)) return null;
  return (
    <>
      <input
        ref={props.picker}
        type="file"
        hidden
        multiple
        accept={acceptOf(options.composer?.attachments?.accept)}
        onChange={(event) => {
          props.files(event.currentTarget.files);
          event.currentTarget.value = "";
        }}
      />
      <button
        type="button"
        class="ck-iconbtn ck-attach"
        aria-label={t("attach")}
        title={t("attach")}
        disabled={props.locked}
        onClick={() => props.picker.current?.click()}
      >
        <Icon name="lucide:paperclip" />
      </button>
    </>
  );
}

function SendOrStop() {
  const { chat, t } = useUi();
  const phase = chat.phase.value;
  const allowCancel = chat.allowCancel.value;
  if (phase !== "responding" && phase !== "tool") {
    return (
      <button
        type="submit"
        class="ck-send"
        aria-label={t("send")}
        title={t("send")}
        disabled={!chat.composer.ready.value}
      >
        <Icon name="lucide:arrow-up" size={20} />
      </button>
    );
  }
  if (allowCancel || chat.silent.value || phase === "tool") {
    return (
      <button type="button" class="ck-send" aria-label={t("stop")} title={t("stop")} onClick={() => chat.stop()}>
        <svg width="14" height="14" viewBox="0 0 14 14" aria-hidden="true">
          <rect width="14" height="14" rx="3" fill="currentColor" />
        </svg>
      </button>
    );
  }
  return (
    <span class="ck-send ck-waiting" role="img" aria-label={t("waiting")}>
      <Icon name="lucide:loader-circle" size={18} class="ck-spin" />
    </span>
  );
}

function Tools() {
  const { chat, t } = useUi();
  const anchor = useRef<HTMLButtonElement>(null);
  const [open, setOpen] = useState(false);
  const tools = toolsOf(chat.options.value);
  if (!tools.length) return null;
  const { toolId } = chat.composer;
  const inMenu = tools.filter((tool) => !tool.pinned);
  const items: MenuItem[] = inMenu.map((tool) => ({
    id: tool.id,
    label: tool.label,
    icon: tool.icon,
    checked: toolId.value === tool.id,
  }));
  return (
    <>
      {inMenu.length ? (
        <button
          ref={anchor}
          type="button"
          class="ck-iconbtn"
          aria-label={t("tools")}
          title={t("tools")}
          aria-haspopup="menu"
          aria-expanded={open}
          onClick={() => setOpen(!open)}
        >
          <Icon name="plus" />
        </button>
      ) : null}
      {open ? (
        <Menu
          anchor={anchor}
          items={items}
          side="top-start"
          label={t("tools")}
          onPick={(id) => chat.composer.selectTool(toolId.peek() === id ? null : id)}
          onClose={() => setOpen(false)}
        />
      ) : null}
      {tools
        .filter((tool) => tool.pinned && tool.id !== toolId.value)
        .map((tool) => (
          <button
            key={tool.id}
            type="button"
            class="ck-iconbtn"
            aria-label={tool.label}
            title={tool.label}
            onClick={() => chat.composer.selectTool(tool.id)}
          >
            <Icon name={tool.icon} />
          </button>
        ))}
    </>
  );
}

function Models() {
  const { chat, t } = useUi();
  const anchor = useRef<HTMLButtonElement>(null);
  const [open, setOpen] = useState(false);
  const models = modelsOf(chat.options.value);
  if (!models.length) return null;
  const { modelId } = chat.composer;
  const current = models.find((model) => model.id === modelId.value);
  const items = models.map((model) => ({ ...model, checked: model.id === modelId.value }));
  return (
    <>
      <button
        ref={anchor}
        type="button"
        class="ck-model"
        aria-label={`${t("model")}: ${current?.label ?? ""}`}
        aria-haspopup="menu"
        aria-expanded={open}
        onClick={() => setOpen(!open)}
      >
        {current?.label ?? t("model")} <Icon name="lucide:chevron-down" size={14} />
      </button>
      {open ? (
        <Menu
          anchor={anchor}
          items={items}
          side="top-end"
          label={t("model")}
          onPick={(id) => chat.composer.selectModel(id)}
          onClose={() => setOpen(false)}
        />
      ) : null}
    </>
  );
}

/** The same text under the transparent field, with its tags tinted. */
function Mirror() {
  const { chat } = useUi();
  const { text, tags } = chat.composer.text.value;
  let at = 0;
  const parts = tags.flatMap((range) => {
    const plain = text.slice(at, range.start);
    at = range.end;
    return [plain, <mark key={range.start}>{text.slice(range.start, range.end)}</mark>];
  });
  return <>{[...parts, `${text.slice(at)}\u200b`]}</>;
}

function Disclaimer() {
  const { chat } = useUi();
  const { disclaimer } = chat.options.value;
  if (!disclaimer?.text) return null;
  return (
    <div class={disclaimer.highContrast ? "ck-disclaimer ck-strong" : "ck-disclaimer"}>
      <Markdown text={disclaimer.text} />
    </div>
  );
}

function grow(field: HTMLTextAreaElement | null): void {
  if (!field) return;
  field.style.setProperty("height", "auto");
  if (!field.value) return; // a long placeholder takes no second line
  field.style.setProperty("height", `${Math.min(field.scrollHeight, 240)}px`);
}

function acceptOf(accept: Record<string, string[]> | undefined): string | undefined {
  const parts = Object.entries(accept ?? {}).flatMap(([type, extensions]) => [type, ...extensions]);
  return parts.length ? parts.join(",") : undefined;
}
