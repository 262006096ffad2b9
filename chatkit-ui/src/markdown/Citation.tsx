/** The marker of one place's sources: a number for web pages, a name for files and entities. */
import { useRef, useState } from "preact/hooks";

import type { Annotation, Source } from "../core/wire";
import { Icon } from "../icons/Icon";
import { useUi } from "../ui/context";
import { EntityChip } from "../ui/EntityChip";
import { Layer } from "../ui/Layer";
import { useEscape } from "../ui/layers";
import { hostOf, linkTarget } from "./links";

export function Citation(props: { annotations: Annotation[]; all: Annotation[][] }) {
  return (
    <span class="ck-cites">
      {props.annotations.map(({ source }, index) => {
        if (source.type === "entity") return <EntityChip key={index} entity={source} inline />;
        if (source.type === "file")
          return (
            <span class="ck-cite" key={index} title={source.title}>
              {source.filename || source.title}
            </span>
          );
        return <WebCite key={index} source={source} number={numberOf(source, props.all)} />;
      })}
    </span>
  );
}

/** Web sources are numbered by address, in order of appearance. */
export function numberOf(source: Source, all: Annotation[][]): number {
  const urls: string[] = [];
  for (const annotation of all.flat()) {
    const { type, url } = annotation.source;
    if (type === "url" && url && !urls.includes(url)) urls.push(url);
  }
  return urls.indexOf(source.url ?? "") + 1;
}

function WebCite(props: { source: Source; number: number }) {
  const { source, number } = props;
  const [open, setOpen] = useState(false);
  const anchor = useRef<HTMLAnchorElement>(null);
  const { host } = useUi();
  useEscape(host, () => setOpen(false), open);
  const target = linkTarget(source.url ?? "");
  const shared = {
    onMouseEnter: () => setOpen(true),
    onMouseLeave: () => setOpen(false),
    onFocus: () => setOpen(true),
    onBlur: () => setOpen(false),
  };
  const label = [source.title, source.attribution].filter(Boolean).join(", ");
  return (
    <>
      <a
        ref={anchor}
        class="ck-cite"
        aria-label={`${number}: ${label}`}
        target="_blank"
        rel="noopener noreferrer"
        {...(target?.kind === "web" ? { href: target.href } : {})}
        {...shared}
      >
        {number || "•"}
      </a>
      {open ? (
        <Layer anchor={anchor} class="ck-tip" side="top">
          <SourceLines source={source} />
        </Layer>
      ) : null}
    </>
  );
}

export function SourceLines(props: { source: Source }) {
  const { title, attribution, timestamp, url, filename, description } = props.source;
  const small = [attribution ?? (url ? hostOf(url) : filename), timestamp].filter(Boolean).join(" · ");
  return (
    <span class="ck-source-lines">
      <strong>{title}</strong>
      {description ? <span>{description}</span> : null}
      {small ? <small>{small}</small> : null}
    </span>
  );
}

/** All sources of an answer, each once. */
export function Sources(props: { annotations: readonly Annotation[] }) {
  const { t } = useUi();
  const seen = new Set<string>();
  const sources = props.annotations
    .map((annotation) => annotation.source)
    .filter((source) => source && source.type !== "entity")
    .filter((source) => {
      const id = source.url ?? source.filename ?? source.title;
      return seen.has(id) ? false : Boolean(seen.add(id));
    });
  if (!sources.length) return null;
  return (
    <details class="ck-sources">
      <summary>
        <Icon name="globe" size={14} /> {t("sources")} <span class="ck-count">{sources.length}</span>
      </summary>
      <ul>
        {sources.map((source, index) => {
          const target = source.url ? linkTarget(source.url) : null;
          return (
            <li key={index}>
              {target?.kind === "web" ? (
                <a href={target.href} target="_blank" rel="noopener noreferrer">
                  <SourceLines source={source} />
                </a>
              ) : (
                <SourceLines source={source} />
              )}
            </li>
          );
        })}
      </ul>
    </details>
  );
}
