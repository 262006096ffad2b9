/**
 * One user's connection to the Professor Lock server. Its `fetch` is what ChatKit is given: it says who is asking,
 * renews the client secret once when the server does not accept it, tells the server when an answer is stopped, and
 * reports what the user should know.
 */
import { ClientSecrets, fetchSession, SessionRefused } from "./client-secrets";
import { Rejoin, STOP_REQUEST, stopAddress, whenStopped } from "./extensions";
import type { Greeting } from "./page-options";
import { type Trouble, whyUnreachable } from "./trouble";

export interface Caller {
  id: string;
  tier: string;
  email?: string | undefined;
}

export interface ConnectionOptions {
  server: string;
  sessionRoute: string;
  caller: Caller;
  /** null: the server has answered, so what was wrong is over. */
  onTrouble: (trouble: Trouble | null) => void;
}

const FILE = /\/attachments\/[^/]+$/;

const TROUBLE_OF_REFUSAL: Record<string, Trouble["kind"]> = {
  signed_out: "signed-out",
  sign_in_down: "sign-in-down",
  server_key: "server-key",
  server_down: "server-down",
};

export class ServerConnection {
  /** Knows which conversation is shown. */
  readonly rejoin = new Rejoin(() => this.#greeting.resume === true);
  #greeting: Greeting = {};
  #caller: Caller;
  readonly #secrets: ClientSecrets;
  #keeping: Promise<unknown> = Promise.resolve();

  constructor(private readonly options: ConnectionOptions) {
    this.#caller = options.caller;
    this.#secrets = new ClientSecrets(() => fetchSession(options.sessionRoute));
  }

  speakFor(caller: Caller): void {
    this.#caller = caller;
  }

  /** Ask what the server offers. Null when it cannot be reached: then the reason has been reported. */
  async greet(signal: AbortSignal): Promise<Greeting | null> {
    const { server, onTrouble } = this.options;
    try {
      const response = await fetch(`${server}/chatkit`, { credentials: "omit", signal });
      this.#greeting = (await response.json()) as Greeting;
      return this.#greeting;
    } catch (error) {
      const trouble = signal.aborted ? null : await whyUnreachable(server);
      if (trouble && !signal.aborted) onTrouble(trouble);
      else if (!signal.aborted) console.warn("The server's greeting could not be read:", error);
      return null;
    }
  }

  /** The server writes in this language from now on, on every device. True: the conversation shown was written anew. */
  keepLanguage(language: string | null): Promise<boolean> {
    const kept = this.#keeping.then(() => this.#keepLanguage(language)); // one after the other: the last choice stays
    this.#keeping = kept.catch(() => undefined);
    return kept;
  }

  readonly fetch: typeof fetch = async (input, init) => {
    const { server, onTrouble } = this.options;
    const url = new URL(input instanceof Request ? input.url : input, location.href);
    // Files are uploaded by a link that needs no secret, perhaps to a storage elsewhere, which must not see one.
    if (url.origin !== new URL(server).origin || FILE.test(url.pathname)) return fetch(input, init);
    whenStopped(init, () => this.#stop());
    try {
      const response = await this.#sendTwice(input, init);
      if (response.status === 401) onTrouble({ kind: "secret-refused", seen: await saidBy(server, response.clone()) });
      else onTrouble(null);
      return response;
    } catch (error) {
      if (error instanceof SessionRefused) return this.#refused(error);
      if (!init?.signal?.aborted && error instanceof TypeError) {
        const trouble = await whyUnreachable(server);
        if (trouble) onTrouble(trouble);
      }
      throw error;
    }
  };

  /** A secret may stop being accepted at any time; then the same request goes once more with a new one. */
  async #sendTwice(input: RequestInfo | URL, init: RequestInit | undefined): Promise<Response> {
    const secret = await this.#secrets.get();
    const response = await this.#send(input, init, secret);
    return response.status === 401 ? this.#send(input, init, await this.#secrets.get(secret)) : response;
  }

  async #send(input: RequestInfo | URL, init: RequestInit | undefined, secret: string): Promise<Response> {
    const headers = new Headers(init?.headers ?? (input instanceof Request ? input.headers : undefined));
    for (const [name, value] of Object.entries(identity(this.#caller, secret))) headers.set(name, value);
    return fetch(input instanceof Request ? input.clone() : input, { ...init, headers });
  }

  /** ChatKit shows the message of a refusal under the question that met it. */
  #refused({ code, message, status, retryAfter }: SessionRefused): Response {
    const kind = TROUBLE_OF_REFUSAL[code];
    if (kind) this.options.onTrouble({ kind, seen: message });
    return Response.json({ message, code }, { status, headers: retryAfter ? { "retry-after": retryAfter } : {} });
  }

  async #keepLanguage(language: string | null): Promise<boolean> {
    const { thread } = this.rejoin;
    const body = JSON.stringify({ language, ...(thread === null ? {} : { thread_id: thread }) });
    const headers = { "content-type": "application/json" };
    const address = `${this.options.server}/api/me/preferences`;
    const response = await this.#sendTwice(address, { method: "POST", headers, body });
    return response.ok && thread !== null;
  }

  #stop(): void {
    const { thread } = this.rejoin;
    if (thread === null || !this.#greeting.stop) return;
    const url = stopAddress(`${this.options.server}/chatkit`, thread);
    const headers = { "content-type": "application/json" };
    this.#sendTwice(url, { ...STOP_REQUEST, headers }).catch((error: unknown) =>
      console.warn("The server could not be told to stop:", error),
    );
  }
}

function identity(caller: Caller, secret: string): Record<string, string> {
  const said = {
    Authorization: `Bearer ${secret}`,
    "X-User-Id": caller.id,
    "X-User-Email": caller.email ?? "",
    "X-User-Tier": caller.tier,
    "X-User-Timezone": Intl.DateTimeFormat().resolvedOptions().timeZone,
  };
  // Headers hold plain characters only; the secret carries the rest.
  return Object.fromEntries(Object.entries(said).filter(([, value]) => /^[\x21-\x7e]+( [\x21-\x7e]+)*$/.test(value)));
}

async function saidBy(server: string, response: Response): Promise<string> {
  const { message } = (await response.json().catch(() => ({}))) as { message?: string };
  return `${server} says: ${message ?? response.status}`;
}
