/**
 * Every environment variable of this app, read when a request comes: one build then serves every environment, and no
 * value is compiled into what browsers load. (Written `process.env.NAME`, Next.js would put NEXT_PUBLIC_ values into
 * the bundle.) Only the server imports this; what browsers may know is handed to the components as properties.
 */
import "server-only";

const LOCAL_SERVER = "http://127.0.0.1:8000";

export interface ChatSettings {
  /** Origin of the Professor Lock server, without a slash at the end. */
  server: string;
  /** Address of the script that defines the chat window. */
  script: string;
  /** The vendor's script looks at it; ours ignores it. */
  domainKey: string;
}

export function chatSettings(): ChatSettings {
  const server = httpAddress("NEXT_PUBLIC_CHATKIT_SERVER_URL", LOCAL_SERVER).replace(/\/+$/, "");
  const script = httpAddress("NEXT_PUBLIC_CHATKIT_SCRIPT", `${server}/chatkit.js`);
  return { server, script, domainKey: read("NEXT_PUBLIC_CHATKIT_DOMAIN_KEY") ?? "self-hosted" };
}

/** What is wrong with this app's variables, for its operator; none when they can be used. */
export function settingsProblems(): string[] {
  const problems: string[] = [];
  for (const reading of [chatSettings, supabaseSettings]) {
    try {
      reading();
    } catch (error) {
      problems.push(error instanceof Error ? error.message : String(error));
    }
  }
  return problems;
}

/** Opens the server's door for minting client secrets; a server in development may do without. */
export function serverKey(): string | undefined {
  return read("PP_SERVER_KEY");
}

export interface SupabaseSettings {
  url: string;
  key: string;
}

export function supabaseSettings(): SupabaseSettings | undefined {
  const url = read("NEXT_PUBLIC_SUPABASE_URL");
  const key = read("NEXT_PUBLIC_SUPABASE_PUBLISHABLE_KEY") ?? read("NEXT_PUBLIC_SUPABASE_ANON_KEY");
  if (url && key) return { url, key };
  if (url || key)
    throw new Error("Supabase needs both NEXT_PUBLIC_SUPABASE_URL and NEXT_PUBLIC_SUPABASE_PUBLISHABLE_KEY");
  return undefined;
}

/** Whether the sign-in that believes anybody may be used: not beside a real one, and in production only when told so. */
export function developmentSignInAllowed(): boolean {
  if (supabaseSettings() || read("VERCEL_ENV") === "production") return false;
  return process.env.NODE_ENV === "development" || read("PP_DEVELOPMENT_SIGN_IN") === "on";
}

function read(name: string): string | undefined {
  const environment: Record<string, string | undefined> = process.env;
  return environment[name]?.trim() || undefined;
}

function httpAddress(name: string, fallback: string): string {
  const value = read(name) ?? fallback;
  if (!URL.canParse(value) || !/^https?:$/.test(new URL(value).protocol)) {
    throw new Error(`${name} must be an http(s) address, as https://lock.example.com`);
  }
  return value;
}
