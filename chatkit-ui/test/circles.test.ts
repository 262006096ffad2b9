import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { cruise, type ICruiseResult } from "dependency-cruiser";
import { afterEach, beforeEach, describe, expect, it } from "vitest";

import element from "../.dependency-cruiser.mjs";
import app from "../../pplayweb/.dependency-cruiser.mjs";

const { tsConfig: _, ...options } = element.options!;
let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(process.cwd(), "dist-circles-"));
});
afterEach(() => rmSync(folder, { recursive: true }));

/** Names of the rules that these files break. */
async function broken(files: Record<string, string>): Promise<string[]> {
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
  const { output } = await cruise([folder], { ...options, validate: true, ruleSet: { forbidden: element.forbidden! } });
  return (output as ICruiseResult).summary.violations.map((violation) => violation.rule.name);
}

describe("the check for circles", () => {
  it("passes files that import one way", async () => {
    expect(await broken({ "a.ts": 'import "./b";', "b.ts": "export {};" })).toEqual([]);
  });

  it("fails on two files that import each other", async () => {
    expect(await broken({ "a.ts": 'import "./b";', "b.ts": 'import "./a";' })).toContain("no-circle");
  });

  it("fails on a circle of types alone, over three files", async () => {
    const files = {
      "a.ts": 'import type { B } from "./b";\nexport type A = B;',
      "b.ts": 'import type { C } from "./c";\nexport type B = C;',
      "c.ts": 'import type { A } from "./a";\nexport type C = A | 1;',
    };
    expect(await broken(files)).toContain("no-circle");
  });

  it("is the same for the Next.js app", () => {
    expect(app).toEqual(element);
  });
});
