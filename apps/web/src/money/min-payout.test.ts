import { yuan } from "@songkeeper/base";
import { expect, test } from "vitest";
import { isMinPayout } from "./min-payout.ts";

test.each([
  ["0.09", false],
  ["0.10", true],
  ["1", true],
  ["100", true],
  ["100.01", false],
  ["1.001", false],
])("a party may ask to be paid from %s yuan on: %s", (text, allowed) => {
  expect(isMinPayout(yuan(text))).toBe(allowed);
});
