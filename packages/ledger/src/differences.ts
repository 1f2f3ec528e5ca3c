import { canonicalJson, micro, ROLES, ZERO, type Micro, type Month, type Role, type Use } from "@songkeeper/base";
import { allocateIncome, type Share, type Split } from "./split.ts";

/** What plays are added up by: plays of one key have one fee and one division, whenever they arrive. */
export type UsageKey = {
  /** The month in which they sounded, not the one in which they were accounted. */
  readonly originMonth: Month;
  readonly trackId: string;
  readonly use: Use;
  readonly priceVersion: number;
  /** The roles that a society's licence covers, so that nothing is owed for them here. */
  readonly coveredRoles: readonly Role[];
  readonly splitVersion: number;
};

/** A key's one text, whatever the order in which its covered roles are named: for maps, ids and sorting. */
export function keyText(key: UsageKey): string {
  return canonicalJson([
    key.originMonth,
    key.trackId,
    key.use,
    key.priceVersion,
    inRoleOrder(key.coveredRoles),
    key.splitVersion,
  ]);
}

/** Roles each once, in the order lyricist, composer, recording. */
export function inRoleOrder(roles: readonly Role[]): Role[] {
  return ROLES.filter((role) => roles.includes(role));
}

/** What is known of a key when a month closes: its fee, and its net billed plays up to the last close and up to now. */
export type KeyPlays = {
  readonly split: Split;
  readonly coveredRoles: readonly Role[];
  readonly fee: Micro;
  readonly playsBefore: number;
  readonly playsNow: number;
};

/**
 * What a close posts to each credit of a key: the division of all its plays so far, less the division of those posted
 * before. So the sum over all closes depends on the plays alone, never on when they arrived. May be negative.
 */
export function differencesOf({ split, coveredRoles, fee, playsBefore, playsNow }: KeyPlays): Share[] {
  const before = allocateIncome(incomeOf(fee, playsBefore), split, coveredRoles);
  const now = allocateIncome(incomeOf(fee, playsNow), split, coveredRoles);
  return now.map((share, index) => ({ ...share, amount: micro(share.amount - (before[index]?.amount ?? ZERO)) }));
}

/** What so many plays at a fee come to. Throws a RangeError for a number of plays that is not whole or below 0. */
export function incomeOf(fee: Micro, plays: number): Micro {
  if (!Number.isSafeInteger(plays) || plays < 0) throw new RangeError(`not a number of plays: ${plays}`);
  return micro(fee * BigInt(plays));
}
