/** Words, badges, icons and pictures. */
import { useEffect, useLayoutEffect, useRef, useState } from "preact/hooks";

import { DEFAULTS } from "../core/defaults";
import { directionOf, str } from "../core/text";
import { Icon } from "../icons/Icon";
import { hostOf, imageAllowed, linkTarget } from "../markdown/links";
import { Markdown } from "../markdown/Markdown";
import { useUi } from "../ui/context";
import { isEnter } from "../ui/keys";
import { useForm, useItem } from "./context";
import { autofill, fieldId, useField } from "./fields";
import type { NodeProps } from "./NodeView";
import { block, color, iconSize, oneOf, px, put, type Style } from "./style";

const WEIGHTS: Record<string, string> = { normal: "400", medium: "500", semibold: "600", bold: "700" };

function textStyle(node: Record<string, unknown>): Style {
  const style: Style = {};
  put(style, "color", color(node.color));
  put(style, "font-weight", WEIGHTS[String(node.weight)]);
  const align = oneOf(node.textAlign, ["start", "center", "end"] as const, "start");
  if (node.textAlign) style["text-align"] = align;
  if (node.italic === true) style["font-style"] = "italic";
  if (node.lineThrough === true) style["text-decoration"] = "line-through";
  put(style, "width", px(node.width));
  if (typeof node.maxLines === "number" && node.maxLines > 0)
    style["-webkit-line-clamp"] = String(Math.floor(node.maxLines));
  if (typeof node.minLines === "number" && node.minLines > 0) style["min-height"] = `calc(${node.minLines} * 1lh)`;
  return style;
}

function clamp(node: Record<string, unknown>): string {
  if (node.truncate === true) return "ck-truncate";
  return typeof node.maxLines === "number" ? "ck-clamp" : "";
}

export function Text({ node, place }: NodeProps) {
  const live = useItem().stake?.textOf(str(node.id));
  if (node.editable && typeof node.editable === "object") return <EditableText node={node} place={place} />;
  const size = oneOf(node.size, ["xs", "sm", "md", "lg", "xl"] as const, "md");
  const text = live ?? str(node.value);
  return (
    <p
      class={`ck-text ck-t-${size} ${clamp(node)} ${node.streaming ? "ck-streaming" : ""}`}
      style={textStyle(node)}
      dir={directionOf(text)}
    >
      <Growing text={text} streaming={node.streaming === true} />
    </p>
  );
}

/** What was added since the last drawing fades in. */
function Growing(props: { text: string; streaming: boolean }) {
  const { text, streaming } = props;
  const before = useRef(text);
  const old = text.startsWith(before.current) ? before.current.length : text.length;
  useEffect(() => {
    before.current = text;
  });
  if (!streaming || old >= text.length) return <>{text}</>;
  return (
    <>
      {text.slice(0, old)}
      <span key={old} class="ck-new">
        {text.slice(old)}
      </span>
    </>
  );
}

function EditableText({ node, place }: NodeProps) {
  const { t } = useUi();
  const editable = node.editable as Record<string, unknown>;
  const name = str(editable.name);
  const box = useRef<HTMLTextAreaElement>(null);
  const { value, set, problem, describe } = useField(name, str(node.value), place.path, () => box.current);
  const size = oneOf(node.size, ["xs", "sm", "md", "lg", "xl"] as const, "md");
  useLayoutEffect(() => {
    if (editable.autoFocus === true) box.current?.focus();
    if (editable.autoSelect === true) box.current?.select();
  }, []);
  const form = useForm();
  return (
    <span class="ck-editable">
      <textarea
        ref={box}
        rows={1}
        id={fieldId(useItem().uid, name)}
        name={name}
        class={`ck-text ck-t-${size}`}
        style={textStyle(node)}
        value={value as string}
        placeholder={str(editable.placeholder)}
        required={editable.required === true}
        data-pattern={str(editable.pattern) || undefined}
        autocomplete={str(editable.autoComplete) || "off"}
        aria-label={name}
        aria-invalid={problem ? true : undefined}
        aria-describedby={describe}
        {...autofill(editable.allowAutofillExtensions)}
        onInput={(event) => set(event.currentTarget.value)}
        onKeyDown={(event) => {
          if (!isEnter(event) || event.shiftKey) return;
          event.preventDefault();
          form?.submit?.(true);
        }}
      />
      {problem ? (
        <span id={describe} class="ck-fielderror" role="alert">
          {t(problem)}
        </span>
      ) : null}
    </span>
  );
}

