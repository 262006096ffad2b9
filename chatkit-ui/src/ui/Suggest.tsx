/** `@` searches tags, `/` at the start of a line lists commands. The field keeps the focus. */
import type { Command, Entity } from "@openai/chatkit";
import { useRef, useState } from "preact/hooks";

import { DEFAULTS } from "../core/defaults";
import { withTag } from "../core/draft";
import { toolsOf } from "../core/options";
import { Icon } from "../icons/Icon";
import { useUi } from "./context";
import { composing } from "./keys";
import { Layer } from "./Layer";

interface Choice {
  id: string;
  label: string;
  description?: string | undefined;
  icon?: string | undefined;
  group?: string | undefined;
  pick: () => void;
}
interface Open {
  kind: "@" | "/";
  start: number;
  choices: Choice[];
  at: number;
}

export function useSuggest(
  field: { current: HTMLTextAreaElement | null },
  nextCaret: { current: number | null },
  builtIn: { attach: (() => void) | null; dictate: (() => void) | null },
) {
  const { chat, t } = useUi();
  const [open, setOpen] = useState<Open | null>(null);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const round = useRef(0);
  const { composer } = chat;
  const close = () => {
    round.current++;
    clearTimeout(timer.current);
    setOpen(null);
  };
  const caret = () => field.current?.selectionStart ?? 0;

  const insertEntity = (entity: Entity, start: number) => {
    const tag = {
      id: entity.id,
      text: entity.title,
      data: entity.data ?? {},
      ...(entity.group ? { group: entity.group } : {}),
      interactive: entity.interactive === true,
    };
    const end = Math.max(start, caret());
    composer.text.value = withTag(composer.text.peek(), start, end, tag);
    nextCaret.current = start + tag.text.length + 2;
    field.current?.focus();
    close();
  };
  const clearCommand = (start: number) => {
    const { text, tags } = composer.text.peek();
    const cut = text.slice(0, start) + text.slice(Math.max(start, caret()));
    composer.text.value = { text: cut, tags: tags.filter((range) => range.end <= start) };
  };
  const commandChoice = (command: Command, start: number): Choice => ({
    ...command,
    pick: () => {
      const { onSelect } = chat.options.peek().commands ?? {};
      Promise.resolve()
        .then(() => onSelect?.(command))
        .then((answer) => {
          if (answer?.type === "entity") insertEntity(answer.entity, start);
          else if (answer?.type === "menu") {
            setOpen({ kind: "/", start, at: 0, choices: answer.commands.map((one) => commandChoice(one, start)) });
          } else {
            clearCommand(start);
            close();
          }
        })
        .catch((error: unknown) => {
          chat.fail(error);
          close();
        });
    },
  });
  const builtIns = (query: string, start: number): Choice[] => {
    const done = (act: () => void) => () => {
      clearCommand(start);
      close();
      act();
    };
    const all: Choice[] = [
      ...(builtIn.attach
        ? [{ id: ":attach", label: t("attach"), icon: "lucide:paperclip", pick: done(builtIn.attach) }]
        : []),
      ...toolsOf(chat.options.peek()).map((tool) => ({
        id: `:${tool.id}`,
        label: tool.label,
        icon: tool.icon,
        pick: done(() => composer.selectTool(tool.id)),
      })),
      ...(builtIn.dictate
        ? [{ id: ":dictate", label: t("dictate"), icon: "lucide:mic", pick: done(builtIn.dictate) }]
        : []),
    ];
    return all.filter((choice) => choice.label.toLowerCase().includes(query.toLowerCase()));
  };
  const search = (kind: "@" | "/", start: number, query: string) => {
    clearTimeout(timer.current);
    const mine = ++round.current;
    const show = (choices: Choice[]) => {
      if (mine === round.current) setOpen({ kind, start, choices, at: 0 });
    };
    const options = chat.options.peek();
    const local = kind === "/" ? builtIns(query, start) : [];
    if (kind === "/") show(local);
    timer.current = setTimeout(() => {
      const found = kind === "@" ? options.entities?.onTagSearch?.(query) : options.commands?.onSearch?.(query);
      Promise.resolve(found as Promise<(Entity | Command)[]> | undefined)
        .then((list) => {
          const choices = (list ?? []).map((one): Choice =>
            "title" in one
              ? { ...one, label: one.title, pick: () => insertEntity(one, start) }
              : commandChoice(one, start),
          );
          show([...local, ...choices]);
        })
        .catch((error: unknown) => {
          chat.fail(error);
          show(local);
        });
    }, DEFAULTS.tagSearchDelayMs);
  };
  const changed = () => {
    const options = chat.options.peek();
    const before = field.current?.value.slice(0, caret()) ?? "";
    const inTag = composer.text.peek().tags.some((range) => caret() > range.start && caret() <= range.end);
    const tag = options.entities?.onTagSearch && !inTag ? /(?:^|\s)@([^\s@]*)$/.exec(before) : null;
    const command = options.commands?.enabled ? /(?:^|\n)\/([^\s/]*)$/.exec(before) : null;
    const kind = tag ? "@" : "/";
    const query = tag?.[1] ?? command?.[1];
    if (query === undefined) {
      if (open) close();
      return;
    }
    search(kind, before.length - query.length - 1, query);
  };
  const keys = (event: KeyboardEvent): boolean => {
    if (!open || composing(event)) return false;
    const { choices, at } = open;
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (event.key === "Escape") close();
    else if (step && choices.length) setOpen({ ...open, at: (at + step + choices.length) % choices.length });
    else if ((event.key === "Enter" || event.key === "Tab") && choices[at]) choices[at].pick();
    else return false;
    event.preventDefault();
    event.stopPropagation();
    return true;
  };
  return {
    open,
    close,
    closeSoon: () => setTimeout(() => open && close(), 150),
    changed,
    keys,
    start: (mark: "@") => {
      const { text, tags } = composer.text.peek();
      const glue = text && !/\s$/.test(text) ? " " : "";
      const next = `${text}${glue}${mark}`;
      composer.text.value = { text: next, tags };
      nextCaret.current = next.length;
      field.current?.focus();
      search(mark, next.length - 1, "");
    },
    aria: open
      ? {
          "aria-haspopup": "listbox" as const,
          "aria-controls": "ck-suggest",
          "aria-autocomplete": "list" as const,
          "aria-activedescendant": open.choices.length ? `ck-choice-${open.at}` : undefined,
        }
      : {},
  };
}

