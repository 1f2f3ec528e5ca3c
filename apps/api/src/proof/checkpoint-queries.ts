import type { SignedCheckpoint } from "@songkeeper/ledger";
import type { Tx } from "../db/transact.ts";

/** Keeps a signed checkpoint; of one size of the log there is one. */
export async function insertCheckpoint(tx: Tx, { checkpoint, signature }: SignedCheckpoint): Promise<void> {
  await tx
    .insertInto("checkpoint")
    .values({
      tree_size: BigInt(checkpoint.treeSize),
      root_hash: checkpoint.rootHash,
      at: checkpoint.at,
      kid: checkpoint.keyId,
      jws: signature,
    })
    .execute();
}

/** A stored checkpoint: of this size of the log, or without one the latest. The zone is the platform's. */
export async function findCheckpoint(
  tx: Tx,
  { timeZone, treeSize }: { timeZone: string; treeSize?: number },
): Promise<SignedCheckpoint | undefined> {
  const row = await tx
    .selectFrom("checkpoint")
    .select(["tree_size", "root_hash", "at", "kid", "jws"])
    .$if(treeSize !== undefined, (query) => query.where("tree_size", "=", BigInt(treeSize ?? 0)))
    .orderBy("tree_size", "desc")
    .limit(1)
    .executeTakeFirst();
  if (!row) return undefined;
  return {
    checkpoint: {
      origin: "songkeeper",
      treeSize: Number(row.tree_size),
      rootHash: row.root_hash,
      at: row.at,
      timeZone,
      keyId: row.kid,
    },
    signature: row.jws,
  };
}
