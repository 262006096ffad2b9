/** TeX to MathML nodes, by a file that is only loaded when a formula appears; the raw TeX until then. */
import { useEffect, useRef, useState } from "preact/hooks";

import { moduleAsset } from "../core/assets";
import { useUi } from "../ui/context";

interface MathModule {
  render(tex: string, into: Element, display: boolean): void;
}

export function MathView(props: { tex: string; display: boolean }) {
  const { chat } = useUi();
  const place = useRef<HTMLSpanElement>(null);
  const [shown, setShown] = useState(false);
  useEffect(() => {
    let current = true;
    void moduleAsset<MathModule>("math.js", (name) => chat.log("asset.missing", { name })).then((math) => {
      if (!current || !math || !place.current) return;
      try {
        math.render(props.tex, place.current, props.display);
        setShown(true);
      } catch {
        setShown(false); // not TeX after all: it stays as it was written
      }
    });
    return () => {
      current = false;
    };
  }, [props.tex, props.display]);
  return (
    <span class={props.display ? "ck-math ck-math-block" : "ck-math"} dir="ltr">
      <span ref={place} />
      {shown ? null : <code>{props.tex}</code>}
    </span>
  );
}
