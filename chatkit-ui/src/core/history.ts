/** The list of earlier threads: pages of it, renaming, deleting. Opened lazily, never polled. */
import { signal } from "@preact/signals";

import type { Conversation } from "./conversation";
import { DEFAULTS } from "./defaults";
import { IntegrationError } from "./errors";
import { historyEnabled } from "./options";
import type { Page, ThreadMeta } from "./wire";

export class History {
  readonly open = signal(false);
  readonly rows = signal<ThreadMeta[]>([]);
  readonly hasMore = signal(false);
  readonly loading = signal(false);
  readonly error = signal<string | null>(null);
  #cursor: string | null = null;
  #loadedOnce = false;

  constructor(private readonly chat: Conversation) {}

  /** Throws an IntegrationError where there is no history. */
  show(): void {
    if (!historyEnabled(this.chat.options.value)) throw new IntegrationError("showHistory", "history is disabled");
    if (this.open.value) return;
    this.open.value = true;
    this.chat.emit("chatkit.history.open");
    void this.reload();
  }

  hide(): void {
    if (!historyEnabled(this.chat.options.value)) throw new IntegrationError("hideHistory", "history is disabled");
    if (!this.open.value) return;
    this.open.value = false;
    this.chat.emit("chatkit.history.close");
  }

  /** The first page again; what is listed stays until it is there. */
  async reload(): Promise<void> {
    this.#cursor = null;
    await this.#page(true);
  }

  async more(): Promise<void> {
    if (this.hasMore.value && !this.loading.value) await this.#page(false);
  }

  /** A thread that was created or changed while chatting. */
  note(thread: ThreadMeta): void {
    if (!this.#loadedOnce) return;
    const at = this.rows.value.findIndex((row) => row.id === thread.id);
    if (at < 0) this.rows.value = [thread, ...this.rows.value];
    else this.rows.value = this.rows.value.map((row, index) => (index === at ? { ...row, ...thread } : row));
  }

  async rename(threadId: string, title: string): Promise<void> {
    const before = this.rows.value;
    this.note({ id: threadId, title });
    this.chat.setTitle(threadId, title);
    try {
      await this.chat.api.json("threads.update", { thread_id: threadId, title });
    } catch (error) {
      this.rows.value = before;
      const old = before.find((row) => row.id === threadId)?.title;
      if (old) this.chat.setTitle(threadId, old);
      this.chat.toasts.say(this.chat.fail(error).message);
    }
  }

  async remove(threadId: string): Promise<void> {
    const before = this.rows.value;
    this.rows.value = before.filter((row) => row.id !== threadId);
    try {
      await this.chat.api.json("threads.delete", { thread_id: threadId });
    } catch (error) {
      this.rows.value = before;
      this.chat.toasts.say(this.chat.fail(error).message);
      return;
    }
    if (this.chat.threadId === threadId) await this.chat.open(null);
  }

  forget(): void {
    this.rows.value = [];
    this.#cursor = null;
    this.#loadedOnce = false;
    this.open.value = false;
  }

  async #page(first: boolean): Promise<void> {
    if (this.loading.value) return;
    this.loading.value = true;
    this.error.value = null;
    try {
      const page = await this.chat.api.json<Page<ThreadMeta>>("threads.list", {
        limit: DEFAULTS.historyPage,
        order: "desc",
        ...(!first && this.#cursor ? { after: this.#cursor } : {}),
      });
      const rows = first ? page.data : [...this.rows.value, ...page.data];
      this.rows.value = [...new Map(rows.map((row) => [row.id, row])).values()];
      this.#cursor = page.after ?? null;
      this.hasMore.value = page.has_more && Boolean(page.after);
      this.#loadedOnce = true;
    } catch (error) {
      this.error.value = this.chat.fail(error).message;
    } finally {
      this.loading.value = false;
    }
  }
}
