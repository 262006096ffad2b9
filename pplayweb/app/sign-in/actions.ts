"use server";

import { redirect } from "next/navigation";

import { forgetDevelopmentUser, rememberDevelopmentUser } from "@/lib/development-sign-in";
import { signInKind } from "@/lib/signed-in";
import { forgetSupabaseUser, supabaseClient } from "@/lib/supabase";

export interface SignInState {
  problem?: string;
}

/** Sign in by the form's values; comes back only when that did not work. */
export async function signIn(_before: SignInState, form: FormData): Promise<SignInState> {
  const problem = await tried(form);
  if (problem) return { problem };
  redirect("/professor-lock");
}

export async function signOut(): Promise<void> {
  if (signInKind() === "supabase") await forgetSupabaseUser();
  else await forgetDevelopmentUser();
  redirect("/sign-in");
}

async function tried(form: FormData): Promise<string | undefined> {
  const kind = signInKind();
  if (kind === "none") return "This site has no sign-in yet.";
  if (kind === "development") return rememberDevelopmentUser(text(form, "name"), text(form, "tier"));
  const client = await supabaseClient();
  const { error } = await client.auth.signInWithPassword({
    email: text(form, "email"),
    password: text(form, "password"),
  });
  return error?.message;
}

function text(form: FormData, name: string): string {
  const value = form.get(name);
  return typeof value === "string" ? value.trim() : "";
}
