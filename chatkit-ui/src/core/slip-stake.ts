/** The stake of a slip while it is typed: what it pays, to the cent, from the exact price that the card gives. Pure. */
import { isPlain } from "./forms";
import { str } from "./text";
import type { ActionConfig } from "./wire";

/** How the payout follows from the field, and where what is shown. */
export interface SlipStake {
  field: string;
  /** Sent without a stream, with the field's value, a moment after the last change. */
  save: ActionConfig;
  /** Field of the payload of `save` by which a button names a stake. */
  chip: string;
  /** The button that saves by a form, which is not needed here. */
  button: string;
  payout: string;
  profit: string;
  /** Field that goes with every action of the form: the payout shown, in cents. */
  seen: string;
  /** What is said of text in the field that is no amount. */
  wrong: string;
  /** What comes back of one unit: numerator and denominator. */
  price: readonly [bigint, bigint] | null;
}

const AMOUNT = /^\s*\$?\s*(\d{1,3}(?:,\d{3})+|\d{1,9})(?:\.(\d{1,2})?)?\s*$/;
const FRACTION = /^(\d{1,400})\/(\d{1,400})$/;

export function stakeIn(given: unknown): SlipStake | null {
  if (!isPlain(given) || !str(given.field) || !isPlain(given.save) || !str(given.save.type)) return null;
  const found = FRACTION.exec(str(given.price));
  const price = found ? ([BigInt(found[1]!), BigInt(found[2]!)] as const) : null;
  return {
    field: str(given.field),
    save: given.save as unknown as ActionConfig,
    chip: str(given.chip),
    button: str(given.button),
    payout: str(given.payout),
    profit: str(given.profit),
    seen: str(given.seen),
    wrong: str(given.wrong),
    price: price && price[1] > 0n && price[0] > price[1] ? price : null,
  };
}

/** Whole cents of what was typed, or null when it is no amount above zero. */
export function centsOf(typed: string): bigint | null {
  const found = AMOUNT.exec(typed);
  if (!found) return null;
  const cents = BigInt(found[1]!.replaceAll(",", "")) * 100n + BigInt((found[2] ?? "").padEnd(2, "0"));
  return cents > 0n ? cents : null;
}

/** Stake and profit together, rounded once, half up, as the server does. */
export function payoutOf(cents: bigint, [numerator, denominator]: readonly [bigint, bigint]): bigint {
  return (2n * cents * numerator + denominator) / (2n * denominator);
}

/** "$1,234.50". */
export function money(cents: bigint): string {
  const whole = (cents / 100n).toString().replace(/\B(?=(\d{3})+$)/g, ",");
  return `$${whole}.${(cents % 100n).toString().padStart(2, "0")}`;
}
