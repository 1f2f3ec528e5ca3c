import { sha256Hex } from "../sha256.ts";
import type { Tx } from "../db/transact.ts";

/** What people are told. Texts are made where they are read, from the topic and its params. */
export const TOPICS = [
  "statement_ready",
  "payout_sent",
  "payout_failed",
  "lease_flag",
  "play_released",
  "song_bought",
  "first_sale",
  "order_refunded",
  "share_claimed",
  "share_declined",
  "song_credited",
  "consent_asked",
  "song_cleared",
  "recording_held",
  "recording_released",
  "recording_upheld",
] as const;
export type Topic = (typeof TOPICS)[number];

/** A message to a user. `ref` names what it is about: one message per recipient, topic and ref. */
export interface NewMessage {
  readonly recipient: string;
  readonly topic: Topic;
  readonly ref: string;
  readonly params: Readonly<Record<string, string>>;
}

/** A message with what became of it. */
export interface StoredMessage {
  readonly id: string;
  readonly recipient: string;
  readonly topic: string;
  readonly params: Readonly<Record<string, string>>;
  readonly createdAt: Date;
  readonly deliveredAt: Date | null;
}

/** Tells somebody something, in the transaction of its cause; told twice, it is one message. */
export async function tell(tx: Tx, { recipient, topic, ref, params }: NewMessage, now: Date): Promise<void> {
  await tx
    .insertInto("outbox")
    .values({
      id: sha256Hex(JSON.stringify([topic, ref, recipient])).slice(0, 32),
      recipient,
      topic,
      params: JSON.stringify(params),
      created_at: now.toISOString(),
      delivered_at: null,
    })
    .onConflict((conflict) => conflict.column("id").doNothing())
    .execute();
}

/** Messages that no adapter has taken yet, the oldest first. */
export async function listUndelivered(tx: Tx, limit: number): Promise<StoredMessage[]> {
  const rows = await tx
    .selectFrom("outbox")
    .select(["id", "recipient", "topic", "params", "created_at", "delivered_at"])
    .where("delivered_at", "is", null)
    .orderBy("created_at")
    .orderBy("id")
    .limit(limit)
    .execute();
  return rows.map(toMessage);
}

/** Notes that an adapter took messages. */
export async function markDelivered(tx: Tx, ids: readonly string[], now: Date): Promise<void> {
  if (ids.length === 0) return;
  await tx.updateTable("outbox").set({ delivered_at: now.toISOString() }).where("id", "in", ids).execute();
}

/** One page of all messages, the newest first, after the message with this id; undefined begins. */
export async function listMessages(tx: Tx, after: string | undefined, limit: number): Promise<StoredMessage[]> {
  const last = after === undefined ? undefined : await findCreatedAt(tx, after);
  const rows = await tx
    .selectFrom("outbox")
    .select(["id", "recipient", "topic", "params", "created_at", "delivered_at"])
    .$if(last !== undefined, (query) =>
      query.where((eb) => eb(eb.refTuple("created_at", "id"), "<", eb.tuple(last ?? "", after ?? ""))),
    )
    .orderBy("created_at", "desc")
    .orderBy("id", "desc")
    .limit(limit)
    .execute();
  return rows.map(toMessage);
}

/** The people of some messages, by user id. */
export async function listAddresses(tx: Tx, userIds: readonly string[]): Promise<Map<string, string>> {
  if (userIds.length === 0) return new Map();
  const rows = await tx.selectFrom("user").select(["id", "email"]).where("id", "in", userIds).execute();
  return new Map(rows.map(({ id, email }) => [id, email]));
}

async function findCreatedAt(tx: Tx, id: string): Promise<string | undefined> {
  const row = await tx.selectFrom("outbox").select("created_at").where("id", "=", id).executeTakeFirst();
  return row?.created_at;
}

interface Row {
  id: string;
  recipient: string;
  topic: string;
  params: string;
  created_at: string;
  delivered_at: string | null;
}

function toMessage(row: Row): StoredMessage {
  return {
    id: row.id,
    recipient: row.recipient,
    topic: row.topic,
    params: JSON.parse(row.params) as Record<string, string>,
    createdAt: new Date(row.created_at),
    deliveredAt: row.delivered_at === null ? null : new Date(row.delivered_at),
  };
}
