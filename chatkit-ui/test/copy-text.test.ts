import { expect, test } from "vitest";

import { copyText, unmarked } from "../src/core/copy-text";
import type { Entry } from "../src/core/state";

function message(text: string): Entry {
  return { key: "m", item: { type: "assistant_message", id: "m", content: [{ text, annotations: [] }] } } as never;
}

function card(share: unknown, copy_text = "PLAIN | for models"): Entry {
  const widget = { type: "Card", children: [], ...(share ? { professor_lock: { share } } : {}) };
  return { key: "c", item: { type: "widget", id: "c", widget, copy_text } } as never;
}

const BET = { text: "Celtics -5.5 -110: $25 to win $22.73", note: "DEMO: invented." };

test("a card's share is copied, without the message that only points to it, and its note once", () => {
  const board = { text: "Pistons @ Nuggets, 9:00 PM ET", note: "DEMO: invented." };
  const answer = [card(BET), card(board), message("The Celtics at **-5.5** stand out. Tap a price to add it.")];
  expect(copyText(answer)).toBe(`${BET.text}\n\n${board.text}\n\nDEMO: invented.`);
});

test("a message that says more than where to look is copied with the card", () => {
  const text = "The Celtics are 8-2 at home, rested, and held nine of ten under 105 points. ".repeat(4).trim();
  expect(copyText([message(text), card(BET)])).toBe(`${text}\n\n${BET.text}\n\nDEMO: invented.`);
});

test("of an answer that came to a slip the slip alone is copied", () => {
  const board = card({ text: "Pistons @ Nuggets, 9:00 PM ET" });
  const slip = {
    type: "Card",
    children: [],
    professor_lock: { share: BET, slip: { state: "locked", summary: "1 leg" } },
  };
  const entry = { key: "s", item: { type: "widget", id: "s", widget: slip } } as never;
  expect(copyText([board, message("Added."), entry, card(null)])).toBe(`${BET.text}\n\nDEMO: invented.`);
});

test("a card without a share, or with one of another form, gives its plain text", () => {
  expect(copyText([card(null), message("Yes.")])).toBe("PLAIN | for models\n\nYes.");
  expect(copyText([card({ text: "" }), card("x")])).toBe("PLAIN | for models\n\nPLAIN | for models");
});

test("a message is copied without the marks of Markdown", () => {
  const markdown =
    "## Edge\n\n**-110** is *fair*, see [the rules](https://example.org/r).\n\n- 2 * 3\n- snake_case `a**b**`";
  expect(unmarked(markdown)).toBe(
    "Edge\n\n-110 is fair, see the rules (https://example.org/r).\n\n- 2 * 3\n- snake_case `a**b**`",
  );
});
