/** One conversation: state, draft, and every operation on the server. Draws nothing; the UI reads its signals. */
import { computed, signal } from "@preact/signals";

import { STOPPED } from "../extensions";
import { extensionOf } from "./card-extension";
import { Composer } from "./composer";
import type { Conversation, Emit } from "./conversation";
import { DEFAULTS } from "./defaults";
import { fromContent } from "./draft";
import { asError, HttpError, IntegrationError, ServerError, StreamError } from "./errors";
import { History } from "./history";
import { loadOlder, loadThread } from "./loading";
import type { Options } from "./options";
import { Pace } from "./pace";
import { Ratings } from "./ratings";
import {
  addLocal,
  endStream,
  markLocal,
  metaOf,
  reduce,
  resynced,
  startStream,
  truncateAfter,
  withStored,
} from "./reducer";
import { type Effect, EMPTY, type Env, type ShownError, type State } from "./state";
import { Taps } from "./taps";
import { Toasts } from "./toasts";
import { Api } from "./transport";
import type { Item, StreamEvent, ToolCallItem, UserInput, UserItem, WidgetNode, WireAttachment } from "./wire";

type Request = { type: string; params: Record<string, unknown> };
type StreamCall = Request & {
  /** Key of the local user item this request carries. */
  localKey?: string;
  onAccepted?: () => void;
  /** Shown when it fails; sends the same body again. */
  repeatable?: boolean;
};

export class Chat implements Conversation {
  readonly state = signal<State>(EMPTY);
  readonly phase = computed(() => this.state.value.phase);
  readonly imageDomains = computed(() => this.state.value.thread?.allowed_image_domains);
  // What is drawn of these need not be drawn again for each word of an answer.
  readonly thread = computed(() => this.state.value.thread);
  readonly filled = computed(() => this.state.value.items.length > 0);
  readonly error = computed(() => this.state.value.error);
  readonly notices = computed(() => this.state.value.notices);
  readonly allowCancel = computed(() => this.state.value.allowCancel);
  readonly options = signal<Options>(null as unknown as Options);
  readonly toasts = new Toasts();
  readonly loadError = signal<{ threadId: string; error: Error } | null>(null);
  /** True once nothing came for a while: a hung request can then be left. */
  readonly silent = signal(false);
  readonly visible = signal(false);
  readonly locale = signal("en");
  /** Key of the turn that was begun here last: it gets the room of a whole view, so that its question can stand on top. */
  readonly begun = signal<string | null>(null);
  /** What a click has done, for screen readers. A new object each time: the same text may be said twice. */
  readonly announced = signal<{ text: string } | null>(null);
  readonly scrollTo = signal<{ kind: "bottom" | "turn"; key?: string } | null>(null);
  readonly api: Api;
  readonly history: History;
  readonly composer: Composer;
  readonly ratings: Ratings;
  readonly taps: Taps;

  #now: State = EMPTY;
  #pace = new Pace(() => (this.state.value = this.#now));
  #turn: AbortController | null = null;
  /** Counts what is shown: what was asked for one thread is not to change another. */
  #epoch = 0;
  #load: AbortController | null = null;
  #lastFailed: StreamCall | null = null;
  #lastThreadEvent: string | null = null;
  #bodies = new Map<string, StreamCall>();
  #silenceTimer: ReturnType<typeof setTimeout> | undefined;
  #heardAt = 0;

  constructor(readonly emit: Emit) {
    this.api = new Api(
      () => ({ url: this.options.value.api!.url, fetch: this.options.value.api!.fetch }),
      () => this.locale.value,
      (name, data) => this.log(name, data),
    );
    this.history = new History(this);
    this.composer = new Composer(this);
    this.ratings = new Ratings(this);
    this.taps = new Taps(this);
  }

  get now(): State {
    return this.#now;
  }
  get busy(): boolean {
    return this.#now.phase !== "idle";
  }
  get threadId(): string | null {
    return this.#now.thread?.id ?? null;
  }
  /** Why a message cannot be sent in this thread, or null. */
  get blocked(): "locked" | "closed" | null {
    const status = this.#now.thread?.status?.type;
    return status === "locked" || status === "closed" ? status : null;
  }

