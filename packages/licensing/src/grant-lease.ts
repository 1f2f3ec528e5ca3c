import {
  accept,
  type Day,
  dayOf,
  daysOfMonth,
  type Micro,
  micro,
  type Month,
  monthOfDay,
  nextDay,
  type Outcome,
  refuse,
  startOfDay,
  ZERO,
} from "@songkeeper/base";
import type { EpochMs } from "./entry.ts";
import type { DayAmounts } from "./exposure.ts";

/** What a shop wants when its budget is used: mix in free songs so that it lasts, fall silent, or play free songs only. */
export const BUDGET_MODES = ["pacing", "stop", "free"] as const;
export type BudgetMode = (typeof BUDGET_MODES)[number];

/** A song that the lease will list, as far as it concerns money. */
export interface OfferedSong {
  readonly fee: Micro;
  readonly durationMs: number;
}

/** Limits that the owner set; null is none. */
export interface SpendingLimits {
  readonly monthBudget: Micro | null;
  readonly shopDayCap: Micro | null;
  readonly zoneDayCap: Micro | null;
}

/** Everything that a grant depends on. "Committed" is charged or reserved (`committedOf`), this device's share included. */
export interface GrantFacts {
  readonly now: EpochMs;
  /** The platform's zone. */
  readonly timeZone: string;
  /** How many days ahead of today the zone may play off-line, 1 to 30. */
  readonly offlineDays: number;
  /** The lease ends with the licence at the latest. */
  readonly licenceEndsAt: EpochMs;
  /** Minutes that the zone is still open on a platform day, from now on; 0 on closed days. */
  readonly openMinutes: (day: Day) => number;
  readonly songs: readonly OfferedSong[];
  readonly mode: BudgetMode;
  readonly limits: SpendingLimits;
  /** The wallet's balance less the exposure of all the shop's devices, this one's live leases included. */
  readonly walletFree: Micro;
  /** Of the whole shop, by day: every day of the months that the lease touches. */
  readonly committed: DayAmounts;
  readonly committedInZone: DayAmounts;
  /** Of this device: what its live leases and plays come to, and what it has used of that. */
  readonly committedHere: DayAmounts;
  readonly used: DayAmounts;
  /** Charged and held in this month so far, by the whole shop. */
  readonly usedThisMonth: Micro;
  /** What the shop's other zones are expected to spend on an open day (`expectedSpending`). */
  readonly dailySpendingElsewhere: Micro;
}

/** What a lease says about money and time. */
export interface LeaseGrant {
  readonly endsAt: EpochMs;
  /** What the device may spend on each platform day in all, under this and earlier leases. */
  readonly days: Map<Day, Micro>;
  /** How many of a thousand plays may be priced so that the budget lasts the month (`pickPriced`). */
  readonly pricedShare: number;
}

export const OFFLINE_DAYS_MAX = 30;

const SHARE_OF_ALL = 1_000;

/**
 * What a device may spend on today and the days ahead. No cap can be passed by many leases at once: what an amount adds
 * to what this device has committed already is taken from wallet, day caps and month budget, and the caller writes the
 * lease in the same transaction.
 */
export function grantLease(facts: GrantFacts): Outcome<LeaseGrant, "no_licence" | "nothing_to_play" | "budget_used"> {
  if (facts.licenceEndsAt <= facts.now) return refuse("no_licence");
  if (facts.songs.length === 0) return refuse("nothing_to_play");
  const listed = leaseDays(facts);
  const pricedShare = pricedShareOf(facts);
  const wanted = new Map(listed.map((day) => [day, wantedOn(day, facts, pricedShare)]));
  const days = withinLimits(wanted, facts);
  if (isBudgetUsed(facts, wanted, days)) return refuse("budget_used");
  const lastDayEnds = startOfDay(nextDay(listed.at(-1) ?? todayOf(facts)), facts.timeZone).getTime();
  return accept({ endsAt: Math.min(lastDayEnds, facts.licenceEndsAt), days, pricedShare });
}

/**
 * What songs cost that play for so many minutes: minutes × mean fee ÷ mean length, rounded up to whole plays of the
 * dearest of them.
 */
export function expectedSpending(openMinutes: number, songs: readonly OfferedSong[]): Micro {
  return wholePlays(costOfMinutes(openMinutes, songs), songs);
}

/**
 * How many of a thousand plays may be priced: the month's remaining budget against what the shop's remaining opening
 * days would cost; all of them where it suffices or where the shop does not pace.
 */
export function pricedShareOf(facts: GrantFacts): number {
  const budget = facts.limits.monthBudget;
  if (facts.mode !== "pacing" || budget === null) return SHARE_OF_ALL;
  const today = todayOf(facts);
  const openMinutes = daysOfMonth(monthOfDay(today))
    .filter((day) => day >= today)
    .map((day) => facts.openMinutes(day))
    .filter((minutes) => minutes > 0);
  const here = openMinutes.reduce((sum, minutes) => sum + costOfMinutes(minutes, facts.songs), 0n);
  const expected = here + facts.dailySpendingElsewhere * BigInt(openMinutes.length);
  const left = notNegative(budget - facts.usedThisMonth);
  return left >= expected ? SHARE_OF_ALL : Number((left * BigInt(SHARE_OF_ALL)) / expected);
}

