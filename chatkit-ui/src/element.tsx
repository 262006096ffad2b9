/** The custom element: the public methods and events of ChatKit around one `Chat`. */
import type { ChatKitOptions, ColorScheme } from "@openai/chatkit";
import { effect } from "@preact/signals";
import { render } from "preact";

import { jsonAsset } from "./core/assets";
import { Chat } from "./core/chat";
import { fromContent } from "./core/draft";
import { DEFAULTS } from "./core/defaults";
import { IntegrationError } from "./core/errors";
import { checkedOptions, modelsOf, themeOf } from "./core/options";
import type { UserContent, WireAttachment } from "./core/wire";
import { complete, resolveLocale } from "./locales";
import type { Messages } from "./locales/en";
import { messages } from "./ui/i18n";
import { Shell } from "./ui/Shell";
import { applyTheme } from "./theme/theme";
import { sheets } from "./theme/sheets";
import "./widgets/register";

interface MessageParams {
  text?: string;
  content?: UserContent[];
  reply?: string;
  attachments?: WireAttachment[];
  newThread?: boolean;
  toolChoice?: { id: string };
  model?: string;
}
interface ComposerParams {
  text?: string;
  content?: UserContent[];
  reply?: string;
  attachments?: WireAttachment[];
  files?: File[];
  selectedToolId?: string | null;
  selectedModelId?: string;
}

export class ChatKitElement extends HTMLElement {
  static readonly observedAttributes = ["classname"];

  readonly #chat: Chat;
  readonly #root: HTMLDivElement;
  readonly #messages = messages();
  #options: ChatKitOptions | null = null;
  #started = false;
  #announced = false;
  #announcing = false;
  #queue: [string, unknown][] = [];
  #mirrored: string[] = [];
  #disposeFonts: () => void = () => undefined;
  #firstOptions: Promise<void>;
  #haveOptions!: () => void;

