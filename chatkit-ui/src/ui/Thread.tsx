/** The conversation: turns, what is going on, errors, and where it scrolls. */
import { Component } from "preact";
import { useEffect, useLayoutEffect, useRef, useState } from "preact/hooks";

import { DEFAULTS } from "../core/defaults";
import type { Entry } from "../core/state";
import { Icon } from "../icons/Icon";
import { Markdown } from "../markdown/Markdown";
import { useUi } from "./context";
import { ItemView } from "./items";
import { Suggestions } from "./Suggestions";
import { TurnActions } from "./TurnActions";

interface Turn {
  key: string;
  entries: Entry[];
}

/** From one user message to the next. */
export function turnsOf(items: readonly Entry[]): Turn[] {
  const turns: Turn[] = [];
  for (const entry of items) {
    if (entry.item.type === "user_message" || !turns.length) turns.push({ key: entry.key, entries: [] });
    turns.at(-1)!.entries.push(entry);
  }
  return turns;
}

export function Thread() {
  const { chat, t } = useUi();
  const { items, phase, hasOlder } = chat.state.value;
  const box = useRef<HTMLDivElement>(null);
  const inner = useRef<HTMLDivElement>(null);
  const [away, setAway] = useState(false);
  const turns = turnsOf(items);
  const responding = phase === "responding" || phase === "tool";
  const toEnd = useScrolling(box, inner, setAway, items);
  const scrolled = () => {
    const place = box.current!;
    setAway(place.scrollHeight - place.scrollTop - place.clientHeight > DEFAULTS.followWithinPx * 2);
    if (place.scrollTop < DEFAULTS.loadOlderWithinPx && chat.state.value.hasOlder) void chat.loadOlder();
  };
  return (
    <div class="ck-threadbox">
      <div
        class="ck-thread"
        part="thread"
        ref={box}
        onScroll={scrolled}
        role="log"
        aria-live="off"
        aria-busy={responding}
        aria-label={t("chat")}
        tabIndex={0}
      >
        <div class="ck-thread-in" ref={inner}>
          {hasOlder ? (
            <p class="ck-muted ck-older" role="status">
              {t("loading")}
            </p>
          ) : null}
          {phase === "loading" ? <Skeleton label={t("loading")} /> : null}
          {turns.map((turn, index) => (
            <TurnView
              key={turn.key}
              entries={turn.entries}
              last={index === turns.length - 1}
              responding={responding && index === turns.length - 1}
              roomy={index === turns.length - 1 && turn.key === chat.begun.value}
              words={t}
            />
          ))}
          {turns.length ? null : <After responding={responding} />}
          <div class="ck-room" />
        </div>
      </div>
      {away ? (
        <button type="button" class="ck-latest" aria-label={t("scrollDown")} onClick={() => toEnd("smooth")}>
          <Icon name="lucide:arrow-down" size={18} />
        </button>
      ) : null}
    </div>
  );
}

class TurnView extends Component<{
  entries: Entry[];
  last: boolean;
  responding: boolean;
  roomy: boolean;
  words: unknown;
}> {
  override shouldComponentUpdate(next: Readonly<TurnView["props"]>): boolean {
    const { entries, last, responding, roomy, words } = this.props;
    const same =
      next.entries.length === entries.length && next.entries.every((entry, index) => entry === entries[index]);
    return (
      !same || next.last !== last || next.responding !== responding || next.roomy !== roomy || next.words !== words
    );
  }
  override render() {
    return <TurnBody {...this.props} />;
  }
}

function TurnBody(props: { entries: Entry[]; last: boolean; responding: boolean; roomy: boolean }) {
  const { t } = useUi();
  const { entries, last, responding } = props;
  const question = entries[0]?.item.type === "user_message" ? entries[0] : null;
  const answer = question ? entries.slice(1) : entries;
  const asked = question ? textOf(question).slice(0, 80) : "";
  return (
    <article
      class={`ck-turn ${last ? "ck-turn-last" : ""} ${props.roomy ? "ck-turn-roomy" : ""}`}
      data-turn={entries[0]?.key}
    >
      <h3 class="ck-hidden">{question ? `${t("you")}: ${asked}` : t("assistant")}</h3>
      {question ? <ItemView entry={question} /> : null}
      {answer.map((entry) => (
        <ItemView key={entry.key} entry={entry} />
      ))}
      {responding ? null : <TurnActions question={question} answer={answer} last={last} />}
      {last ? <After responding={responding} /> : null}
    </article>
  );
}

