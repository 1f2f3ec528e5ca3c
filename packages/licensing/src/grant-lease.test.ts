import { type Day, type Micro, micro, yuan, ZERO } from "@songkeeper/base";
import { expect, test } from "vitest";
import { expectedSpending, type GrantFacts, grantLease, pricedShareOf } from "./grant-lease.ts";
import { DAY_MS, MORNING } from "./testing/plays.ts";

const SONG = { fee: yuan("0.02"), durationMs: 240_000 };
const FREE = { fee: ZERO, durationMs: 240_000 };
const NONE: ReadonlyMap<Day, Micro> = new Map();

/** A tea house, open for twelve hours a day, in the morning of 10 March; rain alone costs 3.60 yuan a day. */
function facts(differs: Partial<GrantFacts> = {}): GrantFacts {
  return {
    now: MORNING,
    timeZone: "Asia/Shanghai",
    offlineDays: 1,
    licenceEndsAt: MORNING + 300 * DAY_MS,
    openMinutes: () => 720,
    songs: [SONG],
    mode: "pacing",
    limits: { monthBudget: null, shopDayCap: null, zoneDayCap: null },
    walletFree: yuan("100"),
    committed: NONE,
    committedInZone: NONE,
    committedHere: NONE,
    used: NONE,
    usedThisMonth: ZERO,
    dailySpendingElsewhere: ZERO,
    ...differs,
  };
}

function limits(differs: Partial<GrantFacts["limits"]>): Partial<GrantFacts> {
  return { limits: { ...facts().limits, ...differs } };
}

function on(amounts: Record<string, string>): Map<Day, Micro> {
  return new Map(Object.entries(amounts).map(([day, amount]) => [day as Day, yuan(amount)]));
}

function granted(differs: Partial<GrantFacts>): string {
  const lease = grantLease(facts(differs));
  if (!lease.ok) return lease.reason;
  const days = [...lease.value.days].map(([day, amount]) => `${day.slice(8)}: ${amount / 10_000n}`);
  return `${days.join(", ")}; ${lease.value.pricedShare}`;
}

const here = (amounts: Record<string, string>): Partial<GrantFacts> => {
  const all = on(amounts);
  return { committed: all, committedInZone: all, committedHere: all };
};

