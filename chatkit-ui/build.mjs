// Builds static/chatkit.js, its optional assets and its licence notices. Needs nothing but node_modules.
import { copyFileSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { gzipSync } from "node:zlib";
import { icons } from "lucide";
import * as prettier from "prettier";
import ts from "typescript";
import { build } from "vite";

const here = new URL("./", import.meta.url);
const out = new URL("../static/", here);
const assets = new URL("chatkit-assets/", out);
const LIMIT = 150_000;

await build({ configFile: new URL("vite.config.ts", here).pathname, root: here.pathname, logLevel: "warn" });
rmSync(assets, { recursive: true, force: true });
mkdirSync(new URL("locales/", assets), { recursive: true });

const script = readFileSync(new URL("dist/chatkit.js", here), "utf8");
for (const sink of [
  /\binnerHTML\b/,
  /\bouterHTML\b/,
  /insertAdjacentHTML/,
  /dangerouslySetInnerHTML/,
  /\beval\(/,
  /new Function\b/,
  /document\.write/,
]) {
  if (sink.test(script)) throw new Error(`The bundle contains ${sink}`);
}
writeFileSync(new URL("chatkit.js", out), script);

// Temml as a module of its own: it is only asked for when a formula appears.
await build({
  configFile: false,
  root: here.pathname,
  logLevel: "warn",
  build: {
    target: "es2022",
    outDir: "dist-math",
    lib: { entry: "src/markdown/math.ts", formats: ["es"], fileName: () => "math.js" },
  },
});
copyFileSync(new URL("dist-math/math.js", here), new URL("math.js", assets));

const kebab = (name) =>
  name
    .replace(/([a-z])([A-Z0-9])/g, "$1-$2")
    .replace(/([0-9])([A-Z])/g, "$1-$2")
    .replace(/([A-Z])([A-Z][a-z])/g, "$1-$2")
    .toLowerCase();
const all = Object.fromEntries(
  Object.entries(icons)
    .map(([name, node]) => [kebab(name), node])
    .sort(([a], [b]) => (a < b ? -1 : 1)),
);
writeFileSync(new URL("icons.json", assets), JSON.stringify(all));
const locales = new URL("src/locales/", here);
for (const name of readdirSync(locales)
  .filter((file) => file.endsWith(".json"))
  .sort()) {
  copyFileSync(new URL(name, locales), new URL(`locales/${name}`, assets));
}

const BUNDLED = [
  "preact",
  "@preact/signals",
  "@preact/signals-core",
  "marked",
  "lowlight",
  "highlight.js",
  "d3-shape",
  "d3-path",
  "lucide",
  "eventsource-parser",
  "@floating-ui/dom",
  "@floating-ui/core",
  "@floating-ui/utils",
  "devlop",
  "temml",
];
const notices = BUNDLED.map((name) => {
  const folder = new URL(`node_modules/${name}/`, here);
  const { version, license } = JSON.parse(readFileSync(new URL("package.json", folder), "utf8"));
  const file = ["LICENSE", "LICENSE.md", "license", "license.md", "LICENSE.txt", "License.md"]
    .map((file) => new URL(file, folder))
    .find((file) => existsSync(file));
  if (!file) throw new Error(`${name} has no licence file`);
  return `${name} ${version} (${license})\n\n${readFileSync(file, "utf8").trim()}\n`;
});
writeFileSync(
  new URL("chatkit.js.LICENSES.txt", out),
  `chatkit.js and chatkit-assets/ contain these packages.\n\n${notices.join(`\n${"-".repeat(80)}\n\n`)}`,
);

// For pages: scripts beside the element, and sources in the Next.js app, which people copy whole.
const compilerOptions = { target: ts.ScriptTarget.ES2022, module: ts.ModuleKind.ESNext };
const style = { ...(await prettier.resolveConfig(new URL("build.mjs", here).pathname)), parser: "babel" };
const pageWords = await writeWords("page", "PAGE_WORDS");
writeFileSync(new URL("src/page-words.ts", here), pageWords);
writeFileSync(
  new URL("../pplayweb/components/professor-lock/site-words.ts", here),
  await writeWords("site", "SITE_WORDS"),
);
for (const name of ["extensions", "page-options", "page-words"]) {
  const written = name === "page-words" ? "" : `// Written by chatkit-ui/build.mjs from src/${name}.ts; do not edit.\n`;
  const source = readFileSync(new URL(`src/${name}.ts`, here), "utf8");
  const plain = ts
    .transpileModule(source, { compilerOptions })
    .outputText.replace(/from "(\.\/[\w-]+)"/g, 'from "$1.js"');
  writeFileSync(new URL(`${name}.js`, out), written + (await prettier.format(plain, style)));
  writeFileSync(new URL(`../pplayweb/components/professor-lock/${name}.ts`, here), written + source);
}

/**
 * A part of the catalogue of all texts, as a source: the catalogue itself is the server's. "page" is what every page
 * around the chat says, "site" what the Next.js app alone does.
 */
async function writeWords(part, name) {
  const folder = new URL("../professor_lock/words/", here);
  const files = readdirSync(folder).filter((file) => file.endsWith(".json"));
  const languages = [...new Set(["en", ...files.map((file) => file.replace(".json", "")).sort()])]; // English first
  const tables = Object.fromEntries(
    languages.map((language) => [
      language,
      JSON.parse(readFileSync(new URL(`${language}.json`, folder), "utf8"))[part],
    ]),
  );
  const text = `// Written by chatkit-ui/build.mjs from professor_lock/words/; do not edit.\nexport const ${name} = ${JSON.stringify(tables)};`;
  return prettier.format(text, { ...style, parser: "typescript" });
}

const size = gzipSync(script, { level: 9 }).length;
console.log(`chatkit.js ${script.length} bytes, ${size} gzip (limit ${LIMIT})`);
if (size > LIMIT) throw new Error("chatkit.js is larger than its limit");