function textOf(entry: Entry): string {
  return entry.item.type === "user_message" ? entry.item.content.map((part) => part.text).join("") : "";
}

/** What is said below the last turn: what goes on, what failed, what the server wants noticed. */
function After(props: { responding: boolean }) {
  const { chat, t } = useUi();
  return (
    <>
      {props.responding ? <Progress /> : null}
      <ErrorRow />
      <Suggestions />
      {chat.notices.value.map((notice) => (
        <div class={`ck-notice ck-notice-${notice.level}`} role="status" key={notice.key}>
          <Icon name={notice.level === "info" ? "info" : "lucide:triangle-alert"} size={18} />
          <div>
            {notice.title ? <strong dir="auto">{notice.title}</strong> : null}
            <Markdown text={notice.message} />
          </div>
          <button
            type="button"
            class="ck-iconbtn ck-small"
            aria-label={t("dismiss")}
            onClick={() => chat.dismissNotice(notice.key)}
          >
            <Icon name="close" size={14} />
          </button>
        </div>
      ))}
    </>
  );
}

function Progress() {
  const { chat, t } = useUi();
  const { progress, items, phase } = chat.state.value;
  const [waited, setWaited] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setWaited(true), DEFAULTS.thinkingDelayMs);
    return () => clearTimeout(timer);
  }, []);
  if (progress) {
    return (
      <div class="ck-progress" role="status">
        {progress.icon ? <Icon name={progress.icon} size={16} /> : null}
        <span class="ck-shimmer" dir="auto">
          {progress.text}
        </span>
      </div>
    );
  }
  const last = items.at(-1);
  const ended = last?.item.type === "end_of_turn";
  const thinking =
    waited && !ended && (!last || last.item.type === "user_message" || (phase === "tool" && !last.pending));
  const between = waited && !ended && last && !last.pending && last.item.type !== "user_message";
  if (!thinking && !between) return null;
  return (
    <div class="ck-progress">
      <span class="ck-dots" aria-label={t("thinking")} role="img">
        <i />
        <i />
        <i />
      </span>
    </div>
  );
}

function ErrorRow() {
  const { chat, t } = useUi();
  const error = chat.error.value;
  const phase = chat.phase.value;
  if (!error) return null;
  const generic = error.code === "transport" ? t("offline") : t("failed");
  const text = error.unauthorised ? t("unauthorised") : (error.message ?? generic);
  return (
    <div class="ck-inline-error" role="alert">
      <Icon name="lucide:circle-alert" size={18} />
      <span dir="auto">{text}</span>
      {error.allowRetry && phase === "idle" && !chat.state.value.items.some((entry) => entry.local === "failed") ? (
        <button type="button" class="ck-btn" onClick={() => void chat.retry()}>
          {t("retry")}
        </button>
      ) : null}
    </div>
  );
}

function Skeleton(props: { label: string }) {
  return (
    <div class="ck-skeleton" role="status" aria-label={props.label}>
      <i />
      <i />
      <i />
      <i />
    </div>
  );
}

