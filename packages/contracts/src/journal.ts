import { z } from "zod";
import { hash, id, instant, int, microText } from "./words.ts";

/** Consecutive journal entries of one device, sealed once: chained by hash, signed by the device (Ed25519). */
export const signedChunk = z.strictObject({
  deviceId: id,
  firstSeq: z.int().min(1),
  count: z.int().min(1).max(500),
  prevHash: hash,
  entries: z.array(z.string().max(4096)).min(1).max(500),
  seed: hash,
  hash,
  signature: z.string().regex(/^[A-Za-z0-9_-]{86}$/),
});

/** What a device delivers. `bootId` and `monoSent` (ms since that boot) belong to the request, not to the hash. */
export const delivery = z.strictObject({ chunk: signedChunk, bootId: id, monoSent: int });
export type Delivery = z.infer<typeof delivery>;

export const verdictWord = z.enum(["billed", "unbilled", "held", "rejected"]);

/** What the ledger decided about one entry. `feeMicro` is what was charged, or is reserved while held; else "0". */
export const entryVerdict = z.strictObject({
  seq: int,
  verdict: verdictWord,
  reason: z.string().nullable(),
  feeMicro: microText,
  startedAt: instant.nullable(),
});

/** Entries that the server knows to exist and does not have, both ends included. */
export const gap = z.strictObject({ from: int, to: int });

/** The answer once the database has committed: the device may forget the chunk. Delivered again, it is the same. */
export const receipt = z.strictObject({
  expectedSeq: int,
  headHash: hash,
  verdicts: z.array(entryVerdict),
  gaps: z.array(gap),
});
export type Receipt = z.infer<typeof receipt>;
