import { describe, expect, it } from "vitest";

import { longestWord } from "../src/widgets/table";

describe("the longest word of a cell", () => {
  it("is counted in letters over all of its texts, a hyphen ends a word", () => {
    const text = (value: string) => ({ type: "Text", value });
    expect(longestWord({ type: "Table.Cell", children: [text("Trail Blazers"), text("favorite")] })).toBe(8);
    expect(longestWord({ type: "Table.Cell", children: [{ type: "Row", children: [text("Mönchengladbach")] }] })).toBe(
      15,
    );
    expect(longestWord(text("Alexander-Arnold"))).toBe(9);
    expect(longestWord({ type: "Table.Cell" })).toBe(1);
  });
});
