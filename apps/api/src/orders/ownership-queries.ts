import type { Tx } from "../db/transact.ts";
import type { Order } from "./order.ts";

/** A song that somebody keeps, and by which order. */
export interface Owned {
  readonly trackId: string;
  readonly orderId: string;
  readonly since: Date;
}

/** Gives a buyer the songs of an order. */
export async function insertOwnership(tx: Tx, { id, buyerId, lines }: Order, now: Date): Promise<void> {
  const rows = lines.map(({ trackId }) => ({
    user_id: buyerId,
    track_id: trackId,
    order_id: id,
    since: now.toISOString(),
    ended_at: null,
  }));
  await tx.insertInto("ownership").values(rows).execute();
}

/** Takes the songs of an order back. */
export async function endOwnership(tx: Tx, { id, buyerId, lines }: Order, now: Date): Promise<void> {
  await tx
    .updateTable("ownership")
    .set({ ended_at: now.toISOString() })
    .where("user_id", "=", buyerId)
    .where(
      "track_id",
      "in",
      lines.map(({ trackId }) => trackId),
    )
    .where("order_id", "=", id)
    .where("ended_at", "is", null)
    .execute();
}

/** Those of some songs that somebody keeps by an order. */
export async function findOwned(tx: Tx, userId: string, trackIds: readonly string[]): Promise<Set<string>> {
  if (trackIds.length === 0) return new Set();
  const rows = await tx
    .selectFrom("ownership")
    .select("track_id")
    .where("user_id", "=", userId)
    .where("track_id", "in", [...trackIds])
    .where("ended_at", "is", null)
    .execute();
  return new Set(rows.map(({ track_id }) => track_id));
}

/** One page of what somebody keeps by orders, the newest first; after this song of this order, or from the beginning. */
export async function listOwned(
  tx: Tx,
  userId: string,
  { after, limit }: { after: Pick<Owned, "trackId" | "since"> | undefined; limit: number },
): Promise<Owned[]> {
  const rows = await tx
    .selectFrom("ownership")
    .select(["track_id", "order_id", "since"])
    .where("user_id", "=", userId)
    .where("ended_at", "is", null)
    .$if(after !== undefined, (query) =>
      query.where((eb) =>
        eb(eb.refTuple("since", "track_id"), "<", eb.tuple(after?.since.toISOString() ?? "", after?.trackId ?? "")),
      ),
    )
    .orderBy("since", "desc")
    .orderBy("track_id", "desc")
    .limit(limit)
    .execute();
  return rows.map(({ track_id, order_id, since }) => ({
    trackId: track_id,
    orderId: order_id,
    since: new Date(since),
  }));
}
