/** The public options, checked once: what is missing gets its default, what is unknown is ignored with one warning. */
import type { ChatKitOptions, CustomApiConfig, ModelOption, ThemeOption, ToolOption } from "@openai/chatkit";

import { DEFAULTS } from "./defaults";

export type Options = Omit<ChatKitOptions, "api"> & { api: CustomApiConfig | null };

const KNOWN = new Set([
  "api",
  "locale",
  "theme",
  "frameTitle",
  "initialThread",
  "onClientTool",
  "header",
  "history",
  "startScreen",
  "threadItemActions",
  "composer",
  "disclaimer",
  "entities",
  "commands",
  "widgets",
  "thread",
]);
const warned = new Set<string>();

/** Throws `TypeError` only when `api` is missing or neither form of it. `api: null` marks the hosted form. */
export function checkedOptions(given: unknown): Options {
  const options = given as ChatKitOptions | null | undefined;
  const api = options?.api as Partial<CustomApiConfig> & { getClientSecret?: unknown };
  const hosted = typeof api?.getClientSecret === "function";
  if (!options || typeof api !== "object" || api === null || !(hosted || (typeof api.url === "string" && api.url))) {
    throw new TypeError("ChatKit: setOptions() needs options.api with a url");
  }
  for (const key of Object.keys(options)) {
    if (KNOWN.has(key) || warned.has(key)) continue;
    warned.add(key);
    console.warn(`ChatKit: unknown option "${key}" ignored`);
  }
  return { ...options, api: hosted ? null : (api as CustomApiConfig) };
}

export function themeOf(options: Options): ThemeOption {
  return typeof options.theme === "string" ? { colorScheme: options.theme } : (options.theme ?? {});
}

export function historyEnabled(options: Options): boolean {
  return options.history?.enabled !== false;
}

export function toolsOf(options: Options): ToolOption[] {
  return options.composer?.tools ?? [];
}

export function modelsOf(options: Options): ModelOption[] {
  return options.composer?.models ?? [];
}

export function defaultModel(options: Options): ModelOption | undefined {
  const models = modelsOf(options).filter((model) => !model.disabled);
  return models.find((model) => model.default) ?? models[0];
}

export function attachmentsEnabled(options: Options): boolean {
  return options.composer?.attachments?.enabled === true && Boolean(options.api?.uploadStrategy);
}

export function dictationEnabled(options: Options): boolean {
  const wanted = options.composer?.dictation?.enabled === true;
  return wanted && typeof MediaRecorder !== "undefined" && "mediaDevices" in navigator;
}

/** Greatest size in bytes of a file of this type: an exact pattern beats `image/*`, which beats the fallback. */
export function maxSizeFor(options: Options, mimeType: string): number {
  const limit = options.composer?.attachments?.maxSize ?? DEFAULTS.attachments.maxSize;
  if (typeof limit === "number") return limit;
  const [family] = mimeType.split("/");
  return limit[mimeType] ?? limit[`${family}/*`] ?? limit["*"] ?? limit[""] ?? DEFAULTS.attachments.maxSize;
}
