import { micro, month, sumMicro, type Role } from "@songkeeper/base";
import fc from "fast-check";
import { expect, test } from "vitest";
import { differencesOf, inRoleOrder, keyText, type KeyPlays, type UsageKey } from "./differences.ts";
import type { Split } from "./split.ts";
import { coverings, fees, splits } from "./testing/arbitraries.ts";

const song: Split = [
  { role: "lyricist", position: 0, partyId: "lin", weight: 1 },
  { role: "composer", position: 0, partyId: "chen", weight: 1 },
  { role: "recording", position: 0, partyId: "mei", weight: 1 },
];
const band: Split = [43, 43, 14].map((weight, position) => ({
  role: "recording",
  position,
  partyId: `p${position}`,
  weight,
}));
const key: UsageKey = {
  originMonth: month("2026-03"),
  trackId: "rain",
  use: "premises_small",
  priceVersion: 1,
  coveredRoles: [],
  splitVersion: 1,
};

function amounts(plays: Partial<KeyPlays> & Pick<KeyPlays, "playsBefore" | "playsNow" | "fee">): bigint[] {
  return differencesOf({ split: song, coveredRoles: [], ...plays }).map(({ amount }) => amount);
}

test.each<{ case: string; of: Parameters<typeof amounts>[0]; due: bigint[] }>([
  {
    case: "one play at 10,000",
    of: { fee: micro(10_000n), playsBefore: 0, playsNow: 1 },
    due: [1_000n, 1_000n, 8_000n],
  },
  { case: "1,000 plays at 5", of: { fee: micro(5n), playsBefore: 0, playsNow: 1_000 }, due: [500n, 500n, 4_000n] },
  { case: "three plays at 1", of: { split: band, fee: micro(1n), playsBefore: 0, playsNow: 3 }, due: [1n, 1n, 1n] },
  { case: "a fourth, late", of: { split: band, fee: micro(1n), playsBefore: 3, playsNow: 4 }, due: [1n, 1n, -1n] },
  { case: "100 plays at 13", of: { fee: micro(13n), playsBefore: 0, playsNow: 100 }, due: [130n, 130n, 1_040n] },
  { case: "40 of them voided", of: { fee: micro(13n), playsBefore: 100, playsNow: 60 }, due: [-52n, -52n, -416n] },
  { case: "nothing new", of: { fee: micro(13n), playsBefore: 100, playsNow: 100 }, due: [0n, 0n, 0n] },
])("$case: each credit is posted $due", ({ of, due }) => {
  expect(amounts(of)).toEqual(due);
});

test.each([-1, 0.5, Number.NaN, 2 ** 53])("%d is not a number of plays", (plays) => {
  expect(() => amounts({ fee: micro(1n), playsBefore: 0, playsNow: plays })).toThrow(RangeError);
});

test("however plays arrive and are voided over months, the postings add up to those of one month", () => {
  fc.assert(
    fc.property(splits, coverings, fees, fc.array(fc.integer({ min: 0, max: 100_000 }), { minLength: 1 }), (...of) => {
      const [split, coveredRoles, fee, atCloses] = of;
      const total = new Map<string, bigint>();
      let playsBefore = 0;
      for (const playsNow of atCloses) {
        for (const { role, position, amount } of differencesOf({ split, coveredRoles, fee, playsBefore, playsNow }))
          total.set(`${role}.${position}`, (total.get(`${role}.${position}`) ?? 0n) + amount);
        playsBefore = playsNow;
      }
      const atOnce = differencesOf({ split, coveredRoles, fee, playsBefore: 0, playsNow: playsBefore });
      for (const { role, position, amount } of atOnce) expect(total.get(`${role}.${position}`)).toBe(amount);
    }),
  );
});

test("what is posted is exactly what was charged for the new plays", () => {
  const plays = fc.integer({ min: 0, max: 10_000_000 });
  fc.assert(
    fc.property(splits, coverings, fees, plays, plays, (split, coveredRoles, fee, playsBefore, playsNow) => {
      const posted = differencesOf({ split, coveredRoles, fee, playsBefore, playsNow }).map(({ amount }) => amount);
      expect(sumMicro(posted)).toBe(fee * BigInt(playsNow - playsBefore));
    }),
  );
});

test("a key's text is the same in whatever order its covered roles are named, and no other key has it", () => {
  const some: Role[] = ["recording", "lyricist"];
  expect(inRoleOrder(some)).toEqual(["lyricist", "recording"]);
  expect(keyText({ ...key, coveredRoles: some })).toBe(keyText({ ...key, coveredRoles: some.toReversed() }));
  const others: Partial<UsageKey>[] = [
    {},
    { originMonth: month("2026-04") },
    { trackId: "snow" },
    { use: "web" },
    { priceVersion: 2 },
    { splitVersion: 2 },
    { coveredRoles: ["lyricist"] },
    { coveredRoles: ["composer"] },
  ];
  expect(new Set(others.map((other) => keyText({ ...key, ...other }))).size).toBe(others.length);
});
