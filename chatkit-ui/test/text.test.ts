import { describe, expect, it } from "vitest";

import { directionOf } from "../src/core/text";

describe("the direction of a text", () => {
  it.each([
    ["NBA: الأسعار على البطاقة. انقر أحدها لوضعه على قسيمتك.", "rtl"],
    ["*لم يُعَدّ هنا أي نموذج*. DEMO", "rtl"],
    ["المصدر: [Sample data](<https://example.com/weather>)، 11:00 ص MT، لـ Denver, Colorado", "rtl"],
    ["Lakers -4.5: الأفضل لدى FanDuel", "rtl"],
    ["The word سلام is a greeting in Arabic.", "ltr"],
    ["Lakers +5.5", "auto"],
    ["", "auto"],
  ])("of %s is %s", (text, direction) => {
    expect(directionOf(text)).toBe(direction);
  });
});
