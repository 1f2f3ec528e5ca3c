import { micro, ZERO } from "@songkeeper/base";
import { committedOf, type DayAmounts, liveLeases } from "@songkeeper/licensing";
import type { Tx } from "../db/transact.ts";
import {
  getJournalState,
  type HoldingLease,
  type JournalState,
  listHoldingDevices,
  listHoldingLeases,
} from "./holding-queries.ts";
import { type DeviceDay, listHoldingDays, markLeasesDead, saveDeviceDay } from "./queries.ts";

/** What a device has used by platform day: charged, and reserved for held plays. */
export function usedOf(days: readonly DeviceDay[]): DayAmounts {
  return new Map(days.map(({ day, charged, reserved }) => [day, micro(charged + reserved)]));
}

/**
 * The leases of a device that still hold money. What waits behind a gap is judged by the time it came, so the leases
 * that lived then live on until it is judged.
 */
export function holdingLeases(leases: readonly HoldingLease[], journal: JournalState, now: Date): HoldingLease[] {
  const at = Math.min(now.getTime(), journal.waitingSince?.getTime() ?? Infinity);
  const own = leases.filter(({ deviceId }) => deviceId === journal.deviceId);
  return liveLeases(own, { now: at, judgedThrough: journal.judgedThrough });
}

/**
 * Frees what a device no longer holds: of leases that ran out, or that were closed and whose entries are all judged.
 * Again, it changes nothing.
 */
export async function settleHolds(tx: Tx, journal: JournalState, now: Date): Promise<void> {
  await settle(tx, journal, await listHoldingLeases(tx, [journal.deviceId]), now);
}

/** The same for every device of a shop that holds something: before money is promised anew, and once an hour. */
export async function settleHoldsOfShop(tx: Tx, shopId: string, now: Date): Promise<void> {
  const journals = await listHoldingDevices(tx, shopId);
  const leases = await listHoldingLeases(
    tx,
    journals.map(({ deviceId }) => deviceId),
  );
  for (const journal of journals) await settle(tx, journal, leases, now);
}

/** Frees what no lease holds any more: after a ruling that bills nothing, or once leases end before their time. */
export async function freeUnheld(tx: Tx, deviceId: string, now: Date): Promise<void> {
  const leases = await listHoldingLeases(tx, [deviceId]);
  await free(tx, deviceId, holdingLeases(leases, await getJournalState(tx, deviceId), now));
}

async function settle(tx: Tx, journal: JournalState, leases: readonly HoldingLease[], now: Date): Promise<void> {
  const live = holdingLeases(leases, journal, now);
  const dead = leases.filter((lease) => lease.deviceId === journal.deviceId && !live.includes(lease));
  if (dead.length === 0) return;
  await free(tx, journal.deviceId, live);
  await markLeasesDead(
    tx,
    dead.map(({ id }) => id),
    now,
  );
}

async function free(tx: Tx, deviceId: string, live: readonly HoldingLease[]): Promise<void> {
  const days = await listHoldingDays(tx, deviceId);
  const committed = committedOf({ used: usedOf(days), liveLeases: live });
  for (const of of days) {
    const held = committed.get(of.day) ?? ZERO;
    if (held !== of.held) await saveDeviceDay(tx, { ...of, held });
  }
}
