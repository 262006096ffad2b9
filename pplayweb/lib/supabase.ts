/** Supabase's side of the sign-in: the session lives in cookies, and Supabase itself says whose it is. */
import "server-only";

import { createServerClient } from "@supabase/ssr";
import { isAuthRetryableFetchError, type SupabaseClient } from "@supabase/supabase-js";
import { cookies } from "next/headers";
import { type NextRequest, NextResponse } from "next/server";

import type { User } from "./user";
import { supabaseSettings } from "./settings";

/** A client for a page, an action or a route. */
export async function supabaseClient(): Promise<SupabaseClient> {
  const { url, key } = needed();
  const jar = await cookies();
  return createServerClient(url, key, {
    cookies: {
      getAll: () => jar.getAll(),
      setAll: (changed) => {
        try {
          for (const { name, value, options } of changed) jar.set(name, value, options);
        } catch (error) {
          // A page cannot set cookies. `refreshSupabaseSession` has done so before it, so nothing is lost.
          console.debug("Cookies are not set while a page renders:", error);
        }
      },
    },
  });
}

/**
 * The user, as Supabase's own server says: a session that was revoked counts for nothing, whatever its token says.
 * Throws when Supabase cannot be asked: that is not the same as nobody being signed in.
 */
export async function supabaseUser(): Promise<User | null> {
  const client = await supabaseClient();
  const { data, error } = await client.auth.getUser();
  if (isAuthRetryableFetchError(error)) throw error;
  if (error) return null;
  // `app_metadata` is written by you; `user_metadata` by the user, who would all be "elite".
  const tier: unknown = data.user.app_metadata["tier"];
  return {
    id: data.user.id,
    tier: typeof tier === "string" ? tier : "free",
    ...(data.user.email ? { email: data.user.email } : {}),
  };
}

/** End the session here, and at Supabase: a user who leaves a shared machine is gone from it, also while Supabase is down. */
export async function forgetSupabaseUser(): Promise<void> {
  const { error } = await (await supabaseClient()).auth.signOut({ scope: "local" });
  if (!error) return;
  console.error("Supabase was not told of a sign-out; the browser forgets the session all the same:", error);
  const jar = await cookies();
  for (const { name } of jar.getAll()) if (/^sb-.+-auth-token/.test(name)) jar.delete(name);
}

/** Renew the session's cookies where they are about to expire; `pass` makes the response for the changed request. */
export async function refreshSupabaseSession(request: NextRequest, pass: () => NextResponse): Promise<NextResponse> {
  const { url, key } = needed();
  let response = pass();
  const client = createServerClient(url, key, {
    cookies: {
      getAll: () => request.cookies.getAll(),
      setAll: (changed) => {
        for (const { name, value } of changed) request.cookies.set(name, value);
        response = pass();
        for (const { name, value, options } of changed) response.cookies.set(name, value, options);
      },
    },
  });
  await client.auth.getUser();
  return response;
}

function needed() {
  const settings = supabaseSettings();
  if (!settings) throw new Error("Supabase is not configured");
  return settings;
}
