import { micro, type Use } from "@songkeeper/base";
import { openingWeek } from "@songkeeper/contracts";
import type { BudgetMode } from "@songkeeper/licensing";
import type { Selectable } from "kysely";
import type { Tables } from "../db/schema.ts";
import type { Tx } from "../db/transact.ts";
import type { Place, Shop, Zone } from "./shop.ts";

/** A user's roles in a shop, if there are any: better-auth writes several as one text, with commas. */
export async function findShopRoles(tx: Tx, shopId: string, userId: string): Promise<string[] | undefined> {
  const row = await tx
    .selectFrom("member")
    .select("role")
    .where("organizationId", "=", shopId)
    .where("userId", "=", userId)
    .executeTakeFirst();
  return row?.role.split(",").map((role) => role.trim());
}

/** The users who work in a shop. */
export async function listShopUsers(tx: Tx, shopId: string): Promise<string[]> {
  const rows = await tx.selectFrom("member").select("userId").where("organizationId", "=", shopId).execute();
  return rows.map((row) => row.userId);
}

export async function findShop(tx: Tx, shopId: string): Promise<Shop | undefined> {
  const row = await tx.selectFrom("shop").selectAll().where("id", "=", shopId).executeTakeFirst();
  return row && toShop(row);
}

export async function getShop(tx: Tx, shopId: string): Promise<Shop> {
  return toShop(await tx.selectFrom("shop").selectAll().where("id", "=", shopId).executeTakeFirstOrThrow());
}

/** Stores a shop once, however often it is made from the same organization. */
export async function insertShop(tx: Tx, shop: Shop, now: Date): Promise<void> {
  await tx
    .insertInto("shop")
    .values({
      id: shop.id,
      name: shop.name,
      trade: shop.trade,
      city: shop.city,
      monthly_micro: shop.monthlyBudget,
      day_cap_micro: shop.dayCap,
      budget_mode: shop.budgetMode,
      created_at: now.toISOString(),
    })
    .onConflict((conflict) => conflict.column("id").doNothing())
    .execute();
}

/** Sets what a shop wants to spend at most. */
export async function updateBudget(
  tx: Tx,
  shop: Pick<Shop, "id" | "monthlyBudget" | "dayCap" | "budgetMode">,
): Promise<void> {
  await tx
    .updateTable("shop")
    .set({ monthly_micro: shop.monthlyBudget, day_cap_micro: shop.dayCap, budget_mode: shop.budgetMode })
    .where("id", "=", shop.id)
    .execute();
}

export async function insertPlace(tx: Tx, place: Place, now: Date): Promise<void> {
  await tx
    .insertInto("place")
    .values({
      id: place.id,
      shop_id: place.shopId,
      name: place.name,
      address: place.address,
      city: place.city,
      size_m2: BigInt(place.sizeM2),
      created_at: now.toISOString(),
    })
    .execute();
}

/** A shop's places, the oldest first. */
export async function listPlaces(tx: Tx, shopId: string): Promise<Place[]> {
  const rows = await tx
    .selectFrom("place")
    .select(["id", "shop_id", "name", "address", "city", "size_m2"])
    .where("shop_id", "=", shopId)
    .orderBy("created_at")
    .orderBy("id")
    .execute();
  return rows.map((row) => ({
    id: row.id,
    shopId: row.shop_id,
    name: row.name,
    address: row.address,
    city: row.city,
    sizeM2: Number(row.size_m2),
  }));
}

export async function getPlace(tx: Tx, placeId: string): Promise<Pick<Place, "id" | "name">> {
  return tx.selectFrom("place").select(["id", "name"]).where("id", "=", placeId).executeTakeFirstOrThrow();
}

export async function insertZone(tx: Tx, zone: Zone, now: Date): Promise<void> {
  await tx
    .insertInto("zone")
    .values({
      id: zone.id,
      shop_id: zone.shopId,
      place_id: zone.placeId,
      name: zone.name,
      use: zone.use,
      time_zone: zone.timeZone,
      opening: JSON.stringify(zone.opening),
      offline_days: BigInt(zone.offlineDays),
      created_at: now.toISOString(),
    })
    .execute();
}

/** Changes when a zone is open and how many days it may play off-line. */
export async function updateZone(tx: Tx, zone: Pick<Zone, "id" | "opening" | "offlineDays">): Promise<void> {
  await tx
    .updateTable("zone")
    .set({ opening: JSON.stringify(zone.opening), offline_days: BigInt(zone.offlineDays) })
    .where("id", "=", zone.id)
    .execute();
}

export async function findZone(tx: Tx, zoneId: string): Promise<Zone | undefined> {
  const row = await tx.selectFrom("zone").selectAll().where("id", "=", zoneId).executeTakeFirst();
  return row && toZone(row);
}

export async function getZone(tx: Tx, zoneId: string): Promise<Zone> {
  return toZone(await tx.selectFrom("zone").selectAll().where("id", "=", zoneId).executeTakeFirstOrThrow());
}

/** A shop's zones, the oldest first. */
export async function listZones(tx: Tx, shopId: string): Promise<Zone[]> {
  const rows = await tx
    .selectFrom("zone")
    .selectAll()
    .where("shop_id", "=", shopId)
    .orderBy("created_at")
    .orderBy("id")
    .execute();
  return rows.map(toZone);
}

/** The songs that were picked for a zone, in order. */
export async function listSoundtrack(tx: Tx, zoneId: string): Promise<string[]> {
  const rows = await tx
    .selectFrom("soundtrack_song")
    .select("track_id")
    .where("zone_id", "=", zoneId)
    .orderBy("position")
    .execute();
  return rows.map((row) => row.track_id);
}

/** Puts songs in the place of a zone's soundtrack. */
export async function replaceSoundtrack(tx: Tx, zoneId: string, trackIds: readonly string[]): Promise<void> {
  await tx.deleteFrom("soundtrack_song").where("zone_id", "=", zoneId).execute();
  if (trackIds.length === 0) return;
  const songs = trackIds.map((trackId, at) => ({ zone_id: zoneId, position: BigInt(at), track_id: trackId }));
  await tx.insertInto("soundtrack_song").values(songs).execute();
}

function toShop(row: Selectable<Tables["shop"]>): Shop {
  return {
    id: row.id,
    name: row.name,
    trade: row.trade,
    city: row.city,
    monthlyBudget: micro(row.monthly_micro),
    dayCap: row.day_cap_micro === null ? null : micro(row.day_cap_micro),
    budgetMode: row.budget_mode as BudgetMode,
  };
}

function toZone(row: Selectable<Tables["zone"]>): Zone {
  return {
    id: row.id,
    shopId: row.shop_id,
    placeId: row.place_id,
    name: row.name,
    use: row.use as Use,
    timeZone: row.time_zone,
    opening: openingWeek.parse(JSON.parse(row.opening)),
    offlineDays: Number(row.offline_days),
  };
}
