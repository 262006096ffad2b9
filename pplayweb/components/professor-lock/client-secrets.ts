/** The client secret that this browser shows to the server: fetched once, renewed before it expires, never stored. */

export interface Session {
  client_secret: string;
  expires_in_s: number;
}

/** The app's session route said no: `code` says why in one word. */
export class SessionRefused extends Error {
  override readonly name = "SessionRefused";

  constructor(
    readonly status: number,
    readonly code: string,
    message: string,
    readonly retryAfter: string | null = null,
  ) {
    super(message);
  }
}

export class ClientSecrets {
  #current: { value: string; renewAt: number } | undefined;
  #pending: Promise<string> | undefined;

  constructor(private readonly fetchSession: () => Promise<Session>) {}

  /** A secret that still holds. `refused` is one that the server has just answered with 401: it is never given again. */
  async get(refused?: string): Promise<string> {
    const current = this.#current;
    if (current && current.value !== refused && Date.now() < current.renewAt) return current.value;
    this.#pending ??= this.#renew().finally(() => (this.#pending = undefined));
    return this.#pending;
  }

  async #renew(): Promise<string> {
    const session = await this.fetchSession();
    // A fifth of its life before the end, at most a minute: an answer may begin late, and clocks run apart.
    const marginS = Math.min(60, session.expires_in_s / 5);
    this.#current = { value: session.client_secret, renewAt: Date.now() + (session.expires_in_s - marginS) * 1000 };
    return session.client_secret;
  }
}

/** Asks the app's own route, which knows who is signed in. */
export async function fetchSession(route: string): Promise<Session> {
  const response = await fetch(route, { method: "POST", cache: "no-store", credentials: "same-origin" });
  if (response.ok) return (await response.json()) as Session;
  const refusal = (await response.json().catch(() => ({}))) as { code?: string; message?: string };
  throw new SessionRefused(
    response.status,
    refusal.code ?? "unknown",
    refusal.message ?? `The session route answered ${response.status}.`,
    response.headers.get("retry-after"),
  );
}
