// Preact can set inner HTML when asked to (`dangerouslySetInnerHTML`), highlight.js can colour elements of a page. Nothing
// here asks for either, and with this nothing could: in these two packages the property becomes one of no meaning, so
// that the bundle holds no HTML sink. The build looks for sinks in what comes out and fails when it finds one.
const PACKAGES = /node_modules[\\/](preact[\\/]dist|highlight\.js[\\/](lib|es))[\\/]/;

export function withoutHtmlSink() {
  return {
    name: "without-html-sink",
    transform(code, id) {
      if (!PACKAGES.test(id) || !/innerHTML/i.test(code)) return null;
      return {
        code: code.replaceAll("dangerouslySetInnerHTML", "noInner").replaceAll("innerHTML", "noInnerMarkup"),
        map: null,
      };
    },
  };
}