  log(name: string, data?: Record<string, unknown>): void {
    this.emit("chatkit.log", { name, ...(data ? { data } : {}) });
  }

  fail(error: unknown): Error {
    const failure = asError(error) as Error & { code?: string; status?: number };
    this.emit("chatkit.error", { error: failure });
    return failure;
  }

  announce(text: string): void {
    this.announced.value = { text };
  }

  dismissNotice(key: string): void {
    this.#set({ ...this.#now, notices: this.#now.notices.filter((notice) => notice.key !== key) });
  }

  // Sending

  /** Appends the message at once, then streams the answer. Resolves when the server acknowledged the message. */
  send(input: UserInput, shown: WireAttachment[], newThread = false): Promise<void> {
    if (newThread) this.#open(null);
    const item: UserItem = {
      id: `local-${Date.now()}-${this.#now.seq}`,
      type: "user_message",
      content: input.content,
      attachments: shown,
      quoted_text: input.quoted_text ?? null,
      inference_options: input.inference_options,
    };
    this.#set(addLocal(this.#now, item));
    const localKey = this.#now.items.at(-1)!.key;
    this.begun.value = localKey;
    this.scrollTo.value = { kind: "turn", key: localKey };
    const call: StreamCall = this.threadId
      ? { type: "threads.add_user_message", params: { thread_id: this.threadId, input }, localKey }
      : { type: "threads.create", params: { input }, localKey };
    this.#bodies.set(localKey, call);
    return new Promise((resolve, reject) => {
      call.onAccepted = resolve;
      this.#run(call).then(resolve, reject);
    });
  }

  /** The same body again; once the thread exists it is a message to that thread. */
  async resend(localKey: string): Promise<void> {
    const call = this.#bodies.get(localKey);
    if (!call || this.busy) return;
    this.#set(markLocal(this.#now, localKey, "sending"));
    const again: StreamCall =
      this.threadId && call.type === "threads.create"
        ? { ...call, type: "threads.add_user_message", params: { thread_id: this.threadId, input: call.params.input } }
        : call;
    this.#bodies.set(localKey, again);
    await this.#run(again).catch(() => undefined); // shown at the message, and reported by #run
  }

  /** Takes a message that could not be sent back into the draft. */
  editFailed(localKey: string): void {
    const entry = this.#now.items.find((candidate) => candidate.key === localKey);
    if (!entry || entry.item.type !== "user_message") return;
    this.#set({ ...this.#now, items: this.#now.items.filter((candidate) => candidate !== entry), error: null });
    this.composer.text.value = fromContent(entry.item.content);
    this.composer.quote.value = entry.item.quoted_text ?? "";
    this.composer.adopt(entry.item.attachments);
    this.composer.focus();
  }

