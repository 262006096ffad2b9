/** Markdown as nodes. Finished blocks are drawn once; what a text says can never become an attribute it should not. */
import type { Token, Tokens } from "marked";
import { Component, type ComponentChildren } from "preact";
import { useMemo, useState } from "preact/hooks";

import type { CheckedNumber } from "../core/numbers";
import { directionOf } from "../core/text";
import type { Annotation } from "../core/wire";
import { useUi } from "../ui/context";
import { cite, MARK, MARKED, unmarked, untorn } from "./annotations";
import { CheckedText } from "./CheckedText";
import { Citation } from "./Citation";
import { Code } from "./Code";
import { GrowingLexer, type MathToken } from "./lex";
import { decoded, hostOf, imageAllowed, linkTarget } from "./links";
import { MathView } from "./MathView";

export interface MarkdownProps {
  text: string;
  growing?: boolean;
  annotations?: readonly Annotation[];
  numbers?: readonly CheckedNumber[];
}
interface Look {
  groups: Annotation[][];
  numbers: readonly CheckedNumber[];
  first: number;
  /** Inside a link nothing else takes the focus. */
  inLink?: boolean;
  /** The open end of a growing text. */
  growing: boolean;
  /** Changes with what the marks in the text stand for. */
  signature: string;
}

export function Markdown(props: MarkdownProps) {
  const lexer = useMemo(() => new GrowingLexer(), []);
  const growing = props.growing === true;
  const { text, groups, numbers, first } = useMemo(
    () => cite(props.text, props.annotations ?? [], growing ? [] : props.numbers),
    [props.text, props.annotations, props.numbers, growing],
  );
  const blocks = useMemo(() => lexer.blocks(text, growing), [text, growing]);
  const signature = useMemo(
    () => (groups.length || numbers.length ? JSON.stringify([groups, numbers]) : ""),
    [groups, numbers],
  );
  const look = { groups, numbers, first, growing: false, signature };
  return (
    <div class={growing ? "ck-md ck-md-growing" : "ck-md"} dir={directionOf(text)}>
      {blocks.map((block, index) => (
        <Block
          key={index}
          token={block.token}
          raw={block.raw}
          look={growing && index === blocks.length - 1 ? { ...look, growing } : look}
        />
      ))}
    </div>
  );
}

interface PieceProps {
  raw: string;
  look: Look;
}

/** A piece of Markdown that is drawn again only when its own text, its place as the open end, or a source in it changed. */
abstract class Piece<P extends PieceProps> extends Component<P> {
  override shouldComponentUpdate(next: Readonly<P>): boolean {
    const { raw, look } = this.props;
    if (next.raw !== raw || next.look.growing !== look.growing) return true;
    return look.signature !== next.look.signature && MARKED.test(raw);
  }
}

class Block extends Piece<PieceProps & { token: Token }> {
  override render() {
    return block(this.props.token, this.props.look);
  }
}

function block(token: Token, look: Look): ComponentChildren {
  switch (token.type) {
    case "space":
    case "def":
      return null;
    case "heading": {
      const Tag = `h${Math.min(6, (token as Tokens.Heading).depth)}` as "h1";
      return <Tag>{inline(token.tokens, look)}</Tag>;
    }
    case "paragraph":
      return <p>{inline(token.tokens, look)}</p>;
    case "text":
      return token.tokens ? <span>{inline(token.tokens, look)}</span> : text(token as Tokens.Text, look);
    case "hr":
      return <hr />;
    case "blockquote":
      return <blockquote>{blocks(token.tokens, look)}</blockquote>;
    case "code": {
      const { text: code, groups } = unmarked((token as Tokens.Code).text);
      const language = unmarked((token as Tokens.Code).lang ?? "").text;
      return (
        <>
          <Code text={code} language={language} growing={look.growing} />
          {groups.map((group) => marker(group, look))}
        </>
      );
    }
    case "list":
      return list(token as Tokens.List, look);
    case "table":
      return <Table token={token as Tokens.Table} look={look} />;
    case "math":
      return <MathView tex={unmarked((token as MathToken).text).text} display />;
    case "checkbox":
      return null;
    default:
      return <p>{unmarked(token.raw).text}</p>;
  }
}

/** Of a growing block only the last one within is at the open end. */
function inner(look: Look, last: boolean): Look {
  return look.growing && !last ? { ...look, growing: false } : look;
}

function blocks(tokens: Token[] | undefined, look: Look): ComponentChildren {
  const last = (tokens?.length ?? 0) - 1;
  return tokens?.map((token, index) => (
    <Block key={index} token={token} raw={token.raw} look={inner(look, index === last)} />
  ));
}

function list(token: Tokens.List, look: Look): ComponentChildren {
  const last = token.items.length - 1;
  const items = token.items.map((item, index) => (
    <Item key={index} item={item} raw={item.raw} look={inner(look, index === last)} />
  ));
  if (!token.ordered) return <ul>{items}</ul>;
  return <ol start={Number(token.start) || 1}>{items}</ol>;
}

class Item extends Piece<PieceProps & { item: Tokens.ListItem }> {
  override render() {
    const { item, look } = this.props;
    return (
      <li class={item.task ? "ck-task" : undefined}>
        {item.task ? (
          <input type="checkbox" checked={item.checked ?? false} disabled aria-label={untorn(item.text).slice(0, 80)} />
        ) : null}
        <div>{blocks(item.tokens, look)}</div>
      </li>
    );
  }
}

