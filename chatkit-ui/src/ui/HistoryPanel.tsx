/** Earlier conversations: a side sheet, or the whole width where that is small. */
import { useLayoutEffect, useRef, useState } from "preact/hooks";

import type { ThreadMeta } from "../core/wire";
import { Icon } from "../icons/Icon";
import { useUi } from "./context";
import { Dialog } from "./Dialog";
import { isEnter } from "./keys";
import { focusIsNowhere, useCover, useEscape, useFocusReturn } from "./layers";
import { Menu } from "./Menu";

export function HistoryPanel() {
  const { chat } = useUi();
  return chat.history.open.value ? <Panel /> : null;
}

function Panel() {
  const { chat, t, host } = useUi();
  const { history } = chat;
  const panel = useRef<HTMLDivElement>(null);
  const close = () => history.hide();
  const busy = chat.phase.value === "responding" || chat.phase.value === "tool";
  const rows = history.rows.value;
  useEscape(host, close);
  useCover(host, panel);
  useFocusReturn(host, panel);
  useLayoutEffect(() => panel.current?.querySelector<HTMLElement>("button")?.focus(), []);
  useLayoutEffect(() => {
    if (focusIsNowhere()) panel.current?.focus(); // it was in a row that is gone
  }, [rows.length]);
  const scrolled = (event: Event) => {
    const box = event.currentTarget as HTMLElement;
    if (box.scrollHeight - box.scrollTop - box.clientHeight < 200) void history.more();
  };
  return (
    <>
      <div class="ck-scrim" onClick={close} />
      <div class="ck-history" role="dialog" aria-label={t("history")} tabIndex={-1} ref={panel}>
        <div class="ck-history-head">
          <h2>{t("history")}</h2>
          <button type="button" class="ck-iconbtn" aria-label={t("closeHistory")} onClick={close}>
            <Icon name="close" />
          </button>
        </div>
        <div class="ck-history-list" onScroll={scrolled}>
          {history.error.value ? (
            <div class="ck-inline-error" role="alert">
              <span>{history.error.value}</span>
              <button type="button" class="ck-btn" onClick={() => void history.reload()}>
                {t("retry")}
              </button>
            </div>
          ) : null}
          {!rows.length && !history.loading.value && !history.error.value ? (
            <p class="ck-muted ck-pad">{t("noHistory")}</p>
          ) : null}
          <ul>
            {rows.map((row) => (
              <Row key={row.id} row={row} active={row.id === chat.threadId} disabled={busy} />
            ))}
          </ul>
          {history.loading.value ? (
            <p class="ck-muted ck-pad" role="status">
              {t("loading")}
            </p>
          ) : null}
          {history.hasMore.value && !history.loading.value ? (
            <button type="button" class="ck-btn ck-more" onClick={() => void history.more()}>
              {t("loadMore")}
            </button>
          ) : null}
        </div>
      </div>
    </>
  );
}

function Row(props: { row: ThreadMeta; active: boolean; disabled: boolean }) {
  const { chat, t, locale } = useUi();
  const { row } = props;
  const options = chat.options.value.history;
  const [mode, setMode] = useState<"plain" | "menu" | "rename" | "delete">("plain");
  const anchor = useRef<HTMLButtonElement>(null);
  const renamed = useRef(false);
  useLayoutEffect(() => {
    if (mode !== "rename" && renamed.current) anchor.current?.focus();
    renamed.current = mode === "rename";
  }, [mode]);
  const title = row.title || t("untitled");
  const items = [
    ...(options?.showRename === false ? [] : [{ id: "rename", label: t("rename"), icon: "lucide:pencil" }]),
    ...(options?.showDelete === false
      ? []
      : [{ id: "delete", label: t("delete"), icon: "lucide:trash-2", danger: true }]),
  ];
  const pick = () => {
    chat.history.hide();
    void chat.open(row.id).catch(() => undefined); // its panel shows it
  };
  if (mode === "rename") return <Rename row={row} done={() => setMode("plain")} />;
  return (
    <li class={props.active ? "ck-history-row ck-active" : "ck-history-row"}>
      <button
        type="button"
        class="ck-history-open"
        disabled={props.disabled}
        aria-current={props.active || undefined}
        onClick={pick}
      >
        <span class="ck-history-title" dir="auto">
          {title}
        </span>
        {row.created_at ? <small>{ago(row.created_at, locale)}</small> : null}
      </button>
      {items.length ? (
        <button
          ref={anchor}
          type="button"
          class="ck-iconbtn ck-small"
          aria-label={t("moreFor", { title })}
          aria-haspopup="menu"
          aria-expanded={mode === "menu"}
          onClick={() => setMode(mode === "menu" ? "plain" : "menu")}
        >
          <Icon name="dots-horizontal" size={18} />
        </button>
      ) : null}
      {mode === "menu" ? (
        <Menu
          anchor={anchor}
          items={items}
          label={t("moreFor", { title })}
          onPick={(id) => setMode(id as "rename")}
          onClose={() => setMode("plain")}
        />
      ) : null}
      {mode === "delete" ? (
        <Dialog
          title={t("deleteTitle")}
          text={t("deleteText", { title })}
          confirm={t("delete")}
          onClose={() => setMode("plain")}
          onConfirm={() => void chat.history.remove(row.id)}
        />
      ) : null}
    </li>
  );
}

function Rename(props: { row: ThreadMeta; done: () => void }) {
  const { chat, t, host } = useUi();
  const field = useRef<HTMLInputElement>(null);
  const over = useRef(false);
  useLayoutEffect(() => {
    field.current?.focus();
    field.current?.select();
  }, []);
  const end = (title: string | undefined) => {
    if (over.current) return; // a field that goes while it has the focus is also left, after Enter and Escape
    over.current = true;
    if (title && title !== props.row.title) void chat.history.rename(props.row.id, title);
    props.done();
  };
  useEscape(host, () => end(undefined));
  const save = () => end(field.current?.value.trim());
  const keys = (event: KeyboardEvent) => {
    if (!isEnter(event)) return;
    event.preventDefault(); // the focus goes to a button now, which the same key would press
    save();
  };
  return (
    <li class="ck-history-row">
      <input
        ref={field}
        class="ck-rename"
        aria-label={t("title")}
        defaultValue={props.row.title ?? ""}
        maxLength={200}
        onKeyDown={keys}
        onBlur={save}
      />
    </li>
  );
}

/** The server's times carry no zone: only how long ago is shown, and coarsely. They are read as UTC. */
export function ago(time: string, locale: string): string {
  const zoned = /[zZ]|[+-]\d\d:?\d\d$/.test(time) ? time : `${time}Z`;
  const seconds = (Date.parse(zoned) - Date.now()) / 1000;
  if (!Number.isFinite(seconds)) return "";
  const format = new Intl.RelativeTimeFormat(locale, { numeric: "auto", style: "short" });
  const past = Math.min(0, seconds);
  if (past > -3600) return format.format(Math.round(past / 60), "minute");
  if (past > -86_400) return format.format(Math.round(past / 3600), "hour");
  return format.format(Math.round(past / 86_400), "day");
}