/** Today and the days ahead that begin before the licence ends. */
function leaseDays(facts: GrantFacts): Day[] {
  const { offlineDays, timeZone, licenceEndsAt } = facts;
  if (!Number.isInteger(offlineDays) || offlineDays < 1 || offlineDays > OFFLINE_DAYS_MAX)
    throw new RangeError(`not a number of off-line days: ${offlineDays}`);
  const days = [todayOf(facts)];
  for (let day = nextDay(todayOf(facts)); days.length <= offlineDays; day = nextDay(day)) {
    if (startOfDay(day, timeZone).getTime() >= licenceEndsAt) break;
    days.push(day);
  }
  return days;
}

/** What a day is expected to come to in all: what was used, and the paced cost of the minutes still open. */
function wantedOn(day: Day, { songs, openMinutes, used }: GrantFacts, pricedShare: number): Micro {
  const paced = divideUp(costOfMinutes(openMinutes(day), songs) * BigInt(pricedShare), BigInt(SHARE_OF_ALL));
  return micro((used.get(day) ?? ZERO) + wholePlays(paced, songs));
}

/** The wanted amounts, earlier days first, cut to what wallet, day caps and month budgets leave. */
function withinLimits(wanted: ReadonlyMap<Day, Micro>, facts: GrantFacts): Map<Day, Micro> {
  const { limits, committed, committedInZone, committedHere } = facts;
  let wallet: bigint = facts.walletFree;
  const budgets = new Map<Month, bigint>();
  const days = new Map<Day, Micro>();
  for (const [day, amount] of wanted) {
    const month = monthOfDay(day);
    const budget = budgets.get(month) ?? roomIn(limits.monthBudget, sumOfMonth(committed, month));
    const here = committedHere.get(day) ?? ZERO;
    const room = least(
      wallet,
      budget,
      roomIn(limits.shopDayCap, committed.get(day) ?? ZERO),
      roomIn(limits.zoneDayCap, committedInZone.get(day) ?? ZERO),
    );
    // A limit that was lowered leaves less than nothing, and the new lease grants less than the one before.
    const granted = most(facts.used.get(day) ?? ZERO, least(amount, here + room));
    const added = notNegative(granted - here);
    wallet -= added;
    budgets.set(month, budget - added);
    days.set(day, micro(granted));
  }
  return days;
}

/** Whether money is needed for any sound, and no day has enough left for the cheapest priced song. */
function isBudgetUsed({ songs, mode, used }: GrantFacts, wanted: DayAmounts, days: DayAmounts): boolean {
  const fees = songs.map(({ fee }) => fee).filter((fee) => fee > 0n);
  if (fees.length < songs.length && (mode !== "stop" || fees.length === 0)) return false;
  const cheapest = least(...fees);
  const left = (amounts: DayAmounts) => [...amounts].map(([day, amount]) => amount - (used.get(day) ?? ZERO));
  return left(wanted).some((rest) => rest > 0n) && left(days).every((rest) => rest < cheapest);
}

function costOfMinutes(minutes: number, songs: readonly OfferedSong[]): bigint {
  const fees = songs.reduce((sum, { fee }) => sum + fee, 0n);
  const lengths = songs.reduce((sum, { durationMs }) => sum + durationMs, 0);
  return lengths > 0 ? divideUp(BigInt(Math.ceil(minutes * 60_000)) * fees, BigInt(lengths)) : 0n;
}

function wholePlays(cost: bigint, songs: readonly OfferedSong[]): Micro {
  const dearest = most(0n, ...songs.map(({ fee }) => fee));
  return dearest > 0n ? micro(divideUp(cost, dearest) * dearest) : ZERO;
}

function sumOfMonth(days: DayAmounts, month: Month): bigint {
  let sum = 0n;
  for (const [day, amount] of days) if (monthOfDay(day) === month) sum += amount;
  return sum;
}

/** A limit that is not set leaves more room than any wallet. */
function roomIn(limit: Micro | null, committed: bigint): bigint {
  return limit === null ? NO_LIMIT : limit - committed;
}

const NO_LIMIT = 2n ** 63n - 1n;

function todayOf({ now, timeZone }: GrantFacts): Day {
  return dayOf(new Date(now), timeZone);
}

function divideUp(amount: bigint, by: bigint): bigint {
  return (amount + by - 1n) / by;
}

function notNegative(amount: bigint): bigint {
  return most(amount, 0n);
}

function least(...amounts: readonly bigint[]): bigint {
  return amounts.reduce((a, b) => (b < a ? b : a));
}

function most(...amounts: readonly bigint[]): bigint {
  return amounts.reduce((a, b) => (b > a ? b : a));
}
