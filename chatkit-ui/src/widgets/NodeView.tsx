/** A node of a widget by its type. Unknown types show their children; a node that throws is replaced by a sentence. */
import type { ComponentChildren, ComponentType } from "preact";

import { DEFAULTS } from "../core/defaults";
import type { WidgetNode } from "../core/wire";
import { ErrorBoundary } from "../ui/ErrorBoundary";
import { useUi } from "../ui/context";
import { str } from "../core/text";
import { type Place, useItem } from "./context";
import { FoldedPart, useCountdown } from "./folds";

export interface NodeProps {
  node: WidgetNode;
  place: Place;
}
const REGISTRY = new Map<string, ComponentType<NodeProps>>();
/** Nodes drawn for one root; set to 0 by the root before it draws. */
export const budget = { left: DEFAULTS.widgetNodes as number };

export function register(types: Record<string, ComponentType<NodeProps>>): void {
  for (const [type, component] of Object.entries(types)) REGISTRY.set(type, component);
}

export function childrenOf(node: WidgetNode): WidgetNode[] {
  const { children } = node;
  const list = Array.isArray(children) ? children : children ? [children] : [];
  return list.filter(
    (child): child is WidgetNode => Boolean(child) && typeof child === "object" && !Array.isArray(child),
  );
}

/** Children, keyed so that fields keep their values when the tree around them is replaced. */
export function Children(props: {
  node: WidgetNode;
  place: Place;
  row?: boolean;
  container?: string;
}): ComponentChildren {
  const { node, place } = props;
  if (place.depth >= DEFAULTS.widgetDepth) return null;
  const seen = new Map<string, number>();
  return childrenOf(node).map((child, index) => {
    const name = `${child.type}:${child.key ?? child.id ?? child.name ?? index}`;
    const count = seen.get(name) ?? 0;
    seen.set(name, count + 1);
    const key = count ? `${name}#${count}` : name;
    const below: Place = {
      path: `${place.path}/${key}`,
      container: props.container ?? place.container,
      depth: place.depth + 1,
      row: props.row ?? false,
    };
    return <NodeView key={key} node={child} place={below} />;
  });
}

/** A text that says when something begins: in the hour before, how long that is. */
function Countdown(props: NodeProps & { at: number }) {
  const rest = useCountdown(props.at);
  const node = rest ? { ...props.node, value: `${str(props.node.value)} · ${rest}` } : props.node;
  return <NodeView node={node} place={props.place} opened />;
}

/** `opened`: what the card's extension says of this node is done already. */
export function NodeView(props: NodeProps & { opened?: boolean }) {
  const { t } = useUi();
  const item = useItem();
  const { node, place } = props;
  if (budget.left-- <= 0) return null;
  const fold = node.id === undefined ? undefined : item.folds.get(str(node.id));
  if (fold && !props.opened)
    return <FoldedPart fold={fold} draw={() => <NodeView node={node} place={place} opened />} />;
  const startsAt = node.id === undefined ? undefined : item.starts.get(str(node.id));
  if (startsAt !== undefined && !props.opened) return <Countdown node={node} place={place} at={startsAt} />;
  const Part = REGISTRY.get(node.type);
  if (!Part) {
    item.log("widget.unknown_component", { type: String(node.type).slice(0, 60) });
    return <Children node={node} place={place} row={place.row} />;
  }
  return (
    <ErrorBoundary
      retryKey={node}
      onError={() => item.log("widget.failed", { type: node.type })}
      fallback={() => <span class="ck-muted">{t("noWidget")}</span>}
    >
      <Part {...props} />
    </ErrorBoundary>
  );
}
