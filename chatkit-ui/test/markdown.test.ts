import { beforeAll, describe, expect, it } from "vitest";

import { numbersOf } from "../src/core/numbers";
import { cite, unmarked } from "../src/markdown/annotations";
import { closeOpenMarks, GrowingLexer, lexAll } from "../src/markdown/lex";
import { decoded, imageAllowed, linkTarget } from "../src/markdown/links";

beforeAll(() => {
  (globalThis as { location?: unknown }).location = {
    href: "https://here.example/chat",
    origin: "https://here.example",
  };
});

describe("addresses", () => {
  it.each([
    "javascript:alert(1)",
    "JaVaScRiPt:alert(1)",
    "java\nscript:alert(1)",
    "\u0001javascript:alert(1)",
    "data:text/html,x",
    "vbscript:x",
    "file:///etc/passwd",
    "blob:https://x/y",
    " javascript:alert(1)",
    "java\u200bscript:alert(1)",
  ])("%j is not followed", (href) => {
    expect(linkTarget(href)).toBeNull();
  });
  it.each(["https://a.b/c?d#e", "http://a", "mailto:a@b", "tel:18004262537", "/x", "#y", "x/y"])("%j is", (href) => {
    expect(linkTarget(href)).toEqual({ kind: "web", href });
  });
  it("chatkit-link names a deep link with its data", () => {
    expect(linkTarget("chatkit-link://openGame/today?id=7&side=home")).toEqual({
      kind: "deeplink",
      name: "openGame/today",
      data: { id: "7", side: "home" },
    });
  });
});

describe("pictures", () => {
  it("from elsewhere are not asked for unless their host is allowed", () => {
    expect(imageAllowed("https://evil.example/?q=secret", null)).toBe(false);
    expect(imageAllowed("https://cdn.good.example/x.png", ["good.example"])).toBe(true);
    expect(imageAllowed("https://notgood.example/x.png", ["good.example"])).toBe(false);
    expect(imageAllowed("data:image/png;base64,xx", null)).toBe(true);
    expect(imageAllowed("data:image/svg+xml,<svg onload=1>", null)).toBe(false);
    expect(imageAllowed("blob:https://e.x/1", null)).toBe(true);
    expect(imageAllowed("/x.png", null)).toBe(false);
  });
});

describe("character references", () => {
  it("are read, and unknown ones left", () => {
    expect(decoded("a &amp; b &lt;i&gt; &#65;&#x1F3C0; &nope; &#0;")).toBe("a & b <i> A🏀 &nope; \ufffd");
  });
});

describe("raw HTML", () => {
  it("is text", () => {
    const tokens = JSON.stringify(lexAll("<img src=x onerror=alert(1)>\n\nhi <b>x</b> <!-- c -->"));
    expect(tokens).not.toContain('"type":"html"');
  });
});

describe("money", () => {
  it("is no mathematics", () => {
    expect(JSON.stringify(lexAll("Bet $100 to win $146.07, or $25 on $A."))).not.toContain('"math"');
    expect(JSON.stringify(lexAll("so $x^2$ and \\(y\\)"))).toContain('"math"');
  });
});

describe("a growing text", () => {
  it.each([
    ["some **bo", "some **bo**"],
    ["some **bold*", "some **bold**"],
    ["a `cod", "a `cod`"],
    ["a [link](https://exa", "a link"],
    ["a [lin", "a lin"],
    ["pic ![x](https://e", "pic "],
    ["| a | b |", ""],
    ["text\n| a | b |\n|--", "text"],
    ["| a | b |\n|---|---|\n| 1", "| a | b |\n|---|---|\n| 1"],
    ["x\n- ", "x"],
    ["```js\nlet a\n``", "```js\nlet a"],
    ["2 * 3 * 4", "2 * 3 * 4"],
    ["a *word", "a *word*"],
    ["~~gone", "~~gone~~"],
  ])("%j is shown as %j", (text, shown) => {
    expect(closeOpenMarks(text)).toBe(shown);
  });

  it("gives in the end what reading it at once gives, cut anywhere", () => {
    const text =
      "# Title\n\nFirst **bold** paragraph.\n\n- one\n- two\n\n1. a\n2. b\n\n```py\nx = 1\n\ny = 2\n```\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\n> quote\n\nThe end [link][1].\n\n[1]: https://e.x\n";
    const lexer = new GrowingLexer();
    for (let at = 1; at < text.length; at += 3) lexer.blocks(text.slice(0, at), true);
    const grown = lexer.blocks(text, false).map((block) => block.token.type);
    expect(grown).toEqual(
      lexAll(text)
        .filter((token) => token.type !== "space")
        .map((token) => token.type),
    );
  });

  it("never loses a block while it grows", () => {
    const text = "One.\n\nTwo.\n\nThree.\n\n- a\n- b\n\nFour.\n\nFive.";
    const lexer = new GrowingLexer();
    for (let at = 1; at <= text.length; at++) {
      const blocks = lexer.blocks(text.slice(0, at), true);
      const whole = lexAll(closeOpenMarks(text.slice(0, at))).filter((token) => token.type !== "space");
      expect(blocks.map((block) => block.token.type)).toEqual(whole.map((token) => token.type));
    }
  });
});

