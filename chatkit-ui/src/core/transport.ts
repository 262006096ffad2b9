/** One door to the server: `POST api.url` with a JSON body, answered by JSON or by an event stream. */
import { DEFAULTS } from "./defaults";
import { HttpError, StreamError } from "./errors";
import { SseDecoder } from "./sse";
import { READ_OPS, type StreamEvent } from "./wire";

export type Fetch = (input: string, init: RequestInit) => Promise<Response>;
export interface ApiConfig {
  url: string;
  fetch?: Fetch | undefined;
}
export type Log = (name: string, data?: Record<string, unknown>) => void;

export class Api {
  constructor(
    private readonly config: () => ApiConfig,
    private readonly locale: () => string,
    private readonly log: Log,
  ) {}

  /** A JSON operation. Reads are tried again on network errors, 429 and 5xx; nothing else ever is. */
  async json<T>(type: string, params: object, signal?: AbortSignal): Promise<T> {
    const attempts = READ_OPS.has(type) ? DEFAULTS.readRetries + 1 : 1;
    for (let attempt = 1; ; attempt++) {
      try {
        return await this.#jsonOnce<T>(type, params, signal);
      } catch (error) {
        if (attempt >= attempts || signal?.aborted || !worthRetrying(error)) throw error;
        await sleep(backoff(attempt, error), signal);
      }
    }
  }

  /** A streaming operation: yields events until the body ends. Throws when it ends before any event. */
  async *stream(type: string, params: object, signal: AbortSignal): AsyncGenerator<StreamEvent> {
    const response = await this.#post(type, params, signal, true);
    const mediaType = (response.headers.get("content-type") ?? "").split(";")[0]?.trim().toLowerCase();
    if (mediaType !== "text/event-stream" || !response.body) {
      throw new StreamError(`Expected an event stream, got ${mediaType || "no content type"}`);
    }
    const decoder = new SseDecoder((reason) => this.log("stream.bad_data", { reason }));
    let seen = 0;
    for await (const chunk of chunks(response.body, signal)) {
      for (const event of decoder.push(chunk)) {
        seen++;
        yield event;
      }
    }
    for (const event of decoder.end()) {
      seen++;
      yield event;
    }
    if (seen === 0) throw new StreamError("The response ended before it began");
  }

  async #jsonOnce<T>(type: string, params: object, signal?: AbortSignal): Promise<T> {
    const timeout = new AbortController();
    const timer = setTimeout(
      () => timeout.abort(new DOMException("The server did not answer in time", "TimeoutError")),
      DEFAULTS.jsonTimeoutMs,
    );
    const forward = () => timeout.abort(signal?.reason);
    signal?.addEventListener("abort", forward, { once: true });
    if (signal?.aborted) forward();
    try {
      const response = await this.#post(type, params, timeout.signal, false);
      return (await response.json()) as T;
    } finally {
      clearTimeout(timer);
      signal?.removeEventListener("abort", forward);
    }
  }

  async #post(type: string, params: object, signal: AbortSignal, streaming: boolean): Promise<Response> {
    const { url, fetch: hostFetch } = this.config();
    const send = hostFetch ?? globalThis.fetch;
    const headers: Record<string, string> = {
      "Content-Type": "application/json",
      "Accept-Language": this.locale(),
      ...(streaming ? { Accept: "text/event-stream" } : {}),
    };
    const startedAt = performance.now();
    const elapsed = () => Math.round(performance.now() - startedAt);
    this.log("request.start", { op: type });
    let response: Response;
    try {
      const sent = send(url, { method: "POST", headers, body: JSON.stringify({ type, params }), signal });
      response = await orAborted(Promise.resolve(sent), signal);
    } catch (error) {
      this.log("request.error", { op: type, ms: elapsed() });
      throw error;
    }
    this.log(response.ok ? "request.end" : "request.error", { op: type, status: response.status, ms: elapsed() });
    if (response.ok) return response;
    const text = (await response.text().catch(() => "")).slice(0, DEFAULTS.errorBodyChars);
    const after = Number(response.headers.get("retry-after"));
    throw new HttpError(response.status, text, Number.isFinite(after) && after > 0 ? after : undefined);
  }
}

/** Chunks of a body until it ends or `signal` aborts, even when the host's own `fetch` ignores signals. */
async function* chunks(body: ReadableStream<Uint8Array>, signal: AbortSignal): AsyncGenerator<Uint8Array> {
  const reader = body.getReader();
  // Cancelling ends the read that is under way. One listener for the whole body: there is a chunk for each word.
  const leave = () => void reader.cancel().catch(() => undefined); // it may be closed or broken already
  signal.addEventListener("abort", leave, { once: true });
  try {
    for (;;) {
      if (signal.aborted) throw abortReason(signal);
      const { done, value } = await reader.read();
      if (signal.aborted) throw abortReason(signal);
      if (done) return;
      if (value) yield value;
    }
  } finally {
    signal.removeEventListener("abort", leave);
    leave();
  }
}

function orAborted<T>(promise: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise<T>((resolve, reject) => {
    const abort = () => reject(abortReason(signal));
    if (signal.aborted) abort();
    else signal.addEventListener("abort", abort, { once: true });
    promise.then(resolve, reject).finally(() => signal.removeEventListener("abort", abort));
  });
}

function abortReason(signal: AbortSignal): Error {
  const reason: unknown = signal.reason;
  return reason instanceof Error ? reason : new DOMException("Aborted", "AbortError");
}

function worthRetrying(error: unknown): boolean {
  if (error instanceof HttpError) return error.status === 429 || error.status >= 500;
  return error instanceof TypeError || (error instanceof DOMException && error.name === "TimeoutError");
}

function backoff(attempt: number, error: unknown): number {
  const asked = error instanceof HttpError ? (error.retryAfterS ?? 0) * 1000 : 0;
  const grown = Math.min(DEFAULTS.retryFirstDelayMs * 2 ** (attempt - 1), DEFAULTS.retryMaxDelayMs);
  return Math.max(Math.min(asked, DEFAULTS.retryMaxDelayMs), grown * (0.5 + Math.random() / 2));
}

function sleep(ms: number, signal?: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(resolve, ms);
    const leave = () => {
      clearTimeout(timer);
      reject(abortReason(signal!));
    };
    signal?.addEventListener("abort", leave, { once: true });
  });
}
