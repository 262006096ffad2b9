import { describe, expect, it } from "vitest";

import { announcement, firstSentence, plain } from "../src/core/announcement";
import type { Entry } from "../src/core/state";
import type { WidgetNode } from "../src/core/wire";

const said = (value: string, key = "a"): Entry => ({
  key,
  pending: false,
  item: { id: key, type: "assistant_message", content: [{ type: "output_text", text: value, annotations: [] }] },
});
const card = (widget: Partial<WidgetNode>, key = "w"): Entry => ({
  key,
  pending: false,
  item: { id: key, type: "widget", widget: { type: "Card", ...widget } },
});
const tell = (before: Entry[], now: Entry[]) => announcement(before, now, (name) => `Card: ${name}.`);

describe("what is announced of an answer", () => {
  it("is its first sentence as plain text and the new cards by name", () => {
    const title = { type: "Row", children: [{ type: "Title", value: "NBA odds" }] };
    const answer = [
      said("**Lakers** are [favored](https://e.x/a) by 4.5 at home. More follows."),
      card({ children: title }),
    ];
    expect(tell([], answer)).toBe("Lakers are favored by 4.5 at home. Card: NBA odds.");
  });
  it("is what a changed card says of itself, and not its name again", () => {
    const old = card({ professor_lock: { say: "Refreshed, 2 prices moved." } });
    const now = card({ professor_lock: { name: "Board", say: "Refreshed, no price moved." } });
    expect(tell([old], [now])).toBe("Refreshed, no price moved.");
    const again = card({ professor_lock: { say: "Refreshed, no price moved." } });
    expect(tell([now], [again])).toBe("Refreshed, no price moved.");
    expect(tell([again], [{ ...again }])).toBe(""); // not sent again: something else of the item changed
  });
  it("is nothing of what was there before, nor of a card that changed and says nothing", () => {
    const before = [said("Earlier.", "x"), card({})];
    expect(tell(before, [before[0]!, card({ children: [{ type: "Title", value: "T" }] })])).toBe("");
  });
  it("has the name that a card gives itself", () => {
    expect(tell([], [card({ professor_lock: { name: "Slip" } })])).toBe("Card: Slip.");
  });
});

describe("plain text", () => {
  it.each([
    ["# Tonight\n\nTwo games.", "Tonight"],
    ["| a | b |\n|---|---|\n| 1 | 2 |\n\nBoth are close. So.", "Both are close."],
    ["1. Lakers -4.5 at -110\n2. Celtics", "Lakers -4.5 at -110"],
    ["```js\nx.y()\n```\nRun it! Now.", "Run it!"],
    ["The line moved from -3.5 to -4.5 vs. the Heat. Next.", "The line moved from -3.5 to -4.5 vs. the Heat."],
    ["![chart](https://e.x/c.png) It rose.", "chart It rose."],
    ["Ist das so? Ja.", "Ist das so?"],
    ["هل هذا صحيح؟ نعم.", "هل هذا صحيح؟"],
    ["no end", "no end"],
    ["", ""],
  ])("%j begins with %j", (markdown, first) => {
    expect(firstSentence(plain(markdown))).toBe(first);
  });
  it("is cut where a sentence does not end, and takes no time over marks that do not either", () => {
    expect(firstSentence("word ".repeat(500)).length).toBeLessThan(303);
    const began = performance.now();
    for (const mark of ["[", "![", "*", "_", "`", "**", "| ", "# ", "]("]) firstSentence(plain(mark.repeat(20_000)));
    expect(performance.now() - began).toBeLessThan(1500);
  });
});
