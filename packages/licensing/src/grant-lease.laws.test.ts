import { type Day, dayOf, type Micro, micro, monthOfDay, startOfDay, sumMicro, yuan, ZERO } from "@songkeeper/base";
import fc from "fast-check";
import { expect, test } from "vitest";
import { addDays, committedOf, type DayAmounts, exposureOf } from "./exposure.ts";
import { grantLease } from "./grant-lease.ts";
import { closedByNaming, liveLeases, REPORTING_MS } from "./lease.ts";
import { DAY_MS } from "./testing/plays.ts";

const ZONE = "Asia/Shanghai";
/** Three days before a month ends. */
const START = startOfDay("2026-03-29" as Day, ZONE).getTime();
const SONGS = [
  { fee: yuan("0.02"), durationMs: 240_000 },
  { fee: yuan("0.35"), durationMs: 180_000 },
  { fee: ZERO, durationMs: 200_000 },
];

interface ModelLease {
  readonly id: string;
  readonly endsAt: number;
  closedThrough: number | null;
  readonly days: DayAmounts;
}

/** A device as the server knows it, and which of its leases it has heard of. */
interface ModelDevice {
  readonly zone: number;
  readonly leases: ModelLease[];
  readonly heard: Set<string>;
  readonly used: Map<Day, Micro>;
  awaiting: Micro;
  /** Written but not delivered yet. */
  readonly journal: ModelPlay[];
  seq: number;
  judged: number;
}

interface ModelPlay {
  readonly lease: ModelLease;
  readonly day: Day;
  readonly fee: Micro;
  readonly isHeld: boolean;
}

type Step =
  | { kind: "renew"; device: number; answerLost: boolean }
  | { kind: "play"; device: number; song: number; day: number; lease: number; isHeld: boolean }
  | { kind: "deliver"; device: number }
  | { kind: "release"; device: number }
  | { kind: "sleep"; hours: number };

const device = fc.nat(3);
const anyStep: fc.Arbitrary<Step> = fc.oneof(
  fc.record({ kind: fc.constant("renew" as const), device, answerLost: fc.boolean() }),
  fc.record({
    kind: fc.constant("play" as const),
    device,
    song: fc.nat(2),
    day: fc.nat(3),
    lease: fc.nat(2),
    isHeld: fc.boolean(),
  }),
  fc.record({ kind: fc.constantFrom("deliver" as const, "release" as const), device }),
  fc.record({ kind: fc.constant("sleep" as const), hours: fc.integer({ min: 1, max: 30 }) }),
);
const anyLimit = fc.option(fc.bigInt({ min: 0n, max: 6_000_000n }).map((amount) => micro(amount)));
const anyShop = fc.record({
  wallet: fc.bigInt({ min: 0n, max: 15_000_000n }).map((amount) => micro(amount)),
  monthBudget: anyLimit,
  shopDayCap: anyLimit,
  zoneDayCap: anyLimit,
  mode: fc.constantFrom("pacing" as const, "stop" as const, "free" as const),
  minutes: fc.integer({ min: 0, max: 60 }),
  offlineDays: fc.integer({ min: 1, max: 4 }),
});
type Shop = typeof anyShop extends fc.Arbitrary<infer T> ? T : never;

