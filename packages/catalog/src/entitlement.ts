import type { ListeningMode } from "./declarations.ts";

/** How much of a song somebody hears, the least first: a preview, all of it at 128 kbit/s, or what its master was. */
export const TIERS = ["preview", "standard", "lossless"] as const;
export type Tier = (typeof TIERS)[number];

/** What decides how much of a recording somebody hears. */
export interface ListeningFacts {
  /** What the musician lets everybody hear. */
  readonly listening: ListeningMode;
  /** Whether it is a song that listeners are shown, and not only an upload. */
  readonly published: boolean;
  readonly withdrawnAt: Date | null;
  readonly isOwner: boolean;
  /** Whether the listener is behind one of its credits. */
  readonly isCredited: boolean;
  /** Whether the listener bought it, and was not given the money back. */
  readonly owned: boolean;
  /** Whether the listener decides for the platform whether it may be published. */
  readonly isReviewer: boolean;
}

/** The most that a listener hears of a recording (rule 9 of the house); undefined for nothing at all. */
export function entitlement(facts: ListeningFacts): Tier | undefined {
  const { published, withdrawnAt, isOwner, isCredited, owned, isReviewer, listening } = facts;
  if (isOwner) return "lossless";
  if (!published) return isReviewer ? "standard" : undefined;
  if (owned) return "lossless";
  if (withdrawnAt !== null) return undefined;
  if (isCredited) return "lossless";
  return listening === "full" ? "standard" : "preview";
}

/** Whether a tier has all that another one has. */
export function includesTier(tier: Tier | undefined, wanted: Tier): boolean {
  return tier !== undefined && TIERS.indexOf(tier) >= TIERS.indexOf(wanted);
}
