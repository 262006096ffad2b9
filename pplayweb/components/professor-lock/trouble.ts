/** What can keep the chat from working, told apart: each has another cause and another cure. */

export type TroubleKind =
  | "script-missing"
  | "script-blocked"
  | "script-silent"
  | "domain-key"
  | "wrong-origin"
  | "server-down"
  | "offline"
  | "insecure-server"
  | "signed-out"
  | "sign-in-down"
  | "secret-refused"
  | "server-key";

export interface Trouble {
  kind: TroubleKind;
  /** What was seen, for the site's operator. */
  seen: string;
}

/** Why a request from this page to the server failed without an answer. Null when the server can be reached after all. */
export async function whyUnreachable(server: string): Promise<Trouble | null> {
  if (await answers(`${server}/chatkit`, "cors")) return null;
  if (!navigator.onLine) return { kind: "offline", seen: "The browser says that it is offline." };
  if (isMixedContent(server)) {
    return { kind: "insecure-server", seen: `${location.origin} is https, ${server} is not.` };
  }
  // Without CORS the answer cannot be read, but that there is one can be seen.
  if (await answers(`${server}/chatkit`, "no-cors")) {
    return { kind: "wrong-origin", seen: `${server} answers, but not to pages of ${location.origin}.` };
  }
  return { kind: "server-down", seen: `${server} does not answer.` };
}

/** Why the script did not run, although the page asked for it. */
export async function whyNoScript(script: string, server: string, violations: string[]): Promise<Trouble> {
  if (violations.includes(script)) {
    return { kind: "script-blocked", seen: `This page's content security policy forbids ${script}.` };
  }
  const ours = new URL(script, location.href).origin === new URL(server).origin;
  if (ours) {
    const unreachable = await whyUnreachable(server);
    if (unreachable) return unreachable;
  }
  const status = await statusOf(script);
  if (status !== null && status >= 400) return { kind: "script-missing", seen: `${script} answers ${status}.` };
  if (status !== null) return { kind: "script-blocked", seen: `${script} is there, but the browser did not run it.` };
  return { kind: "script-missing", seen: `${script} cannot be loaded.` };
}

async function answers(url: string, mode: RequestMode): Promise<boolean> {
  try {
    await fetch(url, { mode, cache: "no-store", credentials: "omit", signal: AbortSignal.timeout(8000) });
    return true;
  } catch {
    return false; // that there is no answer is the answer
  }
}

/** HTTP status, 0 when the answer may not be read, null when there is none. */
async function statusOf(url: string): Promise<number | null> {
  for (const mode of ["cors", "no-cors"] as const) {
    try {
      return (await fetch(url, { mode, cache: "no-store", signal: AbortSignal.timeout(8000) })).status;
    } catch {
      continue;
    }
  }
  return null;
}

function isMixedContent(server: string): boolean {
  const { protocol, hostname } = new URL(server);
  const local = ["localhost", "127.0.0.1", "[::1]"].includes(hostname);
  return location.protocol === "https:" && protocol === "http:" && !local;
}
