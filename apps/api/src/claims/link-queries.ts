import { forUpdate } from "../db/for-update.ts";
import type { Tx } from "../db/transact.ts";

/** A link by which somebody takes a party as theirs. Its id is the hash of its secret, which is told once. */
export interface ClaimLink {
  readonly id: string;
  readonly partyId: string;
  readonly invitedBy: string;
  readonly createdAt: Date;
  readonly expiresAt: Date;
  readonly claimed: { readonly at: Date; readonly by: string } | null;
  readonly declinedAt: Date | null;
}

const COLUMNS = [
  "id",
  "party_id",
  "invited_by",
  "created_at",
  "expires_at",
  "claimed_at",
  "claimed_by",
  "declined_at",
] as const;

/** Stores a link that was made. */
export async function insertLink(tx: Tx, link: ClaimLink): Promise<void> {
  await tx
    .insertInto("claim_link")
    .values({
      id: link.id,
      party_id: link.partyId,
      invited_by: link.invitedBy,
      created_at: link.createdAt.toISOString(),
      expires_at: link.expiresAt.toISOString(),
      claimed_at: null,
      claimed_by: null,
      declined_at: null,
    })
    .execute();
}

/** How many links somebody has made since an instant. */
export async function countLinks(tx: Tx, invitedBy: string, since: Date): Promise<number> {
  const { count } = await tx
    .selectFrom("claim_link")
    .select((eb) => eb.fn.countAll<bigint>().as("count"))
    .where("invited_by", "=", invitedBy)
    .where("created_at", ">", since.toISOString())
    .executeTakeFirstOrThrow();
  return Number(count);
}

/** A link by the hash of its secret. */
export async function findLink(tx: Tx, id: string): Promise<ClaimLink | undefined> {
  const row = await tx.selectFrom("claim_link").select(COLUMNS).where("id", "=", id).executeTakeFirst();
  return row && toLink(row);
}

/** A link by the hash of its secret, locked until the transaction ends. */
export async function lockLink(tx: Tx, id: string): Promise<ClaimLink | undefined> {
  const query = tx.selectFrom("claim_link").select(COLUMNS).where("id", "=", id).$call(forUpdate(tx));
  const row = await query.executeTakeFirst();
  return row && toLink(row);
}

/** Notes who took a link's party, or that it is not theirs. */
export async function saveLink(tx: Tx, { id, claimed, declinedAt }: ClaimLink): Promise<void> {
  await tx
    .updateTable("claim_link")
    .set({
      claimed_at: claimed?.at.toISOString() ?? null,
      claimed_by: claimed?.by ?? null,
      declined_at: declinedAt?.toISOString() ?? null,
    })
    .where("id", "=", id)
    .execute();
}

function toLink(row: {
  id: string;
  party_id: string;
  invited_by: string;
  created_at: string;
  expires_at: string;
  claimed_at: string | null;
  claimed_by: string | null;
  declined_at: string | null;
}): ClaimLink {
  const { claimed_at: at, claimed_by: by } = row;
  return {
    id: row.id,
    partyId: row.party_id,
    invitedBy: row.invited_by,
    createdAt: new Date(row.created_at),
    expiresAt: new Date(row.expires_at),
    claimed: at !== null && by !== null ? { at: new Date(at), by } : null,
    declinedAt: row.declined_at === null ? null : new Date(row.declined_at),
  };
}