export function Title({ node }: NodeProps) {
  const size = oneOf(node.size, ["sm", "md", "lg", "xl", "2xl", "3xl", "4xl", "5xl"] as const, "md");
  return (
    <div
      role="heading"
      aria-level={DEFAULTS.titleLevel + 1}
      class={`ck-titletext ck-h-${size} ${clamp(node)}`}
      style={textStyle(node)}
      dir={directionOf(str(node.value))}
    >
      {str(node.value)}
    </div>
  );
}

export function Caption({ node }: NodeProps) {
  const size = oneOf(node.size, ["sm", "md", "lg"] as const, "md");
  return (
    <p class={`ck-caption ck-cap-${size} ${clamp(node)}`} style={textStyle(node)} dir={directionOf(str(node.value))}>
      {str(node.value)}
    </p>
  );
}

export function Label({ node }: NodeProps) {
  const item = useItem();
  const size = oneOf(node.size, ["xs", "sm", "md", "lg", "xl"] as const, "sm");
  return (
    <label
      class={`ck-label ck-t-${size}`}
      for={fieldId(item.uid, str(node.fieldName))}
      style={textStyle(node)}
      dir={directionOf(str(node.value))}
    >
      {str(node.value)}
    </label>
  );
}

export function MarkdownPart({ node }: NodeProps) {
  return <Markdown text={str(node.value)} growing={node.streaming === true} />;
}

export function Badge({ node }: NodeProps) {
  const tone = oneOf(
    node.color,
    ["secondary", "success", "danger", "warning", "info", "discovery"] as const,
    "secondary",
  );
  const variant = oneOf(node.variant, ["solid", "soft", "outline"] as const, "soft");
  const size = oneOf(node.size, ["sm", "md", "lg"] as const, "sm");
  return (
    <span class={`ck-badge ck-b-${size} ck-${variant} ck-c-${tone} ${node.pill ? "ck-pill" : ""}`} dir="auto">
      {str(node.label)}
    </span>
  );
}

export function IconPart({ node }: NodeProps) {
  const style: Style = {};
  put(style, "color", color(node.color));
  return (
    <span class="ck-iconpart" style={style}>
      <Icon name={str(node.name)} size={iconSize(node.size)} />
    </span>
  );
}

export function Image({ node }: NodeProps) {
  const { chat, t } = useUi();
  const [broken, setBroken] = useState(false);
  const [wanted, setWanted] = useState<string | null>(null); // a click is for one address: the card may still change
  const src = str(node.src);
  const alt = str(node.alt);
  useLayoutEffect(() => setBroken(false), [src]); // before the picture can fail
  const style = block(node);
  const fit = oneOf(node.fit, ["cover", "contain", "fill", "scale-down", "none"] as const, "cover");
  style["object-fit"] = fit;
  if (/^(top|bottom|left|right|center)( (left|right))?$/.test(str(node.position)))
    style["object-position"] = str(node.position);
  const known = /^(data:image\/(?!svg)|blob:)/i.test(src) || linkTarget(src)?.kind === "web";
  if (!known || broken) {
    return (
      <span class="ck-imagebox" style={style} {...(alt ? { role: "img", "aria-label": alt } : {})}>
        {alt}
      </span>
    );
  }
  if (wanted !== src && !imageAllowed(src, chat.imageDomains.value)) {
    return (
      <button
        type="button"
        class="ck-imagebox"
        style={style}
        onClick={() => setWanted(src)}
        aria-label={t("loadImage", { host: hostOf(src) })}
        title={t("loadImage", { host: hostOf(src) })}
      >
        <Icon name="square-image" size={18} />
      </button>
    );
  }
  return (
    <img
      class={`ck-image ${node.frame ? "ck-framed" : ""} ${node.flush ? "ck-flush" : ""}`}
      style={style}
      src={src}
      alt={alt}
      loading="lazy"
      decoding="async"
      referrerpolicy="no-referrer"
      onError={() => setBroken(true)}
    />
  );
}
