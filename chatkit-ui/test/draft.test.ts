import { describe, expect, it } from "vitest";

import { edited, fromContent, NO_TEXT, toContent, withTag, type DraftText } from "../src/core/draft";

const tag = { id: "d", text: "Doc", data: {}, interactive: true };
const tagged: DraftText = withTag({ text: "see @D now", tags: [] }, 4, 6, tag);

describe("a draft", () => {
  it("becomes content in order, tags where they stand", () => {
    expect(toContent(tagged)).toEqual([
      { type: "input_text", text: "see " },
      { type: "input_tag", ...tag },
      { type: "input_text", text: " now" },
    ]);
  });
  it("comes back from content as it was", () => {
    expect(fromContent(toContent(tagged))).toEqual(tagged);
  });
  it("moves its tags along with typing before them", () => {
    const { draft } = edited(tagged, `oh, ${tagged.text}`);
    expect(draft.tags[0]).toMatchObject({ start: 8, end: 12 });
  });
  it("leaves its tags alone for typing after them", () => {
    expect(edited(tagged, `${tagged.text}!`).draft.tags).toEqual(tagged.tags);
  });
  it("loses a tag whole when a letter of it is deleted", () => {
    const { draft, caret } = edited(tagged, "see @Do now");
    expect(draft).toEqual({ text: "see  now", tags: [] });
    expect(caret).toBe(4);
  });
  it("keeps typing that went into a tag, and loses the tag", () => {
    expect(edited(tagged, "see @DXoc now").draft).toEqual({ text: "see X now", tags: [] });
  });
  it("keeps the second tag in its place when the first goes", () => {
    const two = withTag({ text: `${tagged.text} @x`, tags: tagged.tags }, 13, 15, { ...tag, id: "e", text: "Two" });
    const { draft } = edited(two, two.text.replace("@Doc", "@Dc"));
    const [left] = draft.tags;
    expect(draft.tags).toHaveLength(1);
    expect(draft.text.slice(left!.start, left!.end)).toBe("@Two");
  });
  it("is empty without text", () => {
    expect(toContent(NO_TEXT)).toEqual([]);
  });
});
