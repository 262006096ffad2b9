/** Short messages that go away by themselves. */
import { signal } from "@preact/signals";

import { DEFAULTS } from "./defaults";

export class Toasts {
  readonly shown = signal<{ key: number; text: string; tone: "info" | "danger" }[]>([]);
  #key = 0;

  say(text: string, tone: "info" | "danger" = "danger"): void {
    const key = this.#key++;
    this.shown.value = [...this.shown.value.slice(-2), { key, text, tone }];
    setTimeout(() => this.dismiss(key), DEFAULTS.toastMs);
  }

  dismiss(key: number): void {
    this.shown.value = this.shown.value.filter((toast) => toast.key !== key);
  }
}
