"use server";

import { redirect } from "next/navigation";

import type { SiteWords } from "@/components/professor-lock/site-speech";
import { forgetDevelopmentUser, rememberDevelopmentUser } from "@/lib/development-sign-in";
import { signInKind } from "@/lib/signed-in";
import { forgetSupabaseUser, supabaseClient } from "@/lib/supabase";
import { visitorSpeech } from "@/lib/visitor-speech";

export interface SignInState {
  problem?: string;
}

/** Sign in by the form's values; comes back only when that did not work. */
export async function signIn(_before: SignInState, form: FormData): Promise<SignInState> {
  const { words } = await visitorSpeech();
  const problem = await tried(form, words);
  if (problem) return { problem };
  redirect("/professor-lock");
}

export async function signOut(): Promise<void> {
  if (signInKind() === "supabase") await forgetSupabaseUser();
  else await forgetDevelopmentUser();
  redirect("/sign-in");
}

async function tried(form: FormData, words: SiteWords): Promise<string | undefined> {
  const kind = signInKind();
  if (kind === "none") return words.noSignIn;
  if (kind === "development") return rememberDevelopmentUser(text(form, "name"), text(form, "tier"), words);
  const client = await supabaseClient();
  const { error } = await client.auth.signInWithPassword({
    email: text(form, "email"),
    password: text(form, "password"),
  });
  return error ? refused(error, words) : undefined;
}

/** Why Supabase did not sign a user in; what only the site can mend goes to its log. */
function refused({ code, message }: { code?: string | undefined; message: string }, words: SiteWords): string {
  if (code === "invalid_credentials") return words.wrongCredentials;
  if (code === "email_not_confirmed") return words.unconfirmed;
  if (code === "over_request_rate_limit") return words.tooMany;
  console.error(`Supabase did not sign a user in: ${code ?? "no code"}, ${message}`);
  return words.signInFailed;
}

function text(form: FormData, name: string): string {
  const value = form.get(name);
  return typeof value === "string" ? value.trim() : "";
}
