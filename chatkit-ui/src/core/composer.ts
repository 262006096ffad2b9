/** The draft and what hangs on it: quote, attachments and their uploads, chosen tool and model. */
import { computed, signal } from "@preact/signals";

import type { Conversation } from "./conversation";
import { NO_TEXT, toContent, type DraftText } from "./draft";
import { HttpError, IntegrationError } from "./errors";
import { attachmentsEnabled, defaultModel, maxSizeFor, modelsOf, toolsOf } from "./options";
import { DEFAULTS } from "./defaults";
import type { Fetch } from "./transport";
import type { InferenceOptions, UserContent, WireAttachment } from "./wire";

export interface Chip {
  key: number;
  name: string;
  mimeType: string;
  state: "uploading" | "ready" | "failed";
  file?: File;
  attachment?: WireAttachment;
  previewUrl?: string;
  abort?: AbortController;
}
export interface SendParams {
  text?: string | undefined;
  content?: UserContent[] | undefined;
  reply?: string | undefined;
  attachments?: WireAttachment[] | undefined;
  newThread?: boolean | undefined;
  toolChoice?: { id: string } | undefined;
  model?: string | undefined;
}

export class Composer {
  readonly text = signal<DraftText>(NO_TEXT);
  readonly quote = signal("");
  readonly chips = signal<Chip[]>([]);
  readonly toolId = signal<string | null>(null);
  readonly pickedModel = signal<string | null>(null);
  /** Counts up when the field should take the focus. */
  readonly focusAsked = signal(0);
  readonly modelId = computed(() => {
    const models = modelsOf(this.chat.options.value);
    const picked = models.find((model) => model.id === this.pickedModel.value && !model.disabled);
    return picked?.id ?? defaultModel(this.chat.options.value)?.id ?? null;
  });
  readonly ready = computed(() => {
    const filled = this.text.value.text.trim() !== "" || this.chips.value.length > 0;
    const status = this.chat.state.value.thread?.status?.type;
    const open = status !== "locked" && status !== "closed";
    const uploaded = this.chips.value.every((chip) => chip.state === "ready");
    return filled && open && uploaded && this.chat.state.value.phase === "idle" && !this.chat.loadError.value;
  });
  #drafts = new Map<string | null, DraftText>();
  #key = 0;

  constructor(private readonly chat: Conversation) {}

  focus(): void {
    this.focusAsked.value++;
  }

  /** Sends the draft and empties it. */
  submit(): void {
    if (!this.ready.peek()) return;
    const params = {
      content: toContent(trimmed(this.text.value)),
      reply: this.quote.value || undefined,
      attachments: this.chips.value.map((chip) => chip.attachment!),
    };
    const toolChoice = this.toolId.value ? { id: this.toolId.value } : undefined;
    const sent = this.sendNow({ ...params, toolChoice });
    this.text.value = NO_TEXT;
    this.quote.value = "";
    this.#clearChips();
    const tool = toolsOf(this.chat.options.value).find((option) => option.id === this.toolId.value);
    if (tool && !tool.persistent) this.selectTool(null);
    sent.catch(() => undefined); // shown at the message, and reported by the stream
  }

  /** Sends something that is not the draft. Resolves when the server acknowledged it. */
  async sendNow(params: SendParams): Promise<void> {
    const content = params.content ?? (params.text ? [{ type: "input_text" as const, text: params.text }] : []);
    const attachments = params.attachments ?? [];
    if (!content.length && !attachments.length) throw new IntegrationError("sendUserMessage", "nothing to send");
    if (this.chat.busy) {
      const reason = this.chat.now.phase === "loading" ? "thread is loading" : "already responding";
      throw new IntegrationError("sendUserMessage", reason);
    }
    if (!params.newThread && this.chat.blocked) {
      throw new IntegrationError("sendUserMessage", `thread is ${this.chat.blocked}`);
    }
    const model = params.model ?? this.modelId.value;
    const inference: InferenceOptions = {
      ...(params.toolChoice ? { tool_choice: { id: params.toolChoice.id } } : {}),
      ...(model ? { model } : {}),
    };
    const input = {
      content: content.map((part) => (part.type === "input_tag" ? { ...part, data: part.data ?? {} } : part)),
      ...(params.reply ? { quoted_text: params.reply } : {}),
      attachments: attachments.map((attachment) => attachment.id),
      inference_options: inference,
    };
    await this.chat.send(input, attachments, params.newThread);
  }

  selectTool(id: string | null): void {
    if (id !== null && !toolsOf(this.chat.options.value).some((tool) => tool.id === id)) {
      this.chat.log("composer.unknown_tool");
      return;
    }
    if (this.toolId.value === id) return;
    this.toolId.value = id;
    this.chat.emit("chatkit.tool.change", { toolId: id });
  }

  selectModel(id: string): void {
    const known = modelsOf(this.chat.options.value).some((model) => model.id === id && !model.disabled);
    if (known) this.pickedModel.value = id;
    else this.chat.log("composer.unknown_model");
  }

  /** Keeps one draft per thread, in memory. */
  switchTo(threadId: string | null): void {
    this.#drafts.set(this.chat.threadId, this.text.value);
    this.text.value = this.#drafts.get(threadId) ?? NO_TEXT;
    this.quote.value = "";
  }

