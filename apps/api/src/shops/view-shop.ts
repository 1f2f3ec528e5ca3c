import { type Day, dayOf, micro, monthOfDay, sumMicro } from "@songkeeper/base";
import type { ShopView } from "@songkeeper/contracts";
import { shopWallet } from "@songkeeper/ledger";
import type { Tx } from "../db/transact.ts";
import { listDeviceDays } from "../leases/queries.ts";
import { getBalance } from "../ledger/transfer-queries.ts";
import { listLicences } from "./licence-queries.ts";
import { listPlaces, listZones } from "./queries.ts";
import type { Licence, Shop } from "./shop.ts";
import { type ViewContext, viewZone } from "./view-zone.ts";

/** Everything that the Shop room shows of one shop. */
export async function viewShop(tx: Tx, shop: Shop, context: ViewContext): Promise<ShopView> {
  const month = monthOfDay(dayOf(context.now, context.timeZone));
  const days = await listDeviceDays(tx, shop.id, `${month}-01` as Day);
  const zones = new Map<string, ShopView["places"][number]["zones"]>();
  for (const zone of await listZones(tx, shop.id)) {
    const drawn = await viewZone(tx, zone, { days, context });
    zones.set(zone.placeId, [...(zones.get(zone.placeId) ?? []), drawn]);
  }
  const ofMonth = days.filter(({ day }) => monthOfDay(day) === month);
  const reserved = (some: typeof days) => sumMicro(some.map(({ held, charged }) => micro(held - charged)));
  const places = await listPlaces(tx, shop.id);
  return {
    id: shop.id,
    name: shop.name,
    trade: shop.trade,
    city: shop.city,
    wallet: { balanceMicro: `${await getBalance(tx, shopWallet(shop.id))}`, reservedMicro: `${reserved(days)}` },
    budget: {
      monthlyMicro: shop.monthlyBudget.toString(),
      dayCapMicro: shop.dayCap?.toString() ?? null,
      mode: shop.budgetMode,
    },
    month: {
      month,
      chargedMicro: `${sumMicro(ofMonth.map(({ charged }) => charged))}`,
      reservedMicro: `${reserved(ofMonth)}`,
    },
    licences: (await listLicences(tx, shop.id)).map(viewLicence),
    places: places.map(({ shopId: _, ...place }) => ({ ...place, zones: zones.get(place.id) ?? [] })),
  };
}

/** A licence with what it covers: here, both layers for their declared writers and the recording's producer. */
export function viewLicence(of: Licence): ShopView["licences"][number] {
  return {
    id: of.id,
    number: of.number,
    use: of.use,
    territory: of.territory,
    startsAt: of.startsAt.toISOString(),
    endsAt: of.endsAt.toISOString(),
    termsVersion: of.termsVersion,
    layers: [
      { role: "lyricist", covered: true },
      { role: "composer", covered: true },
      { role: "recording", covered: true },
    ],
  };
}