describe("a long list or table at the open end", () => {
  type Long = { token: { items?: { text: string }[]; rows?: { text: string }[][] } };
  const parts = (block: unknown) => (block as Long).token.items ?? (block as Long).token.rows ?? [];
  const texts = (block: unknown) =>
    JSON.stringify(parts(block), (key, value: unknown) => (key === "tokens" ? undefined : value));
  const sixty = (row: (n: number) => string) => [...Array(60).keys()].map(row).join("");
  const LISTS = [
    ["a list", sixty((n) => `- item **${n}**\n    - below ${n}\n`)],
    ["a numbered list", sixty((n) => `${n + 1}. item **${n}**\n`)],
    ["a list with room", sixty((n) => `* item ${n}\n\n  more of *${n}*\n\n`)],
    ["tasks", sixty((n) => `- [${n % 2 ? "x" : " "}] task ${n}\n`)],
    ["a table", `| Team | Price |\n|:--|--:|\n${sixty((n) => `| Team ${n} | **-${n}** |\n`)}`],
    ["a table without outer bars", `Team | Price\n--|--\n${sixty((n) => `Team ${n} | \`${n}\`\n`)}`],
  ] as const;

  it.each(LISTS)("is one block with all its parts in order: %s", (_, long) => {
    const text = `Intro.\n\n${long}\nAfter **it**.\n\nThe end.`;
    const lexer = new GrowingLexer();
    for (let at = 1; at <= text.length; at += 7) {
      const grown = lexer.blocks(text.slice(0, at), true).filter((block) => parts(block).length);
      const whole = lexAll(closeOpenMarks(text.slice(0, at))).filter((token) => parts({ token }).length);
      expect(grown.length).toBe(whole.length);
      expect(grown.map((block) => block.token.type)).toEqual(whole.map((token) => token.type));
      const said = (list: readonly unknown[]) => list.map((part) => JSON.stringify(part).match(/\d+/g)?.join());
      grown.forEach((block, index) => expect(said(parts(block))).toEqual(said(parts({ token: whole[index] }))));
    }
    const finished = lexer.blocks(text, false);
    expect(finished.map(texts)).toEqual(
      lexAll(text)
        .filter((token) => token.type !== "space")
        .map((token) => texts({ token })),
    );
  });

  it.each(LISTS)("is not read again but for its last parts: %s", (_, long) => {
    const lexer = new GrowingLexer();
    let before: unknown[] = [];
    for (let at = 0; at < long.length; at += 5) {
      const now = parts(lexer.blocks(long.slice(0, at), true).at(-1) ?? { token: {} });
      const read = now.filter((part, index) => part !== before[index]).length;
      expect(read).toBeLessThanOrEqual(17);
      before = now;
    }
    expect(before.length).toBeGreaterThan(55);
  });

  it("ends where the source says so", () => {
    const rows = sixty((n) => `| ${n} | -${n} |\n`);
    const text = `| a | b |\n|---|---|\n${rows}\n> quote\n\n- ${"one\n- ".repeat(30)}end\n\n1. first\n2. second\n`;
    const lexer = new GrowingLexer();
    for (let at = 1; at <= text.length; at += 3) {
      const types = lexer.blocks(text.slice(0, at), true).map((block) => block.token.type);
      const whole = lexAll(closeOpenMarks(text.slice(0, at))).filter((token) => token.type !== "space");
      expect(types).toEqual(whole.map((token) => token.type));
    }
  });
});

describe("sources", () => {
  const at = (index: number | null, title: string) => ({
    type: "annotation" as const,
    source: { type: "url" as const, title, url: `https://${title}` },
    index,
  });
  it("stand at code points, not at UTF-16 units", () => {
    expect(cite("🏔️🏀x", [at(3, "a")]).text).toBe("🏔️🏀\uE2000\uE201x");
  });
  it("of one place make one mark, and those without a place none", () => {
    const { text, groups } = cite("abc", [at(1, "a"), at(1, "b"), at(null, "c")]);
    expect(text).toBe("a\uE2000\uE201bc");
    expect(groups.map((group) => group.length)).toEqual([2]);
  });
  it("do not keep an emphasis from closing", () => {
    expect(cite("**easily**, yes", [at(10, "a")]).text).toBe("**easily\uE2000\uE201**, yes");
  });
  it("can be taken out again", () => {
    expect(unmarked("a\uE2000\uE201b\uE20012\uE201")).toEqual({ text: "ab", groups: [0, 12] });
  });
});

