import { z } from "zod";
import { id, instant, int, role } from "./words.ts";

/** A cover or remix that waits for the leave of one of the reader's parties. */
export const consentAsked = z.strictObject({
  trackId: id,
  title: z.string(),
  artist: z.string(),
  coverId: id.nullable(),
  publishedAt: instant,
  /** The work that it is made from, and who wrote it, as its musician says. */
  workTitle: z.string(),
  workWriters: z.string(),
  /** Who published it. */
  ownerName: z.string(),
  /** Whose leave is asked for, and what is theirs of the song. */
  partyId: id,
  parts: z.array(z.strictObject({ role, perMille: int })),
});
export const consentList = z.strictObject({ items: z.array(consentAsked) });

/** Leave to sell and license a song that is made from a work of this party's. */
export const consentGiving = z.strictObject({ partyId: id });
/** Whether the song may be sold and licensed now, or waits for the leave of others. */
export const consentGiven = z.strictObject({ cleared: z.boolean() });
