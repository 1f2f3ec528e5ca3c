import { expect, test } from "vitest";
import { useOfPremises } from "./use-of-premises.ts";

test.each([
  { sizeM2: 1, use: "premises_small" },
  { sizeM2: 200, use: "premises_small" },
  { sizeM2: 200.5, use: "premises_large" },
  { sizeM2: 201, use: "premises_large" },
])("a place of $sizeM2 square metres needs a licence for $use", ({ sizeM2, use }) => {
  expect(useOfPremises(sizeM2)).toBe(use);
});
