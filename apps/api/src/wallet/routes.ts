import { accept } from "@songkeeper/base";
import { topUp, topUpDone } from "@songkeeper/contracts";
import { exclusive, POSTING } from "../db/transact.ts";
import { operation, reply, valid } from "../http/operation.ts";
import { problem } from "../http/problems.ts";
import { routes, signedIn } from "../http/session.ts";
import type { Services } from "../services.ts";
import { enterShop } from "../shops/access.ts";
import { idempotencyKeyOf, onceFor } from "./idempotency.ts";
import { topUpWallet } from "./top-up-wallet.ts";

/** Money into a shop's wallet. */
export function walletRoutes(services: Services) {
  const { transact, now, config, live } = services;
  return routes().post(
    "/shops/:shopId/top-ups",
    operation("Top up a shop's wallet through the sandbox provider; needs an Idempotency-Key", {
      answer: topUpDone,
      problems: ["not_found", "forbidden", "idempotency_key_missing", "key_reused"],
    }),
    signedIn(services),
    valid("json", topUp),
    async (c) => {
      const key = idempotencyKeyOf(c);
      if (key === undefined) return problem(c, { reason: "idempotency_key_missing" });
      const user = c.get("user");
      const moment = { now: now(), timeZone: config.timeZone };
      const request = { account: user.id, key, route: c.req.path, body: await c.req.text() };
      const { amountMicro: amount } = c.req.valid("json");
      const outcome = await transact(
        async (tx) => {
          const entered = await enterShop(tx, c.req.param("shopId"), user.id, "change");
          if (!entered.ok) return entered;
          return onceFor<never>(tx, request, moment.now, async () => {
            const done = await topUpWallet(tx, { shopId: entered.value.id, amount, userId: user.id }, moment);
            const answer = {
              id: done.id,
              amountMicro: `${amount}`,
              balanceMicro: `${done.balance}`,
              provider: "sandbox",
            };
            return accept(JSON.stringify(answer));
          });
        },
        [exclusive(POSTING)],
      );
      if (!outcome.ok) return problem(c, outcome);
      live.publish(c.req.param("shopId"), { event: "shop", data: "{}" });
      return reply(c, topUpDone, JSON.parse(outcome.value));
    },
  );
}
