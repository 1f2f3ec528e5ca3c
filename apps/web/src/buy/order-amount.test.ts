import { expect, test } from "vitest";
import { orderAmount } from "./order-amount.ts";

test.each([
  { mode: "fixed", price: "800000", typed: "99", given: 800_000n },
  { mode: "fixed", price: "0", typed: "", given: 0n },
  { mode: "at_least", price: "1000000", typed: "1", given: 1_000_000n },
  { mode: "at_least", price: "1000000", typed: "5.55", given: 5_550_000n },
  { mode: "at_least", price: "1000000", typed: "0.99", given: undefined },
  { mode: "at_least", price: "0", typed: "0", given: 0n },
  { mode: "at_least", price: "0", typed: "200", given: 200_000_000n },
  { mode: "at_least", price: "0", typed: "200.01", given: undefined },
  { mode: "at_least", price: "0", typed: "1.005", given: undefined },
  { mode: "at_least", price: "0", typed: "much", given: undefined },
] as const)("$mode $price with $typed typed is $given", ({ mode, price, typed, given }) => {
  expect(orderAmount({ mode, amountMicro: price }, typed)).toBe(given);
});
