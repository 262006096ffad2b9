/** What the parts of a conversation (draft, history, ratings) need of the whole, so that they do not import it. */
import type { ReadonlySignal } from "@preact/signals";

import type { Options } from "./options";
import type { State } from "./state";
import type { Toasts } from "./toasts";
import type { Api } from "./transport";
import type { UserInput, WireAttachment } from "./wire";

export type Emit = (name: string, detail?: unknown) => void;

export interface Conversation {
  readonly state: ReadonlySignal<State>;
  readonly options: ReadonlySignal<Options>;
  readonly loadError: ReadonlySignal<{ threadId: string; error: Error } | null>;
  readonly api: Api;
  readonly toasts: Toasts;
  readonly emit: Emit;
  /** The state as of this moment; `state` may lag behind it by a frame. */
  readonly now: State;
  readonly busy: boolean;
  readonly threadId: string | null;
  /** Why a message cannot be sent in this thread, or null. */
  readonly blocked: "locked" | "closed" | null;
  log(name: string, data?: Record<string, unknown>): void;
  /** Reports to the page, and gives the error back as one. */
  fail(error: unknown): Error;
  send(input: UserInput, shown: WireAttachment[], newThread?: boolean): Promise<void>;
  action(action: { type: string; payload?: unknown }, itemId: string | undefined, streaming: boolean): Promise<void>;
  open(threadId: string | null): Promise<void>;
  setTitle(threadId: string, title: string): void;
}
