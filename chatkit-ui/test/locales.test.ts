import { describe, expect, it } from "vitest";

import { EN } from "../src/locales/en";
import { fill, resolveLocale } from "../src/locales";

const holes = (text: string) => (text.match(/\{\w+\}/g) ?? []).sort();
const files: Record<string, Record<string, string>> = import.meta.glob("../src/locales/*.json", {
  eager: true,
  import: "default",
});
const locales = Object.entries(files).map(([path, words]) => [path.replace(/.*\/(.*)\.json$/, "$1"), words] as const);

it("finds the files", () => expect(locales.map(([tag]) => tag)).toContain("de-DE"));

describe.each(locales)("%s", (tag, words) => {
  it("is read for its own tag", () => expect(resolveLocale(tag).file).toBe(tag));
  it("says everything that English says, with the same blanks", () => {
    expect(Object.keys(words).sort()).toEqual(Object.keys(EN).sort());
    for (const [key, text] of Object.entries(EN)) expect(holes(words[key]!), key).toEqual(holes(text));
  });
});

describe("a locale", () => {
  it.each([
    ["de", "de-DE", "ltr"],
    ["es-MX", "es-ES", "ltr"],
    ["ar-EG", "ar", "rtl"],
    ["en-GB", null, "ltr"],
    ["xx", null, "ltr"],
    ["not a locale", null, ""],
  ])("%s is read from %s, written %s", (wanted, file, dir) => {
    expect(resolveLocale(wanted)).toMatchObject({ file, dir });
  });
  it("fills blanks and leaves unknown ones", () => {
    expect(fill("{a} and {b}", { a: 1 })).toBe("1 and {b}");
  });
});
