import { micro, ROLES, type Role } from "@songkeeper/base";
import fc from "fast-check";
import type { Credit, Split } from "../split.ts";

/** Any one role's credits: so many people, each with some parts. */
function creditsIn(role: Role, minLength: number): fc.Arbitrary<Credit[]> {
  return fc
    .array(fc.integer({ min: 1, max: 1000 }), { minLength, maxLength: 4 })
    .map((weights) => weights.map((weight, position) => ({ role, position, partyId: `${role}-${position}`, weight })));
}

/** Any division that a track may have, its credits listed in any order. */
export const splits: fc.Arbitrary<Split> = fc
  .tuple(creditsIn("lyricist", 0), creditsIn("composer", 0), creditsIn("recording", 1))
  .map((roles) => roles.flat())
  .chain((all) => fc.shuffledSubarray(all, { minLength: all.length }));

/** Roles that a society may cover while something is still owed for the recording. */
export const coverings: fc.Arbitrary<Role[]> = fc.subarray(ROLES.filter((role) => role !== "recording"));

/** Any fee of one play: 0 to 1 yuan. */
export const fees = fc.bigInt({ min: 0n, max: 1_000_000n }).map(micro);