  constructor() {
    super();
    this.#firstOptions = new Promise((resolve) => (this.#haveOptions = resolve));
    this.#chat = new Chat((name, detail) => this.#emit(name, detail));
    const shadow = this.attachShadow({ mode: "open" });
    shadow.adoptedStyleSheets = sheets();
    this.#root = document.createElement("div");
    this.#root.className = "ck";
    shadow.append(this.#root);
    effect(() => {
      const { locale, dir } = this.#messages.value;
      this.#root.lang = locale;
      if (dir) this.#root.dir = dir;
      else this.#root.removeAttribute("dir");
    });
  }

  // eslint-disable-next-line @typescript-eslint/related-getter-setter-pairs -- there are none before the first `setOptions`
  get options(): ChatKitOptions | null {
    return this.#options;
  }
  set options(value: ChatKitOptions) {
    this.setOptions(value);
  }

  connectedCallback(): void {
    const early = Object.getOwnPropertyDescriptor(this, "options");
    if (early) {
      delete (this as { options?: unknown }).options; // set before the upgrade: it hides the accessor
      if (early.value) this.setOptions(early.value as ChatKitOptions);
    }
    this.#start();
  }

  disconnectedCallback(): void {
    setTimeout(() => {
      if (this.isConnected) return;
      this.#chat.suspend();
    }, 0);
  }

  attributeChangedCallback(name: string, _: string | null, value: string | null): void {
    if (name !== "classname") return;
    this.classList.remove(...this.#mirrored);
    this.#mirrored = (value ?? "").split(/\s+/).filter(Boolean);
    this.classList.add(...this.#mirrored);
  }

  /** Replaces all options. Draft, thread and stream stay unless `api.url` changed. */
  setOptions(given: ChatKitOptions): void {
    const options = checkedOptions(given);
    const before = this.#options ? this.#chat.options.peek() : null;
    this.#options = given;
    this.#chat.options.value = options;
    this.#applyLocale(options.locale);
    this.#disposeFonts();
    this.#disposeFonts = applyTheme(this.#root, themeOf(options));
    const model = this.#chat.composer.pickedModel.peek();
    if (model && !modelsOf(options).some((option) => option.id === model)) {
      this.#chat.composer.pickedModel.value = null;
    }
    this.#haveOptions();
    if (before && this.#started && before.api?.url !== options.api?.url) {
      this.#chat.reset();
      this.#loadInitial();
      return;
    }
    this.#start();
  }

  async focusComposer(): Promise<void> {
    await this.#idle("focusComposer", "loading");
    this.#chat.composer.focus();
    await new Promise((resolve) => requestAnimationFrame(resolve));
  }

  async setThreadId(threadId: string | null): Promise<void> {
    await this.#firstOptions;
    if (threadId === this.#chat.threadId && !this.#chat.loadError.peek()) return;
    await this.#idle("setThreadId");
    await this.#chat.open(threadId);
  }

  async sendUserMessage(params: MessageParams): Promise<void> {
    await this.#idle("sendUserMessage");
    await this.#chat.composer.sendNow(params);
  }

  async setComposerValue(params: ComposerParams): Promise<void> {
    await this.#idle("setComposerValue", "loading");
    const { composer } = this.#chat;
    if (params.content) composer.text.value = fromContent(params.content);
    else if (params.text !== undefined) composer.text.value = { text: params.text, tags: [] };
    if (params.reply !== undefined) composer.quote.value = params.reply;
    if (params.attachments) composer.adopt(params.attachments);
    if (params.files) {
      composer.addFiles(params.files, (message, name) =>
        this.#chat.toasts.say(this.#messages.value.t(message, { name })),
      );
    }
    if (params.selectedToolId !== undefined) composer.selectTool(params.selectedToolId);
    if (params.selectedModelId !== undefined) composer.selectModel(params.selectedModelId);
  }

  async sendCustomAction(action: { type: string; payload?: unknown }, itemId?: string): Promise<void> {
    await this.#idle("sendCustomAction");
    await this.#chat.action(action, itemId, true);
  }

  sendAction(action: { type: string; payload?: unknown }, itemId?: string): Promise<void> {
    return this.sendCustomAction(action, itemId);
  }

  async fetchUpdates(): Promise<void> {
    await this.#idle("fetchUpdates");
    await this.#chat.refresh();
    if (this.#chat.history.open.peek()) await this.#chat.history.reload();
  }

  async showHistory(): Promise<void> {
    await this.#firstOptions;
    this.#chat.history.show();
  }

  async hideHistory(): Promise<void> {
    await this.#firstOptions;
    this.#chat.history.hide();
  }

  async #idle(method: string, only?: "loading"): Promise<void> {
    await this.#firstOptions;
    const { phase } = this.#chat.now;
    if (phase === "loading") throw new IntegrationError(method, "thread is loading");
    if (!only && phase !== "idle") throw new IntegrationError(method, "already responding");
  }

  #start(): void {
    if (this.#started || !this.isConnected || !this.#options) return;
    this.#started = true;
    render(<Shell chat={this.#chat} i18n={this.#messages} host={this} />, this.#root);
    this.#announceWhenHeard();
    this.#loadInitial();
  }

  #loadInitial(): void {
    const options = this.#chat.options.peek();
    if (!options.api) {
      this.#chat.fail(new Error(this.#messages.value.t("hosted")));
      return;
    }
    if (options.composer?.attachments?.enabled && !options.api.uploadStrategy) {
      this.#chat.fail(new Error("ChatKit: composer.attachments needs api.uploadStrategy"));
    }
    if (options.initialThread) this.#chat.load(options.initialThread).catch(() => undefined); // the panel shows it
  }

  /** Bindings add their listeners after `setOptions`, in a later frame: events wait for that. */
  #announceWhenHeard(): void {
    if (this.#announcing) return;
    this.#announcing = true;
    const open = () => {
      if (this.#announced) return;
      this.#announced = true;
      this.#dispatch("chatkit.ready", null);
      const queue = this.#queue;
      this.#queue = [];
      for (const [name, detail] of queue) this.#dispatch(name, detail);
    };
    requestAnimationFrame(() => setTimeout(open, 0));
    setTimeout(open, DEFAULTS.readyFallbackMs);
  }

  #emit(name: string, detail: unknown): void {
    if (this.#announced) this.#dispatch(name, detail ?? null);
    else this.#queue.push([name, detail ?? null]);
  }

  #dispatch(name: string, detail: unknown): void {
    this.dispatchEvent(new CustomEvent(name, { detail, bubbles: false, composed: false }));
  }

  #applyLocale(wanted: string | undefined): void {
    const resolved = resolveLocale(wanted);
    this.#chat.locale.value = resolved.locale;
    const now = this.#messages.peek();
    if (now.locale === resolved.locale && now.dir === resolved.dir) return;
    this.#messages.load(resolved, complete({}));
    if (!resolved.file) return;
    const log = (name: string) => this.#chat.log("asset.missing", { name });
    void jsonAsset<Partial<Messages>>(`locales/${resolved.file}.json`, log).then((words) => {
      if (words && this.#messages.peek().locale === resolved.locale) this.#messages.load(resolved, complete(words));
    });
  }
}

export type Scheme = ColorScheme;
