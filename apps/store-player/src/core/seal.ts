import { fromHex, toBase64url, toHex } from "@songkeeper/base";
import type { Receipt } from "@songkeeper/client";
import { CHUNK_ENTRIES_MAX, entryLine, parseEntry, sealChunk } from "@songkeeper/licensing";
import type { Ports } from "./ports.ts";
import type { Change, ClosedEntry, KeptChunk, Saved } from "./saved.ts";
import { settle } from "./tally.ts";

/** How long a delivered chunk is kept: a platform that was restored from a backup may ask for it again. */
const KEPT_MS = 7 * 86_400_000;

/** The chunks that wait for a receipt, in order. */
export function waitingChunks(saved: Saved): KeptChunk[] {
  return saved.chunks.filter(({ deliveredAt }) => deliveredAt === null);
}

/** How many plays have no receipt yet. */
export function waitingPlays(saved: Saved): number {
  return saved.entries.length + waitingChunks(saved).reduce((sum, { chunk }) => sum + chunk.count, 0);
}

/** Seals the oldest closed entries as one signed chunk, with a fresh seed; undefined when there are none. */
export async function sealNext(
  saved: Saved,
  deviceId: string,
  { random, sha256, sign }: Pick<Ports, "random" | "sha256" | "sign">,
): Promise<Change | undefined> {
  const sealed = saved.entries.slice(0, CHUNK_ENTRIES_MAX);
  const firstSeq = sealed[0]?.entry.seq;
  if (firstSeq === undefined) return undefined;
  const unsigned = sealChunk(
    {
      deviceId,
      firstSeq,
      prevHash: saved.head.headHash,
      entries: sealed.map(({ entry }) => entryLine(entry)),
      seed: toHex(random.bytes(32)),
    },
    sha256,
  );
  const chunk = {
    ...unsigned,
    entries: [...unsigned.entries],
    signature: toBase64url(await sign(fromHex(unsigned.hash))),
  };
  const fees = sealed.map(({ entry: { seq }, feeMicro, day }) => ({ seq, feeMicro, day }));
  return {
    head: { ...saved.head, headHash: chunk.hash },
    putChunks: [{ chunk, fees, deliveredAt: null }],
    dropEntries: sealed.map(({ entry }) => entry.seq),
  };
}

/** A receipt has come: the chunk no longer waits, its fees are the platform's, chunks in a gap are to be sent again. */
export function acknowledge(
  saved: Saved,
  firstSeq: number,
  receipt: Receipt,
  facts: { now: number; timeZone: string },
): Change {
  const kept = saved.chunks.find(({ chunk }) => chunk.firstSeq === firstSeq);
  if (!kept) return {};
  const judged = new Set(receipt.verdicts.map(({ seq }) => seq));
  const delivered = { ...kept, deliveredAt: facts.now, fees: kept.fees.filter(({ seq }) => !judged.has(seq)) };
  return {
    days: settle(saved.days, kept.fees, receipt.verdicts, facts.timeZone),
    putChunks: [delivered],
    dropChunks: saved.chunks
      .filter(({ deliveredAt }) => deliveredAt !== null && deliveredAt < facts.now - KEPT_MS)
      .map(({ chunk }) => chunk.firstSeq),
  };
}

/** Chunks that the platform lacks wait again; undefined when none of them is kept here. */
export function waitAgain(saved: Saved, gaps: Receipt["gaps"], except: ReadonlySet<number>): Change | undefined {
  const asked = saved.chunks.filter(
    ({ chunk, deliveredAt }) =>
      deliveredAt !== null &&
      !except.has(chunk.firstSeq) &&
      gaps.some(({ from, to }) => chunk.firstSeq <= to && chunk.firstSeq + chunk.count > from),
  );
  return asked.length > 0 ? { putChunks: asked.map((kept) => ({ ...kept, deliveredAt: null })) } : undefined;
}

/**
 * The platform has part of a waiting chunk under another cut: what it lacks is taken out of the chunks, to be sealed anew
 * after its head. Undefined when the head cannot be followed from here.
 */
export function unseal(saved: Saved, expectedSeq: number, headHash: string): Change | undefined {
  const waiting = waitingChunks(saved);
  const known = waiting[0]?.chunk.firstSeq ?? saved.head.nextSeq;
  if (expectedSeq <= known || expectedSeq > saved.head.nextSeq) return undefined;
  return {
    head: { ...saved.head, headHash },
    putEntries: waiting.flatMap(closedEntries).filter(({ entry }) => entry.seq >= expectedSeq),
    dropEntries: saved.entries.filter(({ entry }) => entry.seq < expectedSeq).map(({ entry }) => entry.seq),
    dropChunks: waiting.map(({ chunk }) => chunk.firstSeq),
  };
}

function closedEntries({ chunk, fees }: KeptChunk): ClosedEntry[] {
  const known = new Map(fees.map((fee) => [fee.seq, fee]));
  return chunk.entries.flatMap((line) => {
    const entry = parseEntry(line);
    if (!entry) return [];
    const { feeMicro = "0", day = "" } = known.get(entry.seq) ?? {};
    return [{ entry, feeMicro, day }];
  });
}
