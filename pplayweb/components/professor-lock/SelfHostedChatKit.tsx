"use client";

/**
 * Professor Lock's chat for a user who is signed in to your app. Copy this folder into it, and
 * `app/api/chatkit/session/route.ts` with it; then
 *
 *     <SelfHostedChatKit server="https://lock.example.com" user={{ id, email }} tier="pro" />
 */
import { ChatKit, type ChatKitOptions, useChatKit } from "@openai/chatkit-react";
import { type ReactNode, useEffect, useMemo, useState, useSyncExternalStore } from "react";

import { rememberLanguage, useKeptLanguage } from "./kept-language";
import { lastThread, rememberThread } from "./last-thread";
import { type Greeting, LANGUAGES, NARROW, pageOptions, speechOf, type Words } from "./page-options";
import "./professor-lock.css";
import { ServerConnection } from "./server-connection";
import { siteSpeechOf } from "./site-speech";
import type { Trouble } from "./trouble";
import { TroublePanel } from "./TroublePanel";
import { useScriptTroubles } from "./use-chatkit-script";

/** What was said of a chat window that was only slow. */
const LATE: ReadonlySet<Trouble["kind"]> = new Set(["script-silent", "domain-key"]);

const NAMED = LANGUAGES.map((tag) => ({ tag, name: ownName(tag) }));

export type Scheme = "light" | "dark";

export interface WidgetAction {
  type: string;
  payload?: Record<string, unknown>;
}

/** What a row of the page's own needs for its buttons. */
export interface ChatBar {
  readonly words: Words;
  /** False in a new conversation: there is nothing to leave. */
  readonly started: boolean;
  /** While an answer comes no other conversation can be opened. */
  readonly answering: boolean;
  readonly newChat: () => Promise<void>;
  readonly showHistory: () => Promise<void>;
  /** What can be chosen, each by its own name. */
  readonly languages: readonly { readonly tag: string; readonly name: string }[];
  /** The one that was chosen, null for the browser's own. */
  readonly language: string | null;
  readonly chooseLanguage: (tag: string | null) => void;
}

export interface SelfHostedChatKitProps {
  /** Origin of the Professor Lock server, without a slash at the end. */
  server: string;
  /** Who is signed in. The server goes by the client secret; these are sent along and must agree with it. */
  user: { id: string; email?: string | undefined };
  tier?: string;
  /** The script of the chat window; the server's own by default. */
  script?: string;
  /** Only the vendor's script looks at it. */
  domainKey?: string;
  colorScheme?: Scheme;
  /** en, es, de, fr or ar; without it what the user chose in the bar, else the browser's first that there are words in. */
  language?: string;
  /** The route of your app that trades its sign-in for a client secret. */
  sessionRoute?: string;
  signInPath?: string;
  /** Actions of widgets that are handled in the browser; those of the server never come here. */
  onWidgetAction?: (action: WidgetAction, itemId: string) => Promise<void> | void;
  /** The page's own row above the chat: given, the chat has none, so that there is one row with all buttons. */
  bar?: (chat: ChatBar) => ReactNode;
  /** What the page says below the chat, in the user's language. */
  foot?: (words: Words) => ReactNode;
  /** Whether the server shows made-up data: say so wherever the chat is. */
  onDemo?: (demo: boolean) => void;
}

/** Nothing of one user or server outlives a change to another: the key begins anew. */
export function SelfHostedChatKit(props: SelfHostedChatKitProps) {
  return <Chat key={`${props.server} ${props.user.id}`} {...props} />;
}

