/**
 * A sign-in for development: it believes who you say you are, and remembers it in a signed cookie that scripts cannot
 * read. It stands in for a real one so that everything behind it can be tried.
 */
import "server-only";

import { createHmac, randomBytes, timingSafeEqual } from "node:crypto";
import { cookies, headers } from "next/headers";

import type { SiteWords } from "@/components/professor-lock/site-speech";

import type { User } from "./user";
import { serverKey } from "./settings";

const COOKIE = "pp_development_person";
const LIFETIME_S = 7 * 86_400;
const NAME = /^[A-Za-z0-9_.@-]{1,64}$/;
const TIERS = ["free", "pro", "elite"];

/**
 * Without a server key to derive from, cookies hold until this process ends. Kept beside the modules, not in one: Next.js
 * may load this file once for pages and once for routes, and both must know the same cookie.
 */
const KEPT = Symbol.for("professor-lock.development-sign-in");
const kept = globalThis as unknown as Record<symbol, Buffer | undefined>;
const ofThisProcess = (kept[KEPT] ??= randomBytes(32));

export async function developmentUser(): Promise<User | null> {
  const cookie = (await cookies()).get(COOKIE)?.value;
  return cookie ? verified(cookie) : null;
}

/** Remember this user; a sentence about what is wrong when they cannot be. */
export async function rememberDevelopmentUser(id: string, tier: string, words: SiteWords): Promise<string | undefined> {
  if (!NAME.test(id)) return words.wrongName;
  if (!TIERS.includes(tier)) return words.wrongTier.replace("{tiers}", TIERS.join(", "));
  const expires = Math.floor(Date.now() / 1000) + LIFETIME_S;
  const body = Buffer.from(JSON.stringify({ id, tier, expires })).toString("base64url");
  (await cookies()).set(COOKIE, `${body}.${signature(body)}`, {
    httpOnly: true,
    sameSite: "lax",
    secure: (await headers()).get("x-forwarded-proto") === "https",
    path: "/",
    maxAge: LIFETIME_S,
  });
  return undefined;
}

export async function forgetDevelopmentUser(): Promise<void> {
  (await cookies()).delete(COOKIE);
}

function verified(cookie: string): User | null {
  const [body = "", signed = ""] = cookie.split(".");
  const given = Buffer.from(signed);
  const right = Buffer.from(signature(body));
  if (given.length !== right.length || !timingSafeEqual(given, right)) return null;
  const { id, tier, expires } = JSON.parse(Buffer.from(body, "base64url").toString()) as {
    id: string;
    tier: string;
    expires: number;
  };
  return expires > Date.now() / 1000 ? { id, tier } : null;
}

function signature(body: string): string {
  return createHmac("sha256", serverKey() ?? ofThisProcess)
    .update(`development sign-in:${body}`)
    .digest("base64url");
}
