// Writes src/icons/set.ts: the Lucide nodes that are part of the script itself, from src/icons/names.json.
import { readFileSync, writeFileSync } from "node:fs";
import { icons } from "lucide";

const names = JSON.parse(readFileSync(new URL("../src/icons/names.json", import.meta.url), "utf8"));
const wanted = [...new Set([...Object.values(names.widget), ...Object.values(names.header), ...names.ui])].sort();
const pascal = (name) => name.replace(/(^|-)(\w)/g, (_, __, letter) => letter.toUpperCase());
const missing = wanted.filter((name) => !icons[pascal(name)]);
if (missing.length) throw new Error(`Lucide has no ${missing.join(", ")}`);
const aliases = Object.entries({ ...names.widget, ...names.header }).filter(([from, to]) => from !== to);
writeFileSync(
  new URL("../src/icons/set.ts", import.meta.url),
  `// Written by scripts/icons.mjs from names.json; do not edit.
import {
${wanted.map((name) => `  ${pascal(name)},`).join("\n")}
} from "lucide";

export type IconNode = readonly (readonly [tag: string, attributes: Record<string, string | number | undefined>])[];

export const ICONS: Record<string, IconNode> = {
${wanted.map((name) => `  "${name}": ${pascal(name)},`).join("\n")}
};

/** Names of ChatKit's icons that Lucide calls otherwise. */
export const ALIASES: Record<string, string> = {
${aliases.map(([from, to]) => `  "${from}": "${to}",`).join("\n")}
};
`,
);
