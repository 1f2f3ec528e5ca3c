import fc from "fast-check";
import { expect, test } from "vitest";
import { entitlement, includesTier, type ListeningFacts, TIERS } from "./entitlement.ts";

const SONG: ListeningFacts = {
  listening: "full",
  published: true,
  withdrawnAt: null,
  isOwner: false,
  isCredited: false,
  owned: false,
  isReviewer: false,
};
const withdrawnAt = new Date("2026-03-01T00:00:00.000Z");

test.each([
  { who: "a visitor", of: {}, tier: "standard" },
  { who: "a visitor, of a song with previews only", of: { listening: "preview" as const }, tier: "preview" },
  { who: "a buyer", of: { owned: true }, tier: "lossless" },
  {
    who: "a buyer, of a song with previews only",
    of: { owned: true, listening: "preview" as const },
    tier: "lossless",
  },
  { who: "the lyricist", of: { isCredited: true, listening: "preview" as const }, tier: "lossless" },
  { who: "its owner", of: { isOwner: true }, tier: "lossless" },
  { who: "a visitor, of a withdrawn song", of: { withdrawnAt }, tier: undefined },
  { who: "the lyricist, of a withdrawn song", of: { withdrawnAt, isCredited: true }, tier: undefined },
  { who: "a buyer, of a withdrawn song", of: { withdrawnAt, owned: true }, tier: "lossless" },
  { who: "its owner, of a withdrawn song", of: { withdrawnAt, isOwner: true }, tier: "lossless" },
  { who: "a visitor, of an upload", of: { published: false }, tier: undefined },
  { who: "the lyricist, of an upload", of: { published: false, isCredited: true }, tier: undefined },
  { who: "who decides about it, of an upload", of: { published: false, isReviewer: true }, tier: "standard" },
  { who: "its owner, of an upload", of: { published: false, isOwner: true }, tier: "lossless" },
])("$who hears $tier", ({ of, tier }) => {
  expect(entitlement({ ...SONG, ...of })).toBe(tier);
});

test("nobody hears less of a song for having bought it, made it or a part in it", () => {
  const facts = fc.record({
    listening: fc.constantFrom("full" as const, "preview" as const),
    published: fc.boolean(),
    withdrawnAt: fc.constantFrom(null, withdrawnAt),
    isOwner: fc.boolean(),
    isCredited: fc.boolean(),
    owned: fc.boolean(),
    isReviewer: fc.boolean(),
  });
  fc.assert(
    fc.property(facts, fc.constantFrom("isOwner", "isCredited", "owned", "isReviewer"), (given, name) => {
      const before = entitlement(given);
      const after = entitlement({ ...given, [name]: true });
      if (before !== undefined) expect(includesTier(after, before)).toBe(true);
    }),
  );
});

test.each([
  { tier: undefined, includes: [] },
  { tier: "preview" as const, includes: ["preview"] },
  { tier: "standard" as const, includes: ["preview", "standard"] },
  { tier: "lossless" as const, includes: ["preview", "standard", "lossless"] },
])("who may hear $tier may hear $includes", ({ tier, includes }) => {
  expect(TIERS.filter((wanted) => includesTier(tier, wanted))).toEqual(includes);
});
