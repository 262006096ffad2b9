/** Asks the sign-in that this app uses who is there. */
import "server-only";

import { developmentUser } from "./development-sign-in";
import type { User } from "./user";
import { developmentSignInAllowed, supabaseSettings } from "./settings";
import { supabaseUser } from "./supabase";

/** The user behind the request, verified, or null. */
export async function signedInUser(): Promise<User | null> {
  if (supabaseSettings()) return supabaseUser();
  return developmentSignInAllowed() ? developmentUser() : null;
}

export type SignInKind = "supabase" | "development" | "none";

export function signInKind(): SignInKind {
  if (supabaseSettings()) return "supabase";
  return developmentSignInAllowed() ? "development" : "none";
}
