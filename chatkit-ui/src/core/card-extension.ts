/** `professor_lock` on the root of a widget, as docs/chatkit-element.md has it: read with care, what does not fit is none. */
import { isPlain } from "./forms";
import { type SlipStake, stakeIn } from "./slip-stake";
import type { Entry } from "./state";
import { str } from "./text";
import type { ActionConfig, WidgetNode } from "./wire";

export interface Suggestion {
  label: string;
  prompt: string;
}
/** What a price button shows, and says to a screen reader. */
export interface PriceCell {
  line: string;
  price: string;
  book: string;
  /** Where the line, or the price without one, went since it opened. */
  move: "up" | "down" | "";
  /** The best price of its row. */
  best: boolean;
  label: string;
}
export interface Prices {
  action: string;
  /** Name of the field of the payload that holds a price's key. */
  key: string;
  cells: ReadonlyMap<string, PriceCell>;
}
export interface Slip {
  state: "open" | "locked" | "past";
  summary: string;
  spoken: string;
  /** What takes each leg off again, by the key that its price has. */
  legs: ReadonlyMap<string, ActionConfig>;
  stake: SlipStake | null;
}
/** A part of the card that is opened in place. `once`: its button is gone then. */
export interface Fold {
  label: string;
  /** What a screen reader is told instead of the label. */
  about: string;
  once: boolean;
}
/** What Copy takes of the card. `note` is said once below all that is copied. */
export interface Share {
  text: string;
  note: string;
}
export interface CardExtension {
  name: string;
  say: string;
  share: Share | null;
  suggestions: readonly Suggestion[];
  prices: Prices | null;
  slip: Slip | null;
  /** By the id of the node that is closed at first. */
  folds: ReadonlyMap<string, Fold>;
  /** When something begins, in milliseconds since 1970, by the id of the text that says so. */
  starts: ReadonlyMap<string, number>;
  /** What screen readers are told of buttons whose labels are signs, by their ids. */
  names: ReadonlyMap<string, string>;
  /** When a button goes, in milliseconds since 1970, by its id. */
  ends: ReadonlyMap<string, number>;
}

const NOTHING: ReadonlyMap<string, never> = new Map<string, never>();
const NONE: CardExtension = {
  name: "",
  say: "",
  share: null,
  suggestions: [],
  prices: null,
  slip: null,
  folds: NOTHING,
  starts: NOTHING,
  names: NOTHING,
  ends: NOTHING,
};
const read = new WeakMap<WidgetNode, CardExtension>();

export function extensionOf(root: WidgetNode): CardExtension {
  const given = root?.professor_lock;
  if (!isPlain(given)) return NONE;
  let extension = read.get(root);
  if (!extension) {
    extension = {
      name: str(given.name),
      say: str(given.say),
      share: shareIn(given.share),
      suggestions: suggestionsIn(given),
      prices: pricesIn(given.prices),
      slip: slipIn(given.slip),
      folds: foldsIn(given.folds),
      starts: momentsIn(given.starts),
      names: namesIn(given.names),
      ends: momentsIn(given.ends),
    };
    read.set(root, extension);
  }
  return extension;
}

function shareIn(given: unknown): Share | null {
  return isPlain(given) && str(given.text) ? { text: str(given.text), note: str(given.note) } : null;
}

/** Also of the thread's metadata: `professor_lock.suggestions`. */
export function suggestionsIn(given: unknown): Suggestion[] {
  if (!isPlain(given) || !Array.isArray(given.suggestions)) return [];
  return given.suggestions
    .filter(isPlain)
    .map((one) => ({ label: str(one.label) || str(one.prompt), prompt: str(one.prompt) }))
    .filter((one) => one.prompt)
    .slice(0, 6);
}

/** The conversation's slip is the newest; what came before it is past. */
export function newestSlip(items: readonly Entry[]): { itemId: string; slip: Slip } | null {
  for (let at = items.length - 1; at >= 0; at--) {
    const { item } = items[at]!;
    const slip = item.type === "widget" ? extensionOf(item.widget).slip : null;
    if (slip) return { itemId: item.id, slip };
  }
  return null;
}

/** The key of the price that a click of this action takes, or null when it is no price. */
export function priceKey(prices: Prices | null, action: ActionConfig | undefined): string | null {
  if (!prices || action?.type !== prices.action || !isPlain(action.payload)) return null;
  return str(action.payload[prices.key]) || null;
}

function pricesIn(given: unknown): Prices | null {
  if (!isPlain(given) || !str(given.action) || !str(given.key)) return null;
  const cells = new Map<string, PriceCell>();
  for (const [key, cell] of Object.entries(isPlain(given.cells) ? given.cells : {})) {
    if (!isPlain(cell) || !str(cell.price)) continue;
    const move = cell.move === "up" || cell.move === "down" ? cell.move : "";
    const { line, price, book, label } = cell;
    const best = cell.best === true;
    cells.set(key, { line: str(line), price: str(price), book: str(book), move, best, label: str(label) });
  }
  return { action: str(given.action), key: str(given.key), cells };
}

function foldsIn(given: unknown): ReadonlyMap<string, Fold> {
  const folds = new Map<string, Fold>();
  for (const fold of Array.isArray(given) ? given.filter(isPlain) : []) {
    const label = str(fold.label);
    if (str(fold.id) && label)
      folds.set(str(fold.id), { label, about: str(fold.about) || label, once: fold.once === true });
  }
  return folds;
}

function momentsIn(given: unknown): ReadonlyMap<string, number> {
  const moments = new Map<string, number>();
  for (const moment of Array.isArray(given) ? given.filter(isPlain) : []) {
    const at = Date.parse(str(moment.at));
    if (str(moment.id) && Number.isFinite(at)) moments.set(str(moment.id), at);
  }
  return moments;
}

function namesIn(given: unknown): ReadonlyMap<string, string> {
  const named = Object.entries(isPlain(given) ? given : {}).map(([id, name]) => [id, str(name)] as const);
  return new Map(named.filter(([, name]) => name));
}

function slipIn(given: unknown): Slip | null {
  if (!isPlain(given)) return null;
  const legs = new Map<string, ActionConfig>();
  for (const leg of Array.isArray(given.legs) ? given.legs.filter(isPlain) : []) {
    const { remove } = leg;
    if (str(leg.key) && isPlain(remove) && str(remove.type)) legs.set(str(leg.key), remove as unknown as ActionConfig);
  }
  const state = given.state === "open" || given.state === "locked" ? given.state : "past";
  const summary = str(given.summary);
  return { state, summary, spoken: str(given.spoken) || summary, legs, stake: stakeIn(given.stake) };
}
