import { type Day, day, type Micro, micro } from "@songkeeper/base";
import type { Lease } from "@songkeeper/licensing";
import type { Tx } from "../db/transact.ts";

/** A lease as far as it holds money: without its songs. */
export interface HoldingLease extends Pick<Lease, "id" | "deviceId" | "endsAt" | "closedThrough"> {
  readonly days: ReadonlyMap<Day, Micro>;
}

/** How far a journal is judged, which decides what its leases still hold. */
export interface JournalState {
  readonly deviceId: string;
  readonly judgedThrough: number;
  /** When the first of the chunks came that wait for their predecessors; null where none waits. */
  readonly waitingSince: Date | null;
}

/** The leases of devices that may still hold money, in the order of their grant. */
export async function listHoldingLeases(tx: Tx, deviceIds: readonly string[]): Promise<HoldingLease[]> {
  if (deviceIds.length === 0) return [];
  const rows = await tx
    .selectFrom("lease")
    .innerJoin("lease_day", "lease_day.lease_id", "lease.id")
    .select(["lease.id", "lease.device_id", "lease.ends_at", "lease.closed_through"])
    .select(["lease_day.day", "lease_day.amount_micro"])
    .where("lease.device_id", "in", [...deviceIds])
    .where("lease.dead_at", "is", null)
    .orderBy("lease.granted_at")
    .orderBy("lease.id")
    .execute();
  const leases = Map.groupBy(rows, (row) => row.id);
  return [...leases].flatMap(([id, [row, ...more]]) =>
    row
      ? {
          id,
          deviceId: row.device_id,
          endsAt: Date.parse(row.ends_at),
          closedThrough: row.closed_through === null ? null : Number(row.closed_through),
          days: new Map([row, ...more].map((of) => [day(of.day), micro(of.amount_micro)])),
        }
      : [],
  );
}

/** The devices of a shop that hold more than they used, with where their journals stand. */
export async function listHoldingDevices(tx: Tx, shopId: string): Promise<JournalState[]> {
  const rows = await journals(tx)
    .where("device.id", "in", (of) =>
      of
        .selectFrom("device_day")
        .select("device_day.device_id")
        .where("device_day.shop_id", "=", shopId)
        .where((where) => where("held_micro", ">", where("charged_micro", "+", where.ref("reserved_micro")))),
    )
    .execute();
  return rows.map(toState);
}

/** Where one journal stands. */
export async function getJournalState(tx: Tx, deviceId: string): Promise<JournalState> {
  return toState(await journals(tx).where("device.id", "=", deviceId).executeTakeFirstOrThrow());
}

/** The shops of which some device holds more than it used. */
export async function listShopsWithHolds(tx: Tx): Promise<string[]> {
  const rows = await tx
    .selectFrom("device_day")
    .select("shop_id")
    .distinct()
    .where((where) => where("held_micro", ">", where("charged_micro", "+", where.ref("reserved_micro"))))
    .execute();
  return rows.map((row) => row.shop_id);
}

function journals(tx: Tx) {
  return tx.selectFrom("device").select((of) => [
    "device.id",
    "device.expected_seq",
    of
      .selectFrom("chunk")
      .select((chunk) => chunk.fn.min("chunk.received_at").as("since"))
      .whereRef("chunk.device_id", "=", "device.id")
      .where("chunk.state", "=", "waiting")
      .as("waiting_since"),
  ]);
}

function toState(row: { id: string; expected_seq: bigint; waiting_since: string | null }): JournalState {
  return {
    deviceId: row.id,
    judgedThrough: Number(row.expected_seq) - 1,
    waitingSince: row.waiting_since === null ? null : new Date(row.waiting_since),
  };
}
