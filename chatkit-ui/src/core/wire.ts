/** The ChatKit protocol as JSON: requests, stream events, items. Unknown fields and types may always appear. */

export type Json = null | boolean | number | string | Json[] | { [key: string]: Json };

export interface WidgetNode {
  type: string;
  key?: string;
  id?: string;
  name?: string;
  children?: WidgetNode[] | WidgetNode | null;
  [prop: string]: unknown;
}

export interface ActionConfig {
  type: string;
  payload?: unknown;
  handler?: "server" | "client";
  loadingBehavior?: "auto" | "none" | "self" | "container";
  streaming?: boolean;
}

export type UserContent =
  | { type: "input_text"; text: string }
  | {
      type: "input_tag";
      id: string;
      text: string;
      data: Record<string, unknown>;
      group?: string;
      interactive?: boolean;
    };

export interface InferenceOptions {
  tool_choice?: { id: string };
  model?: string;
}

export interface UserInput {
  content: UserContent[];
  quoted_text?: string;
  attachments: string[];
  inference_options: InferenceOptions;
}

export interface WireAttachment {
  id: string;
  type: "file" | "image";
  name: string;
  mime_type: string;
  preview_url?: string;
  upload_descriptor?: { url: string; method: "POST" | "PUT"; headers?: Record<string, string> } | null;
}

export interface Source {
  type: "url" | "file" | "entity";
  title: string;
  description?: string;
  timestamp?: string;
  group?: string;
  url?: string;
  attribution?: string;
  filename?: string;
  id?: string;
  icon?: string;
  label?: string;
  inline_label?: string;
  interactive?: boolean;
  data?: Record<string, unknown>;
}

export interface Annotation {
  type: "annotation";
  source: Source;
  index?: number | null;
}

export interface TextPart {
  type: "output_text";
  text: string;
  annotations: Annotation[];
}

export interface Task {
  type: "custom" | "web_search" | "thought" | "file" | "image";
  title?: string;
  status_indicator?: "none" | "loading" | "complete";
  icon?: string;
  content?: string;
  title_query?: string;
  queries?: string[];
  sources?: Source[];
}

export interface Workflow {
  type: "custom" | "reasoning";
  tasks: Task[];
  summary?: { title?: string; icon?: string; duration?: number } | null;
  expanded?: boolean;
}

export interface StructuredQuestion {
  id: string;
  type: "multiple_choice" | "freeform";
  question: string;
  description?: string;
  options?: { value: string }[];
  multiple?: boolean;
  answer?: { values: string[]; skipped: boolean } | null;
}

interface ItemBase {
  id: string;
  thread_id?: string;
  created_at?: string;
}
export type UserItem = ItemBase & {
  type: "user_message";
  content: UserContent[];
  attachments: WireAttachment[];
  quoted_text?: string | null;
  inference_options: InferenceOptions;
};
export type AssistantItem = ItemBase & { type: "assistant_message"; content: TextPart[]; professor_lock?: unknown };
export type WidgetItem = ItemBase & { type: "widget"; widget: WidgetNode; copy_text?: string | null };
export type ToolCallItem = ItemBase & {
  type: "client_tool_call";
  status: "pending" | "completed";
  call_id: string;
  name: string;
  arguments: Record<string, unknown>;
};
export type ImageItem = ItemBase & { type: "generated_image"; image?: { id: string; url: string } | null };
export type StructuredItem = ItemBase & {
  type: "structured_input";
  status: "pending" | "answered" | "skipped";
  inputs: StructuredQuestion[];
};
export type TaskItem = ItemBase & { type: "task"; task: Task };
export type WorkflowItem = ItemBase & { type: "workflow"; workflow: Workflow };
export type OtherItem = ItemBase & { type: "end_of_turn" | "hidden_context_item" | "sdk_hidden_context" };
export type Item =
  | UserItem
  | AssistantItem
  | WidgetItem
  | ToolCallItem
  | ImageItem
  | StructuredItem
  | TaskItem
  | WorkflowItem
  | OtherItem;

export interface ThreadMeta {
  id: string;
  title?: string | null;
  created_at?: string;
  status?: { type: "active" | "locked" | "closed"; reason?: string | null };
  allowed_image_domains?: string[] | null;
  metadata?: Record<string, unknown>;
}
export interface Page<T> {
  data: T[];
  has_more: boolean;
  after?: string | null;
}
export type ThreadWithItems = ThreadMeta & { items?: Page<Item> };

export type ItemUpdate = { type: string; [key: string]: unknown };
export interface StreamEvent {
  type: string;
  [key: string]: unknown;
}

/** Operations answered by an event stream; all others are answered by one JSON document. */
export const STREAMING_OPS = new Set([
  "threads.create",
  "threads.add_user_message",
  "threads.add_client_tool_output",
  "threads.add_structured_input",
  "threads.retry_after_item",
  "threads.custom_action",
]);
/** Reads: repeating one changes nothing on the server, so a failed one may be sent again. */
export const READ_OPS = new Set(["threads.get_by_id", "threads.list", "items.list"]);
export const HIDDEN_TYPES = new Set(["hidden_context_item", "sdk_hidden_context"]);
