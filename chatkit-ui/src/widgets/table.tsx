/** A real table in a region that scrolls by itself. */
import { createContext } from "preact";
import { useContext } from "preact/hooks";

import { priceKey, type Prices } from "../core/card-extension";
import { DEFAULTS } from "../core/defaults";
import { str } from "../core/text";
import type { ActionConfig, WidgetNode } from "../core/wire";
import { useUi } from "../ui/context";
import { useItem } from "./context";
import { Children, childrenOf, type NodeProps } from "./NodeView";
import { flexbox, oneOf, px, put, type Style } from "./style";

/** Of what the cell is the head, or null. */
const HeadScope = createContext<"col" | "row" | null>(null);
const SIDES = ["start", "center", "end"] as const;

export function Table({ node, place }: NodeProps) {
  const { t } = useUi();
  const rows = childrenOf(node);
  const head = rows.filter((row) => row.header === true);
  const body = rows.filter((row) => row.header !== true);
  // A table of prices is as wide as its card, and its teams and sides stand where they stand in every language.
  const box = useItem().prices
    ? { class: "ck-pricetable", dir: "ltr" as const }
    : { class: "ck-tablebox ck-widgettable", role: "group" as const, "aria-label": t("tableScroll"), tabIndex: 0 };
  return (
    <div {...box}>
      <table>
        {head.length ? (
          <thead>
            <Children
              node={{ ...node, children: head }}
              place={{ ...place, path: `${place.path}/head` }}
              container={place.container}
            />
          </thead>
        ) : null}
        <tbody>
          <Children node={{ ...node, children: body }} place={place} container={place.container} />
        </tbody>
      </table>
    </div>
  );
}

export function TableRow({ node, place }: NodeProps) {
  const named = useItem().prices !== null && node.header !== true;
  const [first, ...rest] = childrenOf(node);
  if (named && first)
    return (
      <tr>
        <HeadScope.Provider value="row">
          <Children node={{ ...node, children: [first] }} place={place} row />
        </HeadScope.Provider>
        <Children node={{ ...node, children: rest }} place={{ ...place, path: `${place.path}/rest` }} row />
      </tr>
    );
  return (
    <HeadScope.Provider value={node.header === true ? "col" : null}>
      <tr>
        <Children node={node} place={place} row />
      </tr>
    </HeadScope.Provider>
  );
}

/** Captions beside a price that the element draws with its book are for other clients. */
function drawnBy(cell: WidgetNode, prices: Prices | null): WidgetNode {
  const children = childrenOf(cell);
  const drawn = children.some((child) => {
    const key = child.type === "Button" ? priceKey(prices, child.onClickAction as ActionConfig | undefined) : null;
    return key !== null && prices?.cells.has(key);
  });
  return drawn ? { ...cell, children: children.filter((child) => child.type !== "Caption") } : cell;
}

/** Letters of the longest word in a cell's texts: a team's name is made smaller rather than broken. */
export function longestWord(node: WidgetNode): number {
  const own = str(node.value)
    .split(/[\s-]+/)
    .map((word) => Array.from(word).length);
  return Math.max(1, ...own, ...childrenOf(node).map(longestWord));
}

export function TableCell({ node, place }: NodeProps) {
  const scope = useContext(HeadScope);
  const { prices } = useItem();
  const style: Style = {};
  const { padding } = flexbox({ padding: node.padding });
  if (padding) style.padding = padding;
  for (const [name, value] of Object.entries(flexbox({ padding: node.padding })))
    if (name.startsWith("padding")) style[name] = value;
  const size = (DEFAULTS.tableColPx as Record<string, number>)[str(node.colSize)];
  put(style, "width", px(node.width) ?? (size ? `${size}px` : null));
  if (node.align) style["text-align"] = oneOf(node.align, SIDES, "start");
  const vertical = { start: "top", center: "middle", end: "bottom" }[oneOf(node.vAlign, SIDES, "center")];
  style["vertical-align"] = vertical;
  if (scope && prices) style["--word"] = String(longestWord(node)); // letters that must fit one line
  const shared = {
    style,
    ...(typeof node.colSpan === "number" ? { colSpan: node.colSpan } : {}),
    ...(typeof node.rowSpan === "number" ? { rowSpan: node.rowSpan } : {}),
  };
  const content = (
    <div class="ck-cell" data-align={node.align ? oneOf(node.align, SIDES, "start") : undefined}>
      <HeadScope.Provider value={null}>
        <Children node={drawnBy(node, prices)} place={place} row />
      </HeadScope.Provider>
    </div>
  );
  return scope ? (
    <th scope={scope} {...shared}>
      {content}
    </th>
  ) : (
    <td {...shared}>{content}</td>
  );
}
