import { describe, expect, it } from "vitest";

import { composing, isEnter } from "../src/ui/keys";

const key = (name: string, isComposing = false, keyCode = 13) => ({ key: name, isComposing, keyCode });

describe("Enter", () => {
  it("is the key alone", () => {
    expect(isEnter(key("Enter"))).toBe(true);
    expect(isEnter(key("Escape", false, 27))).toBe(false);
  });
  it.each([
    ["while a character is composed", key("Enter", true)],
    ["as Safari sends it right after the composition", key("Enter", false, 229)],
    ["as both say", key("Enter", true, 229)],
  ])("is not what chooses a character: %s", (_, event) => {
    expect(isEnter(event)).toBe(false);
    expect(composing(event)).toBe(true);
  });
});
