import { micro, yuan } from "@songkeeper/base";
import { expect, test } from "vitest";
import { isBudgetMoney, isTopUpMoney, readLimits } from "./budget-money.ts";

test.each([
  ["0", true, false],
  ["0.99", true, false],
  ["1", true, true],
  ["100000", true, true],
  ["100000.01", true, false],
  ["1000000", true, false],
  ["1000000.01", false, false],
  ["5.001", false, false],
])("%s yuan as a budget: %s, as a top-up: %s", (text, budget, topUp) => {
  expect([isBudgetMoney(yuan(text)), isTopUpMoney(yuan(text))]).toEqual([budget, topUp]);
});

test("what was not understood is neither", () => {
  expect([isBudgetMoney(undefined), isTopUpMoney(undefined), isBudgetMoney(micro(1n))]).toEqual([false, false, false]);
});

test("an empty cap means no cap; a cap that cannot be read is not taken for none", () => {
  expect(readLimits({ monthly: "115", dayCap: " " })).toEqual({ monthly: "115000000", dayCap: null });
  expect(readLimits({ monthly: "", dayCap: "a lot" })).toEqual({ monthly: undefined, dayCap: undefined });
});
