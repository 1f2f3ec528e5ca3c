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

export const DOWNLOAD_FORMATS = ["flac", "aac", "original"] as const;
export const downloadRequest = z.strictObject({ format: z.enum(DOWNLOAD_FORMATS) });
/** A file to keep: made on first demand. The address works for a day, and continues where it was cut off. */
export const downloadView = z.strictObject({
  format: z.enum(DOWNLOAD_FORMATS),
  state: z.enum(["making", "ready", "failed"]),
  fileName: z.string(),
  bytes: int.nullable(),
  url: z.string().nullable(),
});
export type DownloadView = z.infer<typeof downloadView>;
