/** A price that goes on the slip: line, price and book, filled with a check while it is on it. */
import type { PriceCell } from "../core/card-extension";
import { str } from "../core/text";
import type { ActionConfig, WidgetNode } from "../core/wire";
import { Icon } from "../icons/Icon";
import { useUi } from "../ui/context";
import { useItem } from "./context";

export function PriceButton(props: { node: WidgetNode; priceKey: string; action: ActionConfig }) {
  const { chat, t } = useUi();
  const item = useItem();
  const { node, priceKey, action } = props;
  const cell: PriceCell | undefined = item.prices?.cells.get(priceKey);
  const taken = chat.taps.taken(priceKey);
  const off = node.disabled === true;
  const name = cell?.label || str(node.label);
  const silent = cell?.label ? true : undefined; // its label says all of it
  const tap = () => {
    if (off) return;
    const now = chat.taps.tap(priceKey, { action, itemId: item.itemId });
    chat.announce(t(now ? "onSlip" : "offSlip", { name }));
  };
  return (
    <button
      type="button"
      class={`ck-price ${taken ? "ck-price-taken" : ""} ${node.block ? "ck-block" : ""}`}
      aria-pressed={taken}
      disabled={off}
      onClick={tap}
    >
      {cell?.label ? <span class="ck-hidden">{cell.label}</span> : null}
      {cell?.line ? (
        <span class="ck-price-line" aria-hidden={silent}>
          <bdi>{cell.line}</bdi>
        </span>
      ) : null}
      <span class="ck-price-main" aria-hidden={silent}>
        {taken ? <Icon name="check" size={14} /> : null}
        <bdi>{cell?.price ?? name}</bdi>
      </span>
      {cell?.book ? (
        <span class="ck-price-book" aria-hidden={silent}>
          {cell.book}
        </span>
      ) : null}
    </button>
  );
}