  /** What the error row's button does: the failed body again, or the answer from its question again. */
  async retry(): Promise<void> {
    if (this.busy) return;
    const failed = this.#lastFailed;
    if (failed?.repeatable) {
      await this.#run({ ...failed }).catch(() => undefined); // reported by #run
      return;
    }
    const question = [...this.#now.items].reverse().find((entry) => entry.item.type === "user_message" && !entry.local);
    if (question) await this.retryAfter(question.item.id);
  }

  async retryAfter(itemId: string): Promise<void> {
    if (this.busy || !this.threadId) return;
    this.#set(truncateAfter(this.#now, itemId));
    await this.#run({
      type: "threads.retry_after_item",
      params: { thread_id: this.threadId, item_id: itemId },
    }).catch(() => undefined); // reported by #run
  }

  async submitStructured(itemId: string, input: unknown): Promise<void> {
    if (this.busy || !this.threadId) return;
    const params = { thread_id: this.threadId, item_id: itemId, input };
    await this.#run({ type: "threads.add_structured_input", params, repeatable: true }).catch(() => undefined);
  }

  /** A server action. Streaming ones are refused while an answer streams. */
  async action(
    action: { type: string; payload?: unknown },
    itemId: string | undefined,
    streaming: boolean,
  ): Promise<void> {
    if (!this.threadId) throw new IntegrationError("sendCustomAction", "no active thread");
    const body = { type: action.type, ...(action.payload !== undefined ? { payload: action.payload } : {}) };
    const params = { thread_id: this.threadId, ...(itemId ? { item_id: itemId } : {}), action: body };
    if (streaming) {
      if (this.busy) throw new IntegrationError("sendCustomAction", "already responding");
      await this.#run({ type: "threads.custom_action", params, repeatable: true });
      return;
    }
    const threadId = this.threadId;
    const answer = await this.api.json<{ updated_item?: Item }>("threads.sync_custom_action", params);
    if (answer?.updated_item && this.threadId === threadId) {
      this.#apply({ type: "thread.item.replaced", item: answer.updated_item });
      const { say } = extensionOf((answer.updated_item as { widget?: WidgetNode }).widget ?? { type: "" });
      if (say) this.announce(say);
    }
  }

  /** Leaves the answer where it is; the server notices the hang-up. */
  stop(): void {
    this.#turn?.abort(new DOMException(STOPPED, "AbortError"));
  }

  /** Aborts whatever is under way, without reports: the element left the page. */
  suspend(): void {
    this.#turn?.abort(new DOMException("Detached", "AbortError"));
    this.#load?.abort();
    this.composer.suspend();
  }

  // Threads

  async open(threadId: string | null): Promise<void> {
    if (threadId === this.threadId && !this.loadError.value) return;
    if (threadId === null) {
      this.#open(null);
      this.#threadChanged(null);
      return;
    }
    await this.load(threadId);
  }

  async load(threadId: string): Promise<void> {
    this.#load?.abort();
    const load = (this.#load = new AbortController());
    this.#open(threadId);
    this.#set({ ...this.#now, phase: "loading" });
    this.emit("chatkit.thread.load.start", { threadId });
    try {
      const { thread, items, hasOlder, cursor } = await loadThread(this.api, threadId, 1, load.signal);
      if (load.signal.aborted) return;
      const base: State = { ...EMPTY, thread: metaOf(thread), seq: this.#now.seq };
      this.#set({ ...withStored(base, items), hasOlder, olderCursor: cursor });
      this.scrollTo.value = { kind: "bottom" };
      this.#threadChanged(threadId);
    } catch (error) {
      if (load.signal.aborted) return;
      this.#set({ ...this.#now, phase: "idle" });
      this.loadError.value = { threadId, error: this.fail(error) };
      throw error;
    } finally {
      this.emit("chatkit.thread.load.end", { threadId });
    }
  }

  async loadOlder(): Promise<void> {
    const { hasOlder, olderCursor, phase } = this.#now;
    const threadId = this.threadId;
    if (!hasOlder || !threadId || phase === "loading" || this.#loadingOlder) return;
    this.#loadingOlder = true;
    try {
      const page = await loadOlder(this.api, threadId, olderCursor);
      if (this.threadId !== threadId) return;
      const known = new Set(this.#now.items.map((entry) => entry.item.id));
      const older = page.items.filter((item) => !known.has(item.id));
      this.#set({ ...withStored(this.#now, older), hasOlder: page.hasOlder, olderCursor: page.cursor });
    } catch (error) {
      this.#set({ ...this.#now, hasOlder: false });
      this.fail(error);
    } finally {
      this.#loadingOlder = false;
    }
  }
  #loadingOlder = false;

  /** Brings what is shown to what the server has, keeping what is not stored yet. */
  async refresh(): Promise<void> {
    const threadId = this.threadId;
    if (!threadId) return;
    const shown = this.#now.items.filter((entry) => !entry.local).length;
    const { thread, items, hasOlder, cursor } = await loadThread(this.api, threadId, Math.max(shown, 1));
    if (this.threadId !== threadId || this.busy) return;
    const next = resynced({ ...this.#now, thread: metaOf(thread) }, items);
    this.#set({ ...next, hasOlder, olderCursor: cursor });
  }

  /** Metadata that came another way, as after a rename. */
  setTitle(threadId: string, title: string): void {
    if (this.threadId === threadId) this.#set({ ...this.#now, thread: { ...this.#now.thread!, title } });
  }

  /** After `api.url` changed: nothing of the other server stays. */
  reset(): void {
    this.suspend();
    this.#open(null);
    this.history.forget();
    this.#lastThreadEvent = null;
  }

  // The stream

  async #run(call: StreamCall): Promise<void> {
    const turn = (this.#turn = new AbortController());
    const epoch = this.#epoch;
    const stopped = () => turn.signal.aborted;
    this.#lastFailed = null;
    this.#set(startStream(this.#now));
    this.emit("chatkit.response.start");
    let failure: Error | null = null;
    try {
      for (let next: StreamCall | null = call; next;) {
        const current: StreamCall = next;
        let tool: { result: Promise<unknown> } | null = null;
        try {
          tool = await this.#consume(current, turn.signal);
          if (this.#now.error && current.repeatable) this.#lastFailed = current;
        } catch (error) {
          if (!stopped()) failure = this.#streamFailed(current, error);
        }
        const result = tool && !stopped() ? await this.#toolResult(tool.result, turn.signal) : null;
        next = null;
        if (result && !stopped() && this.threadId) {
          const params = { thread_id: this.threadId, result: result.value };
          next = { type: "threads.add_client_tool_output", params, repeatable: true };
          this.#set({ ...this.#now, phase: "responding" });
        }
      }
    } finally {
      clearTimeout(this.#silenceTimer);
      this.#silenceTimer = undefined;
      this.silent.value = false;
      if (this.#turn === turn) this.#turn = null;
      if (epoch === this.#epoch) {
        this.#set(endStream(this.#now));
        this.#settleLocal(call, failure, stopped());
      }
      this.emit("chatkit.response.end");
    }
    if (!failure) return;
    if (failure instanceof StreamError || failure instanceof TypeError) {
      await this.refresh().catch((error: unknown) => this.log("refresh.failed", { name: asError(error).name }));
    }
    throw failure;
  }

  /** Wrapped, because a promise of a promise would be waited for before the stream's end is seen. */
  async #consume(call: StreamCall, signal: AbortSignal): Promise<{ result: Promise<unknown> } | null> {
    let tool: { result: Promise<unknown> } | null = null;
    const known = this.#now.items.length;
    this.#watchSilence();
    for await (const event of this.api.stream(call.type, call.params, signal)) {
      this.#watchSilence();
      this.log("stream.event", { type: event.type });
      for (const effect of this.#apply(event)) {
        if (effect.type === "client_tool") {
          tool = { result: this.#runTool(effect.item) };
          tool.result.catch(() => undefined); // looked at when the stream has ended, which may be later
        } else if (effect.type === "user_message.accepted") call.onAccepted?.();
      }
    }
    // A slip is not gone to: the bar above the composer tells of it, and its user goes on tapping prices.
    const added = this.#now.items
      .slice(known)
      .find(({ item }) => item.type === "widget" && !extensionOf((item as { widget: WidgetNode }).widget).slip);
    if (added && call.type === "threads.custom_action") this.scrollTo.value = { kind: "turn", key: added.item.id };
    if (tool) this.#set(endStream(this.#now, "tool"));
    return tool;
  }

  #apply(event: StreamEvent): Effect[] {
    const env: Env = { effects: [] };
    this.#set(reduce(this.#now, event, env), true);
    for (const effect of env.effects) this.#react(effect);
    return env.effects;
  }

  #react(effect: Effect): void {
    if (effect.type === "thread.change") this.#threadChanged(effect.threadId);
    else if (effect.type === "thread.meta") this.history.note(effect.thread);
    else if (effect.type === "client_effect") this.emit("chatkit.effect", { name: effect.name, data: effect.data });
    else if (effect.type === "error") this.fail(new ServerError(effect.code, effect.message));
    else if (effect.type === "log") this.log(effect.name, effect.data);
  }

  async #runTool(item: ToolCallItem): Promise<unknown> {
    const handler = this.options.value.onClientTool;
    if (!handler) throw new Error(`No onClientTool handler for "${item.name}"`);
    return handler({ name: item.name, params: item.arguments });
  }

  /** The tool's result as JSON, its failure as `{error}`; null when the turn was stopped first. */
  async #toolResult(tool: Promise<unknown>, signal: AbortSignal): Promise<{ value: unknown } | null> {
    const aborted = new Promise<null>((resolve) => signal.addEventListener("abort", () => resolve(null)));
    const settled = tool.then((value) => ({
      value: value === undefined ? {} : (JSON.parse(JSON.stringify(value)) as unknown),
    }));
    return Promise.race([aborted, settled]).catch((error: unknown) => ({ value: { error: this.fail(error).message } }));
  }

  #streamFailed(call: StreamCall, error: unknown): Error {
    const failure = asError(error);
    this.#lastFailed = call;
    const status = failure instanceof HttpError ? failure.status : 0;
    const unauthorised = status === 401 || status === 403;
    const shown: ShownError = {
      code: failure instanceof HttpError ? "http" : "transport",
      allowRetry: !unauthorised && (status === 0 || status === 429 || status >= 500),
      ...(failure instanceof HttpError && failure.detail ? { message: failure.detail } : {}),
      ...(unauthorised ? { unauthorised } : {}),
    };
    this.#set({ ...this.#now, error: shown });
    return this.fail(failure);
  }

  /** A message that was never acknowledged is marked failed; its own row then carries the buttons. */
  #settleLocal(call: StreamCall, failure: Error | null, stopped: boolean): void {
    const entry = call.localKey ? this.#now.items.find((candidate) => candidate.key === call.localKey) : undefined;
    if (!entry?.local) {
      if (call.localKey) this.#bodies.delete(call.localKey);
      return;
    }
    if (failure || stopped || this.#now.error) this.#set(markLocal(this.#now, entry.key, "failed"));
    else this.#set({ ...this.#now, items: this.#now.items.map((one) => (one === entry ? settled(one) : one)) });
  }

  #open(threadId: string | null): void {
    this.#epoch++;
    this.composer.switchTo(threadId);
    this.begun.value = null;
    this.loadError.value = null;
    this.ratings.forget();
    this.taps.forget();
    this.#lastFailed = null;
    this.#set({ ...EMPTY, seq: this.#now.seq, thread: threadId ? { id: threadId } : null });
  }

  #threadChanged(threadId: string | null): void {
    if (threadId === this.#lastThreadEvent) return;
    this.#lastThreadEvent = threadId;
    this.emit("chatkit.thread.change", { threadId });
  }

  /** One timer for many events: it looks again when something was heard meanwhile. */
  #watchSilence(): void {
    this.#heardAt = performance.now();
    if (this.silent.peek()) this.silent.value = false;
    const look = () => {
      const left = this.#heardAt + DEFAULTS.stopAfterSilenceMs - performance.now();
      this.#silenceTimer = left > 0 ? setTimeout(look, left) : undefined;
      if (left <= 0) this.silent.value = true;
    };
    this.#silenceTimer ??= setTimeout(look, DEFAULTS.stopAfterSilenceMs);
  }

  /** State changes at once; what is drawn follows at the device's pace while a stream runs. */
  #set(state: State, coalesce = false): void {
    this.#now = state;
    if (coalesce && !document.hidden) {
      this.#pace.ask();
      return;
    }
    this.#pace.cancel();
    this.state.value = state;
  }
}

function settled(entry: State["items"][number]): State["items"][number] {
  const { local: _, ...rest } = entry;
  return rest;
}
