import { dayOf, daysOfMonth, type Micro, micro, monthOfDay, nextMonth, startOfMonth } from "@songkeeper/base";
import { openMinutesBetween } from "@songkeeper/licensing";
import type { Zone } from "./shop.ts";

/** What a soundtrack comes to at a zone's opening hours, if it plays all the time. */
export interface CostEstimate {
  readonly playsPerDay: number;
  readonly perDay: Micro;
  readonly perMonth: Micro;
}

/** What the current month would cost, and its mean day: opening time × mean fee ÷ mean length, rounded up. */
export function estimateCost(
  songs: readonly { readonly fee: Micro; readonly durationMs: number }[],
  zone: Pick<Zone, "opening" | "timeZone">,
  { now, timeZone }: { now: Date; timeZone: string },
): CostEstimate {
  const month = monthOfDay(dayOf(now, timeZone));
  const days = daysOfMonth(month).length;
  const [from, until] = [startOfMonth(month, timeZone), startOfMonth(nextMonth(month), timeZone)];
  const openMs = BigInt(openMinutesBetween(zone.opening, zone.timeZone, from, until)) * 60_000n;
  const lengths = songs.reduce((sum, { durationMs }) => sum + BigInt(durationMs), 0n);
  const fees = songs.reduce((sum, { fee }) => sum + fee, 0n);
  if (lengths === 0n) return { playsPerDay: 0, perDay: micro(0n), perMonth: micro(0n) };
  const perMonth = divideUp(openMs * fees, lengths);
  return {
    playsPerDay: Number(divideUp(openMs * BigInt(songs.length), lengths * BigInt(days))),
    perDay: micro(divideUp(perMonth, BigInt(days))),
    perMonth: micro(perMonth),
  };
}

function divideUp(amount: bigint, by: bigint): bigint {
  return (amount + by - 1n) / by;
}
