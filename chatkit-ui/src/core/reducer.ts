/** Pure: folds stream events into what the thread shows. Effects (events to fire, tools to run) go to `env`. */
import { applyItemUpdate } from "./item-updates";
import type { Entry, Env, Notice, Phase, State } from "./state";
import { str } from "./text";
import { HIDDEN_TYPES, type Item, type StreamEvent, type ThreadMeta, type UserItem } from "./wire";

export function reduce(state: State, event: StreamEvent, env: Env): State {
  switch (event.type) {
    case "thread.created":
      return created(state, metaOf(event.thread as ThreadMeta), env);
    case "thread.updated":
      return updated(state, metaOf(event.thread as ThreadMeta), env);
    case "thread.item.added":
      return added(state, event.item as Item);
    case "thread.item.updated":
      return itemUpdated(state, event, env);
    case "thread.item.done":
      return done(state, event.item as Item, env);
    case "thread.item.removed":
      return removed(state, String(event.item_id));
    case "thread.item.replaced":
      return replaced(state, event.item as Item);
    case "stream_options":
      return { ...state, allowCancel: Boolean((event.stream_options as { allow_cancel?: boolean })?.allow_cancel) };
    case "progress_update":
      return { ...state, progress: progressOf(event) };
    case "client_effect":
      env.effects.push({
        type: "client_effect",
        name: String(event.name),
        data: (event.data as Record<string, unknown>) ?? {},
      });
      return state;
    case "error":
      return failed(state, event, env);
    case "notice":
      return noticed(state, event);
    default:
      env.effects.push({ type: "log", name: "stream.unknown_event", data: { type: event.type } });
      return state;
  }
}

/** What the server wanted noticed was about what came before. */
export function startStream(state: State): State {
  return { ...state, phase: "responding", error: null, notices: [], progress: null, allowCancel: false };
}

/** The stream is over in whatever way; `phase` is `tool` when a client tool still runs. */
export function endStream(state: State, phase: Phase = "idle"): State {
  const items = state.items
    .filter((entry) => !(entry.pending && isEmptyAssistant(entry.item)))
    .map((entry) => (entry.pending ? { ...entry, pending: false } : entry));
  return { ...state, items, phase, progress: null, allowCancel: false };
}

export function addLocal(state: State, item: UserItem): State {
  const entry: Entry = { key: `k${state.seq}`, item, pending: false, local: "sending" };
  return { ...state, items: [...state.items, entry], seq: state.seq + 1, notices: [], error: null };
}

export function markLocal(state: State, key: string, local: "sending" | "failed"): State {
  return {
    ...state,
    items: state.items.map((entry) => (entry.key === key ? { ...entry, local } : entry)),
  };
}

/** Items of the store, oldest first, before what is shown already. */
export function withStored(state: State, older: readonly Item[]): State {
  let seq = state.seq;
  const entries = older
    .filter((item) => !HIDDEN_TYPES.has(item.type))
    .map((item): Entry => ({ key: `k${seq++}`, item, pending: false, stored: true }));
  return { ...state, items: [...entries, ...state.items], seq };
}

/** The newest stored items, oldest first, are the truth: replace, add, drop; what is unsent or open stays. */
export function resynced(state: State, stored: readonly Item[]): State {
  const known = new Map<string, Entry>();
  for (const entry of state.items) if (!entry.local) known.set(entry.item.id, entry);
  let seq = state.seq;
  const entries = stored
    .filter((item) => !HIDDEN_TYPES.has(item.type))
    .map((item): Entry => {
      const old = known.get(item.id);
      const same = old && !old.pending && JSON.stringify(old.item) === JSON.stringify(item);
      return same ? old : { key: old?.key ?? `k${seq++}`, item, pending: false, stored: true };
    });
  const ids = new Set(stored.map((item) => item.id));
  const open = state.items.filter((entry) => (entry.pending || entry.local) && !ids.has(entry.item.id));
  return { ...state, items: [...entries, ...open], seq };
}

/** What the server deletes on `retry_after_item` without saying so: everything after that message. */
export function truncateAfter(state: State, itemId: string): State {
  const at = lastIndex(state.items, (entry) => entry.item.id === itemId);
  return at < 0 ? state : { ...state, items: state.items.slice(0, at + 1) };
}

export function metaOf(thread: ThreadMeta): ThreadMeta {
  const { id, title, created_at, status, allowed_image_domains, metadata } = thread;
  return {
    id,
    ...(title != null ? { title } : {}),
    ...(created_at ? { created_at } : {}),
    ...(status ? { status } : {}),
    ...(allowed_image_domains != null ? { allowed_image_domains } : {}),
    ...(metadata ? { metadata } : {}),
  };
}

function created(state: State, thread: ThreadMeta, env: Env): State {
  env.effects.push({ type: "thread.change", threadId: thread.id }, { type: "thread.meta", thread });
  return { ...state, thread };
}

function updated(state: State, thread: ThreadMeta, env: Env): State {
  env.effects.push({ type: "thread.meta", thread });
  if (state.thread && state.thread.id !== thread.id) return state;
  return { ...state, thread: { ...state.thread, ...thread } }; // its page of items is always empty: never used
}

