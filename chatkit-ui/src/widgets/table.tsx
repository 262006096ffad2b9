/** A real table in a region that scrolls by itself. */
import { createContext } from "preact";
import { useContext } from "preact/hooks";

import { DEFAULTS } from "../core/defaults";
import { str } from "../core/text";
import { useUi } from "../ui/context";
import { Children, childrenOf, type NodeProps } from "./NodeView";
import { flexbox, oneOf, px, put, type Style } from "./style";

const HeaderRow = createContext(false);
const SIDES = ["start", "center", "end"] as const;

export function Table({ node, place }: NodeProps) {
  const { t } = useUi();
  const rows = childrenOf(node);
  const head = rows.filter((row) => row.header === true);
  const body = rows.filter((row) => row.header !== true);
  return (
    <div class="ck-tablebox ck-widgettable" role="group" aria-label={t("tableScroll")} tabIndex={0}>
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
  return (
    <HeaderRow.Provider value={node.header === true}>
      <tr>
        <Children node={node} place={place} row />
      </tr>
    </HeaderRow.Provider>
  );
}

export function TableCell({ node, place }: NodeProps) {
  const header = useContext(HeaderRow);
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
  const shared = {
    style,
    ...(typeof node.colSpan === "number" ? { colSpan: node.colSpan } : {}),
    ...(typeof node.rowSpan === "number" ? { rowSpan: node.rowSpan } : {}),
  };
  const content = (
    <div class="ck-cell" data-align={node.align ? oneOf(node.align, SIDES, "start") : undefined}>
      <Children node={node} place={place} row />
    </div>
  );
  return header ? (
    <th scope="col" {...shared}>
      {content}
    </th>
  ) : (
    <td {...shared}>{content}</td>
  );
}
