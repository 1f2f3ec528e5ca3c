import { micro, type Micro } from "@songkeeper/base";
import { SALE_MODES, type SaleMode } from "@songkeeper/catalog";
import type { Tx } from "../db/transact.ts";

/** What buyers give for a song, as it was set at a time: the price, or the least. */
export interface SalePrice {
  readonly version: number;
  readonly mode: SaleMode;
  readonly amount: Micro;
  readonly effectiveAt: Date;
}

/** Adds a version of a song's price to buyers; those before it stay. */
export async function insertSalePrice(tx: Tx, trackId: string, price: SalePrice): Promise<void> {
  await tx
    .insertInto("sale_price")
    .values({
      track_id: trackId,
      version: BigInt(price.version),
      mode: price.mode,
      amount_micro: price.amount,
      effective_at: price.effectiveAt.toISOString(),
    })
    .execute();
}

/** The latest price to buyers of each song. */
export async function findSalePrices(tx: Tx, trackIds: readonly string[]): Promise<Map<string, SalePrice>> {
  if (trackIds.length === 0) return new Map();
  const rows = await tx
    .selectFrom("sale_price")
    .select(["track_id", "version", "mode", "amount_micro", "effective_at"])
    .where("track_id", "in", [...trackIds])
    .orderBy("track_id")
    .orderBy("version")
    .execute();
  return new Map(rows.map((row) => [row.track_id, toSalePrice(row)]));
}

function toSalePrice(row: { version: bigint; mode: string; amount_micro: bigint; effective_at: string }): SalePrice {
  const mode = SALE_MODES.find((known) => known === row.mode);
  if (!mode) throw new Error(`not a mode of sale: ${row.mode}`);
  return {
    version: Number(row.version),
    mode,
    amount: micro(row.amount_micro),
    effectiveAt: new Date(row.effective_at),
  };
}

/** Stores a song's words where there are any: plain, and as LRC text. */
export async function insertLyrics(
  tx: Tx,
  trackId: string,
  { plain, timed }: { plain: string | undefined; timed: string | undefined },
): Promise<void> {
  if (plain === undefined && timed === undefined) return;
  await tx
    .insertInto("lyrics")
    .values({ track_id: trackId, plain: plain ?? null, timed: timed ?? null })
    .execute();
}
