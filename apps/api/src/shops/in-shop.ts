import type { Outcome } from "@songkeeper/base";
import type { Context } from "hono";
import type { Tx } from "../db/transact.ts";
import type { ProblemCode } from "../http/problems.ts";
import type { HouseEnv } from "../http/session.ts";
import type { Services } from "../services.ts";
import { enterShop, enterZone } from "./access.ts";
import type { Shop, Zone } from "./shop.ts";

/** Does work in the shop that the address names, in one transaction, if the person may see or change it. */
export function inShop<T, R extends ProblemCode>(
  { transact }: Pick<Services, "transact">,
  c: Context<HouseEnv>,
  wish: "see" | "change",
  work: (tx: Tx, shop: Shop) => Promise<Outcome<T, R>>,
) {
  return transact(async (tx) => {
    const entered = await enterShop(tx, c.req.param("shopId") ?? "", c.get("user").id, wish);
    return entered.ok ? work(tx, entered.value) : entered;
  });
}

/** The same in the zone that the address names. */
export function inZone<T, R extends ProblemCode>(
  { transact }: Pick<Services, "transact">,
  c: Context<HouseEnv>,
  wish: "see" | "change",
  work: (tx: Tx, zone: Zone) => Promise<Outcome<T, R>>,
) {
  return transact(async (tx) => {
    const entered = await enterZone(tx, c.req.param("zoneId") ?? "", c.get("user").id, wish);
    return entered.ok ? work(tx, entered.value.zone) : entered;
  });
}
