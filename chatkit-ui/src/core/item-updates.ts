/** The updates that may come inside `thread.item.updated`, each a pure change of one entry. */
import type { Entry, Env } from "./state";
import { str } from "./text";
import type { Annotation, AssistantItem, Task, TextPart, WidgetNode, WorkflowItem } from "./wire";

type Update = { type: string; [key: string]: unknown };

/** The same entry when the update does not fit it. */
export function applyItemUpdate(entry: Entry, update: Update, env: Env): Entry {
  const { item } = entry;
  if (update.type.startsWith("assistant_message.") && item.type === "assistant_message") {
    const content = textUpdate(item, update, env);
    return content ? { ...entry, item: { ...item, content } } : entry;
  }
  if (update.type.startsWith("widget.") && item.type === "widget") {
    const widget = widgetUpdate(item.widget, update);
    if (!widget) log(env, "stream.unknown_component", update.type);
    return widget ? { ...entry, item: { ...item, widget } } : entry;
  }
  if (update.type.startsWith("workflow.") && item.type === "workflow") {
    return { ...entry, item: workflowUpdate(item, update) };
  }
  if (update.type === "generated_image.updated" && item.type === "generated_image") {
    const progress = typeof update.progress === "number" ? { progress: update.progress } : {};
    return { ...entry, ...progress, item: { ...item, image: update.image as { id: string; url: string } } };
  }
  log(env, "stream.unknown_update", update.type);
  return entry;
}

function textUpdate(item: AssistantItem, update: Update, env: Env): TextPart[] | null {
  const at = Number(update.content_index ?? 0);
  if (!Number.isInteger(at) || at < 0 || at > 1000) return null;
  const content = item.content.slice();
  while (content.length <= at) content.push({ type: "output_text", text: "", annotations: [] });
  const part = content[at]!;
  switch (update.type.slice("assistant_message.content_part.".length)) {
    case "added":
      content[at] = partOf(update.content);
      return content;
    case "text_delta":
      content[at] = { ...part, text: part.text + str(update.delta) };
      return content;
    case "annotation_added": {
      const annotations = (part.annotations ?? []).slice();
      const where = Number(update.annotation_index);
      const index = Number.isInteger(where) && where >= 0 && where <= annotations.length ? where : annotations.length;
      annotations.splice(index, 0, update.annotation as Annotation);
      content[at] = { ...part, annotations };
      return content;
    }
    case "done": {
      const next = partOf(update.content); // its list is empty on the wire; the full one comes with the item
      content[at] = next.annotations.length ? next : { ...next, annotations: part.annotations ?? [] };
      return content;
    }
    default:
      log(env, "stream.unknown_update", update.type);
      return null;
  }
}

function partOf(value: unknown): TextPart {
  const part = (value ?? {}) as Partial<TextPart>;
  return { type: "output_text", text: part.text ?? "", annotations: part.annotations ?? [] };
}

function widgetUpdate(root: WidgetNode, update: Update): WidgetNode | null {
  const id = str(update.component_id);
  switch (update.type) {
    case "widget.root.updated":
      return update.widget as WidgetNode;
    case "widget.component.updated":
      return replaceNode(root, id, () => update.component as WidgetNode);
    case "widget.streaming_text.value_delta":
      return replaceNode(root, id, (node) => ({
        ...node,
        value: str(node.value) + str(update.delta),
        streaming: update.done !== true,
      }));
    default:
      return null;
  }
}

/** A copy of the tree with the first node of that id changed, sharing all that did not; null when there is none. */
export function replaceNode(node: WidgetNode, id: string, change: (node: WidgetNode) => WidgetNode): WidgetNode | null {
  if (!node || typeof node !== "object") return null;
  if (node.id === id) return change(node);
  const { children } = node;
  if (Array.isArray(children)) {
    for (let at = 0; at < children.length; at++) {
      const next = replaceNode(children[at]!, id, change);
      if (next) return { ...node, children: children.map((child, index) => (index === at ? next : child)) };
    }
    return null;
  }
  const next = children ? replaceNode(children, id, change) : null;
  return next ? { ...node, children: next } : null;
}

function workflowUpdate(item: WorkflowItem, update: Update): WorkflowItem {
  const tasks = (item.workflow.tasks ?? []).slice();
  const at = Number(update.task_index);
  const task = update.task as Task;
  if (update.type === "workflow.task.added") {
    if (at < tasks.length) tasks.splice(at, 0, task);
    else tasks.push(task);
  } else if (update.type === "workflow.task.updated" && at >= 0 && at <= tasks.length) {
    tasks[at] = task;
  }
  return { ...item, workflow: { ...item.workflow, tasks } };
}

function log(env: Env, name: string, type: string): void {
  env.effects.push({ type: "log", name, data: { type } });
}
