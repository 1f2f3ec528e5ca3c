import { accept, yuan } from "@songkeeper/base";
import {
  budget,
  cataloguePage,
  licence,
  newLicence,
  newPlace,
  newShop,
  placeView,
  shopView,
  use,
} from "@songkeeper/contracts";
import { z } from "zod";
import { listCatalogue } from "../catalog/queries.ts";
import { operation, reply, valid } from "../http/operation.ts";
import { problem } from "../http/problems.ts";
import { routes, signedIn } from "../http/session.ts";
import type { Services } from "../services.ts";
import { enterShop } from "./access.ts";
import { createPlace } from "./create-place.ts";
import { grantLicence } from "./grant-licence.ts";
import { insertShop, updateBudget } from "./queries.ts";
import type { Shop } from "./shop.ts";
import { viewLicence, viewShop } from "./view-shop.ts";
import { type ViewContext, toCatalogueItem, viewZone } from "./view-zone.ts";

/** What a new shop wants to spend until its owner says otherwise (rule 8 of the house). */
const MONTHLY_BUDGET = yuan("115.00");

const catalogueQuery = z.strictObject({ use, cursor: z.string().max(200).optional() });

/** The Shop room: a shop, its places, licences, budget and the songs it can choose from. */
export function shopRoutes(services: Services) {
  const { transact, now, live } = services;
  const context = (): ViewContext => contextOf(services);
  return routes()
    .post(
      "/shops",
      operation("Open a shop", { answer: shopView, problems: ["invalid_fields"] }),
      signedIn(services),
      valid("json", newShop),
      async (c) => {
        const shop = await openShop(services, c.get("user").id, c.req.valid("json"));
        return reply(c, shopView, await transact((tx) => viewShop(tx, shop, context())), 201);
      },
    )
    .get(
      "/shops/:shopId",
      operation("Everything about a shop", { answer: shopView, problems: ["not_found"] }),
      signedIn(services),
      async (c) => {
        const outcome = await transact(async (tx) => {
          const entered = await enterShop(tx, c.req.param("shopId"), c.get("user").id, "see");
          return entered.ok ? accept(await viewShop(tx, entered.value, context())) : entered;
        });
        return outcome.ok ? reply(c, shopView, outcome.value) : problem(c, outcome);
      },
    )
    .post(
      "/shops/:shopId/places",
      operation("Add premises with their first zone", {
        answer: placeView,
        problems: ["not_found", "forbidden", "invalid_fields"],
      }),
      signedIn(services),
      valid("json", newPlace),
      async (c) => {
        const outcome = await transact(async (tx) => {
          const entered = await enterShop(tx, c.req.param("shopId"), c.get("user").id, "change");
          if (!entered.ok) return entered;
          const made = await createPlace(tx, entered.value.id, c.req.valid("json"), now());
          if (!made.ok) return made;
          const { shopId: _, ...place } = made.value.place;
          return accept({ ...place, zones: [await viewZone(tx, made.value.zone, { days: [], context: context() })] });
        });
        return outcome.ok ? reply(c, placeView, outcome.value, 201) : problem(c, outcome);
      },
    )
    .put(
      "/shops/:shopId/budget",
      operation("Set what a shop wants to spend at most", {
        answer: shopView,
        problems: ["not_found", "forbidden", "invalid_fields"],
      }),
      signedIn(services),
      valid("json", budget),
      async (c) => {
        const outcome = await transact(async (tx) => {
          const entered = await enterShop(tx, c.req.param("shopId"), c.get("user").id, "change");
          if (!entered.ok) return entered;
          const { monthlyMicro, dayCapMicro, mode } = c.req.valid("json");
          const shop: Shop = { ...entered.value, monthlyBudget: monthlyMicro, dayCap: dayCapMicro, budgetMode: mode };
          await updateBudget(tx, shop);
          return accept(await viewShop(tx, shop, context()));
        });
        if (!outcome.ok) return problem(c, outcome);
        live.publish(outcome.value.id, { event: "shop", data: "{}" });
        return reply(c, shopView, outcome.value);
      },
    )
    .post(
      "/shops/:shopId/licences",
      operation("Take the licence for a use, for twelve months", {
        answer: licence,
        problems: ["not_found", "forbidden", "licence_exists"],
      }),
      signedIn(services),
      valid("json", newLicence),
      async (c) => {
        const outcome = await transact(async (tx) => {
          const entered = await enterShop(tx, c.req.param("shopId"), c.get("user").id, "change");
          return entered.ok ? grantLicence(tx, entered.value.id, c.req.valid("json").use, now()) : entered;
        });
        return outcome.ok ? reply(c, licence, viewLicence(outcome.value), 201) : problem(c, outcome);
      },
    )
    .get(
      "/shops/:shopId/catalogue",
      operation("The songs that are offered for a use, with the fee per play", {
        answer: cataloguePage,
        problems: ["not_found"],
      }),
      signedIn(services),
      valid("query", catalogueQuery),
      async (c) => {
        const { use: of, cursor } = c.req.valid("query");
        const outcome = await transact(async (tx) => {
          const entered = await enterShop(tx, c.req.param("shopId"), c.get("user").id, "see");
          return entered.ok ? accept(await listCatalogue(tx, of, now(), cursor)) : entered;
        });
        if (!outcome.ok) return problem(c, outcome);
        const { items, cursor: next } = outcome.value;
        return reply(c, cataloguePage, { items: items.map((song) => toCatalogueItem(song, context())), cursor: next });
      },
    );
}

/** What views need beside the database. */
export function contextOf({ config, secrets, now }: Services): ViewContext {
  return { now: now(), timeZone: config.timeZone, mediaSecret: secrets.media };
}

/**
 * Opens a shop for a user, who becomes its owner. The organization is made first, outside our transaction; a shop that
 * was not stored after it leaves an organization that nobody sees.
 */
export async function openShop(
  { auth, transact, now }: Pick<Services, "auth" | "transact" | "now">,
  userId: string,
  described: z.output<typeof newShop>,
): Promise<Shop> {
  const slug = `shop-${crypto.randomUUID()}`;
  const organization = await auth.api.createOrganization({ body: { name: described.name, slug, userId } });
  const shop: Shop = {
    id: organization.id,
    ...described,
    monthlyBudget: MONTHLY_BUDGET,
    dayCap: null,
    budgetMode: "pacing",
  };
  await transact((tx) => insertShop(tx, shop, now()));
  return shop;
}