function Table(props: { token: Tokens.Table; look: Look }) {
  const { t } = useUi();
  const { header, rows, align, raw } = props.token;
  const lines = raw.split("\n"); // the head, the line below it, and one for each row
  const look = inner(props.look, false);
  return (
    <div class="ck-tablebox" role="group" aria-label={t("tableScroll")} tabIndex={0}>
      <table>
        <thead>
          <Row raw={lines[0]!} cells={header} align={align} look={look} head />
        </thead>
        <tbody>
          {rows.map((row, at) => (
            <Row key={at} raw={lines[at + 2] ?? ""} cells={row} align={align} look={look} />
          ))}
        </tbody>
      </table>
    </div>
  );
}

class Row extends Piece<PieceProps & { cells: Tokens.TableCell[]; align: Tokens.Table["align"]; head?: boolean }> {
  override render() {
    const { cells, align, head, look } = this.props;
    const Cell = head ? "th" : "td";
    return (
      <tr>
        {cells.map((cell, index) => (
          <Cell key={index} scope={head ? "col" : undefined} class={align[index] ? `ck-${align[index]}` : undefined}>
            {inline(cell.tokens, look)}
          </Cell>
        ))}
      </tr>
    );
  }
}

function inline(tokens: Token[] | undefined, look: Look): ComponentChildren {
  return tokens?.map((token) => inlineToken(token, look));
}

function inlineToken(token: Token, look: Look): ComponentChildren {
  switch (token.type) {
    case "strong":
      return <strong>{inline(token.tokens, look)}</strong>;
    case "em":
      return <em>{inline(token.tokens, look)}</em>;
    case "del":
      return <del>{inline(token.tokens, look)}</del>;
    case "br":
      return <br />;
    case "codespan": {
      const { text: code, groups } = unmarked((token as Tokens.Codespan).text);
      return (
        <>
          <code>{code}</code>
          {groups.map((group) => marker(group, look))}
        </>
      );
    }
    case "link":
      return link(token as Tokens.Link, look);
    case "image": {
      const { href, text: alt } = token as Tokens.Image;
      return <Picture src={unmarked(href).text} alt={unmarked(alt).text} />;
    }
    case "math":
      return <MathView tex={unmarked((token as MathToken).text).text} display={(token as MathToken).display} />;
    case "checkbox":
      return null;
    default:
      return text(token as Tokens.Text, look);
  }
}

function text(token: Tokens.Text | Tokens.Escape, look: Look): ComponentChildren {
  if ((token as Tokens.Text).tokens) return inline((token as Tokens.Text).tokens, look);
  const value = token.type === "escape" ? token.text : decoded(token.text ?? token.raw);
  if (!MARKED.test(value)) return value;
  const parts: ComponentChildren[] = [];
  let from = 0;
  for (const found of value.matchAll(MARK)) {
    parts.push(untorn(value.slice(from, found.index)), found[1] ? marker(Number(found[1]), look) : number(found, look));
    from = found.index + found[0].length;
  }
  parts.push(untorn(value.slice(from)));
  return parts;
}

function number(found: RegExpMatchArray, look: Look): ComponentChildren {
  const [place, text] = [Number(found[2]), found[3]!];
  const checked = look.numbers[place];
  if (!checked || look.inLink) return text;
  return <CheckedText key={`n${place}`} text={text} number={checked} first={place === look.first} />;
}

function marker(group: number, look: Look): ComponentChildren {
  const annotations = look.groups[group];
  return annotations ? <Citation key={`c${group}`} annotations={annotations} all={look.groups} /> : null;
}

function link(token: Tokens.Link, look: Look): ComponentChildren {
  const href = unmarked(token.href);
  const target = linkTarget(decoded(href.text));
  const moved = href.groups.map((group) => marker(group, look));
  const label = inline(token.tokens, target ? { ...look, inLink: true } : look);
  if (!target)
    return (
      <>
        {label}
        {moved}
      </>
    );
  if (target.kind === "deeplink")
    return (
      <>
        <DeepLink target={target}>{label}</DeepLink>
        {moved}
      </>
    );
  return (
    <>
      <a href={target.href} target="_blank" rel="noopener noreferrer">
        {label}
      </a>
      {moved}
    </>
  );
}

function DeepLink(props: { target: { name: string; data: Record<string, string> }; children: ComponentChildren }) {
  const { chat } = useUi();
  const { name, data } = props.target;
  return (
    <button
      type="button"
      class="ck-deeplink"
      onClick={() => chat.emit("chatkit.deeplink", Object.keys(data).length ? { name, data } : { name })}
    >
      {props.children}
    </button>
  );
}

/** A picture from elsewhere waits for a click: asking for it could carry off what the text says. */
export function Picture(props: { src: string; alt: string }) {
  const { chat, t } = useUi();
  const [wanted, setWanted] = useState<string | null>(null); // a click is for one address: the text may still change
  const [broken, setBroken] = useState<string | null>(null);
  const allowed = imageAllowed(props.src, chat.imageDomains.value);
  const scheme = linkTarget(props.src);
  if (!allowed && (!scheme || scheme.kind !== "web" || !/^https?:/i.test(props.src))) return <>{props.alt}</>;
  if (!allowed && wanted !== props.src) {
    return (
      <button type="button" class="ck-btn ck-loadimage" onClick={() => setWanted(props.src)}>
        {t("loadImage", { host: hostOf(props.src) })}
      </button>
    );
  }
  if (broken === props.src) return <span class="ck-broken">{props.alt || t("image")}</span>;
  return (
    <img
      src={props.src}
      alt={props.alt}
      loading="lazy"
      decoding="async"
      referrerpolicy="no-referrer"
      onError={() => setBroken(props.src)}
    />
  );
}
