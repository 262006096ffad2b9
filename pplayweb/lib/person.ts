/** Who is signed in to this app, whichever sign-in it uses. */
import "server-only";

import { developmentPerson } from "./development-sign-in";
import { developmentSignInAllowed, supabaseSettings } from "./settings";
import { supabasePerson } from "./supabase";

export interface Person {
  id: string;
  /** "free", "pro", "elite": what the server's limits go by. */
  tier: string;
  email?: string;
}

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
