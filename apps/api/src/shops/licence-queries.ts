import { type Micro, micro, type Use } from "@songkeeper/base";
import type { Selectable } from "kysely";
import type { Tables } from "../db/schema.ts";
import type { Tx } from "../db/transact.ts";
import type { Licence } from "./shop.ts";

/** A song's price as a licence keeps it for its term. */
export interface LockedPrice {
  readonly trackId: string;
  readonly version: number;
  readonly fee: Micro;
}

export async function insertLicence(tx: Tx, licence: Licence, now: Date): Promise<void> {
  await tx
    .insertInto("licence")
    .values({
      id: licence.id,
      number: licence.number,
      shop_id: licence.shopId,
      use: licence.use,
      territory: licence.territory,
      terms_version: BigInt(licence.termsVersion),
      starts_at: licence.startsAt.toISOString(),
      ends_at: licence.endsAt.toISOString(),
      created_at: now.toISOString(),
    })
    .execute();
}

/** A shop's licence for a use that is valid at an instant, if it has one. */
export async function findLicence(tx: Tx, of: { shopId: string; use: Use }, at: Date): Promise<Licence | undefined> {
  const row = await tx
    .selectFrom("licence")
    .selectAll()
    .where("shop_id", "=", of.shopId)
    .where("use", "=", of.use)
    .where("starts_at", "<=", at.toISOString())
    .where("ends_at", ">", at.toISOString())
    .orderBy("ends_at", "desc")
    .executeTakeFirst();
  return row && toLicence(row);
}

/** Every licence of a shop, the newest first. */
export async function listLicences(tx: Tx, shopId: string): Promise<Licence[]> {
  const rows = await tx
    .selectFrom("licence")
    .selectAll()
    .where("shop_id", "=", shopId)
    .orderBy("starts_at", "desc")
    .orderBy("id")
    .execute();
  return rows.map(toLicence);
}

/** The prices that a licence locked, by song. */
export async function findLockedPrices(
  tx: Tx,
  licenceId: string,
  trackIds: readonly string[],
): Promise<Map<string, LockedPrice>> {
  if (trackIds.length === 0) return new Map();
  const rows = await tx
    .selectFrom("licence_price")
    .select(["track_id", "price_version", "fee_micro"])
    .where("licence_id", "=", licenceId)
    .where("track_id", "in", [...trackIds])
    .execute();
  return new Map(
    rows.map((row) => [
      row.track_id,
      { trackId: row.track_id, version: Number(row.price_version), fee: micro(row.fee_micro) },
    ]),
  );
}

/** Locks prices for a licence's term; what is locked already stays. */
export async function insertLockedPrices(
  tx: Tx,
  licenceId: string,
  prices: readonly LockedPrice[],
  now: Date,
): Promise<void> {
  if (prices.length === 0) return;
  await tx
    .insertInto("licence_price")
    .values(
      prices.map(({ trackId, version, fee }) => ({
        licence_id: licenceId,
        track_id: trackId,
        price_version: BigInt(version),
        fee_micro: fee,
        listed_at: now.toISOString(),
      })),
    )
    .onConflict((conflict) => conflict.columns(["licence_id", "track_id"]).doNothing())
    .execute();
}

function toLicence(row: Selectable<Tables["licence"]>): Licence {
  return {
    id: row.id,
    number: row.number,
    shopId: row.shop_id,
    use: row.use as Use,
    territory: row.territory,
    termsVersion: Number(row.terms_version),
    startsAt: new Date(row.starts_at),
    endsAt: new Date(row.ends_at),
  };
}
