import { isrcOf } from "@songkeeper/catalog";
import { z } from "zod";
import { feePerPlay, id, instant, int, label, microText, page, role, use } from "./words.ts";

/** One person's part in one role of a song. Parts are whole per mille of the role and sum to 1,000 in each role. */
export const credit = z.strictObject({
  role,
  partyId: id.optional(),
  name: label(120),
  perMille: z.int().min(1).max(1000),
});

/** A fee per play for each use that the song is offered for; a use that is left out is not licensed. */
export const usePrices = z.strictObject({
  premises_small: feePerPlay.optional(),
  premises_large: feePerPlay.optional(),
  web: feePerPlay.optional(),
  live_room: feePerPlay.optional(),
});

/** A new song. Until uploads come, its audio is synthesised by the platform from a seed, and labelled so. */
export const newTrack = z.strictObject({
  title: label(200),
  artist: label(120),
  isrc: z
    .string()
    .max(40)
    .refine((text) => isrcOf(text) !== undefined, "not_an_isrc")
    .transform((text): string | undefined => isrcOf(text))
    .optional(),
  credits: z.array(credit).min(1).max(60),
  prices: usePrices,
  audio: z.strictObject({ synthesised: z.strictObject({ seed: int, durationMs: z.int().min(1000).max(600_000) }) }),
});

export const price = z.strictObject({ use, version: int, feeMicro: microText, effectiveAt: instant });

export const track = z.strictObject({
  id,
  title: z.string(),
  artist: z.string(),
  isrc: z.string().nullable(),
  durationMs: int,
  synthesised: z.boolean(),
  version: int,
  credits: z.array(
    z.strictObject({ role, position: int, partyId: id, name: z.string(), perMille: int, joined: z.boolean() }),
  ),
  prices: z.array(price),
  listenUrl: z.string(),
});
export type Track = z.infer<typeof track>;

/** A change of a song's fee for one use; it binds plays under leases granted after it. */
export const priceChange = z.strictObject({ use, feeMicro: feePerPlay });

/** A song as a shop sees it: what one play costs there, and where to hear it before choosing. */
export const catalogueItem = z.strictObject({
  trackId: id,
  title: z.string(),
  artist: z.string(),
  durationMs: int,
  feeMicro: microText,
  synthesised: z.boolean(),
  listenUrl: z.string(),
});
export type CatalogueItem = z.infer<typeof catalogueItem>;
export const cataloguePage = page(catalogueItem);
export const trackPage = page(track);
