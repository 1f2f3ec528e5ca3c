import type { Day, Micro, Role, Use } from "@songkeeper/base";
import type { EpochMs } from "./entry.ts";

/** One song under a lease, as it was when the lease was granted. */
export interface LeasedTrack {
  readonly durationMs: number;
  readonly priceVersion: number;
  readonly splitVersion: number;
  /** What one play costs: the part of the price of the roles that are not covered. */
  readonly fee: Micro;
  /** Roles whose right is covered by a society's licence that the shop holds. */
  readonly coveredRoles: readonly Role[];
  /** Whether shop and payee are the same person, account or device: such plays count for nothing. */
  readonly related: boolean;
}

/**
 * The permission to play listed songs until a time. `days` are absolute: what its device may spend on a platform day in
 * all, under this and earlier leases.
 */
export interface Lease {
  readonly id: string;
  readonly deviceId: string;
  readonly zoneId: string;
  readonly use: Use;
  readonly grantedAt: EpochMs;
  readonly endsAt: EpochMs;
  /** The last entry under this lease, once its device has named a newer one; later entries are `no_lease`. */
  readonly closedThrough: number | null;
  readonly tracks: ReadonlyMap<string, LeasedTrack>;
  readonly days: ReadonlyMap<Day, Micro>;
  /** Played with a sandbox key: costs nothing. */
  readonly sandbox: boolean;
}

/** How long after a lease's end its plays may still come in; until then its amounts stay reserved. */
export const REPORTING_MS = 35 * 86_400_000;

/** The leases that still reserve money: not ended 35 days ago, and not closed with all their entries judged. */
export function liveLeases<L extends Pick<Lease, "endsAt" | "closedThrough">>(
  leases: readonly L[],
  { now, judgedThrough }: { now: EpochMs; judgedThrough: number },
): L[] {
  return leases.filter(
    ({ endsAt, closedThrough }) =>
      now <= endsAt + REPORTING_MS && (closedThrough === null || judgedThrough < closedThrough),
  );
}

/**
 * The leases that a device closes by naming its current one: those granted before it and open still. `leases` are in the
 * order of their grant; one granted later stays open, since its answer may be on the way.
 */
export function closedByNaming<L extends Pick<Lease, "id" | "closedThrough">>(
  leases: readonly L[],
  currentLeaseId: string | null,
): L[] {
  const current = leases.findIndex(({ id }) => id === currentLeaseId);
  return leases.slice(0, Math.max(current, 0)).filter(({ closedThrough }) => closedThrough === null);
}
