/** The optional file `chatkit-assets/math.js`: TeX to MathML nodes. */
import temml from "temml";

export function render(tex: string, into: Element, displayMode: boolean): void {
  temml.render(tex, into as HTMLElement, {
    displayMode,
    throwOnError: true,
    trust: false,
    maxSize: [20, 20],
    maxExpand: 500,
  });
}
