import { describe, expect, it } from "vitest";

import ar from "../src/locales/ar.json";
import de from "../src/locales/de-DE.json";
import { EN } from "../src/locales/en";
import es from "../src/locales/es-ES.json";
import fr from "../src/locales/fr-FR.json";
import { fill, resolveLocale } from "../src/locales";

const holes = (text: string) => (text.match(/\{\w+\}/g) ?? []).sort();

describe.each(Object.entries({ ar, de, es, fr }))("%s", (_, words: Record<string, string>) => {
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
