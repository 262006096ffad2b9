/** A price that goes on the slip: line, price and book, filled with a check while it is on it. */
import type { PriceCell } from "../core/card-extension";
import { str } from "../core/text";
import type { ActionConfig, WidgetNode } from "../core/wire";
import { Icon } from "../icons/Icon";
import { useUi } from "../ui/context";
import { useItem } from "./context";

/** Signs of a line that leave room for its arrow in a narrow cell; that of a longer one stands beside the price. */
const SHORT_LINE = 7;
const MOVES = { up: "lucide:arrow-up", down: "lucide:arrow-down" } as const;

const signsOf = (text: string) => Array.from(text).length;

export function PriceButton(props: { node: WidgetNode; priceKey: string; action: ActionConfig }) {
  const { chat, t } = useUi();
  const item = useItem();
  const { node, priceKey, action } = props;
  const cell: PriceCell | undefined = item.prices?.cells.get(priceKey);
  const taken = chat.taps.taken(priceKey);
  const off = node.disabled === true;
  const name = cell?.label || str(node.label);
  const price = cell?.price ?? name;
  const long = signsOf(cell?.line ?? "") > SHORT_LINE;
  const arrow = cell?.move ? (
    <Icon name={MOVES[cell.move]} size={11} class={`ck-price-move ck-price-${cell.move}`} />
  ) : null;
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
          <span class="ck-price-line" style={{ "--signs": String(signsOf(cell.line)) }}>
            <bdi>{cell.line}</bdi>
            {long ? null : arrow}
          </span>
        ) : null}
        <span class="ck-price-main" style={{ "--signs": String(signsOf(price)) }}>
          {taken ? <Icon name="check" size={14} /> : null}
          <bdi>{price}</bdi>
          {long || !cell?.line ? arrow : null}
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
