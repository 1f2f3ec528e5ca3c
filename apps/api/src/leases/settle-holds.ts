import { micro, ZERO } from "@songkeeper/base";
import { committedOf, type DayAmounts, liveLeases } from "@songkeeper/licensing";
import type { Tx } from "../db/transact.ts";
import { getDevice } from "../devices/queries.ts";
import {
  type DeviceDay,
  listDaysOfDevice,
  listHoldingDevices,
  listOpenLeases,
  markLeasesDead,
  saveDeviceDay,
} from "./queries.ts";

/** What a device has used by platform day: charged, and reserved for held plays. */
export function usedOf(days: readonly DeviceDay[]): DayAmounts {
  return new Map(days.map(({ day, charged, reserved }) => [day, micro(charged + reserved)]));
}

/**
 * Frees what a device no longer holds: of leases that ran out, or that were closed and whose entries are all judged.
 * Again, it changes nothing.
 */
export async function settleHolds(tx: Tx, deviceId: string, now: Date): Promise<void> {
  const { expectedSeq } = await getDevice(tx, deviceId);
  const leases = await listOpenLeases(tx, deviceId);
  const live = liveLeases(leases, { now: now.getTime(), judgedThrough: expectedSeq - 1 });
  const dead = leases.filter((lease) => !live.includes(lease));
  if (dead.length === 0) return;
  const days = await listDaysOfDevice(tx, deviceId);
  const committed = committedOf({ used: usedOf(days), liveLeases: live });
  for (const of of days) {
    const held = committed.get(of.day) ?? ZERO;
    if (held !== of.held) await saveDeviceDay(tx, { ...of, held });
  }
  const ids = dead.map(({ id }) => id);
  await markLeasesDead(tx, ids, now);
}

/** The same for every device of a shop that holds something: before money is promised anew, and once a day. */
export async function settleHoldsOfShop(tx: Tx, shopId: string, now: Date): Promise<void> {
  for (const deviceId of await listHoldingDevices(tx, shopId)) await settleHolds(tx, deviceId, now);
}
