import type { Tx } from "../db/transact.ts";
import type { SigningKey } from "../secrets.ts";

/** A platform key's public part, kept for ever so that old signatures can be checked. */
export interface PublishedKey {
  readonly kid: string;
  readonly publicKey: string;
  readonly createdAt: Date;
  readonly retiredAt: Date | null;
}

/** Publishes a platform key once; again, it changes nothing. */
export async function insertPlatformKey(tx: Tx, { kid, publicKey }: SigningKey, now: Date): Promise<void> {
  await tx
    .insertInto("signing_key")
    .values({ kid, public_key: publicKey, created_at: now.toISOString(), retired_at: null })
    .onConflict((conflict) => conflict.column("kid").doNothing())
    .execute();
}

/** Every key the platform ever signed with, the oldest first. */
export async function listPlatformKeys(tx: Tx): Promise<PublishedKey[]> {
  const rows = await tx
    .selectFrom("signing_key")
    .select(["kid", "public_key", "created_at", "retired_at"])
    .orderBy("created_at")
    .orderBy("kid")
    .execute();
  return rows.map((row) => ({
    kid: row.kid,
    publicKey: row.public_key,
    createdAt: new Date(row.created_at),
    retiredAt: row.retired_at === null ? null : new Date(row.retired_at),
  }));
}
