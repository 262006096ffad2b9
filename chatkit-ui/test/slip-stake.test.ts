/** The payout while one types: the server's own sums, from the exact price. */
import { describe, expect, it } from "vitest";

import { centsOf, money, payoutOf, stakeIn } from "../src/core/slip-stake";

const GIVEN = { field: "stake", save: { type: "save" }, price: "782/125" };

describe("the stake of a slip", () => {
  it.each([
    ["25", 2500n],
    ["$1,250.5", 125050n],
    [" 0.01 ", 1n],
    ["12.", 1200n],
    ["", null],
    ["0", null],
    ["-5", null],
    ["1.234", null],
    ["12,5", null],
    ["ten", null],
  ])("reads %j as whole cents", (typed, cents) => {
    expect(centsOf(typed)).toBe(cents);
  });

  it("pays to the cent, rounded once, half up", () => {
    expect(payoutOf(2550n, [782n, 125n])).toBe(15953n); // 159.528
    expect(payoutOf(1001n, [5n, 2n])).toBe(2503n);
    expect(money(payoutOf(100_000_000n, [21n ** 15n, 11n ** 15n]))).toMatch(/^\$16,\d{3},\d{3},\d{3}\.\d{2}$/);
  });

  it("has a price only where it is one", () => {
    expect(stakeIn(GIVEN)?.price).toEqual([782n, 125n]);
    for (const price of ["1/2", "1/0", "2", "-3/2", "a/b", 6.256])
      expect(stakeIn({ ...GIVEN, price })?.price).toBeNull();
    expect(stakeIn({ ...GIVEN, save: {} })).toBeNull();
    expect(stakeIn(null)).toBeNull();
  });
});
