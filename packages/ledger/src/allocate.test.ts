import { micro, sumMicro, yuan } from "@songkeeper/base";
import fc from "fast-check";
import { expect, test } from "vitest";
import { allocate } from "./allocate.ts";

const totals = fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }).map(micro);
const weights = fc
  .array(fc.bigInt({ min: 0n, max: 10n ** 12n }), { minLength: 1, maxLength: 12 })
  .filter((all) => all.some((weight) => weight > 0n));

test.each([
  { total: 10_000n, weights: [10n, 10n, 80n], shares: [1_000n, 1_000n, 8_000n] },
  { total: 5_000n, weights: [10n, 10n, 80n], shares: [500n, 500n, 4_000n] },
  { total: 4n, weights: [10n, 10n, 80n], shares: [1n, 0n, 3n] },
  { total: -100n, weights: [1n, 1n, 1n], shares: [-34n, -33n, -33n] },
  { total: 100n, weights: [1n, 1n, 1n], shares: [34n, 33n, 33n] },
  { total: 3n, weights: [43n, 43n, 14n], shares: [1n, 1n, 1n] },
  { total: 4n, weights: [43n, 43n, 14n], shares: [2n, 2n, 0n] },
  { total: 15_000_000n, weights: [12n, 19n], shares: [5_806_452n, 9_193_548n] },
  { total: 0n, weights: [1n, 2n], shares: [0n, 0n] },
  { total: 7n, weights: [0n, 1n, 0n], shares: [0n, 7n, 0n] },
])("$total micros by $weights are $shares", ({ total, weights: by, shares }) => {
  expect(allocate(micro(total), by)).toEqual(shares);
});

test("an album at 9.99 yuan over eleven tracks gives nine of them a micro more, and its roles the documented sums", () => {
  const tracks = allocate(
    yuan("9.99"),
    Array.from({ length: 11 }, () => 1n),
  );
  expect(tracks).toEqual([...Array.from({ length: 9 }, () => 908_182n), 908_181n, 908_181n]);

  const roles = tracks.map((track) => allocate(track, [10n, 10n, 80n]));
  expect([0, 1, 2].map((role) => roles.reduce((sum, shares) => sum + (shares[role] ?? 0n), 0n))).toEqual([
    998_998n,
    998_998n,
    7_992_004n,
  ]);
});

test.each([{ weights: [] }, { weights: [0n, 0n] }, { weights: [2n, -1n] }])(
  "weights $weights divide nothing",
  ({ weights: by }) => {
    expect(() => allocate(micro(10n), by)).toThrow(RangeError);
  },
);

test("shares of any total add up to it exactly", () => {
  fc.assert(fc.property(totals, weights, (total, by) => sumMicro(allocate(total, by)) === total));
});

test("a negative total gives the same shares, negated", () => {
  fc.assert(
    fc.property(totals, weights, (total, by) => {
      fc.pre(total !== -(2n ** 63n));
      expect(allocate(micro(-total), by)).toEqual(allocate(total, by).map((share) => -share));
    }),
  );
});

test("no share is a whole micro away from its exact part, and a weight of 0 has none", () => {
  fc.assert(
    fc.property(totals, weights, (total, by) => {
      const whole = by.reduce((sum, weight) => sum + weight, 0n);
      for (const [index, share] of allocate(total, by).entries()) {
        const off = share * whole - total * (by[index] ?? 0n);
        expect(off < whole && off > -whole).toBe(true);
        if (by[index] === 0n) expect(share).toBe(0n);
      }
    }),
  );
});

test("of two equal weights the one with the lower index never has less", () => {
  fc.assert(
    fc.property(totals, weights, (total, by) => {
      const sizes = allocate(total, by).map((share) => (share < 0n ? -share : share));
      for (let a = 0; a < by.length; a++)
        for (let b = a + 1; b < by.length; b++)
          if (by[a] === by[b]) expect((sizes[a] ?? 0n) >= (sizes[b] ?? 0n)).toBe(true);
    }),
  );
});