/** On send the new message goes near the top; after loading, to the end; older pages keep the place. */
function useScrolling(
  box: { current: HTMLDivElement | null },
  inner: { current: HTMLDivElement | null },
  setAway: (away: boolean) => void,
  items: readonly Entry[],
) {
  const { chat } = useUi();
  const wish = chat.scrollTo.value;
  const firstKey = items[0]?.key;
  const before = useRef({ firstKey, height: 0, top: 0 });
  const place = box.current;
  // Reading these asks for a layout, so only where older items may come in above.
  if (place && (chat.state.peek().hasOlder || before.current.height))
    before.current = { ...before.current, height: place.scrollHeight, top: place.scrollTop };
  useLayoutEffect(() => {
    const now = box.current!;
    const was = before.current;
    if (was.firstKey && firstKey !== was.firstKey && items.some((entry) => entry.key === was.firstKey)) {
      now.scrollTop = was.top + (now.scrollHeight - was.height);
    }
    before.current = { ...was, firstKey };
  }, [firstKey]);
  useLayoutEffect(() => {
    if (!wish || !box.current) return;
    if (wish.kind === "bottom") {
      toEnd("instant");
    } else {
      const { key } = wish;
      requestAnimationFrame(() => {
        take({ key: key ?? "", top: -1, behavior: "smooth" });
      });
    }
    chat.scrollTo.value = null;
  }, [wish]);
  useLayoutEffect(() => {
    let view = -1;
    let busyAt = -Infinity;
    const forget = () => (aim.current = null);
    const follow = new ResizeObserver(() => {
      const now = box.current;
      if (!now) return;
      if (now.clientHeight !== view) now.style.setProperty("--view", `${(view = now.clientHeight)}px`);
      goTo(now, aim.current);
      const gap = now.scrollHeight - now.scrollTop - now.clientHeight;
      const { autoScroll } = chat.options.peek().thread ?? {};
      if (chat.busy) busyAt = performance.now();
      if (autoScroll && performance.now() - busyAt < AFTERWARDS_MS && gap > 0 && follows.current) {
        forget();
        now.scrollTop = now.scrollHeight;
      }
      setAway(gap > DEFAULTS.followWithinPx * 2);
    });
    let lastTop = 0;
    const watch = () => {
      const now = box.current!;
      const near = now.scrollHeight - now.scrollTop - now.clientHeight < DEFAULTS.followWithinPx;
      // Who only goes down has not left the end: it has moved on.
      follows.current = near || (follows.current && now.scrollTop >= lastTop);
      lastTop = now.scrollTop;
    };
    box.current!.addEventListener("scroll", watch, { passive: true });
    // Whatever the user does, wherever in the chat, may be about another place. Without it, what has moved the scroll on
    // its way (a card that took the focus) is put right.
    const root = box.current!.getRootNode();
    for (const input of INPUTS) root.addEventListener(input, forget, { passive: true, capture: true });
    box.current!.addEventListener("scrollend", () => {
      const mine = aim.current;
      if (!box.current || !goTo(box.current, mine, true)) return;
      // What came into sight by it gets its height in the next frames; where that leads further, this ends again.
      setTimeout(() => aim.current === mine && box.current && goTo(box.current, mine, true) && forget(), SETTLED_MS);
    });
    if (inner.current) follow.observe(inner.current);
    follow.observe(box.current!);
    return () => {
      follow.disconnect();
      for (const input of INPUTS) root.removeEventListener(input, forget, { capture: true });
    };
  }, []);
  const follows = useRef(true);
  const aim = useRef<Aim>(null);
  const take = (mine: NonNullable<Aim>) => {
    if (!box.current) return;
    aim.current = mine;
    goTo(box.current, mine);
    setTimeout(() => aim.current === mine && (aim.current = null), mine.key ? AIM_MS : END_MS);
  };
  const toEnd = (behavior: "smooth" | "instant") => take({ key: "", top: -1, behavior });
  return toEnd;
}

/**
 * The turn, or the card that a click has brought, that is to stand at the top, and where that was when it was last gone
 * to; without a key it is the end. Null once it is there or the user does something: what scrolls later (a search in the
 * page, a screen reader, the focus) is not undone.
 */
type Aim = { key: string; top: number; behavior: "smooth" | "instant" } | null;

/** How long the aim holds at the most: where nothing had to scroll, no end of a scroll is told. */
const AIM_MS = 1500;
/** The way to the end is longer: what comes into sight on it turns out higher or lower than it was taken for. */
const END_MS = 5000;

const FAR_VIEWS = 3;
const SETTLED_MS = 150;
/** So long after an answer its last blocks may still get their height. */
const AFTERWARDS_MS = 500;

/** Goes there again when what is above it has changed its height meanwhile. Whether it `ended` there. */
function goTo(box: HTMLElement, aim: Aim, ended = false): boolean {
  if (!aim) return false;
  const top = aim.key ? topOf(box, aim.key) : box.scrollHeight - box.clientHeight;
  if (top === null) return false;
  const reached = Math.min(top, box.scrollHeight - box.clientHeight);
  if (ended && Math.abs(box.scrollTop - reached) <= 2) return true;
  if (!ended && top === aim.top) return false;
  aim.top = top;
  // What comes into sight on a long way changes its height, so that a smooth scroll would begin again and again.
  const far = Math.abs(top - box.scrollTop) > FAR_VIEWS * box.clientHeight;
  box.scrollTo({ top, behavior: ended || far ? "instant" : aim.behavior });
  return false;
}

/** Where the box is scrolled to when the turn or card stands at its top; null when there is none. */
function topOf(box: HTMLElement, name: string): number | null {
  const key = CSS.escape(name);
  const place = box.querySelector(`[data-turn="${key}"], [data-item="${key}"]`);
  if (!place) return null;
  const below = place.getBoundingClientRect().top - box.getBoundingClientRect().top;
  return Math.max(0, Math.round(box.scrollTop + below) - 8);
}

const INPUTS = ["wheel", "touchstart", "pointerdown", "keydown"] as const;
