/** What one thread shows, and what an event may ask for besides: plain data, changed only by `reduce`. */
import type { Item, ThreadMeta, ToolCallItem, UserItem } from "./wire";

/** One thing in the thread. `key` is ours and stable; a server may use one `id` for several items. */
export interface Entry {
  readonly key: string;
  readonly item: Item;
  readonly pending: boolean;
  /** Only on a user message the server has not acknowledged. */
  readonly local?: "sending" | "failed";
  /** Came from the store, where ids are unique, and not from a stream. */
  readonly stored?: boolean;
  /** 0 to 1, of a generated image. */
  readonly progress?: number;
}

export interface Notice {
  key: string;
  level: "info" | "warning" | "danger";
  title?: string;
  message: string;
}
export interface ShownError {
  code: string;
  message?: string;
  allowRetry: boolean;
  /** Not an answer's failure but a load's; the panel then replaces the thread. */
  unauthorised?: boolean;
}
export type Phase = "idle" | "loading" | "responding" | "tool";

export interface State {
  readonly thread: ThreadMeta | null;
  readonly items: readonly Entry[];
  readonly hasOlder: boolean;
  readonly olderCursor: string | null;
  readonly progress: { icon?: string; text: string } | null;
  readonly notices: readonly Notice[];
  readonly error: ShownError | null;
  readonly allowCancel: boolean;
  readonly phase: Phase;
  readonly seq: number;
}

export type Effect =
  | { type: "thread.change"; threadId: string }
  | { type: "thread.meta"; thread: ThreadMeta }
  | { type: "client_effect"; name: string; data: Record<string, unknown> }
  | { type: "client_tool"; item: ToolCallItem }
  | { type: "user_message.accepted"; item: UserItem }
  | { type: "error"; code: string; message?: string }
  | { type: "log"; name: string; data?: Record<string, unknown> };
export interface Env {
  effects: Effect[];
}

export const EMPTY: State = {
  thread: null,
  items: [],
  hasOlder: false,
  olderCursor: null,
  progress: null,
  notices: [],
  error: null,
  allowCancel: false,
  phase: "idle",
  seq: 0,
};
