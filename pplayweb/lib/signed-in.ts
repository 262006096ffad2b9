/** Asks the sign-in that this app uses who is there. */
import "server-only";

import { developmentPerson } from "./development-sign-in";
import type { Person } from "./person";
import { developmentSignInAllowed, supabaseSettings } from "./settings";
import { supabasePerson } from "./supabase";

/** The person behind the request, verified, or null. */
export async function signedInPerson(): Promise<Person | null> {
  if (supabaseSettings()) return supabasePerson();
  return developmentSignInAllowed() ? developmentPerson() : null;
}

export type SignInKind = "supabase" | "development" | "none";

export function signInKind(): SignInKind {
  if (supabaseSettings()) return "supabase";
  return developmentSignInAllowed() ? "development" : "none";
}
