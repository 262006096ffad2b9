/** Code with colours, from highlight.js' tree: nodes, never markup. Languages not in the bundle are plain. */
import type { ComponentChildren } from "preact";
import { useMemo, useState } from "preact/hooks";
import { createLowlight } from "lowlight";
import bash from "highlight.js/lib/languages/bash";
import css from "highlight.js/lib/languages/css";
import diff from "highlight.js/lib/languages/diff";
import javascript from "highlight.js/lib/languages/javascript";
import json from "highlight.js/lib/languages/json";
import python from "highlight.js/lib/languages/python";
import sql from "highlight.js/lib/languages/sql";
import typescript from "highlight.js/lib/languages/typescript";
import xml from "highlight.js/lib/languages/xml";
import yaml from "highlight.js/lib/languages/yaml";

import { Icon } from "../icons/Icon";
import { useUi } from "../ui/context";
import { toClipboard } from "../ui/clipboard";

const lowlight = createLowlight({ bash, css, diff, javascript, json, python, sql, typescript, xml, yaml });
lowlight.registerAlias({
  bash: ["sh", "shell", "zsh"],
  javascript: ["js", "jsx"],
  typescript: ["ts", "tsx"],
  python: ["py"],
  xml: ["html", "svg"],
  yaml: ["yml"],
});
/** A longer block is shown plain while it still grows: colouring it once a frame would cost more than it gives. */
const GROWING_LIMIT = 4_000;
const LIMIT = 60_000;

interface HastNode {
  type: string;
  value?: string;
  tagName?: string;
  properties?: { className?: string[] };
  children?: HastNode[];
}

export function Code(props: { text: string; language: string; growing: boolean }) {
  const { t } = useUi();
  const [copied, setCopied] = useState(false);
  const language = props.language.split(/\s/)[0]!.toLowerCase();
  const tooLong = props.text.length > (props.growing ? GROWING_LIMIT : LIMIT);
  const content = useMemo(() => {
    if (!language || tooLong || !lowlight.registered(language)) return props.text;
    return nodes((lowlight.highlight(language, props.text) as HastNode).children);
  }, [props.text, language, tooLong]);
  const copy = async () => {
    setCopied(await toClipboard(props.text));
    setTimeout(() => setCopied(false), 2000);
  };
  return (
    <div class="ck-code" dir="ltr">
      <div class="ck-code-head">
        <span>{language || "text"}</span>
        <button
          type="button"
          class="ck-iconbtn ck-small"
          aria-label={copied ? t("copied") : t("copyCode")}
          onClick={() => void copy()}
        >
          <Icon name={copied ? "check" : "lucide:copy"} size={15} />
        </button>
      </div>
      <pre tabIndex={0} role="group" aria-label={language || t("copyCode")}>
        <code>{content}</code>
      </pre>
    </div>
  );
}

function nodes(list: HastNode[] | undefined): ComponentChildren {
  return list?.map((node) =>
    node.type === "text" ? (
      node.value
    ) : (
      <span class={node.properties?.className?.join(" ")}>{nodes(node.children)}</span>
    ),
  );
}
