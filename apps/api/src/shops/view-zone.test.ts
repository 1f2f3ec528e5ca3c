import { micro } from "@songkeeper/base";
import { cataloguePage, costEstimate, shopView } from "@songkeeper/contracts";
import { afterEach, beforeEach, expect, test } from "vitest";
import { changePrice } from "../catalog/change-price.ts";
import { json } from "../testing/test-player.ts";
import { openTeaHouse, type TeaHouse } from "../testing/tea-house.ts";

let house: TeaHouse;
beforeEach(async () => void (house = await openTeaHouse()));
afterEach(() => house.close());

test("a fee that rose for others is told a licensed shop as before: in its zone, on offer, and in estimates", async () => {
  const { services, shop, zone, songs, asOwner } = house;
  house.moveClock(86_400_000);
  const dearer = { use: "premises_small", fee: micro(90_000n) } as const;
  const rain = { ownerId: "musician", trackId: songs.rain };
  await services.transact((tx) => changePrice(tx, rain, dearer, services.now()));
  const ask = async (path: string, init?: RequestInit) => (await asOwner(path, init)).json();

  const [place] = shopView.parse(await ask(`/api/shops/${shop.id}`)).places;
  expect(place?.zones[0]?.soundtrack[0]).toMatchObject({ trackId: songs.rain, feeMicro: "20000" });
  const { items } = cataloguePage.parse(await ask(`/api/shops/${shop.id}/catalogue?use=premises_small`));
  expect(items).toContainEqual(expect.objectContaining({ trackId: songs.rain, feeMicro: "20000" }));
  const trackIds = [songs.rain, songs.snow, songs.wind];
  const estimate = costEstimate.parse(await ask(`/api/zones/${zone.id}/estimate`, json("POST", { trackIds })));
  expect(estimate).toEqual(place?.zones[0]?.estimate);
});
