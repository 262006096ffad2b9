import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";

describe("the built file", () => {
  const text = readFileSync(new URL("../../static/chatkit.js", import.meta.url), "utf8");
  it.each([
    "innerHTML",
    "outerHTML",
    "insertAdjacentHTML",
    "dangerouslySetInnerHTML",
    "document.write",
    "new Function",
  ])("has no %s", (sink) => {
    expect(text).not.toContain(sink);
  });
});
