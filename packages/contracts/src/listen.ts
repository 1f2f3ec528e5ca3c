import { z } from "zod";
import { AI_DECLARATIONS, LISTENING_MODES, ORIGINS, TIERS } from "@songkeeper/catalog";
import { saleView } from "./sale.ts";
import { loudness } from "./studio.ts";
import { id, instant, int, microText, page, role } from "./words.ts";

/** A song wherever it is listed. Its cover is at `/covers/<coverId>/300.jpg` and `/1400.jpg`. */
export const songCard = z.strictObject({
  id,
  title: z.string(),
  artist: z.strictObject({ id, name: z.string() }),
  release: z.strictObject({ id, title: z.string() }),
  coverId: id.nullable(),
  color: z.string().nullable(),
  durationMs: int,
  listening: z.enum(LISTENING_MODES),
  ai: z.enum(AI_DECLARATIONS),
  /** Whether a buyer gets FLAC; of a lossy master there is AAC and the untouched upload. */
  lossless: z.boolean(),
  sale: saleView,
  /** Whether it can be bought now: a cover waits for its writers' consent, a withdrawn song is gone. */
  forSale: z.boolean(),
  /** Whether the reader bought it, or has a part in it. */
  owned: z.boolean(),
});
export type SongCard = z.infer<typeof songCard>;

export const releaseCard = z.strictObject({
  id,
  title: z.string(),
  artist: z.strictObject({ id, name: z.string() }),
  coverId: id.nullable(),
  color: z.string().nullable(),
  kind: z.enum(["single", "ep", "album"]),
  tracks: int,
  publishedAt: instant,
});
export type ReleaseCard = z.infer<typeof releaseCard>;

export const artistCard = z.strictObject({ id, name: z.string(), coverId: id.nullable(), releases: int });

export type ArtistCard = z.infer<typeof artistCard>;

/** Who is credited, with what a sale at the song's price brings each: "where your ¥0.80 goes". */
export const creditView = z.strictObject({
  role,
  name: z.string(),
  perMille: int,
  shareMicro: microText,
  joined: z.boolean(),
});

export const songPage = z.strictObject({
  song: songCard,
  credits: z.array(creditView),
  origin: z.enum(ORIGINS),
  workTitle: z.string().nullable(),
  workWriters: z.string().nullable(),
  isrc: z.string().nullable(),
  /** Whole beats a minute, and how lively it is from 1 (calm) to 5; null where its musician said nothing. */
  tempoBpm: int.nullable(),
  energy: int.nullable(),
  lyrics: z.string().nullable(),
  /** Lines with their start in milliseconds, in order; null where the lyrics have no times. */
  timedLyrics: z.array(z.strictObject({ atMs: int, text: z.string() })).nullable(),
  publishedAt: instant,
  /** What a shop pays per play for each use that the song is licensed for. */
  usePrices: z.array(z.strictObject({ use: z.string(), feeMicro: microText })),
  waveformUrl: z.string(),
  moreByArtist: z.array(songCard),
});
export type SongPage = z.infer<typeof songPage>;

export const releasePage = z.strictObject({ release: releaseCard, songs: z.array(songCard) });
export const artistPage = z.strictObject({
  artist: artistCard,
  releases: z.array(releaseCard),
  songs: z.array(songCard),
});

export type ReleasePage = z.infer<typeof releasePage>;
export type ArtistPage = z.infer<typeof artistPage>;

/** What a visitor sees first. "In shops now" is what players reported within the hour. */
export const home = z.strictObject({
  newReleases: z.array(releaseCard),
  newSongs: z.array(songCard),
  inShops: z.array(songCard),
});
export type Home = z.infer<typeof home>;

export const searchQuery = z.strictObject({ q: z.string().max(100) });
export const searchResult = z.strictObject({
  songs: z.array(songCard),
  artists: z.array(artistCard),
  releases: z.array(releaseCard),
  /** Songs found by a line of their lyrics, with that line. */
  lines: z.array(z.strictObject({ song: songCard, line: z.string() })),
});
export type SearchResult = z.infer<typeof searchResult>;

/** Leave to hear a song now: the address of a playlist that works until `expiresAt` (a preview's does not expire). */
export const listening = z.strictObject({
  trackId: id,
  tier: z.enum(TIERS),
  playlistUrl: z.string(),
  expiresAt: instant.nullable(),
  /** Of what is heard: a preview is shorter than the song. */
  durationMs: int,
  /** Where in the song a preview begins. */
  startMs: int,
  loudness,
  /** That of the release it is on: by it all songs of an album are raised alike, and keep their differences. */
  releaseLoudness: loudness.nullable(),
  waveformUrl: z.string(),
});
export type Listening = z.infer<typeof listening>;

export const libraryPage = page(z.strictObject({ song: songCard, orderId: id.nullable(), since: instant }));
