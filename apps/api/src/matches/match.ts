import type { SameSound } from "@songkeeper/media";

/** A match that holds a recording waits, or was decided one way or the other. */
export const MATCH_STATES = ["open", "released", "upheld"] as const;
export type MatchState = (typeof MATCH_STATES)[number];

/** The same sound in a recording and in an earlier one, of the same musician or of another. */
export interface NewMatch extends SameSound {
  readonly recordingId: string;
  readonly otherId: string;
  readonly kind: "own" | "held";
}

/** A match as it is kept. */
export interface Match extends NewMatch {
  readonly id: string;
  readonly state: MatchState;
  /** What its musician says to who decides. */
  readonly explanation: string | null;
  /** What was written with the last decision. */
  readonly note: string | null;
  readonly foundAt: Date;
  readonly decidedAt: Date | null;
}

/** A person's decision on a match. */
export interface MatchDecision {
  readonly state: Exclude<MatchState, "open">;
  readonly note: string;
  readonly by: string;
  readonly at: Date;
}
