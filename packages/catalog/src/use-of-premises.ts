import type { Use } from "@songkeeper/base";

/** Premises up to this many square metres pay the fee for small ones. */
export const SMALL_PREMISES_M2_MAX = 200;

/** The use that a place's licence is for, by its size. */
export function useOfPremises(sizeM2: number): Extract<Use, "premises_small" | "premises_large"> {
  return sizeM2 <= SMALL_PREMISES_M2_MAX ? "premises_small" : "premises_large";
}
