/** A price that goes on the slip: line, price and book, filled with a check while it is on it. */
import type { PriceCell } from "../core/card-extension";
import { str } from "../core/text";
import type { ActionConfig, WidgetNode } from "../core/wire";
import { Icon } from "../icons/Icon";
import { useUi } from "../ui/context";
import { useItem } from "./context";

const MOVES = { up: "lucide:arrow-up", down: "lucide:arrow-down" } as const;

export function PriceButton(props: { node: WidgetNode; priceKey: string; action: ActionConfig }) {
  const { chat, t } = useUi();
  const item = useItem();
  const { node, priceKey, action } = props;
  const cell: PriceCell | undefined = item.prices?.cells.get(priceKey);
  const taken = chat.taps.taken(priceKey);
  const off = node.disabled === true;
  const name = cell?.label || str(node.label);
  const tap = () => {
    if (off) return;
    const now = chat.taps.tap(priceKey, { action, itemId: item.itemId });
    chat.announce(t(now ? "onSlip" : "offSlip", { name }));
  };
  return (
    <button
      type="button"
      class={`ck-price ${taken ? "ck-price-taken" : cell?.best ? "ck-price-best" : ""} ${node.block ? "ck-block" : ""}`}
      aria-pressed={taken}
      disabled={off}
      onClick={tap}
    >
      {/* The button's name: no text of the page, so that what is shown is neither said nor copied twice. */}
      <span class="ck-hidden" role="img" aria-label={t("priceName", { name })} />
      <span class="ck-price-both" aria-hidden>
        {cell?.line ? (
          <span class="ck-price-line">
            <bdi>{cell.line}</bdi>
            {cell.move ? (
              <Icon name={MOVES[cell.move]} size={11} class={`ck-price-move ck-price-${cell.move}`} />
            ) : null}
          </span>
        ) : null}
        <span class="ck-price-main">
          {taken ? <Icon name="check" size={14} /> : null}
          <bdi>{cell?.price ?? name}</bdi>
          {cell?.move && !cell.line ? (
            <Icon name={MOVES[cell.move]} size={11} class={`ck-price-move ck-price-${cell.move}`} />
          ) : null}
        </span>
      </span>
      {cell?.book ? (
        <span class="ck-price-book" aria-hidden>
          {cell.book}
        </span>
      ) : null}
    </button>
  );
}
