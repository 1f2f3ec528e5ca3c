import { listShopsOfUser } from "../accounts/queries.ts";
import { exclusive, POSTING } from "../db/transact.ts";
import type { Services } from "../services.ts";
import { chooseSoundtrack } from "../shops/choose-soundtrack.ts";
import { createPlace } from "../shops/create-place.ts";
import { grantLicence } from "../shops/grant-licence.ts";
import { findLicence } from "../shops/licence-queries.ts";
import { openShop } from "../shops/open-shop.ts";
import { listSoundtrack, listZones, updateBudget } from "../shops/queries.ts";
import type { Zone } from "../shops/shop.ts";
import { topUpWallet } from "../wallet/top-up-wallet.ts";
import { hasTopUpAt } from "./queries.ts";
import type { SampleShop } from "./sample-shops.ts";

/** The services as they would have been at another time. */
export function servicesAt(services: Services, now: Date): Services {
  return { ...services, now: () => new Date(now) };
}

/** A shop with everything that it needs to play; each part is made once. Gives its zone. */
export async function makeShop(
  services: Services,
  { described, ownerId, trackIds }: { described: SampleShop; ownerId: string; trackIds: readonly string[] },
  now: Date,
): Promise<Zone> {
  const shopId = await open(servicesAt(services, now), described, ownerId);
  const zone = await services.transact(async (tx) => {
    const [known] = await listZones(tx, shopId);
    if (known) return known;
    const made = await createPlace(tx, shopId, described.place, now);
    if (!made.ok) throw new Error(`the sample's premises were refused: ${made.reason}`);
    return made.value.zone;
  });
  await services.transact(async (tx) => {
    await updateBudget(tx, { id: shopId, monthlyBudget: described.budget, dayCap: null, budgetMode: "pacing" });
    if (!(await findLicence(tx, zone, now))) await grantLicence(tx, shopId, zone.use, now);
    if ((await listSoundtrack(tx, zone.id)).length > 0) return;
    const chosen = await chooseSoundtrack(tx, zone, trackIds, now);
    if (!chosen.ok) throw new Error(`the sample's soundtrack was refused: ${JSON.stringify(chosen)}`);
  });
  await topUpOnce(services, { shopId, ownerId, described }, now);
  return zone;
}

/** Tops a wallet up, unless that was done at this instant before. */
export async function topUpOnce(
  { transact, config }: Pick<Services, "transact" | "config">,
  { shopId, ownerId, described }: { shopId: string; ownerId: string; described: SampleShop },
  now: Date,
): Promise<void> {
  const moment = { now, timeZone: config.timeZone };
  await transact(
    async (tx) => {
      if (await hasTopUpAt(tx, shopId, now)) return;
      await topUpWallet(tx, { shopId, amount: described.topUp, userId: ownerId }, moment);
    },
    [exclusive(POSTING)],
  );
}

async function open(services: Services, { shop }: SampleShop, ownerId: string): Promise<string> {
  const [known] = await services.transact((tx) => listShopsOfUser(tx, ownerId));
  return known?.id ?? (await openShop(services, ownerId, shop)).id;
}
