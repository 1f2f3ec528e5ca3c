import { type Day, day, type Micro, micro, type Month, type Role, type Use } from "@songkeeper/base";
import type { Lease, LeasedTrack } from "@songkeeper/licensing";
import type { Selectable } from "kysely";
import type { Tables } from "../db/schema.ts";
import type { Tx } from "../db/transact.ts";

/** What one device has spent and may spend on one platform day. */
export interface DeviceDay {
  readonly deviceId: string;
  readonly zoneId: string;
  readonly shopId: string;
  readonly day: Day;
  /** Fees charged. */
  readonly charged: Micro;
  /** Fees of held plays: kept, not charged yet. */
  readonly reserved: Micro;
  /** Charged, reserved and still allowed: what the day may come to in all. */
  readonly held: Micro;
}

/** A lease with what its shop's accounts need. */
export interface StoredLease extends Lease {
  readonly shopId: string;
  readonly licenceId: string;
}

/** Stores a lease with its day amounts. */
export async function insertLease(tx: Tx, lease: StoredLease): Promise<void> {
  await tx
    .insertInto("lease")
    .values({
      id: lease.id,
      device_id: lease.deviceId,
      zone_id: lease.zoneId,
      shop_id: lease.shopId,
      licence_id: lease.licenceId,
      use: lease.use,
      granted_at: new Date(lease.grantedAt).toISOString(),
      ends_at: new Date(lease.endsAt).toISOString(),
      closed_through: null,
      dead_at: null,
      tracks: JSON.stringify([...lease.tracks].map(([trackId, track]) => ({ trackId, ...track, fee: `${track.fee}` }))),
    })
    .execute();
  const days = [...lease.days].map(([of, amount]) => ({ lease_id: lease.id, day: of, amount_micro: amount }));
  if (days.length > 0) await tx.insertInto("lease_day").values(days).execute();
}

/** A device's leases by id with their songs and amounts; ids that are not its leases are left out. */
export async function findLeases(
  tx: Tx,
  deviceId: string,
  leaseIds: readonly string[],
): Promise<Map<string, StoredLease>> {
  if (leaseIds.length === 0) return new Map();
  const rows = await tx
    .selectFrom("lease")
    .selectAll()
    .where("id", "in", [...leaseIds])
    .where("device_id", "=", deviceId)
    .execute();
  return withDays(tx, rows);
}

/** When a device's newest lease ends, if it has one. */
export async function findLeaseEnd(tx: Tx, deviceId: string): Promise<Date | undefined> {
  const row = await tx
    .selectFrom("lease")
    .select("ends_at")
    .where("device_id", "=", deviceId)
    .orderBy("granted_at", "desc")
    .executeTakeFirst();
  return row && new Date(row.ends_at);
}

/** How many leases a device was granted since an instant. */
export async function countLeasesSince(tx: Tx, deviceId: string, instant: Date): Promise<number> {
  const row = await tx
    .selectFrom("lease")
    .select((eb) => eb.fn.countAll<bigint>().as("leases"))
    .where("device_id", "=", deviceId)
    .where("granted_at", ">", instant.toISOString())
    .executeTakeFirstOrThrow();
  return Number(row.leases);
}

/** Closes leases: later entries under them count for nothing. */
export async function markLeasesClosed(tx: Tx, leaseIds: readonly string[], closedThrough: number): Promise<void> {
  if (leaseIds.length === 0) return;
  await tx
    .updateTable("lease")
    .set({ closed_through: BigInt(closedThrough) })
    .where("id", "in", [...leaseIds])
    .where("closed_through", "is", null)
    .execute();
}

/** Keeps that leases reserve nothing any more. */
export async function markLeasesDead(tx: Tx, leaseIds: readonly string[], now: Date): Promise<void> {
  if (leaseIds.length === 0) return;
  await tx
    .updateTable("lease")
    .set({ dead_at: now.toISOString() })
    .where("id", "in", [...leaseIds])
    .execute();
}

/** Ends a device's leases now where they would run longer, and gives up their amounts for later days than the given. */
export async function markLeasesEnded(
  tx: Tx,
  deviceId: string,
  { now, lastDay }: { now: Date; lastDay: Day },
): Promise<void> {
  await tx
    .updateTable("lease")
    .set({ ends_at: now.toISOString() })
    .where("device_id", "=", deviceId)
    .where("ends_at", ">", now.toISOString())
    .execute();
  await tx
    .deleteFrom("lease_day")
    .where("day", ">", lastDay)
    .where("lease_id", "in", (of) => of.selectFrom("lease").select("lease.id").where("lease.device_id", "=", deviceId))
    .execute();
}

