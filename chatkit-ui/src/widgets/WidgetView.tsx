/** A widget item: its root, its actions and what is waiting. */
import { useMemo, useRef, useState } from "preact/hooks";

import { extensionOf } from "../core/card-extension";
import { DEFAULTS } from "../core/defaults";
import { mergePayload, setPath, type FormValues } from "../core/forms";
import type { ActionConfig, WidgetItem, WidgetNode } from "../core/wire";
import { ErrorBoundary } from "../ui/ErrorBoundary";
import { useUi } from "../ui/context";
import { FormContext, ItemContext, type ItemScope, type Origin, type Place } from "./context";
import { useFocusKept } from "./focus";
import { budget, childrenOf, NodeView } from "./NodeView";
import { useStakeTyping } from "./stake";

const ROOT: Place = { path: "", container: "", depth: 0, row: false };
let uids = 0;

export function WidgetView(props: { item: WidgetItem }) {
  const box = useRef<HTMLDivElement>(null);
  useFocusKept(box, props.item.widget);
  return (
    <div class="ck-widget" part="widget" data-item={props.item.id} tabIndex={-1} ref={box}>
      <Root itemId={props.item.id} root={props.item.widget} />
    </div>
  );
}

/** A widget the host shows for an entity: it belongs to no item. */
export function PreviewWidget(props: { root: WidgetNode }) {
  return <Root itemId="" root={props.root} />;
}

function Root(props: { itemId: string; root: WidgetNode }) {
  const { chat, t } = useUi();
  const { itemId, root } = props;
  const [waiting, setWaiting] = useState<ReadonlySet<string>>(new Set());
  const [problem, setProblem] = useState<string | null>(null);
  const uid = useMemo(() => `w${uids++}`, []);
  const labels = useMemo(() => labelsIn(root, new Set()), [root]);
  const drawnFor = useRef<WidgetNode | null>(null);
  const stake = useStakeTyping(itemId, root);
  const phase = chat.phase.value;
  const responding = phase !== "idle";
  if (drawnFor.current !== root && waiting.size) {
    drawnFor.current = root;
    setWaiting(new Set()); // the server answered by changing the widget
  }
  drawnFor.current = root;
  const blocked = (action: ActionConfig | undefined) =>
    Boolean(action && responding && action.handler !== "client" && action.streaming !== false);

  const run = (action: ActionConfig, from: Origin) => {
    if (!action || typeof action.type !== "string" || blocked(action)) return;
    const { payload, collisions } = mergePayload(action.payload, valuesFor(from));
    if (collisions.length)
      chat.fail(new Error(`ChatKit: form values hidden by the action's payload: ${collisions.join(", ")}`));
    const wanted = action.loadingBehavior ?? "auto";
    const loading = wanted === "auto" ? (DEFAULTS.autoLoading[from.control] ?? "none") : wanted;
    const mark = loading === "none" ? null : loading === "self" ? from.path : `container:${from.container}`;
    if (mark !== null) setWaiting((now) => new Set(now).add(mark));
    setProblem(null);
    // What is typed goes along with the form: an older stake must not arrive after it.
    const ready = stake && from.form ? stake.settled() : null;
    const send = () =>
      action.handler === "client"
        ? runOnHost(action.type, payload)
        : chat.action({ type: action.type, payload }, itemId || undefined, action.streaming !== false);
    const work = ready ? ready.then(send) : send();
    work
      .catch((error: unknown) => {
        const shownByThread = action.handler !== "client" && action.streaming !== false;
        if (!shownByThread) {
          const failure = chat.fail(error);
          setProblem(failure.name === "HttpError" ? failure.message : t("actionFailed"));
        }
      })
      .finally(() => {
        if (mark === null) return;
        setWaiting((now) => new Set([...now].filter((one) => one !== mark)));
      });
  };
  const runOnHost = async (type: string, payload: unknown) => {
    const handler = chat.options.peek().widgets?.onAction;
    if (!handler) throw new Error(`No widgets.onAction handler for "${type}"`);
    await handler(
      { type, ...(payload === undefined ? {} : { payload: payload as Record<string, unknown> }) },
      { id: itemId, widget: root as never },
    );
  };
  const extension = extensionOf(root);
  const scope: ItemScope = {
    itemId,
    root,
    busy: waiting as Set<string>,
    run,
    blocked,
    responding,
    uid,
    labels,
    prices: extension.prices,
    folds: extension.folds,
    starts: extension.starts,
    names: extension.names,
    ends: extension.ends,
    stake,
    log: (name, data) => chat.log(name, data),
  };
  budget.left = DEFAULTS.widgetNodes;
  return (
    <ItemContext.Provider value={scope}>
      <FormContext.Provider value={null}>
        <ErrorBoundary retryKey={root} fallback={() => <span class="ck-muted">{t("noWidget")}</span>}>
          <NodeView key={root.type} node={root} place={{ ...ROOT, path: root.type }} />
        </ErrorBoundary>
        {problem ? (
          <p class="ck-inline-error" role="alert">
            {problem}
          </p>
        ) : null}
      </FormContext.Provider>
    </ItemContext.Provider>
  );
}

/** Values of the form around the control, or of the control alone when there is none. */
function valuesFor(from: Origin): FormValues {
  const values: FormValues = {};
  for (const field of from.form?.fields ?? []) {
    const value = field.value();
    if (value !== undefined) setPath(values, field.name, value);
  }
  for (const [name, value] of Object.entries(from.own ?? {})) if (value !== undefined) setPath(values, name, value);
  return values;
}

function labelsIn(node: WidgetNode, found: Set<string>): Set<string> {
  if (node.type === "Label" && typeof node.fieldName === "string") found.add(node.fieldName);
  for (const child of childrenOf(node)) labelsIn(child, found);
  return found;
}
