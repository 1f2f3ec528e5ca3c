import { z } from "zod";
import { currency, id, instant, int, label, microText, money as bounded, month, role } from "./words.ts";

/** A statement in a list; the whole signed document is at its own address. */
export const statementSummary = z.strictObject({
  id,
  month,
  version: int,
  currency,
  broughtForwardMicro: microText,
  allocatedMicro: microText,
  differencesMicro: microText,
  salesMicro: microText,
  paidMicro: microText,
  carriedMicro: microText,
  lines: int,
  signedAt: instant,
});
export type StatementSummary = z.infer<typeof statementSummary>;

export const payoutView = z.strictObject({
  id,
  month,
  partyId: id,
  partyName: z.string(),
  amountMicro: microText,
  state: z.enum(["created", "reserved", "submitting", "succeeded", "failed", "unknown", "returned"]),
  reference: z.string(),
  createdAt: instant,
  settledAt: instant.nullable(),
});
export type PayoutView = z.infer<typeof payoutView>;

/** What the Money page shows a party: what it has, what it earns this month so far, what was stated and paid. */
export const partyMoney = z.strictObject({
  id,
  name: z.string(),
  realName: z.string().nullable(),
  realNameConfirmedAt: instant.nullable(),
  payoutAccount: z.strictObject({ provider: z.literal("sandbox"), account: z.string(), boundAt: instant }).nullable(),
  minPayoutMicro: microText,
  payableMicro: microText,
  thisMonth: z.strictObject({
    month,
    earnedMicro: microText,
    /** By song and role; `sold` is less what was given back, of earlier months too. */
    tracks: z.array(
      z.strictObject({ trackId: id, title: z.string(), role, plays: int, sold: z.int(), amountMicro: microText }),
    ),
  }),
  statements: z.array(statementSummary),
  payouts: z.array(payoutView),
});
export type PartyMoney = z.infer<typeof partyMoney>;

/** A party's payout account (the sandbox's accounts are any name) and the least it wants paid: 0.10 to 100 yuan. */
export const payoutChoice = z.strictObject({
  account: label(64),
  realName: label(60),
  minPayoutMicro: bounded({ min: 100_000n, max: 100_000_000n, step: 10_000n }),
});

/** The platform's public keys, for checking statements and checkpoints off-line. */
export const publicKeys = z.strictObject({
  keys: z.array(
    z.strictObject({
      kid: z.string(),
      publicKey: z.string(),
      fingerprint: z.string(),
      createdAt: instant,
      retiredAt: instant.nullable(),
    }),
  ),
});
export const checkpointView = z.strictObject({
  treeSize: int,
  rootHash: z.string(),
  at: instant,
  kid: z.string(),
  jws: z.string(),
});
