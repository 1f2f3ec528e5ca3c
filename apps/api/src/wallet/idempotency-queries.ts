import type { Tx } from "../db/transact.ts";

/** The answer that was stored under a key, with the hash of the body it answered. */
export async function findAnswer(
  tx: Tx,
  of: { account: string; key: string; route: string },
): Promise<{ bodyHash: string; response: string } | undefined> {
  const row = await tx
    .selectFrom("idempotency")
    .select(["body_hash", "response"])
    .where("account", "=", of.account)
    .where("key", "=", of.key)
    .where("route", "=", of.route)
    .executeTakeFirst();
  return row && { bodyHash: row.body_hash, response: row.response };
}

/** Stores an answer under its key. */
export async function insertAnswer(
  tx: Tx,
  of: { account: string; key: string; route: string; bodyHash: string; response: string },
  now: Date,
): Promise<void> {
  await tx
    .insertInto("idempotency")
    .values({
      account: of.account,
      key: of.key,
      route: of.route,
      body_hash: of.bodyHash,
      response: of.response,
      created_at: now.toISOString(),
    })
    .execute();
}

/** Forgets answers older than an instant. */
export async function deleteAnswersBefore(tx: Tx, instant: Date): Promise<void> {
  await tx.deleteFrom("idempotency").where("created_at", "<", instant.toISOString()).execute();
}
