import { randomUUID } from "node:crypto";
import {
  accept,
  type Day,
  dayOf,
  type Micro,
  micro,
  type Month,
  monthOfDay,
  nextDay,
  refuse,
  startOfDay,
  sumMicro,
  ZERO,
} from "@songkeeper/base";
import { shopWallet } from "@songkeeper/ledger";
import {
  addDays,
  closedByNaming,
  committedOf,
  type DayAmounts,
  expectedSpending,
  type GrantFacts,
  grantLease,
  type LeaseGrant,
  openMinutesBetween,
} from "@songkeeper/licensing";
import type { Tx } from "../db/transact.ts";
import type { Device } from "../devices/device.ts";
import { lockDevice } from "../devices/queries.ts";
import { getBalance } from "../ledger/transfer-queries.ts";
import { findLicence } from "../shops/licence-queries.ts";
import { type LicensedSong, listLicensedSongs, lockPrices } from "../shops/licensed-songs.ts";
import { getShop, getZone, listZones } from "../shops/queries.ts";
import type { Licence, Shop, Zone } from "../shops/shop.ts";
import { getJournalState, type HoldingLease, listHoldingLeases } from "./holding-queries.ts";
import {
  countLeasesSince,
  type DeviceDay,
  insertLease,
  listDeviceDays,
  markLeasesClosed,
  saveDeviceDay,
  type StoredLease,
} from "./queries.ts";
import { holdingLeases, settleHoldsOfShop, usedOf } from "./settle-holds.ts";

/** A player asks once an hour, and when it starts; each lease is kept with all its songs, so a loop must not fill the disk. */
export const LEASES_PER_HOUR_MAX = 100;

/** What a device says when it asks: the lease it writes under, and the last sequence number it wrote. */
export interface LeaseWish {
  readonly currentLeaseId: string | null;
  readonly closedThrough: number;
}

/** When and where: the platform's zone decides what a day is. */
export interface Moment {
  readonly now: Date;
  readonly timeZone: string;
}

/** A lease with what its device is told beyond its terms. */
export interface GrantedLease {
  readonly lease: StoredLease;
  readonly pricedShare: number;
  readonly songs: readonly LicensedSong[];
  readonly used: DayAmounts;
  readonly shop: Shop;
  readonly zone: Zone;
}

/**
 * Grants a device its next lease and holds its day amounts against wallet, day cap and month budget, in this one
 * transaction: run it under the shop's lock. Older leases than the one it names are closed.
 */
export async function grantDeviceLease(
  tx: Tx,
  { deviceId, tokenHash, wish }: { deviceId: string; tokenHash: string; wish: LeaseWish },
  moment: Moment,
) {
  const device = await lockDevice(tx, deviceId, tokenHash);
  if (!device) return refuse("unknown_device");
  if (device.endedAt) return refuse("device_ended");
  if (device.forkedAt) return refuse("device_forked");
  const anHourAgo = new Date(moment.now.getTime() - 3_600_000);
  if ((await countLeasesSince(tx, device.id, anHourAgo)) >= LEASES_PER_HOUR_MAX) return refuse("too_many_requests");
  const [shop, zone] = [await getShop(tx, device.shopId), await getZone(tx, device.zoneId)];
  const licence = await findLicence(tx, zone, moment.now);
  if (!licence) return refuse("no_licence");

  await closeNamedLeases(tx, device, wish);
  await settleHoldsOfShop(tx, shop.id, moment.now);
  const songs = await listLicensedSongs(tx, zone, licence, moment.now);
  const spending = await loadSpending(tx, device, moment);
  const facts = await loadFacts(tx, { shop, zone, licence, songs, spending }, moment);
  const granted = grantLease(facts);
  if (!granted.ok) return granted;

  const lease = leaseOf(device, { licence, zone, songs, grant: granted.value }, moment.now);
  await lockPrices(
    tx,
    licence,
    songs.map(({ trackId }) => trackId),
    moment.now,
  );
  await insertLease(tx, lease);
  await holdAmounts(tx, lease, spending);
  return accept({ lease, pricedShare: granted.value.pricedShare, songs, used: spending.used, shop, zone });
}

/** A shop's spending as far as a grant needs it: the days of this month and later, and whatever is still held. */
interface Spending {
  readonly month: Month;
  readonly days: readonly DeviceDay[];
  readonly used: DayAmounts;
  readonly liveHere: readonly HoldingLease[];
}

async function closeNamedLeases(tx: Tx, device: Device, { currentLeaseId, closedThrough }: LeaseWish): Promise<void> {
  const named = closedByNaming(await listHoldingLeases(tx, [device.id]), currentLeaseId);
  await markLeasesClosed(
    tx,
    named.map(({ id }) => id),
    closedThrough,
  );
}

