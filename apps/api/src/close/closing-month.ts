import type { Month } from "@songkeeper/base";
import { CLOSE_STEPS } from "@songkeeper/contracts";
import type { SignedCheckpoint } from "@songkeeper/ledger";

export type CloseStep = (typeof CLOSE_STEPS)[number];

/** A month whose input is frozen: what every later step is a function of. */
export interface ClosingMonth {
  readonly month: Month;
  /** The only instant that a close writes: created_at of all that it makes. */
  readonly frozenAt: Date;
  /** The leaves that the log had; all plays of the month are proven among them. */
  readonly treeSize: number;
  readonly checkpoint: SignedCheckpoint;
}

/** What a step says of itself for people: counts and sums. Not part of any hash. */
export type StepFacts = Readonly<Record<string, string | number>>;

/** What a step leaves: the hashes of what went in and came out (folded rows, hex), or in words why the close must stop. */
export type StepResult =
  | { readonly ok: true; readonly inputHash: string; readonly outputHash: string; readonly facts: StepFacts }
  | { readonly ok: false; readonly failure: string; readonly facts: StepFacts };

/** The hours after a month's end in which plays may still come in. */
export const GRACE_MS = 72 * 3_600_000;
