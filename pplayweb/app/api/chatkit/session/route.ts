/**
 * Trades this app's own sign-in for a client secret of the Professor Lock server. The server key stays here; browsers
 * get a secret that is theirs alone and soon expires.
 */
import type { User } from "@/lib/user";
import { chatSettings, serverKey } from "@/lib/settings";
import { signedInUser } from "@/lib/signed-in";

const TIMEOUT_MS = 10_000;

interface Minted {
  client_secret: string;
  expires_at: number;
}

export async function POST(request: Request): Promise<Response> {
  if (!fromThisSite(request)) return refusal(403, "cross_site", "Ask from this site's own pages.");
  let user: User | null;
  try {
    user = await signedInUser();
  } catch (error) {
    console.error("The sign-in cannot be checked:", error);
    return refusal(503, "sign_in_down", "Your sign-in cannot be checked right now.");
  }
  if (!user) return refusal(401, "signed_out", "You are not signed in.");
  const { server } = chatSettings();
  const key = serverKey();
  let answer: Response;
  try {
    answer = await fetch(`${server}/api/chatkit/session`, {
      method: "POST",
      headers: { "content-type": "application/json", ...(key ? { authorization: `Bearer ${key}` } : {}) },
      body: JSON.stringify({ user_id: user.id, tier: user.tier, email: user.email }),
      cache: "no-store",
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
  } catch (error) {
    console.error(`The Professor Lock server at ${server} cannot be reached:`, error);
    return refusal(503, "server_down", "Professor Lock is not answering.");
  }
  return answer.ok ? secretFor(user.id, answer) : passedOn(answer);
}

async function secretFor(userId: string, answer: Response): Promise<Response> {
  const minted = await mintedBy(answer);
  if (!minted) return refusal(503, "server_down", "What answers at Professor Lock’s address is something else.");
  // Lifetimes, not clock times: the browser's clock may be wrong, the server's two numbers agree with each other.
  const now = Date.parse(answer.headers.get("date") ?? "") || Date.now();
  const expiresInS = Math.round(minted.expires_at - now / 1000);
  return Response.json(
    { client_secret: minted.client_secret, expires_in_s: expiresInS, user_id: userId },
    { headers: { "cache-control": "no-store" } },
  );
}

/** Null when the answer is not a Professor Lock server's: another site, or a login page before it. */
async function mintedBy(answer: Response): Promise<Minted | null> {
  const given = (await answer.json().catch(() => null)) as Partial<Minted> | null;
  if (typeof given?.client_secret === "string" && typeof given.expires_at === "number") {
    return { client_secret: given.client_secret, expires_at: given.expires_at };
  }
  console.error(`${answer.url} is no Professor Lock server: its answer holds no client secret`);
  return null;
}

async function passedOn(answer: Response): Promise<Response> {
  const text = (await answer.text()).slice(0, 500);
  console.error(`The Professor Lock server refused to mint a client secret: ${answer.status} ${text}`);
  if (answer.status === 401 || answer.status === 403) {
    return refusal(502, "server_key", "This site may not open chats on the Professor Lock server.");
  }
  const retryAfter = answer.headers.get("retry-after");
  if (answer.status === 429) {
    return refusal(429, "busy", "Too many chats are being opened. Try again in a minute.", retryAfter);
  }
  return refusal(503, "server_down", "Professor Lock cannot open a chat right now.", retryAfter);
}

/** Browsers say where a request comes from; other sites get nothing, even where a cookie came along. */
function fromThisSite(request: Request): boolean {
  const site = request.headers.get("sec-fetch-site");
  if (site !== null) return site === "same-origin";
  const origin = request.headers.get("origin"); // no Sec-Fetch-Site over plain http on another machine's address
  return origin === null || (URL.canParse(origin) && new URL(origin).host === request.headers.get("host"));
}

function refusal(status: number, code: string, message: string, retryAfter: string | null = null): Response {
  const headers: HeadersInit = { "cache-control": "no-store", ...(retryAfter ? { "retry-after": retryAfter } : {}) };
  return Response.json({ message, code }, { status, headers });
}
