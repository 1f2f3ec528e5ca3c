import { micro } from "@songkeeper/base";
import fc from "fast-check";
import { expect, test } from "vitest";
import { lockedPrice, priceAt } from "./price-version.ts";

const NOON = Date.parse("2026-03-10T12:00:00.000Z");
const versions = [
  { version: 1, fee: micro(20_000n), effectiveAt: new Date(NOON) },
  { version: 2, fee: micro(30_000n), effectiveAt: new Date(NOON + 60_000) },
  { version: 3, fee: micro(0n), effectiveAt: new Date(NOON + 60_000) },
];

test.each([
  { after: -1, version: undefined },
  { after: 0, version: 1 },
  { after: 59_999, version: 1 },
  { after: 60_000, version: 3 },
  { after: 9e9, version: 3 },
])("$after ms after the first price took effect, version $version is in force", ({ after, version }) => {
  expect(priceAt(versions, new Date(NOON + after))?.version).toBe(version);
});

test("the price in force does not depend on the order in which versions are read", () => {
  const version = fc.record({ version: fc.integer({ min: 1, max: 50 }), minute: fc.integer({ min: 0, max: 5 }) });
  const list = fc.uniqueArray(version, { selector: (one) => one.version, minLength: 1, maxLength: 10 });
  const shuffled = list.chain((all) => fc.tuple(fc.constant(all), fc.shuffledSubarray(all, { minLength: all.length })));
  fc.assert(
    fc.property(shuffled, fc.integer({ min: -1, max: 6 }), ([all, other], minute) => {
      const prices = (some: typeof all) =>
        some.map((one) => ({
          version: one.version,
          fee: micro(0n),
          effectiveAt: new Date(NOON + one.minute * 60_000),
        }));
      const at = new Date(NOON + minute * 60_000);
      expect(priceAt(prices(all), at)).toEqual(priceAt(prices(other), at));
    }),
  );
});

test.each([
  { listed: 20_000n, current: 30_000n, version: 1 },
  { listed: 20_000n, current: 10_000n, version: 4 },
  { listed: 20_000n, current: 20_000n, version: 1 },
  { listed: 20_000n, current: 0n, version: 4 },
])("a licence that locked $listed plays at version $version while the song costs $current", (row) => {
  const listed = { version: 1, fee: micro(row.listed) };
  expect(lockedPrice({ listed, current: { version: 4, fee: micro(row.current) } }).version).toBe(row.version);
});
