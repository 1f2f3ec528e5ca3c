import { listShopsOfUser } from "../accounts/queries.ts";
import { exclusive, POSTING } from "../db/transact.ts";
import type { Services } from "../services.ts";
import { chooseSoundtrack } from "../shops/choose-soundtrack.ts";
import { createPlace, type PlaceDescription } from "../shops/create-place.ts";
import { grantLicence } from "../shops/grant-licence.ts";
import { findLicence } from "../shops/licence-queries.ts";
import { openShop } from "../shops/open-shop.ts";
import { listSoundtrack, listZones, updateBudget } from "../shops/queries.ts";
import type { Zone } from "../shops/shop.ts";
import { topUpWallet } from "../wallet/top-up-wallet.ts";
import { findSampleMark, saveSampleMark } from "./queries.ts";
import { TEA_HOUSE, TEA_HOUSE_BUDGET, TEA_HOUSE_TOP_UP } from "./sample-tea-house.ts";

/** The services as they would have been at another time. */
export function servicesAt(services: Services, now: Date): Services {
  return { ...services, now: () => new Date(now) };
}

/** The tea house with everything that it needs to play; each part is made once. Gives its zone. */
export async function makeTeaHouse(
  services: Services,
  { ownerId, trackIds, place }: { ownerId: string; trackIds: readonly string[]; place: PlaceDescription },
  now: Date,
): Promise<Zone> {
  const shopId = await makeShop(servicesAt(services, now), ownerId);
  const zone = await services.transact(async (tx) => {
    const [known] = await listZones(tx, shopId);
    if (known) return known;
    const made = await createPlace(tx, shopId, place, now);
    if (!made.ok) throw new Error(`the sample's premises were refused: ${made.reason}`);
    return made.value.zone;
  });
  await services.transact(async (tx) => {
    await updateBudget(tx, { id: shopId, monthlyBudget: TEA_HOUSE_BUDGET, dayCap: null, budgetMode: "pacing" });
    if (!(await findLicence(tx, zone, now))) await grantLicence(tx, shopId, zone.use, now);
    if ((await listSoundtrack(tx, zone.id)).length > 0) return;
    const chosen = await chooseSoundtrack(tx, zone, trackIds, now);
    if (!chosen.ok) throw new Error(`the sample's soundtrack was refused: ${chosen.reason}`);
  });
  await topUpOnce(services, { shopId, userId: ownerId, count: 1 }, now);
  return zone;
}

/** Tops a wallet up until that was done so many times; the count is written down with the money. */
export async function topUpOnce(
  { transact, config }: Pick<Services, "transact" | "config">,
  { shopId, userId, count }: { shopId: string; userId: string; count: number },
  now: Date,
): Promise<void> {
  const moment = { now, timeZone: config.timeZone };
  await transact(
    async (tx) => {
      const mark = await findSampleMark(tx);
      if (!mark || mark.topUps >= count) return;
      await topUpWallet(tx, { shopId, amount: TEA_HOUSE_TOP_UP, userId }, moment);
      await saveSampleMark(tx, { ...mark, topUps: count });
    },
    [exclusive(POSTING)],
  );
}

async function makeShop(services: Services, ownerId: string): Promise<string> {
  const [known] = await services.transact((tx) => listShopsOfUser(tx, ownerId));
  return known?.id ?? (await openShop(services, ownerId, TEA_HOUSE)).id;
}
