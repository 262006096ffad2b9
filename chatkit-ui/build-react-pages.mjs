// Builds what the browser tests load: the pages that use @openai/chatkit-react with React 19 and with React 18, and axe.
import { copyFileSync } from "node:fs";
import { build } from "vite";

const here = new URL("./", import.meta.url);
for (const [name, modules] of [
  ["react19", "node_modules"],
  ["react18", "react18/node_modules"],
]) {
  const root = new URL(`${modules}/`, here).pathname;
  const from = (module) => ({ find: new RegExp(`^${module}(/|$)`), replacement: `${root}${module}$1` });
  await build({
    configFile: false,
    root: here.pathname,
    logLevel: "warn",
    define: { "process.env.NODE_ENV": '"development"' },
    resolve: { alias: [from("react"), from("react-dom"), from("@openai/chatkit-react")] },
    build: {
      outDir: `dist-${name}`,
      lib: { entry: "react-page/page.jsx", name: "ReactPage", formats: ["iife"], fileName: () => `${name}.js` },
    },
  });
  copyFileSync(new URL(`dist-${name}/${name}.js`, here), new URL(`../tests/browser/pages/${name}.js`, here));
}
copyFileSync(new URL("node_modules/axe-core/axe.min.js", here), new URL("../tests/browser/vendor/axe.min.js", here));
