import { dayOf, formatYuan, micro, sumMicro } from "@songkeeper/base";
import type { Lease, Receipt } from "@songkeeper/client";
import type { DayTally, ExpectedFee } from "./saved.ts";

const DAYS_KEPT = 45;
/** Near midnight the day that will pay is not certain: both must be able to. */
const MIDNIGHT_MS = 2 * 60_000;

type Days = Readonly<Record<string, DayTally>>;

/** The tally with plays and money (micro-yuan, negative to take back) added to one day; the oldest days fall off. */
export function addToDay(days: Days, day: string, { plays, micro: amount }: { plays: number; micro: bigint }): Days {
  const before = days[day] ?? { plays: 0, spentMicro: "0" };
  const spent = BigInt(before.spentMicro) + amount;
  const tally = { plays: Math.max(0, before.plays + plays), spentMicro: String(spent < 0n ? 0n : spent) };
  const all = Object.entries({ ...days, [day]: tally }).toSorted(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(all.slice(-DAYS_KEPT));
}

/**
 * The tally corrected by the platform's verdicts: its day and fee take the place of those that were expected. What was
 * refused because the day's amount was used up stays, or the device would try it again and again.
 */
export function settle(
  days: Days,
  fees: readonly ExpectedFee[],
  verdicts: Receipt["verdicts"],
  timeZone: string,
): Days {
  const expected = new Map(fees.map((fee) => [fee.seq, fee]));
  return verdicts.reduce((tally, { seq, feeMicro, reason, startedAt }) => {
    const fee = expected.get(seq);
    if (!fee || reason === "lease_exhausted") return tally;
    const day = startedAt ? dayOf(new Date(startedAt), timeZone) : fee.day;
    if (day === fee.day && feeMicro === fee.feeMicro) return tally;
    const without = addToDay(tally, fee.day, { plays: day === fee.day ? 0 : -1, micro: -BigInt(fee.feeMicro) });
    return addToDay(without, day, { plays: day === fee.day ? 0 : 1, micro: BigInt(feeMicro) });
  }, days);
}

/** Whether a song of this fee may start now: every platform day that it could fall on has that much left. */
export function canSpend(lease: Lease, days: Days, feeMicro: string, now: number): boolean {
  if (feeMicro === "0") return true;
  return payingDays(now, lease.timeZone).every((day) => leftOn(lease, days, day) >= BigInt(feeMicro));
}

/** What was played and spent on the platform day of this moment; the amount in yuan, for people. */
export function today(days: Days, timeZone: string, now: number): { plays: number; spentYuan: string } {
  const tally = days[dayOf(new Date(now), timeZone)];
  return { plays: tally?.plays ?? 0, spentYuan: formatYuan(micro(tally?.spentMicro ?? "0")) };
}

function payingDays(now: number, timeZone: string): string[] {
  return [now - MIDNIGHT_MS, now + MIDNIGHT_MS].map((at) => dayOf(new Date(at), timeZone));
}

/** A day's amount is absolute: all that this device spent on it counts, whichever of lease and tally knows more. */
function leftOn(lease: Lease, days: Days, day: string): bigint {
  const granted = lease.days.find((amount) => amount.day === day);
  if (!granted) return 0n;
  const [own, known] = [BigInt(days[day]?.spentMicro ?? "0"), BigInt(granted.spentMicro)];
  return sumMicro([micro(granted.amountMicro), micro(-(own > known ? own : known))]);
}
