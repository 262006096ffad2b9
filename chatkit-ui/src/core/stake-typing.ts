/** The stake of an open slip while it is typed: its payout at once, saved a moment later, never sent over a newer state. */
import { type ReadonlySignal, signal } from "@preact/signals";

import type { Conversation } from "./conversation";
import { centsOf, money, payoutOf, type SlipStake } from "./slip-stake";
import { str } from "./text";
import type { ActionConfig } from "./wire";

/** After the last change; a pause between two keys is shorter. */
const SAVE_AFTER_MS = 700;

export class StakeTyping {
  of: SlipStake | null = null;
  readonly #typed = signal("");
  readonly typed: ReadonlySignal<string> = this.#typed;
  readonly #wrong = signal(false);
  /** The field's own setter, while there is a field. */
  write: ((value: string) => void) | null = null;
  #saved = "";
  #timer: ReturnType<typeof setTimeout> | undefined;
  #sending: Promise<void> | null = null;

  constructor(
    private readonly chat: Conversation,
    private readonly itemId: string,
  ) {}

  /** What stands in the field, by the user or the server; `saved`: what the server has. */
  follow(value: string, saved: string): void {
    this.#typed.value = value;
    this.#saved = saved;
  }

  changed(value: string): void {
    this.#typed.value = value;
    this.#wrong.value = false;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.done(), SAVE_AFTER_MS);
  }

  /** The typing has paused, the field was left, Enter pressed: what is an amount is saved, of what is none it is said. */
  async done(): Promise<void> {
    this.#wrong.value = centsOf(this.#typed.value) === null;
    await this.save();
  }

  /** What is to be said below the field, "" while it holds an amount. */
  problem(): string {
    return this.#wrong.value ? (this.of?.wrong ?? "") : "";
  }

  /** A button names the stake. */
  choose(value: string): void {
    this.write?.(value);
    this.#typed.value = value;
    this.#wrong.value = false;
    void this.save();
  }

  async save(): Promise<void> {
    clearTimeout(this.#timer);
    await this.#sending;
    const { of } = this;
    if (!of || !this.#unsaved()) return;
    const given = typeof of.save.payload === "object" ? of.save.payload : {};
    const action = { ...of.save, payload: { ...given, [of.field]: this.#typed.value } };
    const sent = this.chat.action(action, this.itemId, false).catch((error: unknown) => {
      // Lock and every other button bring the stake along: nothing is lost by this.
      this.chat.log("stake.not_saved", { name: error instanceof Error ? error.name : "" });
    });
    this.#sending = sent;
    await sent;
    if (this.#sending === sent) this.#sending = null;
  }

  /** Before an action that brings the stake along: what is on its way arrives first, what waits is not sent. */
  async settled(): Promise<void> {
    clearTimeout(this.#timer);
    await this.#sending;
  }

  stop(): void {
    clearTimeout(this.#timer);
  }

  payout(): bigint | null {
    const cents = centsOf(this.#typed.value);
    return cents === null || !this.of?.price ? null : payoutOf(cents, this.of.price);
  }

  /** What a text of the card says instead of what the server wrote, or null. */
  textOf(id: string): string | null {
    const { of } = this;
    if (!of?.price || !id || (id !== of.payout && id !== of.profit)) return null;
    const cents = centsOf(this.#typed.value);
    const payout = this.payout();
    if (cents === null || payout === null) return "—";
    return money(id === of.payout ? payout : payout - cents);
  }

  /** The stake that a button of this action names, or null. */
  chipOf(action: ActionConfig | undefined): string | null {
    const { of } = this;
    if (!of?.chip || action?.type !== of.save.type || typeof action.payload !== "object") return null;
    return str((action.payload as Record<string, unknown>)[of.chip]) || null;
  }

  /** Whether the stake in the field is this one. */
  isChosen(chip: string): boolean {
    return centsOf(this.#typed.value) !== null && centsOf(this.#typed.value) === centsOf(chip);
  }

  #unsaved(): boolean {
    const cents = centsOf(this.#typed.value);
    return cents !== null && cents !== centsOf(this.#saved);
  }
}
