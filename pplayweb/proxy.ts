/** Before every page: its content security policy, and a fresh Supabase session where that is the sign-in. */
import { type NextRequest, NextResponse } from "next/server";

import { contentSecurityPolicy, ownPagesPolicy } from "@/lib/content-security-policy";
import { chatSettings, settingsProblems, supabaseSettings } from "@/lib/settings";
import { refreshSupabaseSession } from "@/lib/supabase";

export async function proxy(request: NextRequest): Promise<NextResponse> {
  const nonce = crypto.randomUUID().replaceAll("-", "");
  const development = process.env.NODE_ENV === "development";
  const usable = settingsProblems().length === 0;
  const policy = usable
    ? contentSecurityPolicy(chatSettings(), nonce, development)
    : ownPagesPolicy(nonce, development);
  const pass = () => {
    const headers = new Headers(request.headers);
    headers.set("content-security-policy", policy); // Next.js finds the nonce for its own scripts here
    return NextResponse.next({ request: { headers } });
  };
  const response = usable && supabaseSettings() ? await refreshSupabaseSession(request, pass) : pass();
  response.headers.set("content-security-policy", policy);
  return response;
}

export const config = {
  matcher: [{ source: "/((?!_next/static|_next/image|icon.svg|favicon.ico).*)" }],
};