/** A shop's device days from a day on, or those on which something is still held before it. */
export async function listDeviceDays(tx: Tx, shopId: string, from: Day): Promise<DeviceDay[]> {
  const rows = await tx
    .selectFrom("device_day")
    .selectAll()
    .where("shop_id", "=", shopId)
    .where((where) => where.or([where("day", ">=", from), where("held_micro", ">", where.ref("charged_micro"))]))
    .execute();
  return rows.map(toDeviceDay);
}

/** Some days of one device, as far as it spent or may spend on them. */
export async function findDeviceDays(tx: Tx, deviceId: string, days: readonly Day[]): Promise<DeviceDay[]> {
  if (days.length === 0) return [];
  const rows = await tx
    .selectFrom("device_day")
    .selectAll()
    .where("device_id", "=", deviceId)
    .where("day", "in", [...days])
    .execute();
  return rows.map(toDeviceDay);
}

/** The days on which a device holds more than it used. */
export async function listHoldingDays(tx: Tx, deviceId: string): Promise<DeviceDay[]> {
  const rows = await tx
    .selectFrom("device_day")
    .selectAll()
    .where("device_id", "=", deviceId)
    .where((where) => where("held_micro", ">", where("charged_micro", "+", where.ref("reserved_micro"))))
    .execute();
  return rows.map(toDeviceDay);
}

/** Stores what a device has spent and may spend on a day. */
export async function saveDeviceDay(tx: Tx, of: DeviceDay): Promise<void> {
  const amounts = { charged_micro: of.charged, reserved_micro: of.reserved, held_micro: of.held };
  await tx
    .insertInto("device_day")
    .values({ device_id: of.deviceId, day: of.day, zone_id: of.zoneId, shop_id: of.shopId, ...amounts })
    .onConflict((conflict) => conflict.columns(["device_id", "day"]).doUpdateSet(amounts))
    .execute();
}

/** The last month that was frozen, if one was: what is judged now is accounted for later than it. */
export async function findFrozenThrough(tx: Tx): Promise<Month | undefined> {
  const row = await tx.selectFrom("month_close").select("month").orderBy("month", "desc").executeTakeFirst();
  return row?.month as Month | undefined;
}

async function withDays(tx: Tx, rows: readonly Selectable<Tables["lease"]>[]): Promise<Map<string, StoredLease>> {
  if (rows.length === 0) return new Map();
  const ids = rows.map((row) => row.id);
  const days = await tx.selectFrom("lease_day").selectAll().where("lease_id", "in", ids).orderBy("day").execute();
  const byLease = Map.groupBy(days, (row) => row.lease_id);
  return new Map(rows.map((row) => [row.id, toLease(row, byLease.get(row.id) ?? [])]));
}

type StoredTrack = Omit<LeasedTrack, "fee"> & { trackId: string; fee: string; coveredRoles: Role[] };

function toLease(row: Selectable<Tables["lease"]>, days: readonly Selectable<Tables["lease_day"]>[]): StoredLease {
  const tracks = JSON.parse(row.tracks) as StoredTrack[];
  return {
    id: row.id,
    deviceId: row.device_id,
    zoneId: row.zone_id,
    shopId: row.shop_id,
    licenceId: row.licence_id,
    use: row.use as Use,
    grantedAt: Date.parse(row.granted_at),
    endsAt: Date.parse(row.ends_at),
    closedThrough: row.closed_through === null ? null : Number(row.closed_through),
    tracks: new Map(tracks.map(({ trackId, ...track }) => [trackId, { ...track, fee: micro(track.fee) }])),
    days: new Map(days.map((of) => [day(of.day), micro(of.amount_micro)])),
    sandbox: false,
  };
}

function toDeviceDay(row: Selectable<Tables["device_day"]>): DeviceDay {
  return {
    deviceId: row.device_id,
    zoneId: row.zone_id,
    shopId: row.shop_id,
    day: day(row.day),
    charged: micro(row.charged_micro),
    reserved: micro(row.reserved_micro),
    held: micro(row.held_micro),
  };
}
