import { micro, ROLES, sumMicro, type Role } from "@songkeeper/base";
import fc from "fast-check";
import { expect, test } from "vitest";
import { allocateIncome, uncoveredFee, inKeyOrder, roleWeights, type Credit, type Split } from "./split.ts";
import { coverings, splits } from "./testing/arbitraries.ts";

const words: Credit = { role: "lyricist", position: 0, partyId: "lin", weight: 1 };
const music: Credit = { role: "composer", position: 0, partyId: "chen", weight: 1 };
const record: Credit = { role: "recording", position: 0, partyId: "mei", weight: 1 };

test.each<{ of: string; split: Split; weights: [bigint, bigint, bigint] }>([
  { of: "a song", split: [words, music, record], weights: [10n, 10n, 80n] },
  { of: "an instrumental", split: [music, record], weights: [0n, 20n, 80n] },
  { of: "a spoken text", split: [words, record], weights: [20n, 0n, 80n] },
  { of: "a traditional that nobody wrote", split: [record], weights: [0n, 0n, 100n] },
])("income of $of divides by role as $weights", ({ split, weights: [lyricist, composer, recording] }) => {
  expect(roleWeights(split)).toEqual({ lyricist, composer, recording });
});

test.each<{ why: string; split: Split }>([
  { why: "nobody made the recording", split: [words, music] },
  { why: "two people have one place", split: [words, record, { ...record, partyId: "other" }] },
  { why: "someone has no parts", split: [record, { ...words, weight: 0 }] },
  { why: "someone has parts of a part", split: [record, { ...words, weight: 0.5 }] },
  { why: "a place is below 0", split: [record, { ...words, position: -1 }] },
])("a split is refused when $why", ({ split }) => {
  expect(() => roleWeights(split)).toThrow(RangeError);
});

test.each<{ total: bigint; covered: Role[]; amounts: [bigint, bigint, bigint] }>([
  { total: 10_000n, covered: [], amounts: [1_000n, 1_000n, 8_000n] },
  { total: 5_000n, covered: [], amounts: [500n, 500n, 4_000n] },
  { total: 4n, covered: [], amounts: [1n, 0n, 3n] },
  { total: 9_000n, covered: ["composer"], amounts: [1_000n, 0n, 8_000n] },
  { total: 8_000n, covered: ["lyricist", "composer"], amounts: [0n, 0n, 8_000n] },
  { total: 0n, covered: ["lyricist", "composer", "recording"], amounts: [0n, 0n, 0n] },
])("$total micros with $covered covered by a society give $amounts", ({ total, covered, amounts }) => {
  const shares = allocateIncome(micro(total), [words, music, record], covered);
  expect(shares.map(({ amount }) => amount)).toEqual(amounts);
});

test("within a role the odd micro goes to the lower position, in whatever order the credits are listed", () => {
  const second: Credit = { ...music, position: 1, partyId: "wu" };
  const shares = allocateIncome(micro(30n), [second, record, music, words], []);
  expect(shares.map(({ partyId, amount }) => [partyId, amount])).toEqual([
    ["lin", 3n],
    ["chen", 2n],
    ["wu", 1n],
    ["mei", 24n],
  ]);
});

test("income cannot be divided when every role with a share is covered", () => {
  expect(() => allocateIncome(micro(1n), [words, record], ["lyricist", "recording"])).toThrow(RangeError);
});

test("income of any split is given out to the last micro, and nothing of it to a covered role", () => {
  fc.assert(
    fc.property(fc.bigInt({ min: -(10n ** 15n), max: 10n ** 15n }), splits, coverings, (total, split, covered) => {
      const shares = allocateIncome(micro(total), split, covered);
      expect(sumMicro(shares.map(({ amount }) => amount))).toBe(total);
      for (const share of shares) if (covered.includes(share.role)) expect(share.amount).toBe(0n);
      expect(shares).toMatchObject(inKeyOrder(split));
    }),
  );
});

test("a fee is exactly the uncovered roles' part of the price, and with all roles covered nothing", () => {
  fc.assert(
    fc.property(fc.bigInt({ min: 0n, max: 10_000n }), splits, (steps, split) => {
      const price = micro(steps * 100n);
      const parts = ROLES.map((role) =>
        uncoveredFee(
          price,
          split,
          ROLES.filter((other) => other !== role),
        ),
      );
      expect(sumMicro(parts)).toBe(price);
      expect(uncoveredFee(price, split, [])).toBe(price);
      expect(uncoveredFee(price, split, ROLES)).toBe(0n);
    }),
  );
});

test("a price that does not divide by role is refused", () => {
  expect(() => uncoveredFee(micro(5n), [words, music, record], ["lyricist"])).toThrow(RangeError);
});
