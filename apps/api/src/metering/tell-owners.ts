import type { Tx } from "../db/transact.ts";
import { type NewMessage, tell } from "../messages/queries.ts";
import { getShop, getZone, listShopUsers } from "../shops/queries.ts";

/** Tells everybody who works in a zone's shop something about that zone; `ref` makes it once. */
export async function tellOwners(
  tx: Tx,
  zoneId: string,
  message: Pick<NewMessage, "topic" | "ref" | "params">,
  now: Date,
): Promise<void> {
  const zone = await getZone(tx, zoneId);
  const shop = await getShop(tx, zone.shopId);
  const params = { shop: shop.name, zone: zone.name, ...message.params };
  for (const recipient of await listShopUsers(tx, shop.id)) await tell(tx, { ...message, params, recipient }, now);
}
