"use client";

/** The page around the chat: who is signed in, the theme, what is demo, and where the page's words go. */
import { useState, useSyncExternalStore } from "react";

import { signOut } from "@/app/sign-in/actions";
import { type ChatBar, type Scheme, SelfHostedChatKit } from "@/components/professor-lock/SelfHostedChatKit";
import type { Words } from "@/components/professor-lock/page-options";
import type { User } from "@/lib/user";
import type { ChatSettings } from "@/lib/settings";

export function ProfessorLock({ user, settings }: { user: User; settings: ChatSettings }) {
  const system = useSystemScheme();
  const [chosen, choose] = useState<Scheme | null>(null);
  const scheme = chosen ?? system;
  const [demo, setDemo] = useState(false);
  const row = (chat: ChatBar) => (
    <header>
      <h1 dir="ltr">Professor Lock</h1>
      {demo && (
        <strong className="demo" title={chat.words.demo}>
          DEMO
        </strong>
      )}
      <span className="grow" />
      {chat.started && (
        <button type="button" disabled={chat.answering} onClick={() => void chat.newChat()}>
          {chat.words.newChat}
        </button>
      )}
      <button
        type="button"
        className="icon"
        aria-label={chat.words.history}
        title={chat.words.history}
        disabled={chat.answering}
        onClick={() => void chat.showHistory()}
      >
        <Drawing path="M3 12a9 9 0 1 0 9-9 9.75 9.75 0 0 0-6.74 2.74L3 8M3 3v5h5M12 7v5l4 2" />
      </button>
      <span className="who">
        {user.email ?? user.id} <small>{user.tier}</small>
      </span>
      <select
        className="language"
        aria-label={chat.words.language}
        title={chat.words.language}
        value={chat.language ?? ""}
        onChange={(event) => chat.chooseLanguage(event.target.value || null)}
      >
        <option value="">{chat.words.asBrowser}</option>
        {chat.languages.map(({ tag, name }) => (
          <option key={tag} value={tag} lang={tag}>
            {name}
          </option>
        ))}
      </select>
      <button
        type="button"
        className="icon"
        aria-label={chat.words.dark}
        title={chat.words.dark}
        aria-pressed={scheme === "dark"}
        onClick={() => choose(scheme === "dark" ? "light" : "dark")}
      >
        <Drawing path="M21 12.5A9 9 0 1 1 11.5 3a6 6 0 0 0 9.5 9.5" />
      </button>
      <form action={signOut}>
        <button type="submit">{chat.words.signOut}</button>
      </form>
    </header>
  );
  return (
    <div className={`page ${scheme}`}>
      <SelfHostedChatKit
        server={settings.server}
        script={settings.script}
        domainKey={settings.domainKey}
        user={{ id: user.id, email: user.email }}
        tier={user.tier}
        colorScheme={scheme}
        onDemo={setDemo}
        bar={row}
        foot={(words) => <footer>{privacy(settings, words)}</footer>}
      />
    </div>
  );
}

function Drawing({ path }: { path: string }) {
  return (
    <svg viewBox="0 0 24 24" width="18" height="18" aria-hidden="true">
      <path d={path} fill="none" stroke="currentColor" strokeWidth="1.75" strokeLinecap="round" />
    </svg>
  );
}

/** Where the words go. */
function privacy(chat: ChatSettings, words: Words): string {
  const server = new URL(chat.server).host;
  const script = new URL(chat.script).host;
  const said = script === server ? words.privacy : words.privacyElsewhere;
  return said.replaceAll("{server}", server).replaceAll("{script}", script);
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
