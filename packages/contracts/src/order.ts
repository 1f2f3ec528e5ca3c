import { ORDER_STATES } from "@songkeeper/ledger";
import { z } from "zod";
import { currency, id, instant, int, microText, money, page } from "./words.ts";

/** Songs to buy. The amount of a line is what the buyer gives: the song's price, or more where it is "at least". */
export const newOrder = z.strictObject({
  lines: z
    .array(z.strictObject({ trackId: id, amountMicro: money({ min: 0n, max: 200_000_000n, step: 10_000n }) }))
    .min(1)
    .max(60),
});

export const orderView = z.strictObject({
  id,
  state: z.enum(ORDER_STATES),
  currency,
  totalMicro: microText,
  lines: z.array(
    z.strictObject({
      trackId: id,
      title: z.string(),
      artist: z.string(),
      releaseId: id.nullable(),
      coverId: id.nullable(),
      amountMicro: microText,
      lossless: z.boolean(),
    }),
  ),
  /** Where to pay while it is pending: the provider's page. */
  payUrl: z.string().nullable(),
  createdAt: instant,
  expiresAt: instant.nullable(),
  paidAt: instant.nullable(),
  /** When the first byte of a file or of a stream that only buyers hear was given; there is no refund after that. */
  deliveredAt: instant.nullable(),
  refundable: z.boolean(),
});
export type OrderView = z.infer<typeof orderView>;
export const orderPage = page(orderView);

/** The sandbox provider's own page: no money moves, but the answers come as a real provider's would. */
export const sandboxPayment = z.strictObject({
  reference: z.string(),
  orderId: id,
  amountMicro: microText,
  state: z.enum(["open", "paid", "declined", "expired"]),
  returnUrl: z.string(),
});
export const sandboxOutcome = z.strictObject({ outcome: z.enum(["pay", "decline"]) });

/** FLAC and AAC are copied of our renditions, WAV, MP3 and Opus made of the FLAC; the original is the untouched upload. */
export const DOWNLOAD_FORMATS = ["flac", "aac", "wav", "mp3", "opus", "original"] as const;
export const downloadFormat = z.enum(DOWNLOAD_FORMATS);
export const downloadRequest = z.strictObject({ format: downloadFormat });
const downloadState = z.enum(["making", "ready", "failed"]);

/** A file to keep: made on first demand. The address works for a day, and continues where it was cut off. */
export const downloadView = z.strictObject({
  format: downloadFormat,
  state: downloadState,
  fileName: z.string(),
  bytes: int.nullable(),
  /** How good a lossy file is, where that is one number: songs from before there was AAC 256 have AAC 128. */
  kbps: int.nullable(),
  url: z.string().nullable(),
});
export type DownloadView = z.infer<typeof downloadView>;

/** What somebody keeps of a release, and the formats that there are of all of it. */
export const keptRelease = z.strictObject({ songs: int, tracks: int, formats: z.array(downloadFormat) });
export type KeptRelease = z.infer<typeof keptRelease>;

/** What somebody keeps of a release as one archive: ready when each of its songs is. */
export const releaseDownloadView = z.strictObject({
  format: downloadFormat,
  state: downloadState,
  /** How many songs it has, and how many of them are made. */
  songs: int,
  ready: int,
  fileName: z.string(),
  bytes: int.nullable(),
  url: z.string().nullable(),
});
export type ReleaseDownloadView = z.infer<typeof releaseDownloadView>;
