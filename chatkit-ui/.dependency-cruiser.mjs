/** The plan of the sources as a check: `npm run cycles`. An import of types alone counts as one: a circle of them cannot be read in order either. */
export default {
  forbidden: [
    {
      name: "no-circle",
      comment: "No file imports itself, on whatever way: what both need goes into a third.",
      severity: "error",
      from: {},
      to: { circular: true },
    },
  ],
  options: {
    doNotFollow: { path: "node_modules" },
    exclude: { path: "node_modules" },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: "tsconfig.json" },
    enhancedResolveOptions: { extensions: [".ts", ".tsx", ".mjs", ".js", ".json"] },
  },
};
