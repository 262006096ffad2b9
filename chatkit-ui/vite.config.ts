import { readdirSync } from "node:fs";
import { defineConfig } from "vite";

import { withoutHtmlSink } from "./scripts/no-html-sink.mjs";

const locales = readdirSync(new URL("src/locales/", import.meta.url))
  .filter((file) => file.endsWith(".json"))
  .map((file) => file.replace(".json", ""))
  .sort();

export default defineConfig({
  define: { __LOCALES__: JSON.stringify(locales) },
  plugins: [withoutHtmlSink()],
  oxc: { jsx: { runtime: "automatic", importSource: "preact" } },
  build: {
    target: "es2022",
    outDir: "dist",
    emptyOutDir: true,
    sourcemap: "hidden",
    // Newer than `target`: an older one would have light-dark() rewritten in a way that a forced theme cannot undo.
    cssTarget: ["chrome123", "firefox121", "safari17.5"],
    cssMinify: true,
    lib: { entry: "src/index.ts", formats: ["iife"], name: "OpenChatKit", fileName: () => "chatkit.js" },
    rollupOptions: { output: { extend: false } },
  },
  test: { environment: "node", include: ["test/**/*.test.ts", "test/**/*.test.tsx"] },
} as never);