describe("marks of checked numbers", () => {
  const number = (start: number, end: number, state = "verified") => ({
    start,
    end,
    state,
    source: "",
    asOf: "",
    card: "",
  });
  /** What is marked, as [text]. */
  const shown = (text: string, ...numbers: ReturnType<typeof number>[]) =>
    cite(text, [], numbers)
      .text.replace(/\uE202\d+\uE203/g, "[")
      .replace(/\uE204/g, "]");
  it("count code points, not UTF-16 units", () => {
    expect(shown("🏀 is -148 now", number(5, 9))).toBe("🏀 is [-148] now");
  });
  it("stand for what has a source or has none, not for names or the user's own", () => {
    expect(shown("your $50", number(5, 8, "given"))).toBe("your $50");
    expect(shown("at (no source)", number(3, 14, "unverified"))).toBe("at [(no source)]");
  });
  it.each([
    ["1. Lakers", 0, 2],
    ["1986. A year", 0, 4],
    ["> - 5 up", 2, 5],
    ["a**-148**b", 3, 7],
    ["\\-148", 1, 5],
    ["see https://x.y/140/z", 16, 19],
    ["me@140.example", 3, 6],
    ["-1**4**8", 0, 8],
  ])("leave Markdown's own syntax alone: %j", (text, start, end) => {
    expect(shown(text, number(start, end))).toBe(text);
  });
  it("change nothing of what Markdown makes of the text", () => {
    const text = "**-148** and *(+126)* | `-148` [at -148](https://a.b/-148)\n\n| a | b |\n|---|---|\n| -148 | 70% |";
    const all = [...text.matchAll(/[-+]?\d+%?/g)].map((one) => number(one.index, one.index + one[0].length));
    const plain = JSON.stringify(lexAll(text));
    const marked = JSON.stringify(lexAll(cite(text, [], all).text)).replace(/\uE202\d+\uE203|\uE204/g, "");
    expect(marked).toBe(plain);
  });
  it("cannot be brought by a text", () => {
    expect(cite("\uE2020\uE203-999\uE204", [], []).text).toBe("\uFFFD0\uFFFD-999\uFFFD");
    expect(cite("\uE2020\uE203-999\uE204", [], [number(0, 1)]).text).not.toContain("\uE203-999");
  });
  it("are linear in the text and the numbers", () => {
    const took = (count: number) => {
      const text = "-148 ".repeat(count);
      const all = Array.from({ length: count }, (_, at) => number(at * 5, at * 5 + 4));
      const begun = performance.now();
      cite(text, [], all);
      return performance.now() - begun;
    };
    took(1_000);
    expect(took(40_000)).toBeLessThan(40 * Math.max(took(4_000), 5));
  });
});

describe("the numbers of a message", () => {
  const item = (professor_lock: unknown) =>
    ({ id: "m", type: "assistant_message", content: [], professor_lock }) as Parameters<typeof numbersOf>[0];
  it("are read with care", () => {
    const rows = [
      {
        part: 0,
        start: 3,
        end: 7,
        state: "verified",
        source: "The Odds API",
        as_of: "2026-01-16T23:29:00Z",
        card: "w",
      },
      { part: 0, start: 5, end: 9, state: "verified" },
      { part: 0, start: 9, end: 9, state: "verified" },
      { part: -1, start: 0, end: 1 },
      { part: 1, start: "x", end: 1 },
      { part: 1, start: 0, end: 2, state: { a: 1 }, source: null },
      "no",
    ];
    const message = item({ left_out: 0, numbers: rows });
    expect(numbersOf(message, 0)).toEqual([
      { start: 3, end: 7, state: "verified", source: "The Odds API", asOf: "2026-01-16T23:29:00Z", card: "w" },
    ]);
    expect(numbersOf(message, 1)).toEqual([{ start: 0, end: 2, state: "", source: "", asOf: "", card: "" }]);
  });
  it.each([null, 1, "x", [], {}, { numbers: {} }, undefined])("are none in %j", (given) => {
    expect(numbersOf(item(given), 0)).toEqual([]);
  });
});