/** One shop with four devices in two zones, as a server would keep it. */
function aShop(shop: Shop) {
  let now = START;
  let balance: bigint = shop.wallet;
  let leaseCount = 0;
  const devices = [0, 0, 1, 1].map((zone): ModelDevice => {
    return { zone, leases: [], heard: new Set(), used: new Map(), awaiting: ZERO, journal: [], seq: 0, judged: 0 };
  });
  const spendingOf = ({ used, awaiting, leases, judged }: ModelDevice) => {
    return { used, awaitingRuling: awaiting, liveLeases: liveLeases(leases, { now, judgedThrough: judged }) };
  };
  const committed = (some: readonly ModelDevice[]) => addDays(some.map((one) => committedOf(spendingOf(one))));
  const exposure = () => sumMicro(devices.map((one) => exposureOf(spendingOf(one))));
  const usedInMonth = () => {
    const month = monthOfDay(dayOf(new Date(now), ZONE));
    const used = [...addDays(devices.map((one) => one.used))].filter(([day]) => monthOfDay(day) === month);
    return sumMicro(used.map(([, amount]) => amount));
  };

  function renew(one: ModelDevice, answerLost: boolean) {
    const current = one.leases.findLast(({ id }) => one.heard.has(id));
    for (const closed of closedByNaming(one.leases, current?.id ?? null)) closed.closedThrough = one.seq;
    const grant = grantLease({
      now,
      timeZone: ZONE,
      offlineDays: shop.offlineDays,
      licenceEndsAt: START + 90 * DAY_MS,
      openMinutes: () => shop.minutes,
      songs: SONGS,
      mode: shop.mode,
      limits: shop,
      walletFree: micro(balance - exposure()),
      committed: committed(devices),
      committedInZone: committed(devices.filter(({ zone }) => zone === one.zone)),
      committedHere: committed([one]),
      used: one.used,
      usedThisMonth: usedInMonth(),
      dailySpendingElsewhere: ZERO,
    });
    if (!grant.ok) return;
    const id = `lease-${++leaseCount}`;
    one.leases.push({ id, endsAt: grant.value.endsAt, closedThrough: null, days: grant.value.days });
    if (!answerLost) one.heard.add(id);
  }

  /** A device plays under any open lease that it knows, and a wild one asks nobody whether it may. */
  function play(one: ModelDevice, { song, day: ahead, lease: which, isHeld }: Extract<Step, { kind: "play" }>) {
    const open = one.leases.filter(({ id, closedThrough }) => one.heard.has(id) && closedThrough === null);
    const lease = open[which % open.length];
    if (!lease) return;
    one.seq++;
    const day = dayOf(new Date(now + ahead * DAY_MS), ZONE);
    one.journal.push({ lease, day, fee: SONGS[song]?.fee ?? ZERO, isHeld });
  }

  /** The verdicts bill or hold no more than the lease's amount of the day, and nothing that comes too late. */
  function deliver(one: ModelDevice) {
    for (const { lease, day, fee, isHeld } of one.journal.splice(0)) {
      one.judged++;
      const used = micro((one.used.get(day) ?? ZERO) + fee);
      if (used > (lease.days.get(day) ?? ZERO) || now > lease.endsAt + REPORTING_MS) continue;
      one.used.set(day, used);
      if (isHeld) one.awaiting = micro(one.awaiting + fee);
      else balance -= fee;
    }
  }

  function take(step: Step) {
    if (step.kind === "sleep") now += step.hours * 3_600_000;
    else {
      const one = devices[step.device];
      if (!one) return;
      if (step.kind === "renew") renew(one, step.answerLost);
      else if (step.kind === "play") play(one, step);
      else if (step.kind === "deliver") deliver(one);
      else {
        balance -= one.awaiting;
        one.awaiting = ZERO;
      }
    }
  }
  return { take, devices, committed, exposure, balance: () => balance };
}

function most(amounts: Iterable<bigint>): bigint {
  return [...amounts].reduce((a, b) => (b > a ? b : a), 0n);
}

test("no cap, budget or wallet is passed, whatever many devices ask, play, close and lose", () => {
  fc.assert(
    fc.property(anyShop, fc.array(anyStep, { maxLength: 40 }), (limits, steps) => {
      const shop = aShop(limits);
      for (const step of steps) {
        shop.take(step);
        const all = shop.committed(shop.devices);
        const months = Map.groupBy(all, ([day]) => monthOfDay(day));
        const inZone = [0, 1].map((zone) => shop.committed(shop.devices.filter((one) => one.zone === zone)));
        const budget = most([...months.values()].map((days) => sumMicro(days.map(([, amount]) => amount))));
        expect(shop.balance() >= shop.exposure()).toBe(true);
        if (limits.shopDayCap !== null) expect(most(all.values()) <= limits.shopDayCap).toBe(true);
        if (limits.monthBudget !== null) expect(budget <= limits.monthBudget).toBe(true);
        if (limits.zoneDayCap !== null)
          expect(most(inZone.flatMap((days) => [...days.values()])) <= limits.zoneDayCap).toBe(true);
        for (const amount of all.values()) expect(amount >= 0n).toBe(true);
      }
    }),
    { numRuns: 150 },
  );
});
