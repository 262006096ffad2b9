"use client";

/**
 * Says what is wrong and what the user can do, in the user's language, and, folded away, what the site's operator should
 * look at: that is English, as the logs and the docs are.
 */
import type { ReactNode } from "react";

import type { SiteWords } from "./site-speech";
import type { Trouble, TroubleKind } from "./trouble";

interface Cure {
  /** What the button says; none where trying again cannot help. */
  again?: "tryAgain" | "reload";
  operator: ReactNode;
}

interface Props {
  trouble: Trouble;
  signInPath: string;
  words: SiteWords;
}

export function TroublePanel({ trouble, signInPath, words }: Props) {
  const { title, advice } = words.troubles[trouble.kind];
  const { again, operator } = CURES[trouble.kind];
  return (
    <section className="pl-trouble" role="alert" data-trouble={trouble.kind}>
      <h2>{title}</h2>
      <p>{advice}</p>
      {trouble.kind === "signed-out" ? (
        <a className="pl-button" href={signInPath}>
          {words.signIn}
        </a>
      ) : (
        again && (
          <button type="button" className="pl-button" onClick={() => location.reload()}>
            {words[again]}
          </button>
        )
      )}
      <details>
        <summary>{words.forOperator}</summary>
        <div lang="en" dir="ltr">
          <p className="pl-seen">{trouble.seen}</p>
          <p>{operator}</p>
        </div>
      </details>
    </section>
  );
}

const CURES: Record<TroubleKind, Cure> = {
  "script-missing": {
    again: "tryAgain",
    operator: (
      <>
        The script’s address comes from <code>NEXT_PUBLIC_CHATKIT_SCRIPT</code>. Leave it empty to use the server’s own{" "}
        <code>/chatkit.js</code>.
      </>
    ),
  },
  "script-blocked": {
    again: "reload",
    operator: (
      <>
        If it happens to everybody, the page’s content security policy lacks the script’s origin in{" "}
        <code>script-src</code>.
      </>
    ),
  },
  "script-silent": {
    again: "reload",
    operator: "The script ran without making the element ready. The browser’s console holds its error.",
  },
  "domain-key": {
    operator: (
      <>
        Add this page’s domain to the vendor’s domain allowlist and put its key into{" "}
        <code>NEXT_PUBLIC_CHATKIT_DOMAIN_KEY</code>, or leave <code>NEXT_PUBLIC_CHATKIT_SCRIPT</code> empty: the
        server’s own script needs no key.
      </>
    ),
  },
  "wrong-origin": {
    operator: (
      <>
        Add this page’s origin to the server’s <code>PP_ALLOWED_ORIGINS</code> (scheme, host and port, no slash at the
        end) and restart it.
      </>
    ),
  },
  "server-down": {
    again: "tryAgain",
    operator: (
      <>
        Look at the server’s <code>/health</code> and its log. Its address comes from{" "}
        <code>NEXT_PUBLIC_CHATKIT_SERVER_URL</code>.
      </>
    ),
  },
  offline: {
    operator: "Nothing to do.",
  },
  "insecure-server": {
    operator: (
      <>
        <code>NEXT_PUBLIC_CHATKIT_SERVER_URL</code> must begin with <code>https://</code> where the site does.
      </>
    ),
  },
  "signed-out": {
    operator: "The session route answered 401: no user was signed in to this app.",
  },
  "sign-in-down": {
    again: "tryAgain",
    operator: "The session route could not ask Supabase. Its log holds the reason.",
  },
  "secret-refused": {
    again: "reload",
    operator: (
      <>
        A secret that was just minted is refused: the server’s replicas have different <code>PP_SESSION_SECRET</code>s,
        their clocks are apart, or secrets are minted by another server than the one this page talks to.
      </>
    ),
  },
  "server-key": {
    operator: (
      <>
        This app’s <code>PP_SERVER_KEY</code> is missing or is not the server’s.
      </>
    ),
  },
};
