import { accept } from "@songkeeper/base";
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
import { createPlace } from "./create-place.ts";
import { grantLicence } from "./grant-licence.ts";
import { inShop } from "./in-shop.ts";
import { openShop } from "./open-shop.ts";
import { updateBudget } from "./queries.ts";
import type { Shop } from "./shop.ts";
import { viewLicence, viewShop } from "./view-shop.ts";
import { contextOf, priceSongs, toCatalogueItem, viewZone } from "./view-zone.ts";

const catalogueQuery = z.strictObject({ use, cursor: z.string().max(200).optional() });

/** The Shop room: a shop, its places, licences, budget and the songs it can choose from. */
export function shopRoutes(services: Services) {
  return routes()
    .use("/shops", signedIn(services))
    .use("/shops/*", signedIn(services))
    .route("/", openingRoutes(services))
    .route("/", placeRoutes(services))
    .route("/", budgetRoutes(services))
    .route("/", licenceRoutes(services));
}

function openingRoutes(services: Services) {
  return routes()
    .post(
      "/shops",
      operation("Open a shop", { answer: shopView, problems: ["invalid_fields"] }),
      valid("json", newShop),
      async (c) => {
        const shop = await openShop(services, c.get("user").id, c.req.valid("json"));
        const view = await services.transact((tx) => viewShop(tx, shop, contextOf(services)));
        return reply(c, shopView, view, 201);
      },
    )
    .get(
      "/shops/:shopId",
      operation("Everything about a shop", { answer: shopView, problems: ["not_found"] }),
      async (c) => {
        const outcome = await inShop(services, c, "see", async (tx, shop) =>
          accept(await viewShop(tx, shop, contextOf(services))),
        );
        return outcome.ok ? reply(c, shopView, outcome.value) : problem(c, outcome);
      },
    );
}

function placeRoutes(services: Services) {
  return routes().post(
    "/shops/:shopId/places",
    operation("Add premises with their first zone", {
      answer: placeView,
      problems: ["not_found", "forbidden", "invalid_fields"],
    }),
    valid("json", newPlace),
    async (c) => {
      const outcome = await inShop(services, c, "change", async (tx, shop) => {
        const made = await createPlace(tx, shop.id, c.req.valid("json"), services.now());
        if (!made.ok) return made;
        const { shopId: _, ...place } = made.value.place;
        const zone = await viewZone(tx, made.value.zone, { days: [], context: contextOf(services) });
        return accept({ ...place, zones: [zone] });
      });
      return outcome.ok ? reply(c, placeView, outcome.value, 201) : problem(c, outcome);
    },
  );
}

function budgetRoutes(services: Services) {
  return routes().put(
    "/shops/:shopId/budget",
    operation("Set what a shop wants to spend at most", {
      answer: shopView,
      problems: ["not_found", "forbidden", "invalid_fields"],
    }),
    valid("json", budget),
    async (c) => {
      const outcome = await inShop(services, c, "change", async (tx, before) => {
        const { monthlyMicro, dayCapMicro, mode } = c.req.valid("json");
        const shop: Shop = { ...before, monthlyBudget: monthlyMicro, dayCap: dayCapMicro, budgetMode: mode };
        await updateBudget(tx, shop);
        return accept(await viewShop(tx, shop, contextOf(services)));
      });
      if (!outcome.ok) return problem(c, outcome);
      services.live.publish(outcome.value.id, { event: "shop", data: "{}" });
      return reply(c, shopView, outcome.value);
    },
  );
}

function licenceRoutes(services: Services) {
  return routes()
    .post(
      "/shops/:shopId/licences",
      operation("Take the licence for a use, for twelve months", {
        answer: licence,
        problems: ["not_found", "forbidden", "licence_exists"],
      }),
      valid("json", newLicence),
      async (c) => {
        const outcome = await inShop(services, c, "change", (tx, shop) =>
          grantLicence(tx, shop.id, c.req.valid("json").use, services.now()),
        );
        return outcome.ok ? reply(c, licence, viewLicence(outcome.value), 201) : problem(c, outcome);
      },
    )
    .get(
      "/shops/:shopId/catalogue",
      operation("The songs that are offered for a use, with the fee per play", {
        answer: cataloguePage,
        problems: ["not_found"],
      }),
      valid("query", catalogueQuery),
      async (c) => {
        const { use: of, cursor } = c.req.valid("query");
        const outcome = await inShop(services, c, "see", async (tx, shop) => {
          const page = await listCatalogue(tx, of, services.now(), cursor);
          const items = await priceSongs(tx, { shopId: shop.id, use: of }, page.items, services.now());
          return accept({ ...page, items });
        });
        if (!outcome.ok) return problem(c, outcome);
        const { items, cursor: next } = outcome.value;
        const context = contextOf(services);
        return reply(c, cataloguePage, { items: items.map((song) => toCatalogueItem(song, context)), cursor: next });
      },
    );
}
