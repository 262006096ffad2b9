import type { ChatKitOptions } from "@openai/chatkit";
import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";

import { acceptedFiles, helpAddress, pageOptions, smallPrint, WORDS } from "../src/page-options";

const root = new URL("../../", import.meta.url);
const read = (path: string) => readFileSync(new URL(path, root), "utf8");

describe("the options that both pages share", () => {
  it("are options of ChatKit, a question for every icon", () => {
    const options: Partial<ChatKitOptions> = pageOptions({}, { dark: true, narrow: false });
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
    expect(smallPrint("", true)).toBe(WORDS.shortSmallPrint);
    expect(smallPrint("https://help.test/", true)).toMatch(/\[.+\]\(https:\/\/help\.test\/\)$/);
  });

  it("are the same in both pages: neither writes words or colours of its own", () => {
    const source = read("chatkit-ui/src/page-options.ts");
    expect(read("pplayweb/components/professor-lock/page-options.ts")).toContain(source);
    const served = read("static/page-options.js");
    for (const text of [...WORDS.prompts, WORDS.smallPrint, WORDS.shortSmallPrint]) expect(served).toContain(text);
    for (const page of ["static/index.js", "pplayweb/components/professor-lock/SelfHostedChatKit.tsx"]) {
      const own = read(page);
      expect(own).toMatch(/from "\.\/page-options(\.js)?"/);
      for (const text of [...WORDS.prompts, "#0b6b43", "text/csv"]) expect(own).not.toContain(text);
    }
  });
});
