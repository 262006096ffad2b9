/** Thumbs of this visit: one choice a turn, shown at once, taken back when the server did not take it. */
import { signal } from "@preact/signals";

import type { Conversation } from "./conversation";

export type Rating = "positive" | "negative";

export class Ratings {
  readonly of = signal<Record<string, Rating>>({});

  constructor(private readonly chat: Conversation) {}

  /** The same choice again withdraws it here only: the protocol has no way to say so. */
  async rate(itemIds: string[], turn: string, kind: Rating): Promise<void> {
    const before = this.of.value[turn];
    if (before === kind) {
      this.#set(turn, undefined);
      return;
    }
    this.#set(turn, kind);
    try {
      await this.chat.api.json("items.feedback", { thread_id: this.chat.threadId, item_ids: itemIds, kind });
    } catch (error) {
      this.#set(turn, before);
      this.chat.toasts.say(this.chat.fail(error).message);
    }
  }

  forget(): void {
    this.of.value = {};
  }

  #set(turn: string, kind: Rating | undefined): void {
    const { [turn]: _, ...rest } = this.of.value;
    this.of.value = kind ? { ...rest, [turn]: kind } : rest;
  }
}
