import type { ChatKitOptions } from "@openai/chatkit";
import { readFileSync } from "node:fs";
import { describe, expect, it, vi } from "vitest";

import { acceptedFiles, helpAddress, pageOptions, smallPrint, speechOf, wordsOf } from "../src/page-options";
import { PAGE_WORDS } from "../src/page-words";

const root = new URL("../../", import.meta.url);
const ENGLISH = speechOf("en", []);
const WORDS = ENGLISH.words;
const read = (path: string) => readFileSync(new URL(path, root), "utf8");

describe("the pages' words", () => {
  it("are complete in every language, with the same blanks", () => {
    const { en } = PAGE_WORDS;
    for (const [language, table] of Object.entries(PAGE_WORDS)) {
      expect(Object.keys(table), language).toEqual(Object.keys(en));
      expect(table.prompts, language).toHaveLength(en.prompts.length);
      for (const [key, text] of Object.entries(table)) expect(text, `${language} ${key}`).toBeTruthy();
      expect(table.save, language).toContain("{size}");
    }
  });

  it("are the server's catalogue", () => {
    for (const [language, table] of Object.entries(PAGE_WORDS)) {
      const { page } = JSON.parse(read(`professor_lock/words/${language}.json`)) as { page: unknown };
      expect(table).toEqual(page);
    }
  });

  it("follow the choice, else the browser, else English; the country stays", () => {
    expect(speechOf(null, ["pt-BR", "es-MX", "en"])).toMatchObject({ language: "es", locale: "es-MX", dir: "ltr" });
    expect(speechOf("de", ["en-US"])).toMatchObject({ language: "de", locale: "de" });
    expect(speechOf("de", ["en-US", "de-AT"]).locale).toBe("de-AT");
    expect(speechOf(null, ["AR-eg"])).toMatchObject({ language: "ar", dir: "rtl" });
    expect(speechOf("xx", ["fr"]).language).toBe("en");
    expect(speechOf(null, []).language).toBe("en");
  });

  it("are English where a language lacks them, which the console is told once", () => {
    const info = vi.spyOn(console, "info").mockImplementation(() => undefined);
    const table = { en: { menu: "Menu", help: "Help" }, eo: { menu: "Menuo" } };
    expect(wordsOf(table, "eo")).toEqual({ menu: "Menuo", help: "Help" });
    wordsOf(table, "eo");
    expect(info.mock.calls).toEqual([['No words in "eo" for: help']]);
    info.mockRestore();
  });

  it("ask the demo in English, which is all that it reads", () => {
    const options = (demo: boolean) =>
      pageOptions({ demo }, { dark: false, narrow: true }, speechOf("fr", [])).startScreen.prompts[0];
    expect(options(false)).toMatchObject({ label: PAGE_WORDS.fr.prompts[0], prompt: PAGE_WORDS.fr.prompts[0] });
    expect(options(true)).toMatchObject({ label: PAGE_WORDS.fr.prompts[0], prompt: PAGE_WORDS.en.prompts[0] });
  });
});

describe("the options that both pages share", () => {
  it("are options of ChatKit, a question for every icon", () => {
    const options: Partial<ChatKitOptions> = pageOptions({}, { dark: true, narrow: false }, ENGLISH);
    expect(options.startScreen?.prompts?.map((prompt) => prompt.prompt)).toEqual(WORDS.prompts);
    expect(options.composer?.attachments).toEqual({ enabled: false });
  });

  it("take the files that the server says it takes", () => {
    const accept = { "text/csv": [".csv"] };
    expect(acceptedFiles({ attachments: { max_bytes: 5, accept } })).toMatchObject({ maxSize: 5, accept });
    expect(acceptedFiles({ attachments: null })).toEqual({ enabled: false });
  });

  it("name the help that the server names: its page, else its number, else none", () => {
    expect(helpAddress("Help: 1-800-697-3738, text 800GAM, https://help.test/chat (checked 2026-04).")).toBe(
      "https://help.test/chat",
    );
    expect(helpAddress("Helpline: 0800 654 655 (not checked lately).")).toBe("tel:0800654655");
    expect(smallPrint("", true, WORDS)).toBe(WORDS.shortSmallPrint);
    expect(smallPrint("https://help.test/", true, WORDS)).toMatch(/\[.+\]\(https:\/\/help\.test\/\)$/);
  });

  it("are the same in both pages: neither writes words or colours of its own", () => {
    const source = read("chatkit-ui/src/page-options.ts");
    expect(read("pplayweb/components/professor-lock/page-options.ts")).toContain(source);
    const served = read("static/page-options.js");
    expect(served).toContain("smallPrint");
    for (const page of ["static/index.js", "pplayweb/components/professor-lock/SelfHostedChatKit.tsx"]) {
      const own = read(page);
      expect(own).toMatch(/from "\.\/page-options(\.js)?"/);
      for (const text of [...WORDS.prompts, "#0b6b43", "text/csv"]) expect(own).not.toContain(text);
    }
  });
});