test.each<[string, Partial<GrantFacts>, string]>([
  ["today and tomorrow, 3.60 yuan each", {}, "10: 360, 11: 360; 1000"],
  ["three days ahead", { offlineDays: 3 }, "10: 360, 11: 360, 12: 360, 13: 360; 1000"],
  ["a closed day costs nothing", { openMinutes: (day) => (day.endsWith("11") ? 0 : 720) }, "10: 360, 11: 0; 1000"],
  [
    "what was used today comes on top of what is expected",
    { used: on({ "2026-03-10": "1" }), ...here({ "2026-03-10": "1" }) },
    "10: 460, 11: 360; 1000",
  ],
  ["a part of a play is a whole one", { openMinutes: () => 1 }, "10: 2, 11: 2; 1000"],
  ["whole plays of the dearest song", { songs: [SONG, { ...SONG, fee: yuan("0.50") }] }, "10: 4700, 11: 4700; 1000"],
  ["free songs halve the cost", { songs: [SONG, FREE] }, "10: 180, 11: 180; 1000"],
  ["free songs alone cost nothing", { songs: [FREE], walletFree: ZERO }, "10: 0, 11: 0; 1000"],

  ["a wallet with 5 yuan: the nearer day first", { walletFree: yuan("5") }, "10: 360, 11: 140; 1000"],
  ["an overdrawn wallet grants nothing new", { walletFree: yuan("-1"), songs: [SONG, FREE] }, "10: 0, 11: 0; 1000"],
  [
    "what this device reserves already is not asked for again",
    { walletFree: ZERO, ...here({ "2026-03-10": "3.60", "2026-03-11": "3.60" }) },
    "10: 360, 11: 360; 1000",
  ],
  ["the shop's day cap", limits({ shopDayCap: yuan("2") }), "10: 200, 11: 200; 1000"],
  [
    "the day cap less what others have of it",
    { ...limits({ shopDayCap: yuan("2") }), committed: on({ "2026-03-10": "1.50" }) },
    "10: 50, 11: 200; 1000",
  ],
  ["the zone's day cap", limits({ shopDayCap: yuan("9"), zoneDayCap: yuan("1") }), "10: 100, 11: 100; 1000"],
  [
    "a day cap that was lowered",
    { ...limits({ shopDayCap: yuan("1") }), ...here({ "2026-03-10": "3.60" }), used: on({ "2026-03-10": "0.40" }) },
    "10: 100, 11: 100; 1000",
  ],
  [
    "a day cap lowered below what was used",
    { ...limits({ shopDayCap: yuan("1") }), ...here({ "2026-03-10": "3.60" }), used: on({ "2026-03-10": "1.40" }) },
    "10: 140, 11: 100; 1000",
  ],
  [
    "the month's budget, to be used up",
    { ...limits({ monthBudget: yuan("5") }), mode: "stop" },
    "10: 360, 11: 140; 1000",
  ],
  [
    "the month's budget less what others have of it",
    {
      ...limits({ monthBudget: yuan("5") }),
      mode: "free",
      committed: on({ "2026-03-01": "2", "2026-03-11": "1", "2026-02-28": "99" }),
    },
    "10: 200, 11: 0; 1000",
  ],
  [
    "each month has its own budget",
    {
      ...limits({ monthBudget: yuan("1") }),
      mode: "stop",
      now: Date.parse("2026-03-31T02:00:00Z"),
      committed: on({ "2026-03-02": "0.70" }),
    },
    "31: 30, 01: 100; 1000",
  ],

  [
    "pacing: half of the month's cost is half of the songs",
    limits({ monthBudget: yuan("39.60") }),
    "10: 180, 11: 180; 500",
  ],
  [
    "pacing: what was used this month is gone",
    { ...limits({ monthBudget: yuan("60") }), usedThisMonth: yuan("20.40") },
    "10: 180, 11: 180; 500",
  ],
  [
    "pacing: the other zones want their part",
    { ...limits({ monthBudget: yuan("79.20") }), dailySpendingElsewhere: yuan("3.60") },
    "10: 180, 11: 180; 500",
  ],
  [
    "pacing: closed days need no budget",
    { ...limits({ monthBudget: yuan("3.60") }), openMinutes: (day) => (day.endsWith("10") ? 720 : 0) },
    "10: 360, 11: 0; 1000",
  ],
  ["pacing: enough is enough", limits({ monthBudget: yuan("79.20") }), "10: 360, 11: 360; 1000"],
  ["pacing: a fen too little", limits({ monthBudget: yuan("79.19") }), "10: 360, 11: 360; 999"],
  [
    "pacing: nothing left, free songs go on",
    { ...limits({ monthBudget: yuan("1") }), usedThisMonth: yuan("2"), songs: [SONG, FREE] },
    "10: 0, 11: 0; 0",
  ],

  ["nothing to play", { songs: [] }, "nothing_to_play"],
  ["a licence that has ended", { licenceEndsAt: MORNING }, "no_licence"],
  ["an empty wallet and no free song", { walletFree: ZERO }, "budget_used"],
  ["less than the cheapest song in the wallet", { walletFree: micro(19_999n) }, "budget_used"],
  ["an empty wallet and a free song", { walletFree: ZERO, songs: [SONG, FREE] }, "10: 0, 11: 0; 1000"],
  [
    "an empty wallet and a free song, but the shop wants silence then",
    { walletFree: ZERO, songs: [SONG, FREE], mode: "stop" },
    "budget_used",
  ],
  [
    "a budget that begins again tomorrow",
    {
      ...limits({ monthBudget: yuan("1") }),
      mode: "stop",
      now: Date.parse("2026-03-31T02:00:00Z"),
      committed: on({ "2026-03-02": "1" }),
    },
    "31: 0, 01: 100; 1000",
  ],
  ["closed days alone", { openMinutes: () => 0 }, "10: 0, 11: 0; 1000"],
])("a lease for %s (case %#)", (_, differs, expected) => {
  expect(granted(differs)).toBe(expected);
});

test.each([
  ["the end of its last day", {}, "2026-03-11T16:00:00.000Z"],
  ["the end of three days more", { offlineDays: 4 }, "2026-03-14T16:00:00.000Z"],
  [
    "its licence's end",
    { licenceEndsAt: Date.parse("2026-03-10T16:00:00Z"), offlineDays: 3 },
    "2026-03-10T16:00:00.000Z",
  ],
])("a lease lasts to %s", (_, differs, expected) => {
  const lease = grantLease(facts(differs));
  expect(lease.ok && new Date(lease.value.endsAt).toISOString()).toBe(expected);
  if (lease.ok) expect(lease.value.days.size).toBe(Math.ceil((lease.value.endsAt - MORNING) / DAY_MS));
});

test.each([0, 31, 1.5])("nobody plays off-line for %s days", (offlineDays) => {
  expect(() => grantLease(facts({ offlineDays }))).toThrow(RangeError);
});

test("a shop sees what its opening hours are expected to cost", () => {
  expect(expectedSpending(720, [SONG])).toBe(yuan("3.60"));
  expect(expectedSpending(0, [SONG])).toBe(ZERO);
  expect(expectedSpending(720, [])).toBe(ZERO);
});

test("a shop that does not pace plays every song", () => {
  expect(pricedShareOf(facts({ ...limits({ monthBudget: ZERO }), mode: "free" }))).toBe(1_000);
});
