import { describe, expect, it } from "vitest";

import { extensionOf, newestSlip, priceKey } from "../src/core/card-extension";
import type { Entry } from "../src/core/state";
import type { WidgetNode } from "../src/core/wire";
import { suggestionsFor } from "../src/ui/Suggestions";

const root = (professor_lock: unknown): WidgetNode => ({ type: "Card", children: [], professor_lock });
const remove = { type: "parlay.remove_leg", payload: { leg: "a" } };
let keys = 0;
const widget = (extension: unknown, id = "w"): Entry => ({
  key: `k${keys++}`,
  pending: false,
  item: { id, type: "widget", widget: root(extension) },
});
const text = (value: string): Entry => ({
  key: `k${keys++}`,
  pending: false,
  item: { id: "m", type: "assistant_message", content: [{ type: "output_text", text: value, annotations: [] }] },
});
const question = (): Entry => ({
  key: `k${keys++}`,
  pending: false,
  item: { id: "u", type: "user_message", content: [], attachments: [], inference_options: {} },
});

describe("the extension of a card's root", () => {
  it.each([[undefined], [null], ["slip"], [[]], [{ slip: "open", prices: 3, suggestions: "x", say: {} }]])(
    "is nothing where it is not of the form: %j",
    (given) => {
      const extension = extensionOf(root(given));
      expect(extension).toMatchObject({ name: "", say: "", suggestions: [], prices: null, slip: null });
    },
  );

  it("keeps what fits and leaves the rest", () => {
    const { slip, prices } = extensionOf(
      root({
        slip: { state: "nonsense", summary: "1 leg", legs: [{ key: "a", remove }, { key: "b" }, null, { remove }] },
        prices: { action: "add", key: "leg", cells: { a: { price: "-110", line: 3 }, b: {}, c: "x" } },
      }),
    );
    expect(slip).toMatchObject({ state: "past", summary: "1 leg", spoken: "1 leg" });
    expect([...slip!.legs]).toEqual([["a", remove]]);
    expect([...prices!.cells]).toEqual([
      ["a", { price: "-110", line: "3", book: "", move: "", best: false, label: "" }],
    ]);
  });

  it("knows what is opened in place and when something begins", () => {
    const { folds, starts } = extensionOf(
      root({
        folds: [
          { id: "a", label: "Details" },
          { id: "b", label: "More", about: "More games", once: true },
          { id: "c" },
        ],
        starts: [{ id: "t", at: "2026-01-10T19:00:00Z" }, { id: "u", at: "soon" }, 3],
      }),
    );
    expect([...folds]).toEqual([
      ["a", { label: "Details", about: "Details", once: false }],
      ["b", { label: "More", about: "More games", once: true }],
    ]);
    expect([...starts]).toEqual([["t", Date.UTC(2026, 0, 10, 19)]]);
  });

  it("names a price by its action and the key in its payload", () => {
    const { prices } = extensionOf(root({ prices: { action: "add", key: "leg" } }));
    expect(priceKey(prices, { type: "add", payload: { leg: "a" } })).toBe("a");
    expect(priceKey(prices, { type: "add", payload: {} })).toBeNull();
    expect(priceKey(prices, { type: "refresh", payload: { leg: "a" } })).toBeNull();
    expect(priceKey(null, { type: "add", payload: { leg: "a" } })).toBeNull();
    expect(priceKey(prices, undefined)).toBeNull();
  });

  it("takes the newest slip, whatever its state", () => {
    const open = widget({ slip: { state: "open", summary: "a", legs: [] } }, "old");
    const locked = widget({ slip: { state: "locked", summary: "b", legs: [] } }, "new");
    expect(newestSlip([open, text("x"), locked, widget({})])).toMatchObject({
      itemId: "new",
      slip: { state: "locked" },
    });
    expect(newestSlip([text("x")])).toBeNull();
  });
});

describe("what to ask next", () => {
  const card = {
    suggestions: [{ label: "Spread?", prompt: "And the spread?" }, { prompt: "Only this" }, { label: "no" }],
  };
  const thread = { id: "t", metadata: { professor_lock: { suggestions: [{ label: "T", prompt: "of the thread" }] } } };

  it("is that of the newest card of the last answer", () => {
    const items = [question(), widget(card), text("x")];
    expect(suggestionsFor({ items, thread })).toEqual([
      { label: "Spread?", prompt: "And the spread?" },
      { label: "Only this", prompt: "Only this" },
    ]);
  });
  it("is that of the message where it is newer than the card", () => {
    const said = text("x");
    Object.assign(said.item, { professor_lock: { suggestions: [{ label: "L", prompt: "of the message" }] } });
    expect(suggestionsFor({ items: [question(), widget(card), said], thread })[0]!.prompt).toBe("of the message");
    expect(suggestionsFor({ items: [said, question()], thread })).toEqual([]);
  });
  it("is the thread's when the last answer has no card with any", () => {
    expect(suggestionsFor({ items: [widget(card), question(), text("x")], thread })[0]!.prompt).toBe("of the thread");
  });
  it("is nothing before there is an answer", () => {
    expect(suggestionsFor({ items: [widget(card), question()], thread })).toEqual([]);
    expect(suggestionsFor({ items: [], thread })).toEqual([]);
  });
});
