/** Icons as SVG nodes. Names of ChatKit, `lucide:<name>`; anything else is an empty box of the same size, and logged. */
import { useEffect, useState } from "preact/hooks";
import { createElement } from "preact";

import { jsonAsset } from "../core/assets";
import { ALIASES, ICONS, type IconNode } from "./set";

const MIRRORED = /^(arrow|panel|chevrons?)-(left|right)|^(undo|redo|log-in|log-out)/;
const logged = new Set<string>();
let report: (name: string) => void = () => undefined;

/** Where missing icons are told; the name of an icon is no user text. */
export function onMissingIcon(listener: (name: string) => void): void {
  report = listener;
}

export function lucideName(name: string): string | null {
  if (name.startsWith("lucide:")) return name.slice("lucide:".length);
  if (name.startsWith("vendor:")) return null;
  return ALIASES[name] ?? name;
}

export function Icon(props: { name: string; size?: number | string; class?: string }) {
  const name = lucideName(props.name);
  const known = name ? ICONS[name] : undefined;
  const [late, setLate] = useState<{ name: string; node: IconNode } | null>(null);
  useEffect(() => {
    if (known) return;
    let current = true;
    const missing = () => {
      if (!current || logged.has(props.name)) return;
      logged.add(props.name);
      report(props.name);
    };
    if (!name || !props.name.startsWith("lucide:")) {
      missing();
      return;
    }
    void jsonAsset<Record<string, IconNode>>("icons.json", missing).then((all) => {
      const node = all?.[name];
      if (!current) return;
      if (node) setLate({ name, node });
      else missing();
    });
    return () => {
      current = false;
    };
  }, [props.name, known]);
  const node = known ?? (late?.name === name ? late.node : []);
  const size = props.size ?? "1.25em";
  const filled = props.name === "star-filled" || name === "dot";
  const mirrored = name && MIRRORED.test(name) ? " ck-mirror" : "";
  return (
    <svg
      class={`ck-icon${mirrored} ${props.class ?? ""}`}
      width={size}
      height={size}
      viewBox="0 0 24 24"
      fill={filled ? "currentColor" : "none"}
      stroke="currentColor"
      stroke-width="1.75"
      stroke-linecap="round"
      stroke-linejoin="round"
      aria-hidden="true"
      focusable="false"
    >
      {node.map(([tag, attributes]) => createElement(tag, attributes))}
    </svg>
  );
}
