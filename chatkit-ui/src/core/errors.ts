/** What callers of the element can catch, and what `chatkit.error` carries. */

/** A method call that the element could not follow now; the message names the method and the reason. */
export class IntegrationError extends Error {
  override name = "IntegrationError";
  constructor(method: string, reason: string) {
    super(`ChatKit: ${method}() ignored - ${reason}`);
  }
}

/** An HTTP answer outside 2xx. `detail` is the server's own sentence when its body had one. */
export class HttpError extends Error {
  override name = "HttpError";
  readonly code: string | undefined;
  readonly detail: string | undefined;
  constructor(
    readonly status: number,
    body: string,
    readonly retryAfterS?: number,
  ) {
    const parsed = serverMessage(body);
    super(parsed.message ?? `HTTP ${status}${body ? `: ${body}` : ""}`);
    this.detail = parsed.message;
    this.code = parsed.code;
  }
}

/** The connection broke, or the body was no event stream, or it ended before any event. */
export class StreamError extends Error {
  override name = "StreamError";
}

/** An `error` event of the stream. */
export class ServerError extends Error {
  override name = "ServerError";
  constructor(
    readonly code: string,
    message?: string,
  ) {
    super(message ?? code);
  }
}

export function asError(value: unknown): Error {
  return value instanceof Error ? value : new Error(String(value));
}

function serverMessage(body: string): { message?: string; code?: string } {
  try {
    const data = JSON.parse(body) as Record<string, unknown>;
    const message = typeof data?.message === "string" ? data.message : undefined;
    const code = typeof data?.code === "string" ? data.code : undefined;
    return { ...(message ? { message } : {}), ...(code ? { code } : {}) };
  } catch {
    return {};
  }
}
