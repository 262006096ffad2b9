import js from "@eslint/js";
import { defineConfig, globalIgnores } from "eslint/config";
import reactHooks from "eslint-plugin-react-hooks";
import typescript from "typescript-eslint";

export default defineConfig([
  globalIgnores(["dist/**", "dist-*/**", "react-page/**", "react18/**"]),
  js.configs.recommended,
  typescript.configs.strictTypeChecked,
  { languageOptions: { parserOptions: { projectService: true } } },
  {
    rules: {
      "@typescript-eslint/no-confusing-void-expression": ["error", { ignoreArrowShorthand: true }],
      "@typescript-eslint/restrict-template-expressions": ["error", { allowNumber: true }],
      "@typescript-eslint/no-unused-vars": ["error", { argsIgnorePattern: "^_", varsIgnorePattern: "^_" }],
      // Indices are checked where they are made; `noUncheckedIndexedAccess` asks for the mark all the same.
      "@typescript-eslint/no-non-null-assertion": "off",
      // The types say what a server or a page should send. It may be anything, so looking twice is not unnecessary.
      "@typescript-eslint/no-unnecessary-condition": "off",
      "@typescript-eslint/no-unnecessary-type-conversion": "off",
    },
  },
  { plugins: { "react-hooks": reactHooks }, rules: { "react-hooks/rules-of-hooks": "error" } },
  {
    files: ["**/*.mjs", "vite.config.ts"],
    extends: [typescript.configs.disableTypeChecked],
    languageOptions: { globals: { URL: "readonly", console: "readonly" } },
  },
]);
