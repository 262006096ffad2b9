/**
 * Prices that were tapped: shown as taken or free at once, sent to the server in order, one at a time, when nothing else is
 * under way. What the server says next counts; until then `#early` does.
 */
import { computed, effect, signal } from "@preact/signals";

import { newestSlip } from "./card-extension";
import type { Conversation } from "./conversation";
import type { ActionConfig } from "./wire";

interface Tap {
  key: string;
  take: boolean;
  add: { action: ActionConfig; itemId: string };
}

export class Taps {
  /** The newest slip with its item, or null. */
  readonly slip = computed(() => newestSlip(this.chat.state.value.items));
  readonly #early = signal<ReadonlyMap<string, boolean>>(new Map());
  #waiting: Tap[] = [];
  #sending = false;
  #epoch = 0;

  constructor(private readonly chat: Conversation) {
    effect(() => {
      if (this.chat.state.value.phase === "idle") queueMicrotask(() => void this.#sendAll());
    });
  }

  /** Whether the price is on the slip, or will be as far as the user is concerned. */
  taken(key: string): boolean {
    const slip = this.slip.value?.slip;
    return this.#early.value.get(key) ?? (slip?.state === "open" && slip.legs.has(key));
  }

  /** Takes the price, or frees it when it is taken. True: it is taken now. */
  tap(key: string, add: { action: ActionConfig; itemId: string }): boolean {
    const take = !this.taken(key);
    const last = this.#waiting.findLast((tap) => tap.key === key);
    if (last && last.take !== take) {
      this.#waiting = this.#waiting.filter((tap) => tap !== last); // it was not sent yet: nothing to undo
      this.#settle(key);
    } else {
      this.#waiting.push({ key, take, add });
      this.#early.value = new Map(this.#early.value).set(key, take);
    }
    void this.#sendAll();
    return take;
  }

  /** Another conversation is shown. */
  forget(): void {
    this.#epoch++;
    this.#waiting = [];
    this.#early.value = new Map();
  }

  async #sendAll(): Promise<void> {
    if (this.#sending) return;
    this.#sending = true;
    try {
      while (this.#waiting.length && !this.chat.busy) {
        const tap = this.#waiting.shift()!;
        const epoch = this.#epoch;
        try {
          await this.#send(tap);
        } catch (error) {
          this.chat.log("tap.failed", { name: error instanceof Error ? error.name : "" }); // the thread shows it
        }
        if (epoch === this.#epoch) this.#settle(tap.key);
      }
    } finally {
      this.#sending = false;
    }
  }

  async #send(tap: Tap): Promise<void> {
    if (tap.take) {
      await this.chat.action(tap.add.action, tap.add.itemId || undefined, true);
      return;
    }
    const current = newestSlip(this.chat.now.items);
    const remove = current?.slip.legs.get(tap.key);
    if (current && remove) await this.chat.action(remove, current.itemId, true);
  }

  /** From here on the slip itself says whether it is taken, unless a later tap waits. */
  #settle(key: string): void {
    const early = new Map(this.#early.value);
    const later = this.#waiting.findLast((tap) => tap.key === key);
    if (later) early.set(key, later.take);
    else early.delete(key);
    this.#early.value = early;
  }
}