export function Suggest(props: { suggest: ReturnType<typeof useSuggest>; anchor: { current: HTMLElement | null } }) {
  const { t } = useUi();
  const { open, close } = props.suggest;
  if (!open) return null;
  let group: string | undefined;
  return (
    <Layer
      anchor={props.anchor}
      class="ck-menu"
      side="top-start"
      role="listbox"
      id="ck-suggest"
      label={t(open.kind === "@" ? "mention" : "commands")}
      onClose={close}
    >
      {open.choices.length ? null : <p class="ck-muted ck-pad">{t("noMatches")}</p>}
      {open.choices.map((choice, index) => {
        const heading =
          choice.group && choice.group !== group ? (
            <div class="ck-group" role="presentation">
              {choice.group}
            </div>
          ) : null;
        group = choice.group;
        return (
          <>
            {heading}
            <div
              key={choice.id}
              id={`ck-choice-${index}`}
              role="option"
              aria-selected={index === open.at}
              class={index === open.at ? "ck-menuitem ck-at" : "ck-menuitem"}
              onMouseDown={(event) => {
                event.preventDefault();
                choice.pick();
              }}
            >
              {choice.icon ? <Icon name={choice.icon} size={16} /> : null}
              <span class="ck-menutext">
                <span dir="auto">{choice.label}</span>
                {choice.description ? <small dir="auto">{choice.description}</small> : null}
              </span>
            </div>
          </>
        );
      })}
    </Layer>
  );
}
