import { fromHex } from "@songkeeper/base";
import { leafHash, nodesToAppend } from "@songkeeper/licensing";
import { exclusive, type Tx } from "../db/transact.ts";
import type { Services } from "../services.ts";
import { sha256 } from "../sha256.ts";
import { getPeaks, getTreeSize, insertNodes, listUnsealed, markSealed } from "./log-queries.ts";

/** One sealer at a time: places in the log are given in one order. */
export const SEAL = exclusive("seal");

const CHUNKS_MAX = 200;

/** Gives every judged chunk its place in the log, in transactions of a few milliseconds. Answers how many there were. */
export async function sealLog({ transact }: Pick<Services, "transact">): Promise<number> {
  for (let sealed = 0; ;) {
    const some = await transact((tx) => sealSome(tx), [SEAL]);
    sealed += some;
    if (some < CHUNKS_MAX) return sealed;
  }
}

/** Seals what is judged and not sealed yet, within this transaction, which must hold `SEAL`. */
export async function sealRest(tx: Tx): Promise<void> {
  while ((await sealSome(tx)) === CHUNKS_MAX);
}

/** Two leaves a chunk: what the device said, and the platform's word on it. */
async function sealSome(tx: Tx): Promise<number> {
  const chunks = await listUnsealed(tx, CHUNKS_MAX);
  if (chunks.length === 0) return 0;
  const size = await getTreeSize(tx);
  const leaves = chunks
    .flatMap(({ hash, verdictRoot }) => [hash, verdictRoot])
    .map((data) => leafHash(fromHex(data), sha256));
  await insertNodes(tx, nodesToAppend(size, await getPeaks(tx, size), leaves, sha256));
  for (const [at, chunk] of chunks.entries()) await markSealed(tx, chunk, size + at * 2);
  return chunks.length;
}
