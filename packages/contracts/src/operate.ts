import { JAIL_LAYERS, JAIL_STATES } from "@songkeeper/media";
import { z } from "zod";
import { payoutView } from "./money.ts";
import { id, instant, int, label, microText, month, page, paragraph } from "./words.ts";

export const CLOSE_STEPS = [
  "freeze",
  "audit",
  "price",
  "allocate",
  "true_up",
  "transfers",
  "statements",
  "payouts",
  "seal",
] as const;

export const closeStep = z.strictObject({
  step: z.enum(CLOSE_STEPS),
  state: z.enum(["waiting", "running", "done", "failed"]),
  startedAt: instant.nullable(),
  finishedAt: instant.nullable(),
  inputHash: z.string().nullable(),
  outputHash: z.string().nullable(),
  facts: z.record(z.string(), z.union([z.string(), z.number()])),
});

/** A month's close, step by step. `root` is there once it is sealed. */
export const closeView = z.strictObject({
  month,
  state: z.enum(["open", "closing", "failed", "sealed"]),
  closableFrom: instant,
  failure: z.string().nullable(),
  root: z.string().nullable(),
  steps: z.array(closeStep),
});
export type CloseView = z.infer<typeof closeView>;
export const closeList = z.strictObject({ items: z.array(closeView) });
export const closeRequest = z.strictObject({ month });

/** Debits against credits, and every account that is not empty. `platformFeeMicro` must stay 0. */
export const trialBalance = z.strictObject({
  at: instant,
  debitsMicro: microText,
  creditsMicro: microText,
  differenceMicro: microText,
  platformFeeMicro: microText,
  rebuiltMatches: z.boolean(),
  accounts: z.array(z.strictObject({ account: z.string(), kind: z.string(), balanceMicro: microText })),
  openClearing: z.array(z.strictObject({ account: z.string(), balanceMicro: microText })),
});
export type TrialBalance = z.infer<typeof trialBalance>;

/** A message in the outbox: with no mail or SMS adapter set up, this page is where it arrives. */
export const outboxMessage = z.strictObject({
  id,
  to: z.string(),
  topic: z.string(),
  params: z.record(z.string(), z.string()),
  createdAt: instant,
  deliveredAt: instant.nullable(),
});
export type OutboxMessage = z.infer<typeof outboxMessage>;
export const outboxPage = z.strictObject({ items: z.array(outboxMessage), cursor: z.string().nullable() });

export const partyRow = z.strictObject({
  id,
  name: z.string(),
  userEmail: z.string().nullable(),
  realName: z.string().nullable(),
  realNameConfirmedAt: instant.nullable(),
  payableMicro: microText,
  unclaimedMicro: microText,
});
export type PartyRow = z.infer<typeof partyRow>;
export const partyList = z.strictObject({ items: z.array(partyRow) });
export const tieParty = z.strictObject({ email: z.email().max(254) });
export const newParty = z.strictObject({ name: label(120) });
export const payoutList = z.strictObject({ items: z.array(payoutView) });

/** A play that waits for a person: decided within ten days, else released as billed. */
export const heldPlay = z.strictObject({
  deviceId: id,
  seq: int,
  shop: z.string(),
  zone: z.string(),
  title: z.string().nullable(),
  startedAt: instant.nullable(),
  reason: z.string(),
  feeMicro: microText,
  heldUntil: instant,
});
export const heldList = z.strictObject({ items: z.array(heldPlay) });
export const rulingChoice = z.strictObject({ verdict: z.enum(["billed", "rejected"]) });

/** One of two recordings that hold the same sound. */
const matchSide = z.strictObject({
  recordingId: id,
  /** What it is published as; null for what is not. */
  trackId: id.nullable(),
  title: z.string().nullable(),
  artist: z.string().nullable(),
  fileName: z.string(),
  /** Who uploaded it, and when. */
  owner: z.string(),
  uploadedAt: instant,
  durationMs: int.nullable(),
  /** Where the reader can hear it; null once it is gone. */
  playlistUrl: z.string().nullable(),
  waveformUrl: z.string().nullable(),
});

export const MATCH_VERDICTS = ["released", "upheld"] as const;

/** A recording that cannot be published while another musician's earlier one holds the same sound, until a person decides. */
export const heldMatch = z.strictObject({
  id,
  state: z.enum(["open", ...MATCH_VERDICTS]),
  foundAt: instant,
  recording: matchSide,
  other: matchSide,
  /** Where in each the same sound begins, how long it lasts, and the share of its bits that differ. */
  atMs: int,
  otherAtMs: int,
  lengthMs: int,
  bitError: z.number().min(0).max(1),
  /** What the musician of the held recording says. */
  explanation: z.string().nullable(),
  /** Every decision so far; the last one holds. */
  decisions: z.array(z.strictObject({ state: z.enum(MATCH_VERDICTS), note: z.string(), by: z.string(), at: instant })),
});
export type HeldMatch = z.infer<typeof heldMatch>;
export const heldMatchPage = page(heldMatch);

/** A decision on what is now in the state `from`. Who upholds says why: the musician reads it. */
export const matchRuling = z.strictObject({
  from: z.enum(["open", ...MATCH_VERDICTS]),
  verdict: z.enum(MATCH_VERDICTS),
  note: paragraph(1_000).or(z.literal("")),
});

/** How the platform stands, for who runs it. `detail` is a technical word on a layer, in no language. */
export const platformHealth = z.strictObject({
  version: z.string(),
  database: z.enum(["sqlite", "postgres"]),
  now: instant,
  timeZone: z.string(),
  mediaWorkers: int,
  layers: z.array(z.strictObject({ name: z.enum(JAIL_LAYERS), state: z.enum(JAIL_STATES), detail: z.string() })),
});
export type PlatformHealth = z.infer<typeof platformHealth>;
