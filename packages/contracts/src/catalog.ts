import { AI_DECLARATIONS, isrcOf, LISTENING_MODES, needsConsent, ORIGINS, SOCIETIES } from "@songkeeper/catalog";
import { z } from "zod";
import { salePrice } from "./sale.ts";
import { feePerPlay, id, instant, int, label, microText, page, role, use } from "./words.ts";

/** One person's part in one role of a song. Parts are whole per mille of the role and sum to 1,000 in each role. */
export const credit = z.strictObject({
  role,
  partyId: id.optional(),
  name: label(120),
  perMille: z.int().min(1).max(1000),
  society: z.enum(SOCIETIES).default("unknown"),
});

/** A fee per play for each use that the song is offered for; a use that is left out is not licensed. */
export const usePrices = z.strictObject({
  premises_small: feePerPlay.optional(),
  premises_large: feePerPlay.optional(),
  web: feePerPlay.optional(),
  live_room: feePerPlay.optional(),
});

/** Text of several lines, without control characters but line ends, and without bidirectional overrides. */
const verses = (max: number) =>
  z
    .string()
    .max(max)
    .transform((text) => text.normalize("NFC").replaceAll(/\r\n?/g, "\n").trim())
    .pipe(z.string().regex(/^(?:[^\p{Cc}\p{Cs}\u202A-\u202E\u2066-\u2069]|[\n\t])*$/u))
    .transform((text) => (text === "" ? undefined : text));

/** A song as its musician declares it, to be published: everything but its sound. */
export const newTrack = z
  .strictObject({
    title: label(200),
    artist: label(120),
    isrc: z
      .string()
      .max(40)
      .refine((text) => isrcOf(text) !== undefined, "not_an_isrc")
      .transform((text): string | undefined => isrcOf(text))
      .optional(),
    origin: z.enum(ORIGINS).default("original"),
    workTitle: label(200).optional(),
    workWriters: label(400).optional(),
    ai: z.enum(AI_DECLARATIONS).default("none"),
    credits: z.array(credit).min(1).max(60),
    lyrics: verses(20_000).optional(),
    timedLyrics: verses(40_000).optional(),
    listening: z.enum(LISTENING_MODES).default("full"),
    previewStartMs: int.nullable().default(null),
    tempoBpm: z.number("not_a_tempo").min(20, "not_a_tempo").max(400, "not_a_tempo").optional(),
    energy: z.int("not_an_energy").min(1, "not_an_energy").max(5, "not_an_energy").optional(),
    sale: salePrice.prefault({ mode: "fixed", amountMicro: "800000" }),
    prices: usePrices,
  })
  .refine((song) => !needsConsent(song.origin) || (song.workTitle && song.workWriters), {
    path: ["workTitle"],
    message: "work_missing",
  });

export const price = z.strictObject({ use, version: int, feeMicro: microText, effectiveAt: instant });

export const track = z.strictObject({
  id,
  title: z.string(),
  artist: z.string(),
  isrc: z.string().nullable(),
  durationMs: int,
  ai: z.enum(AI_DECLARATIONS),
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
  ai: z.enum(AI_DECLARATIONS),
  /** Whole beats a minute, and how lively it is from 1 (calm) to 5; null where its musician said nothing. */
  tempoBpm: int.nullable(),
  energy: int.nullable(),
  listenUrl: z.string(),
});
export type CatalogueItem = z.infer<typeof catalogueItem>;
export const cataloguePage = page(catalogueItem);
export const trackPage = page(track);
