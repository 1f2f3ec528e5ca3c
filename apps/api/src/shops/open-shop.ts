import { randomUUID } from "node:crypto";
import { yuan } from "@songkeeper/base";
import type { Services } from "../services.ts";
import { insertShop } from "./queries.ts";
import type { Shop } from "./shop.ts";

/** What a new shop wants to spend in a month until its owner says otherwise (rule 8 of the house). */
const MONTHLY_BUDGET = yuan("115.00");

/**
 * Opens a shop for a user, who becomes its owner. The organization is made first, outside our transaction; where the
 * shop was not stored after it, an organization is left that nobody sees.
 */
export async function openShop(
  { auth, transact, now }: Pick<Services, "auth" | "transact" | "now">,
  userId: string,
  described: Pick<Shop, "name" | "trade" | "city">,
): Promise<Shop> {
  const body = { name: described.name, slug: `shop-${randomUUID()}`, userId };
  const { id } = await auth.api.createOrganization({ body });
  const shop: Shop = { id, ...described, monthlyBudget: MONTHLY_BUDGET, dayCap: null, budgetMode: "pacing" };
  await transact((tx) => insertShop(tx, shop, now()));
  return shop;
}