function Chat({
  server,
  user,
  tier = "free",
  script = `${server}/chatkit.js`,
  domainKey = "self-hosted",
  colorScheme = "light",
  language,
  sessionRoute = "/api/chatkit/session",
  signInPath = "/sign-in",
  onWidgetAction = openLink,
  bar,
  foot,
  onDemo,
}: SelfHostedChatKitProps) {
  const [trouble, setTrouble] = useState<Trouble | null>(null);
  const [ready, setReady] = useState(false);
  const [initialThread] = useState(() => (typeof window === "undefined" ? null : lastThread(user.id)));
  const [connection] = useState(
    () => new ServerConnection({ server, sessionRoute, caller: { ...user, tier }, onTrouble: setTrouble }),
  );
  const { rejoin } = connection;
  const greeting = useGreeting(connection);
  const narrow = useNarrow();
  const chosen = useKeptLanguage(user.id);
  const speech = useSpeech(language ?? chosen ?? undefined);

  const [started, setStarted] = useState(false);
  const [answering, setAnswering] = useState(false);
  const { control, sendCustomAction, setThreadId, showHistory, fetchUpdates } = useChatKit({
    api: { url: `${server}/chatkit`, domainKey, fetch: connection.fetch, uploadStrategy: { type: "two_phase" } },
    initialThread,
    locale: speech.locale as NonNullable<ChatKitOptions["locale"]>, // the type names some of those that are understood
    frameTitle: "Professor Lock",
    ...(bar ? { header: { enabled: false } } : {}),
    ...pageOptions(greeting, { dark: colorScheme === "dark", narrow }, speech),
    history: { enabled: true, showDelete: true, showRename: true },
    thread: { autoScroll: true },
    threadItemActions: { feedback: true, retry: true },
    widgets: { onAction: async (action, item) => onWidgetAction(action, item.id) },
    onReady: () => {
      setReady(true);
      setTrouble((current) => (current && LATE.has(current.kind) ? null : current));
    },
    onThreadChange: ({ threadId }) => {
      rejoin.threadChanged(threadId);
      setStarted(threadId !== null);
      rememberThread(user.id, threadId);
    },
    onThreadLoadEnd: ({ threadId }) => rejoin.threadLoaded(threadId, sendCustomAction),
    onResponseStart: () => setAnswering(true),
    onResponseEnd: () => {
      setAnswering(false);
      rejoin.responseEnded(sendCustomAction);
    },
    onError: ({ error }) => {
      rejoin.failed(error);
      // A conversation that is gone (deleted in another browser) is not asked for again.
      if ("status" in error && error.status === 404 && rejoin.thread === null) rememberThread(user.id, null);
    },
  });

  useEffect(
    () => connection.speakFor({ id: user.id, email: user.email, tier }),
    [connection, user.id, user.email, tier],
  );
  useEffect(() => {
    const online = () => setTrouble((current) => (current?.kind === "offline" ? null : current));
    addEventListener("online", online);
    return () => removeEventListener("online", online);
  }, []);
  useEffect(() => onDemo?.(greeting.demo === true), [greeting, onDemo]);
  useScriptTroubles(script, server, ready, setTrouble);

  return (
    <div className="pl-chat" lang={speech.language} dir={speech.dir}>
      {bar?.({
        words: speech.words,
        started,
        answering,
        newChat: () => setThreadId(null).catch(notDone),
        showHistory: () => showHistory().catch(notDone),
        languages: NAMED,
        language: chosen,
        chooseLanguage: (tag) => {
          rememberLanguage(user.id, tag);
          void connection.keepLanguage(tag).then((redrawn) => (redrawn ? fetchUpdates() : undefined), notDone);
        },
      })}
      {trouble && (
        <TroublePanel trouble={trouble} signInPath={signInPath} words={siteSpeechOf([speech.language]).words} />
      )}
      <ChatKit control={control} className="pl-element" />
      {foot?.(speech.words)}
    </div>
  );
}

/** What the server offers; nothing until it has answered, and what is wrong with it is reported by the connection. */
function useGreeting(connection: ServerConnection): Greeting {
  const [greeting, setGreeting] = useState<Greeting>({});
  useEffect(() => {
    const leaving = new AbortController();
    void connection.greet(leaving.signal).then((said) => said && setGreeting(said));
    return () => leaving.abort();
  }, [connection]);
  return greeting;
}

function useSpeech(language: string | undefined) {
  const preferred = useSyncExternalStore(
    (changed) => {
      addEventListener("languagechange", changed);
      return () => removeEventListener("languagechange", changed);
    },
    () => navigator.languages.join(),
    () => "en",
  );
  return useMemo(() => speechOf(language ?? null, preferred.split(",")), [language, preferred]);
}

function useNarrow(): boolean {
  return useSyncExternalStore(
    (changed) => {
      const query = matchMedia(NARROW);
      query.addEventListener("change", changed);
      return () => query.removeEventListener("change", changed);
    },
    () => matchMedia(NARROW).matches,
    () => false,
  );
}

function ownName(tag: string): string {
  const name = new Intl.DisplayNames([tag], { type: "language" }).of(tag) ?? tag;
  return name.charAt(0).toLocaleUpperCase(tag) + name.slice(1);
}

/** The chat window is not there, or busy: it says so itself. */
function notDone(error: unknown): void {
  console.info("The chat could not do that:", error instanceof Error ? error.message : error);
}

/** What a widget may ask of the browser when the app has no handler of its own: to open a web page. */
function openLink({ type, payload }: WidgetAction): void {
  const url = payload?.["url"];
  if (type !== "open_link" || typeof url !== "string" || !/^https?:\/\//.test(url)) {
    throw new Error(`Nothing here handles the widget action ${type}`);
  }
  window.open(url, "_blank", "noopener,noreferrer");
}
