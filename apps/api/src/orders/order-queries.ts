import { CURRENCY, micro } from "@songkeeper/base";
import { ORDER_STATES } from "@songkeeper/ledger";
import { sql } from "kysely";
import { forUpdate } from "../db/for-update.ts";
import type { Tx } from "../db/transact.ts";
import type { Order, OrderLine } from "./order.ts";

const COLUMNS = [
  "id",
  "buyer_id",
  "state",
  "total_micro",
  "provider",
  "reference",
  "created_at",
  "expires_at",
  "paid_at",
  "fulfilled_at",
  "delivered_at",
  "refunded_at",
] as const;

/** Stores an order with its lines. */
export async function insertOrder(tx: Tx, order: Order): Promise<void> {
  await tx
    .insertInto("song_order")
    .values({
      id: order.id,
      buyer_id: order.buyerId,
      currency: CURRENCY,
      total_micro: order.total,
      provider: order.payment?.provider ?? null,
      reference: order.payment?.reference ?? null,
      created_at: order.createdAt.toISOString(),
      ...changing(order),
    })
    .execute();
  const lines = order.lines.map(({ line, trackId, splitVersion, priceVersion, amount }) => ({
    order_id: order.id,
    line: BigInt(line),
    track_id: trackId,
    split_version: BigInt(splitVersion),
    price_version: BigInt(priceVersion),
    amount_micro: amount,
  }));
  await tx.insertInto("song_order_line").values(lines).execute();
}

/** Stores where an order is now; what was bought for how much never changes. */
export async function saveOrder(tx: Tx, order: Order): Promise<void> {
  await tx.updateTable("song_order").set(changing(order)).where("id", "=", order.id).execute();
}

/** An order, if there is one of this id. */
export async function findOrder(tx: Tx, id: string): Promise<Order | undefined> {
  const rows = await tx.selectFrom("song_order").select(COLUMNS).where("id", "=", id).execute();
  return (await withLines(tx, rows))[0];
}

/** An order, locked until the transaction ends. */
export async function lockOrder(tx: Tx, id: string): Promise<Order | undefined> {
  const query = tx.selectFrom("song_order").select(COLUMNS).where("id", "=", id);
  return (await withLines(tx, await query.$call(forUpdate(tx)).execute()))[0];
}

/** The order of a provider's payment, locked until the transaction ends. */
export async function lockOrderOfPayment(tx: Tx, reference: string): Promise<Order | undefined> {
  const query = tx.selectFrom("song_order").select(COLUMNS).where("reference", "=", reference);
  return (await withLines(tx, await query.$call(forUpdate(tx)).execute()))[0];
}

/** The order of a provider's payment. */
export async function findOrderOfPayment(tx: Tx, reference: string): Promise<Order | undefined> {
  const rows = await tx.selectFrom("song_order").select(COLUMNS).where("reference", "=", reference).execute();
  return (await withLines(tx, rows))[0];
}

/** The orders by which somebody keeps a song now, locked until the transaction ends. */
export async function lockOrdersOfSong(
  tx: Tx,
  { userId, trackId }: { userId: string; trackId: string },
): Promise<Order[]> {
  const owned = tx
    .selectFrom("ownership")
    .select("order_id")
    .where("user_id", "=", userId)
    .where("track_id", "=", trackId)
    .where("ended_at", "is", null);
  const query = tx.selectFrom("song_order").select(COLUMNS).where("id", "in", owned).orderBy("id");
  return withLines(tx, await query.$call(forUpdate(tx)).execute());
}

/** One page of somebody's orders, the newest first, after the order with this id; undefined begins. */
export async function listOrders(
  tx: Tx,
  buyerId: string,
  { after, limit }: { after: string | undefined; limit: number },
): Promise<Order[]> {
  const last = after === undefined ? undefined : await findOrder(tx, after);
  const rows = await tx
    .selectFrom("song_order")
    .select(COLUMNS)
    .where("buyer_id", "=", buyerId)
    .$if(last !== undefined, (query) =>
      query.where((eb) =>
        eb(eb.refTuple("created_at", "id"), "<", eb.tuple(last?.createdAt.toISOString() ?? "", last?.id ?? "")),
      ),
    )
    .orderBy("created_at", "desc")
    .orderBy("id", "desc")
    .limit(limit)
    .execute();
  return withLines(tx, rows);
}

/** Orders whose time to pay is over, the oldest first. */
export async function listLapsed(tx: Tx, now: Date, limit: number): Promise<string[]> {
  const rows = await tx
    .selectFrom("song_order")
    .select("id")
    // In the very words of the index that answers it.
    .where(sql<boolean>`state in ('created', 'pending')`)
    .where("expires_at", "<=", now.toISOString())
    .orderBy("expires_at")
    .limit(limit)
    .execute();
  return rows.map(({ id }) => id);
}

interface Row {
  id: string;
  buyer_id: string;
  state: string;
  total_micro: bigint;
  provider: string | null;
  reference: string | null;
  created_at: string;
  expires_at: string | null;
  paid_at: string | null;
  fulfilled_at: string | null;
  delivered_at: string | null;
  refunded_at: string | null;
}

function changing(order: Order) {
  return {
    state: order.state,
    expires_at: order.expiresAt?.toISOString() ?? null,
    paid_at: order.paidAt?.toISOString() ?? null,
    fulfilled_at: order.fulfilledAt?.toISOString() ?? null,
    delivered_at: order.deliveredAt?.toISOString() ?? null,
    refunded_at: order.refundedAt?.toISOString() ?? null,
  };
}

async function withLines(tx: Tx, rows: readonly Row[]): Promise<Order[]> {
  if (rows.length === 0) return [];
  const lines = await tx
    .selectFrom("song_order_line")
    .select(["order_id", "line", "track_id", "split_version", "price_version", "amount_micro"])
    .where(
      "order_id",
      "in",
      rows.map(({ id }) => id),
    )
    .orderBy("order_id")
    .orderBy("line")
    .execute();
  const byOrder = Map.groupBy(lines, (line) => line.order_id);
  return rows.map((row) => toOrder(row, (byOrder.get(row.id) ?? []).map(toLine)));
}

function toLine(row: {
  line: bigint;
  track_id: string;
  split_version: bigint;
  price_version: bigint;
  amount_micro: bigint;
}): OrderLine {
  return {
    line: Number(row.line),
    trackId: row.track_id,
    splitVersion: Number(row.split_version),
    priceVersion: Number(row.price_version),
    amount: micro(row.amount_micro),
  };
}

function toOrder(row: Row, lines: readonly OrderLine[]): Order {
  const state = ORDER_STATES.find((known) => known === row.state);
  if (!state) throw new Error(`order ${row.id} is in no known state`);
  const { provider, reference } = row;
  return {
    id: row.id,
    buyerId: row.buyer_id,
    state,
    total: micro(row.total_micro),
    lines,
    payment: provider !== null && reference !== null ? { provider, reference } : null,
    createdAt: new Date(row.created_at),
    expiresAt: dateOf(row.expires_at),
    paidAt: dateOf(row.paid_at),
    fulfilledAt: dateOf(row.fulfilled_at),
    deliveredAt: dateOf(row.delivered_at),
    refundedAt: dateOf(row.refunded_at),
  };
}

function dateOf(text: string | null): Date | null {
  return text === null ? null : new Date(text);
}