async function loadSpending(tx: Tx, device: Device, { now, timeZone }: Moment): Promise<Spending> {
  const month = monthOfDay(dayOf(now, timeZone));
  const days = await listDeviceDays(tx, device.shopId, `${month}-01` as Day);
  const used = usedOf(days.filter(({ deviceId }) => deviceId === device.id));
  const leases = await listHoldingLeases(tx, [device.id]);
  const liveHere = holdingLeases(leases, await getJournalState(tx, device.id), now);
  return { month, days, used, liveHere };
}

async function loadFacts(
  tx: Tx,
  of: { shop: Shop; zone: Zone; licence: Licence; songs: readonly LicensedSong[]; spending: Spending },
  { now, timeZone }: Moment,
): Promise<GrantFacts> {
  const { shop, zone, licence, songs, spending } = of;
  const { days, used, liveHere, month } = spending;
  const heldBy = (some: readonly DeviceDay[]) => addDays(some.map(({ day, held }) => new Map([[day, held]])));
  const usedDays = days.filter(({ day }) => monthOfDay(day) === month);
  return {
    now: now.getTime(),
    timeZone,
    offlineDays: zone.offlineDays,
    licenceEndsAt: licence.endsAt.getTime(),
    openMinutes: (day) => openMinutesOn(zone, day, { now, timeZone }),
    songs: songs.map(({ price, durationMs }) => ({ fee: price.fee, durationMs })),
    mode: shop.budgetMode,
    limits: { monthBudget: shop.monthlyBudget, shopDayCap: shop.dayCap, zoneDayCap: null },
    walletFree: await freeInWallet(tx, shop.id, days),
    committed: heldBy(days),
    committedInZone: heldBy(days.filter(({ zoneId }) => zoneId === zone.id)),
    committedHere: committedOf({ used, liveLeases: liveHere }),
    used,
    usedThisMonth: sumMicro(usedDays.map(({ charged, reserved }) => micro(charged + reserved))),
    dailySpendingElsewhere:
      shop.budgetMode === "pacing" ? await spendingElsewhere(tx, { shop, zone }, { now, timeZone }) : ZERO,
  };
}

/** What the wallet has beyond everything that devices still hold of it. */
async function freeInWallet(tx: Tx, shopId: string, days: readonly DeviceDay[]): Promise<Micro> {
  const exposure = sumMicro(days.map(({ held, charged }) => micro(held - charged)));
  return micro((await getBalance(tx, shopWallet(shopId))) - exposure);
}

/** What the shop's other zones come to on a day like today, which only pacing asks. */
async function spendingElsewhere(tx: Tx, { shop, zone }: { shop: Shop; zone: Zone }, moment: Moment): Promise<Micro> {
  let sum = 0n;
  for (const other of await listZones(tx, shop.id)) {
    const licence = other.id === zone.id ? undefined : await findLicence(tx, other, moment.now);
    if (!licence) continue;
    const songs = await listLicensedSongs(tx, other, licence, moment.now);
    const offered = songs.map(({ price, durationMs }) => ({ fee: price.fee, durationMs }));
    sum += expectedSpending(openMinutesOn(other, nextDay(dayOf(moment.now, moment.timeZone)), moment), offered);
  }
  return micro(sum);
}

/** The minutes that a zone is open on a platform day, from now on. */
function openMinutesOn(zone: Zone, day: Day, { now, timeZone }: Moment): number {
  const from = startOfDay(day, timeZone);
  return openMinutesBetween(zone.opening, zone.timeZone, from < now ? now : from, startOfDay(nextDay(day), timeZone));
}

function leaseOf(
  device: Device,
  { licence, zone, songs, grant }: { licence: Licence; zone: Zone; songs: readonly LicensedSong[]; grant: LeaseGrant },
  now: Date,
): StoredLease {
  const tracks = songs.map(({ trackId, durationMs, price, version, related }) => {
    const terms = { priceVersion: price.version, splitVersion: version, fee: price.fee, coveredRoles: [], related };
    return [trackId, { durationMs, ...terms }] as const;
  });
  return {
    id: randomUUID(),
    deviceId: device.id,
    zoneId: zone.id,
    shopId: device.shopId,
    licenceId: licence.id,
    use: zone.use,
    grantedAt: now.getTime(),
    endsAt: grant.endsAt,
    closedThrough: null,
    tracks: new Map(tracks),
    days: grant.days,
    sandbox: false,
  };
}

/** Holds the lease's own days at least; what other live leases hold on other days stays as it is. */
async function holdAmounts(tx: Tx, lease: StoredLease, { days, used, liveHere }: Spending): Promise<void> {
  const { deviceId, zoneId, shopId } = lease;
  const here = new Map(days.filter((of) => of.deviceId === deviceId).map((of) => [of.day, of]));
  const committed = committedOf({ used, liveLeases: [...liveHere, lease] });
  for (const day of lease.days.keys()) {
    const held = committed.get(day) ?? ZERO;
    const fresh = { deviceId, zoneId, shopId, day, charged: ZERO, reserved: ZERO, held };
    await saveDeviceDay(tx, { ...(here.get(day) ?? fresh), held });
  }
}
