import { accept, refuse } from "@songkeeper/base";
import type { Tx } from "../db/transact.ts";
import { findShop, findShopRoles, findZone } from "./queries.ts";
import type { Shop, Zone } from "./shop.ts";

const MAY_CHANGE: ReadonlySet<string> = new Set(["owner", "admin"]);

/** Whether a user may see a shop (any role) or change it (owner, admin); to strangers it does not exist. */
export async function enterShop(tx: Tx, shopId: string, userId: string, wish: "see" | "change") {
  const roles = await findShopRoles(tx, shopId, userId);
  const shop: Shop | undefined = roles && (await findShop(tx, shopId));
  if (!shop) return refuse("not_found");
  if (wish === "change" && !roles?.some((role) => MAY_CHANGE.has(role))) return refuse("forbidden");
  return accept(shop);
}

/** The same for one of a shop's zones. */
export async function enterZone(tx: Tx, zoneId: string, userId: string, wish: "see" | "change") {
  const zone: Zone | undefined = await findZone(tx, zoneId);
  if (!zone) return refuse("not_found");
  const entered = await enterShop(tx, zone.shopId, userId, wish);
  return entered.ok ? accept({ zone, shop: entered.value }) : entered;
}
