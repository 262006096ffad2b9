"use client";

/** Says what is wrong, what the user can do, and, folded away, what the site's operator should look at. */
import type { ReactNode } from "react";

import type { Trouble, TroubleKind } from "./trouble";

interface Words {
  title: string;
  advice: string;
  /** The button's words; none where trying again cannot help. */
  again?: string;
  operator: ReactNode;
}

export function TroublePanel({ trouble, signInPath }: { trouble: Trouble; signInPath: string }) {
  const words = WORDS[trouble.kind];
  return (
    <section className="pl-trouble" role="alert" data-trouble={trouble.kind}>
      <h2>{words.title}</h2>
      <p>{words.advice}</p>
      {trouble.kind === "signed-out" ? (
        <a className="pl-button" href={signInPath}>
          Sign in
        </a>
      ) : (
        words.again && (
          <button type="button" className="pl-button" onClick={() => location.reload()}>
            {words.again}
          </button>
        )
      )}
      <details>
        <summary>For the operator of this site</summary>
        <p className="pl-seen">{trouble.seen}</p>
        <p>{words.operator}</p>
      </details>
    </section>
  );
}

const WORDS: Record<TroubleKind, Words> = {
  "script-missing": {
    title: "The chat window could not be loaded",
    advice: "A part of this page is missing. Your conversations are safe; try again in a moment.",
    again: "Try again",
    operator: (
      <>
        The script’s address comes from <code>NEXT_PUBLIC_CHATKIT_SCRIPT</code>. Leave it empty to use the server’s own{" "}
        <code>/chatkit.js</code>.
      </>
    ),
  },
  "script-blocked": {
    title: "Something in this browser keeps the chat window from loading",
    advice:
      "A content blocker, a company network or this page’s own rules stop it. Allow this site’s scripts, then reload.",
    again: "Reload",
    operator: (
      <>
        If it happens to everybody, the page’s content security policy lacks the script’s origin in{" "}
        <code>script-src</code>.
      </>
    ),
  },
  "script-silent": {
    title: "The chat window does not start",
    advice: "It was loaded, but nothing came of it. An old browser can be the reason; reload, or try another.",
    again: "Reload",
    operator: "The script ran without making the element ready. The browser’s console holds its error.",
  },
  "domain-key": {
    title: "This site is not registered for the chat window",
    advice:
      "The chat window comes from another company, which has not opened it for this address. Only the site can mend that.",
    operator: (
      <>
        Add this page’s domain to the vendor’s domain allowlist and put its key into{" "}
        <code>NEXT_PUBLIC_CHATKIT_DOMAIN_KEY</code>, or leave <code>NEXT_PUBLIC_CHATKIT_SCRIPT</code> empty: the
        server’s own script needs no key.
      </>
    ),
  },
  "wrong-origin": {
    title: "Professor Lock does not know this site",
    advice: "The server is running, but it does not accept requests from this address. Only the site can mend that.",
    operator: (
      <>
        Add this page’s origin to the server’s <code>PP_ALLOWED_ORIGINS</code> (scheme, host and port, no slash at the
        end) and restart it.
      </>
    ),
  },
  "server-down": {
    title: "Professor Lock is not answering",
    advice: "The server is down or starting. What you wrote before is kept; try again in a minute.",
    again: "Try again",
    operator: (
      <>
        Look at the server’s <code>/health</code> and its log. Its address comes from{" "}
        <code>NEXT_PUBLIC_CHATKIT_SERVER_URL</code>.
      </>
    ),
  },
  offline: {
    title: "You are offline",
    advice: "This device has no connection. This note goes when it has one again.",
    operator: "Nothing to do.",
  },
  "insecure-server": {
    title: "The connection to Professor Lock would not be safe",
    advice: "The browser refuses it, rightly. Only the site can mend that.",
    operator: (
      <>
        <code>NEXT_PUBLIC_CHATKIT_SERVER_URL</code> must begin with <code>https://</code> where the site does.
      </>
    ),
  },
  "signed-out": {
    title: "You have been signed out",
    advice: "Your sign-in has ended. Sign in again and your conversations are where you left them.",
    operator: "The session route answered 401: no user was signed in to this app.",
  },
  "sign-in-down": {
    title: "Your sign-in cannot be checked",
    advice: "The service that knows who you are is not answering. Try again in a minute.",
    again: "Try again",
    operator: "The session route could not ask Supabase. Its log holds the reason.",
  },
  "secret-refused": {
    title: "Your chat session has expired",
    advice: "A new one was asked for and not accepted either. Reload the page to begin afresh.",
    again: "Reload",
    operator: (
      <>
        A secret that was just minted is refused: the server’s replicas have different <code>PP_SESSION_SECRET</code>s,
        their clocks are apart, or secrets are minted by another server than the one this page talks to.
      </>
    ),
  },
  "server-key": {
    title: "This site may not open chats",
    advice: "The server does not recognise this site. Only the site can mend that.",
    operator: (
      <>
        This app’s <code>PP_SERVER_KEY</code> is missing or is not the server’s.
      </>
    ),
  },
};
