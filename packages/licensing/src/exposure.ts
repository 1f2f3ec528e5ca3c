import { type Day, type Micro, micro, sumMicro, ZERO } from "@songkeeper/base";
import type { Lease } from "./lease.ts";

/** Money by platform day. */
export type DayAmounts = ReadonlyMap<Day, Micro>;

/** What a device has spent, and what it still may. */
export interface DeviceSpending {
  /** Fees of its entries by platform day, billed and held. */
  readonly used: DayAmounts;
  /** The part of `used` that is held: not charged yet, reserved until it is ruled on. */
  readonly awaitingRuling: Micro;
  readonly liveLeases: readonly Pick<Lease, "days">[];
}

/** What is charged or reserved for a device by day: the most it may come to under any of its live leases. */
export function committedOf({ used, liveLeases }: Pick<DeviceSpending, "used" | "liveLeases">): Map<Day, Micro> {
  const committed = new Map(used);
  for (const { days } of liveLeases)
    for (const [day, amount] of days) if (amount > (committed.get(day) ?? ZERO)) committed.set(day, amount);
  return committed;
}

/** What is reserved for a device by day beyond what it has used: nothing is reserved twice for two leases. */
export function heldOf(used: DayAmounts, liveLeases: DeviceSpending["liveLeases"]): Map<Day, Micro> {
  const held = new Map<Day, Micro>();
  for (const [day, amount] of committedOf({ used, liveLeases })) {
    const rest = amount - (used.get(day) ?? ZERO);
    if (rest > 0n) held.set(day, micro(rest));
  }
  return held;
}

/** What a device may still cost its shop's wallet: shown to the owner as reserved. */
export function exposureOf({ used, awaitingRuling, liveLeases }: DeviceSpending): Micro {
  return sumMicro([awaitingRuling, ...heldOf(used, liveLeases).values()]);
}

/** What a closing report frees: the exposure that is gone once only `stillLive` of the leases reserve money. */
export function freedByClosing(spending: DeviceSpending, stillLive: DeviceSpending["liveLeases"]): Micro {
  return micro(exposureOf(spending) - exposureOf({ ...spending, liveLeases: stillLive }));
}

/** Several devices' amounts as one sum by day. */
export function addDays(amounts: Iterable<DayAmounts>): Map<Day, Micro> {
  const sums = new Map<Day, Micro>();
  for (const days of amounts) for (const [day, amount] of days) sums.set(day, micro((sums.get(day) ?? ZERO) + amount));
  return sums;
}