  adopt(attachments: readonly WireAttachment[]): void {
    const chips = attachments.map((attachment): Chip => ({
      key: this.#key++,
      name: attachment.name,
      mimeType: attachment.mime_type,
      state: "ready",
      attachment,
      ...(attachment.preview_url ? { previewUrl: attachment.preview_url } : {}),
    }));
    this.chips.value = chips;
  }

  /** Checks and uploads; each file that may not go gets its own message. */
  addFiles(files: readonly File[], say: (message: "tooMany" | "tooLarge" | "wrongType", name: string) => void): void {
    const options = this.chat.options.value;
    if (!attachmentsEnabled(options)) return;
    const limit = options.composer?.attachments?.maxCount ?? DEFAULTS.attachments.maxCount;
    for (const file of files) {
      if (this.chips.value.length >= limit) say("tooMany", file.name);
      else if (file.size > maxSizeFor(options, file.type)) say("tooLarge", file.name);
      else if (!accepted(file, options.composer?.attachments?.accept)) say("wrongType", file.name);
      else void this.#upload(this.#chipFor(file));
    }
  }

  retryUpload(key: number): void {
    const chip = this.chips.value.find((candidate) => candidate.key === key);
    if (chip?.file) void this.#upload(chip);
  }

  removeChip(key: number): void {
    const chip = this.chips.value.find((candidate) => candidate.key === key);
    if (!chip) return;
    chip.abort?.abort();
    if (chip.previewUrl?.startsWith("blob:")) URL.revokeObjectURL(chip.previewUrl);
    this.chips.value = this.chips.value.filter((candidate) => candidate.key !== key);
    if (chip.state !== "ready" || !chip.attachment) return;
    this.chat.api
      .json("attachments.delete", { attachment_id: chip.attachment.id })
      .catch((error: unknown) => this.chat.fail(error));
  }

  suspend(): void {
    for (const chip of this.chips.value) chip.abort?.abort();
  }

  #clearChips(): void {
    for (const chip of this.chips.value) {
      if (chip.previewUrl?.startsWith("blob:")) setTimeout(() => URL.revokeObjectURL(chip.previewUrl!), 60_000);
    }
    this.chips.value = [];
  }

  #chipFor(file: File): Chip {
    const chip: Chip = { key: this.#key++, name: file.name, mimeType: file.type, state: "uploading", file };
    if (file.type.startsWith("image/")) chip.previewUrl = URL.createObjectURL(file);
    this.chips.value = [...this.chips.value, chip];
    return chip;
  }

  async #upload(chip: Chip): Promise<void> {
    const abort = new AbortController();
    this.#patch(chip.key, { state: "uploading", abort });
    this.chat.log("upload.start");
    try {
      const attachment = await this.#sendFile(chip.file!, abort.signal);
      this.#patch(chip.key, { state: "ready", attachment });
      this.chat.log("upload.end");
    } catch (error) {
      if (abort.signal.aborted) return;
      this.#patch(chip.key, { state: "failed" });
      this.chat.log("upload.error");
      if (error instanceof HttpError && error.detail) this.chat.toasts.say(`${chip.name}: ${error.detail}`);
      this.chat.fail(error);
    }
  }

  async #sendFile(file: File, signal: AbortSignal): Promise<WireAttachment> {
    const api = this.chat.options.value.api!;
    const send = (api.fetch ?? globalThis.fetch) as Fetch;
    const form = () => {
      const data = new FormData();
      data.append("file", file, file.name);
      return data;
    };
    const strategy = api.uploadStrategy!;
    if (strategy.type === "direct") {
      const response = await send(strategy.uploadUrl, { method: "POST", body: form(), signal });
      if (!response.ok) throw new HttpError(response.status, await response.text());
      return (await response.json()) as WireAttachment;
    }
    const params = { name: file.name, size: file.size, mime_type: file.type || "application/octet-stream" };
    const attachment = await this.chat.api.json<WireAttachment>("attachments.create", params, signal);
    const target = attachment.upload_descriptor;
    if (!target) return attachment;
    const headers = { ...(target.headers ?? {}) };
    const put = target.method === "PUT";
    const typed = Object.keys(headers).some((name) => name.toLowerCase() === "content-type");
    if (put && !typed) headers["Content-Type"] = params.mime_type;
    const body = put ? file : form();
    const response = await send(target.url, { method: target.method, headers, body, signal });
    if (!response.ok) throw new HttpError(response.status, await response.text());
    return attachment;
  }

  #patch(key: number, change: Partial<Chip>): void {
    this.chips.value = this.chips.value.map((chip) => (chip.key === key ? { ...chip, ...change } : chip));
  }
}

function trimmed(draft: DraftText): DraftText {
  const end = draft.text.trimEnd().length;
  return { text: draft.text.slice(0, Math.max(end, draft.tags.at(-1)?.end ?? 0)), tags: draft.tags };
}

/** `accept` is MIME type or pattern to extensions; a file fits by either. */
function accepted(file: File, accept: Record<string, string[]> | undefined): boolean {
  const entries = Object.entries(accept ?? {});
  if (!entries.length) return true;
  const name = file.name.toLowerCase();
  return entries.some(([type, extensions]) => {
    const family = type.endsWith("/*") && file.type.startsWith(type.slice(0, -1));
    return type === "*" || type === "*/*" || family || file.type === type
      ? true
      : extensions.some((extension) => name.endsWith(extension.toLowerCase()));
  });
}
