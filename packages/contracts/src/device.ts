import { z } from "zod";
import { gap } from "./journal.ts";
import { day, hash, id, instant, int, microText, use } from "./words.ts";

/** A pairing code as a person types it: 8 characters without look-alikes; dashes, spaces and case are forgiven. */
export const pairingCode = z
  .string()
  .transform((text) => text.toUpperCase().replace(/[\s-]/g, ""))
  .pipe(z.string().regex(/^[0-9A-HJKMNP-TV-Z]{8}$/));

/** A player asks to become a zone's device. `publicKey` is the raw Ed25519 key (32 bytes, base64url). */
export const pairing = z.strictObject({
  code: pairingCode,
  publicKey: z.string().regex(/^[A-Za-z0-9_-]{43}$/),
});

export const zoneNames = z.strictObject({ shop: z.string(), place: z.string(), zone: z.string() });

/** The paired device. `token` is shown this once: it is the bearer token of every later request. */
export const paired = z.strictObject({
  deviceId: id,
  token: z.string(),
  names: zoneNames,
  expectedSeq: int,
  headHash: hash,
});

/** Where a device's journal stands, as the server sees it. `endedAt` is set once another device was paired. */
export const deviceState = z.strictObject({
  deviceId: id,
  names: zoneNames,
  expectedSeq: int,
  headHash: hash,
  gaps: z.array(gap),
  endedAt: instant.nullable(),
  serverNow: instant,
});

/**
 * A device asks for its next lease. `closedThrough` is the last sequence number it wrote (0 for none) and
 * `currentLeaseId` the lease it will write under until the answer comes. `monoSent` and `wallNow` are ms.
 */
export const leaseRequest = z.strictObject({
  currentLeaseId: id.nullable(),
  closedThrough: int,
  bootId: id,
  monoSent: int,
  wallNow: z.int(),
});

/** One song a lease permits: its price, length and where its file is. `url` holds until the lease ends. */
export const leaseTrack = z.strictObject({
  trackId: id,
  title: z.string(),
  artist: z.string(),
  durationMs: int,
  feeMicro: microText,
  priceVersion: int,
  url: z.string(),
  sha256: hash,
  bytes: int,
});
export type LeaseTrack = z.infer<typeof leaseTrack>;

/**
 * The server's permission to play. A day's amount is absolute: what this device may spend on that platform day in all,
 * under this and earlier leases. `pricedPerMille` of songs may be priced ones, so that the month's budget lasts.
 */
export const lease = z.strictObject({
  leaseId: id,
  use,
  names: zoneNames,
  grantedAt: instant,
  endsAt: instant,
  renewAfterMs: int,
  serverNow: instant,
  timeZone: z.string(),
  qualifyingMsMax: int,
  crossfadeMs: int,
  budgetMode: z.enum(["pacing", "stop", "free"]),
  pricedPerMille: z.int().min(0).max(1000),
  days: z.array(z.strictObject({ day, amountMicro: microText, spentMicro: microText })),
  tracks: z.array(leaseTrack),
});
export type Lease = z.infer<typeof lease>;

/** What a device says is sounding: unbilled, and gone when the next song is told. `trackId` null: silence, and why. */
export const nowPlaying = z.strictObject({
  trackId: id.nullable(),
  state: z.enum(["playing", "paused", "budget_used", "offline", "sound_blocked", "no_lease", "nothing_to_play"]),
  positionMs: int,
});