function added(state: State, item: Item): State {
  if (HIDDEN_TYPES.has(item.type)) return state;
  const base = clearsProgress(item) ? { ...state, progress: null } : state;
  const open = lastIndex(base.items, (entry) => entry.pending && entry.item.id === item.id);
  if (open >= 0) return put(base, open, { ...base.items[open]!, item });
  const kept = lastIndex(base.items, (entry) => entry.stored === true && entry.item.id === item.id);
  if (kept >= 0) return put(base, kept, { key: base.items[kept]!.key, item, pending: true });
  return append(base, item, true);
}

function itemUpdated(state: State, event: StreamEvent, env: Env): State {
  const id = String(event.item_id);
  const update = event.update as { type: string };
  let base = state;
  let at = targetIndex(base.items, id);
  if (at < 0) {
    if (!update?.type?.startsWith("assistant_message.")) {
      env.effects.push({ type: "log", name: "stream.unknown_item", data: { type: update?.type } });
      return state;
    }
    base = append(state, { id, type: "assistant_message", content: [] }, true);
    at = base.items.length - 1;
  }
  const entry = base.items[at]!;
  const changed = applyItemUpdate(entry, update, env);
  if (changed === entry) return base;
  const silent = update.type.startsWith("workflow.");
  return put(silent ? base : { ...base, progress: null }, at, changed);
}

function done(state: State, item: Item, env: Env): State {
  if (HIDDEN_TYPES.has(item.type)) return state;
  if (item.type === "client_tool_call" && item.status === "pending") {
    env.effects.push({ type: "client_tool", item });
  }
  if (item.type === "user_message") {
    env.effects.push({ type: "user_message.accepted", item });
    const local = state.items.findIndex((entry) => entry.local === "sending");
    if (local >= 0) return put(state, local, { key: state.items[local]!.key, item, pending: false });
  }
  const base = clearsProgress(item) ? { ...state, progress: null } : state;
  const open = lastIndex(base.items, (entry) => entry.pending && entry.item.id === item.id);
  const at = open >= 0 ? open : sameTurnIndex(base.items, item.id);
  if (at < 0) return append(base, item, false);
  return put(base, at, { key: base.items[at]!.key, item, pending: false });
}

function removed(state: State, id: string): State {
  const at = lastIndex(state.items, (entry) => entry.item.id === id);
  return at < 0 ? state : { ...state, items: state.items.filter((_, index) => index !== at) };
}

function replaced(state: State, item: Item): State {
  if (HIDDEN_TYPES.has(item.type)) return state;
  const at = targetIndex(state.items, item.id);
  if (at < 0) return append(state, item, false);
  return put(state, at, { key: state.items[at]!.key, item, pending: false });
}

function failed(state: State, event: StreamEvent, env: Env): State {
  const code = typeof event.code === "string" ? event.code : "custom";
  const message = typeof event.message === "string" ? event.message : undefined;
  env.effects.push({ type: "error", code, ...(message ? { message } : {}) });
  return { ...state, error: { code, ...(message ? { message } : {}), allowRetry: event.allow_retry === true } };
}

function noticed(state: State, event: StreamEvent): State {
  const level = event.level === "warning" || event.level === "danger" ? event.level : "info";
  const notice: Notice = {
    key: `n${state.seq}`,
    level,
    message: str(event.message),
    ...(event.title ? { title: str(event.title) } : {}),
  };
  return { ...state, notices: [...state.notices, notice], seq: state.seq + 1 };
}

function progressOf(event: StreamEvent): { icon?: string; text: string } {
  return { text: str(event.text), ...(typeof event.icon === "string" ? { icon: event.icon } : {}) };
}

function append(state: State, item: Item, pending: boolean): State {
  const entry: Entry = { key: `k${state.seq}`, item, pending };
  return { ...state, items: [...state.items, entry], seq: state.seq + 1 };
}

function put(state: State, at: number, entry: Entry): State {
  const items = state.items.slice();
  items[at] = entry;
  return { ...state, items };
}

function targetIndex(items: readonly Entry[], id: string): number {
  const open = lastIndex(items, (entry) => entry.pending && entry.item.id === id);
  return open >= 0 ? open : lastIndex(items, (entry) => entry.item.id === id);
}

/** A finished entry with that id after the last user message, or one that came from the store. */
function sameTurnIndex(items: readonly Entry[], id: string): number {
  for (let at = items.length - 1; at >= 0; at--) {
    if (items[at]!.item.id === id) return at;
    if (items[at]!.item.type === "user_message") break;
  }
  return lastIndex(items, (entry) => entry.stored === true && entry.item.id === id);
}

function lastIndex<T>(list: readonly T[], test: (value: T) => boolean): number {
  for (let at = list.length - 1; at >= 0; at--) if (test(list[at]!)) return at;
  return -1;
}

function clearsProgress(item: Item): boolean {
  return item.type === "assistant_message" || item.type === "widget" || item.type === "generated_image";
}

function isEmptyAssistant(item: Item): boolean {
  return item.type === "assistant_message" && !item.content.some((part) => part.text);
}
