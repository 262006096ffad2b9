/** A number whose source is known, underlined while it is pointed at or has the focus; or the place of a left-out one. */
import { useId, useRef, useState } from "preact/hooks";

import { extensionOf } from "../core/card-extension";
import type { Chat } from "../core/chat";
import type { CheckedNumber } from "../core/numbers";
import { useUi } from "../ui/context";
import { Layer } from "../ui/Layer";
import { useEscape } from "../ui/layers";
import { UNSOURCED } from "./annotations";

const SIGN = " (?)";

export function CheckedText(props: { text: string; number: CheckedNumber; first: boolean }) {
  return UNSOURCED.has(props.number.state) ? <LeftOut text={props.text} /> : <Sourced {...props} />;
}

/** What was replaced by the server, or is shown with its sign; a screen reader is told in words. */
function LeftOut(props: { text: string }) {
  const { t } = useUi();
  const shown = props.text.endsWith(SIGN);
  return (
    <span class="ck-unsourced">
      {shown ? props.text.slice(0, -SIGN.length) : null}
      <span aria-hidden="true">{shown ? SIGN : props.text}</span>
      <span class="ck-hidden">{shown ? ` (${t("numberUnchecked")})` : t("numberLeftOut")}</span>
    </span>
  );
}

function Sourced(props: { text: string; number: CheckedNumber; first: boolean }) {
  const { host, chat } = useUi();
  const { number } = props;
  const [open, setOpen] = useState(false);
  const anchor = useRef<HTMLSpanElement>(null);
  const tip = useId();
  useEscape(host, () => setOpen(false), open);
  return (
    <>
      <span
        ref={anchor}
        class="ck-number"
        tabIndex={props.first ? 0 : -1}
        aria-describedby={open ? tip : undefined}
        onMouseEnter={() => setOpen(true)}
        onMouseLeave={() => setOpen(false)}
        onFocus={() => setOpen(true)}
        onBlur={() => setOpen(false)}
        onClick={() => showCard(host, chat, number.card)}
        onKeyDown={(event) => onKey(event, () => showCard(host, chat, number.card))}
      >
        {props.text}
      </span>
      {open ? (
        <Layer anchor={anchor} class="ck-tip" side="top" id={tip}>
          <WhereFrom number={number} />
        </Layer>
      ) : null}
    </>
  );
}

/** Enter shows the card; the arrows go from number to number, of which only the first is reached by Tab. */
function onKey(event: KeyboardEvent, act: () => void): void {
  if (event.key === "Enter") act();
  const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
  const here = event.currentTarget as HTMLElement;
  if (!step) return;
  const all = [...(here.closest(".ck-assistant")?.querySelectorAll<HTMLElement>(".ck-number") ?? [])];
  all[all.indexOf(here) + step]?.focus();
  event.preventDefault();
}

function showCard(host: HTMLElement, chat: Chat, card: string): void {
  if (!cardName(chat, card)) return;
  const boxes = host.shadowRoot!.querySelectorAll<HTMLElement>("[data-item]");
  [...boxes].find((box) => box.dataset.item === card)?.scrollIntoView({ block: "nearest", behavior: "smooth" });
}

/** Its name, else the first of what it says; "" when it is not in what is shown. */
function cardName(chat: Chat, card: string): string {
  const item = card ? chat.state.value.items.find((entry) => entry.item.id === card)?.item : undefined;
  if (item?.type !== "widget") return "";
  return extensionOf(item.widget).name || (item.copy_text ?? "").split(/ \| |\n/, 1)[0]!.slice(0, 80);
}

function WhereFrom(props: { number: CheckedNumber }) {
  const { chat, t, locale } = useUi();
  const { state, source, asOf, card } = props.number;
  const name = cardName(chat, card);
  const when = clock(asOf, locale);
  const title = state === "derived" ? t("numberDerived") : state === "page" ? t("numberPage") : t("numberVerified");
  return (
    <span class="ck-source-lines">
      <strong>{source || title}</strong>
      {source ? <span>{title}</span> : null}
      {when ? <small>{t("numberAsOf", { time: when })}</small> : null}
      {name ? <small>{t("numberCard", { card: name })}</small> : null}
    </span>
  );
}

/** The time of day, with the date when that is not today's. */
export function clock(time: string, locale: string, now = new Date()): string {
  const at = new Date(time);
  if (!time || Number.isNaN(at.getTime())) return "";
  const today = at.toDateString() === now.toDateString();
  return new Intl.DateTimeFormat(locale, { ...(today ? {} : { dateStyle: "medium" }), timeStyle: "short" }).format(at);
}
