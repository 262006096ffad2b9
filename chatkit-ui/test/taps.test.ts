import { type Signal, signal } from "@preact/signals";
import { beforeEach, describe, expect, it } from "vitest";

import type { Conversation } from "../src/core/conversation";
import { EMPTY, type Entry, type State } from "../src/core/state";
import { Taps } from "../src/core/taps";

const later = () => new Promise((resolve) => setTimeout(resolve));
const remove = (leg: string) => ({ type: "remove", payload: { leg } });
const slipWith = (...legs: string[]): Entry => ({
  key: "s",
  pending: false,
  item: {
    id: "slip",
    type: "widget",
    widget: {
      type: "Card",
      professor_lock: {
        slip: { state: "open", summary: "s", legs: legs.map((key) => ({ key, remove: remove(key) })) },
      },
    },
  },
});

describe("tapped prices", () => {
  let state: Signal<State>;
  let sent: [string, unknown, string | undefined][];
  let answer: (() => void)[];
  let fail: boolean;
  let taps: Taps;
  const set = (change: Partial<State>) => (state.value = { ...state.value, ...change });
  beforeEach(() => {
    state = signal<State>({ ...EMPTY, thread: { id: "t" } });
    sent = [];
    answer = [];
    fail = false;
    const chat = {
      state,
      get now() {
        return state.value;
      },
      get busy() {
        return state.value.phase !== "idle";
      },
      log: () => undefined,
      action: async (action: { type: string; payload?: unknown }, itemId: string | undefined) => {
        sent.push([action.type, action.payload, itemId]);
        set({ phase: "responding" });
        await new Promise<void>((resolve) => answer.push(resolve));
        set({ phase: "idle" });
        if (fail) throw new Error("refused");
      },
    };
    taps = new Taps(chat as unknown as Conversation);
  });
  const tap = (key: string) => taps.tap(key, { action: { type: "add", payload: { leg: key } }, itemId: "board" });
  /** The server answers the oldest request, with this slip. */
  const answered = async (...legs: string[]) => {
    if (!fail) set({ items: [slipWith(...legs)] });
    answer.shift()!();
    await later();
  };

  it("are taken at once, and stay so when the slip has them", async () => {
    expect(tap("a")).toBe(true);
    expect(taps.taken("a")).toBe(true);
    await later();
    expect(sent).toEqual([["add", { leg: "a" }, "board"]]);
    await answered("a");
    expect(taps.taken("a")).toBe(true);
    expect(taps.slip.value?.itemId).toBe("slip");
  });

  it("are free again when the action failed, or the slip does not have them", async () => {
    fail = true;
    tap("a");
    await later();
    await answered();
    expect(taps.taken("a")).toBe(false);
    fail = false;
    tap("b");
    await later();
    await answered("c");
    expect([taps.taken("b"), taps.taken("c")]).toEqual([false, true]);
  });

  it("are taken off by a second tap, through what the slip says", async () => {
    set({ items: [slipWith("a")] });
    expect(tap("a")).toBe(false);
    expect(taps.taken("a")).toBe(false);
    await later();
    expect(sent).toEqual([["remove", { leg: "a" }, "slip"]]);
    await answered();
    expect(taps.taken("a")).toBe(false);
  });

  it("wait in order while something is under way, and none is lost", async () => {
    tap("a");
    tap("b");
    tap("c");
    await later();
    expect(sent).toHaveLength(1);
    expect(["a", "b", "c"].map((key) => taps.taken(key))).toEqual([true, true, true]);
    await answered("a");
    await answered("a", "b");
    await answered("a", "b", "c");
    expect(sent.map(([, payload]) => payload)).toEqual([{ leg: "a" }, { leg: "b" }, { leg: "c" }]);
    expect(["a", "b", "c"].map((key) => taps.taken(key))).toEqual([true, true, true]);
  });

  it("that are taken back before they were sent are not sent", async () => {
    set({ phase: "responding" });
    tap("a");
    expect(tap("a")).toBe(false);
    expect(taps.taken("a")).toBe(false);
    set({ phase: "idle" });
    await later();
    expect(sent).toEqual([]);
  });

  it("that are taken back while they are sent are removed after", async () => {
    tap("a");
    await later();
    expect(tap("a")).toBe(false);
    await answered("a");
    expect(taps.taken("a")).toBe(false);
    expect(sent.map(([type]) => type)).toEqual(["add", "remove"]);
    await answered();
    expect(taps.taken("a")).toBe(false);
  });

  it("go with their conversation", async () => {
    set({ phase: "responding" });
    tap("a");
    taps.forget();
    set({ phase: "idle" });
    await later();
    expect(sent).toEqual([]);
    expect(taps.taken("a")).toBe(false);
  });
});
