/**
 * What a Professor Lock server offers beyond ChatKit, for any page that embeds the element. The element itself uses
 * nothing of it but `STOPPED`. It works with the vendor's element as well: what it needs are ChatKit's own events.
 */

/** Message of the reason with which the element aborts a stream when Stop is pressed. A closed page gives another. */
export const STOPPED = "Stopped";

/** The action that asks for the rest of an answer; the server answers it with the events the page has not seen. */
export const RESUME = { type: "professor_lock.resume" } as const;

/** How long, in ms, after a stream broke off the rest is asked for: a restarted server needs a moment. */
export const REJOIN_DELAY_MS = 1500;

type Init = { readonly headers?: HeadersInit; readonly signal?: AbortSignal | null } | undefined;

/**
 * Calls `stopped` when the streaming request that `init` describes is stopped on purpose. Hanging up alone does not stop
 * an answer: the server lets it go on for a while, because a page that was closed may come back to it.
 */
export function whenStopped(init: Init, stopped: () => void): void {
  const { signal } = init ?? {};
  if (!signal || new Headers(init?.headers).get("accept") !== "text/event-stream") return;
  signal.addEventListener("abort", () => {
    const reason: unknown = signal.reason;
    if (reason instanceof Error && reason.message === STOPPED) stopped();
  });
}

/** Address that stops the answer in a thread; `api` is the address of ChatKit's own requests. */
export function stopAddress(api: string, thread: string): string {
  return `${api.replace(/[?#].*$/, "")}/threads/${encodeURIComponent(thread)}/stop`;
}

/** What is sent to it. `keepalive`: it may be the last thing that the page does. */
export const STOP_REQUEST = { method: "POST", body: "{}", keepalive: true } as const;

type Send = (url: string, init?: RequestInit) => Promise<Response>;

/** A `fetch` for `api.fetch` that also tells the server when an answer is stopped. `currentThread` is what is shown. */
export function stopOnServer(send: Send, currentThread: () => string | null): Send {
  return (url, init) => {
    whenStopped(init, () => {
      const thread = currentThread();
      if (thread === null) return;
      const headers = new Headers(init?.headers);
      headers.delete("accept");
      send(stopAddress(url, thread), { ...STOP_REQUEST, headers: Object.fromEntries(headers) }).catch(
        (error: unknown) => console.warn("The server could not be told to stop:", error),
      );
    });
    return send(url, init);
  };
}

/** The element's `sendCustomAction`. */
type Act = (action: typeof RESUME) => Promise<unknown>;

/** Re-joins answers that were cut off, by a reload or by a broken connection. It is told what ChatKit's events tell. */
export class Rejoin {
  #thread: string | null = null;
  #cutOff = false;

  /** `offered`: whether the server can, `resume` in its greeting; asked each time. */
  constructor(
    private readonly offered: () => boolean,
    private readonly delayMs = REJOIN_DELAY_MS,
  ) {}

  /** The conversation that is shown, null in a new one. */
  get thread(): string | null {
    return this.#thread;
  }

  /** `chatkit.thread.change` */
  threadChanged(thread: string | null): void {
    this.#thread = thread;
  }

  /** `chatkit.thread.load.end`: an answer may have been under way when the page was left. */
  threadLoaded(thread: string, act: Act): void {
    if (thread === this.#thread) queueMicrotask(() => void this.#ask(act));
  }

  /** `chatkit.error` */
  failed(error: Error): void {
    if (error.name === "StreamError" || error instanceof TypeError) this.#cutOff = true;
  }

  /** `chatkit.response.end` */
  responseEnded(act: Act): void {
    if (!this.#cutOff || this.#thread === null) return;
    this.#cutOff = false;
    setTimeout(() => void this.#ask(act), this.delayMs);
  }

  async #ask(act: Act): Promise<void> {
    if (!this.offered()) return;
    try {
      await act(RESUME);
    } catch (error) {
      console.info("Nothing to re-join:", error instanceof Error ? error.message : error);
    }
  }
}
