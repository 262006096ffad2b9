"use client";

/** The page around the chat: who is signed in, the theme, what is demo, and where the page's words go. */
import { useState, useSyncExternalStore } from "react";

import { signOut } from "@/app/sign-in/actions";
import { type Scheme, SelfHostedChatKit } from "@/components/professor-lock/SelfHostedChatKit";
import type { Person } from "@/lib/person";
import type { ChatSettings } from "@/lib/settings";

export function ProfessorLock({ person, chat }: { person: Person; chat: ChatSettings }) {
  const system = useSystemScheme();
  const [chosen, choose] = useState<Scheme | null>(null);
  const scheme = chosen ?? system;
  const [demo, setDemo] = useState(false);
  return (
    <div className={`page ${scheme}`}>
      <header>
        <h1>Professor Lock</h1>
        {demo && (
          <strong className="demo" title="Invented games and prices. Nothing here can be bet on.">
            DEMO
          </strong>
        )}
        <span className="grow" />
        <span className="who">
          {person.email ?? person.id} <small>{person.tier}</small>
        </span>
        <button
          type="button"
          aria-pressed={scheme === "dark"}
          onClick={() => choose(scheme === "dark" ? "light" : "dark")}
        >
          Dark
        </button>
        <form action={signOut}>
          <button type="submit">Sign out</button>
        </form>
      </header>
      <SelfHostedChatKit
        server={chat.server}
        script={chat.script}
        domainKey={chat.domainKey}
        user={{ id: person.id, email: person.email }}
        tier={person.tier}
        colorScheme={scheme}
        onDemo={setDemo}
      />
      <Privacy chat={chat} />
    </div>
  );
}

function Privacy({ chat }: { chat: ChatSettings }) {
  const server = new URL(chat.server).host;
  const script = new URL(chat.script).host;
  return (
    <footer>
      {script === server
        ? `The chat window comes from ${server}. This page sends what you type there, and nothing to anybody else.`
        : `The chat window comes from ${script}, which may collect data about its use. What you type is sent to ${server}.`}
    </footer>
  );
}

const DARK = "(prefers-color-scheme: dark)";

function useSystemScheme(): Scheme {
  return useSyncExternalStore<Scheme>(
    (changed) => {
      const query = matchMedia(DARK);
      query.addEventListener("change", changed);
      return () => query.removeEventListener("change", changed);
    },
    () => (matchMedia(DARK).matches ? "dark" : "light"),
    () => "light",
  );
}
