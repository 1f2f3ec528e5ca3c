import fc from "fast-check";
import { expect, test } from "vitest";
import { pickPriced } from "./pick-priced.ts";

function priced(plays: number, share: number, from = 0): number {
  return Array.from({ length: plays }, (_, at) => pickPriced(from + at, share)).filter(Boolean).length;
}

test("of any thousand plays in a row, exactly the share is priced", () => {
  fc.assert(
    fc.property(fc.nat(1_000), fc.nat(100_000), (share, from) => {
      expect(priced(1_000, share, from)).toBe(share);
    }),
    { numRuns: 30 },
  );
});

test("priced songs are spread evenly: any row of plays has its share, to one song", () => {
  fc.assert(
    fc.property(fc.nat(1_000), fc.nat(100_000), fc.nat(200), (share, from, plays) => {
      expect(Math.abs(priced(plays, share, from) - (plays * share) / 1_000)).toBeLessThanOrEqual(1);
    }),
  );
});

test.each([
  [0, "........"],
  [250, "...x...x"],
  [500, ".x.x.x.x"],
  [750, ".xxx.xxx"],
  [1_000, "xxxxxxxx"],
])("at %i of a thousand the first eight plays are %s", (share, expected) => {
  expect(Array.from({ length: 8 }, (_, at) => (pickPriced(at, share) ? "x" : ".")).join("")).toBe(expected);
});
