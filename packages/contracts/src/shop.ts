import { z } from "zod";
import { catalogueItem } from "./catalog.ts";
import { nowPlaying } from "./device.ts";
import { verdictWord } from "./journal.ts";
import { day, id, instant, int, label, microText, money, month, page, use } from "./words.ts";

export const TRADES = [
  "tea_house",
  "cafe",
  "restaurant",
  "clothing",
  "supermarket",
  "hair",
  "fitness",
  "hotel",
  "other",
] as const;
export const newShop = z.strictObject({ name: label(120), trade: z.enum(TRADES), city: label(60) });

/** A month's budget in whole fen up to 1,000,000 yuan, an optional cap a day, and what happens at the limit. */
const capMoney = money({ min: 0n, max: 1_000_000_000_000n, step: 10_000n });
export const budget = z.strictObject({
  monthlyMicro: capMoney,
  dayCapMicro: capMoney.nullable(),
  mode: z.enum(["pacing", "stop", "free"]),
});

/** Opening hours of one weekday in the place's own zone; null is closed. Minutes since midnight, `to` up to 1,440. */
export const openingHours = z
  .strictObject({ from: z.int().min(0).max(1439), to: z.int().min(1).max(1440) })
  .refine((hours) => hours.from < hours.to, { path: ["to"], message: "ends_before_it_begins" });

/** Seven weekdays, Monday first. */
export const openingWeek = z.array(openingHours.nullable()).length(7);

/** A new place with its first zone: one loudspeaker circuit. The size decides between the two uses in premises. */
export const newPlace = z.strictObject({
  name: label(120),
  address: label(300),
  city: label(60),
  sizeM2: z.int().min(1).max(1_000_000),
  zoneName: label(60),
  timeZone: z.string().max(64),
  opening: openingWeek,
});

export const zoneChange = z.strictObject({ opening: openingWeek, offlineDays: z.int().min(1).max(14) });

/** The hand-picked songs of a zone, in order. */
export const soundtrackChoice = z.strictObject({ trackIds: z.array(id).max(500) });

/** What a soundtrack is expected to cost at the zone's opening hours, before anything is owed. */
export const costEstimate = z.strictObject({
  playsPerDay: int,
  perDayMicro: microText,
  perMonthMicro: microText,
});

export const licence = z.strictObject({
  id,
  number: z.string(),
  use,
  territory: z.string(),
  startsAt: instant,
  endsAt: instant,
  termsVersion: int,
  layers: z.array(z.strictObject({ role: z.string(), covered: z.boolean() })),
});

export const zoneView = z.strictObject({
  id,
  name: z.string(),
  use,
  timeZone: z.string(),
  opening: openingWeek,
  offlineDays: int,
  soundtrack: z.array(catalogueItem),
  estimate: costEstimate,
  device: z
    .strictObject({
      id,
      pairedAt: instant,
      lastSeenAt: instant.nullable(),
      leaseEndsAt: instant.nullable(),
      expectedSeq: int,
      gaps: z.array(z.strictObject({ from: int, to: int })),
      flags: z.array(z.string()),
      now: nowPlaying.extend({ title: z.string().nullable(), artist: z.string().nullable(), at: instant }).nullable(),
    })
    .nullable(),
  today: z.strictObject({ day, chargedMicro: microText, reservedMicro: microText, plays: int }),
});
export type ZoneView = z.infer<typeof zoneView>;

export const placeView = z.strictObject({
  id,
  name: z.string(),
  address: z.string(),
  city: z.string(),
  sizeM2: int,
  zones: z.array(zoneView),
});

/** Everything the Shop room shows. `reservedMicro` is what open leases hold of the wallet. */
export const shopView = z.strictObject({
  id,
  name: z.string(),
  trade: z.string(),
  city: z.string(),
  wallet: z.strictObject({ balanceMicro: microText, reservedMicro: microText }),
  budget: z.strictObject({
    monthlyMicro: microText,
    dayCapMicro: microText.nullable(),
    mode: z.enum(["pacing", "stop", "free"]),
  }),
  month: z.strictObject({ month, chargedMicro: microText, reservedMicro: microText }),
  licences: z.array(licence),
  places: z.array(placeView),
});
export type ShopView = z.infer<typeof shopView>;

export const newLicence = z.strictObject({ use });
export const newPairingCode = z.strictObject({ code: z.string(), expiresAt: instant, url: z.string() });

/** A top-up of the shop's wallet, 1 to 100,000 yuan in whole fen; needs an Idempotency-Key. */
export const topUp = z.strictObject({ amountMicro: money({ min: 1_000_000n, max: 100_000_000_000n, step: 10_000n }) });
export const topUpDone = z.strictObject({
  id,
  amountMicro: microText,
  balanceMicro: microText,
  provider: z.literal("sandbox"),
});

/** One play as the shop sees it, with its fee or the reason why it cost nothing. */
export const playReceipt = z.strictObject({
  deviceId: id,
  seq: int,
  zoneId: id,
  zoneName: z.string(),
  trackId: id.nullable(),
  title: z.string().nullable(),
  artist: z.string().nullable(),
  startedAt: instant.nullable(),
  day: day.nullable(),
  heardMs: int,
  outcome: z.string().nullable(),
  verdict: verdictWord,
  reason: z.string().nullable(),
  feeMicro: microText,
  receivedAt: instant,
});
export type PlayReceipt = z.infer<typeof playReceipt>;
export const receiptPage = page(playReceipt);

/** Ask for receipts: newest first, of one zone or all, from a cursor. */
export const receiptQuery = z.strictObject({
  zone: id.optional(),
  verdict: verdictWord.optional(),
  cursor: z.string().max(200).optional(),
});
