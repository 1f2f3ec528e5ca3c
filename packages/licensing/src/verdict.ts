import { type Day, type Micro, type Role, type Use, ZERO } from "@songkeeper/base";
import type { Entry, EpochMs } from "./entry.ts";
import type { VerdictFacts } from "./leaf.ts";

/** Why an entry is not a play that the ledger knows. */
export type RejectedReason = "malformed" | "no_lease" | "impossible_duration";
/** Why a genuine play costs nothing. */
export type UnbilledReason =
  | "late"
  | "lease_exhausted"
  | "non_royalty"
  | "repeat_visitor"
  | "below_threshold"
  | "related";
/** Why a person must decide first. */
export type HeldReason = "overlap" | "future" | `anomaly:${string}`;

/**
 * What the ledger decided about one entry. A held one keeps `fee` reserved until it is ruled on; released, it is billed
 * at that fee, or where `otherwise` names a reason it is unbilled for that.
 */
export type Verdict =
  | { readonly verdict: "billed"; readonly fee: Micro }
  | { readonly verdict: "unbilled"; readonly reason: UnbilledReason }
  | {
      readonly verdict: "held";
      readonly reason: HeldReason;
      readonly fee: Micro;
      readonly otherwise: UnbilledReason | null;
    }
  | { readonly verdict: "rejected"; readonly reason: RejectedReason };

/** The terms a play was judged by, frozen with its verdict. */
export interface PlayTerms {
  readonly use: Use;
  readonly splitVersion: number;
  readonly coveredRoles: readonly Role[];
}

/** One entry with its verdict, the instant of its start and the platform day it counts on. */
export interface JudgedPlay {
  readonly seq: number;
  /** Null for a malformed line; `startsAt` and `day` are null with it. */
  readonly entry: Entry | null;
  readonly verdict: Verdict;
  readonly startsAt: EpochMs | null;
  readonly day: Day | null;
  /** Null for a malformed line and without a lease. */
  readonly terms: PlayTerms | null;
}

/** What a verdict costs its shop, now or when it is released: 0 for unbilled and rejected. */
export function feeOf(verdict: Verdict): Micro {
  return "fee" in verdict ? verdict.fee : ZERO;
}

/** The verdict on a held play once a person, or ten days, released it. Throws for one that is not held. */
export function releaseHeld(verdict: Verdict): Verdict {
  if (verdict.verdict !== "held") throw new RangeError(`a ${verdict.verdict} play is not held`);
  const { fee, otherwise } = verdict;
  return otherwise ? { verdict: "unbilled", reason: otherwise } : { verdict: "billed", fee };
}

/** A judged play as the verdict's leaf carries it. */
export function verdictFactsOf({ seq, entry, verdict, day, terms }: JudgedPlay): VerdictFacts {
  return {
    coveredRoles: terms?.coveredRoles ?? [],
    day,
    feeMicro: feeOf(verdict).toString(),
    priceVersion: entry?.priceVersion ?? null,
    reason: "reason" in verdict ? verdict.reason : null,
    seq,
    splitVersion: terms?.splitVersion ?? null,
    trackId: entry?.trackId ?? null,
    use: terms?.use ?? null,
    verdict: verdict.verdict,
  };
}
