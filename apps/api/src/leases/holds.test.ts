import { yuan } from "@songkeeper/base";
import type { Lease } from "@songkeeper/contracts";
import { afterEach, beforeEach, expect, test } from "vitest";
import { updateBudget } from "../shops/queries.ts";
import type { Shop } from "../shops/shop.ts";
import { balances, inWords, refusal, spending } from "../testing/in-words.ts";
import { openTeaHouse, type TeaHouse } from "../testing/tea-house.ts";
import { rowsOf } from "../testing/test-database.ts";
import type { TestPlayer } from "../testing/test-player.ts";
import { freeDeadHolds } from "../wallet/housekeeping.ts";
import { LEASES_PER_HOUR_MAX } from "./grant-device-lease.ts";

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

let house: TeaHouse;
beforeEach(async () => {
  house = await openTeaHouse();
});
afterEach(() => house.close());

/** Sets what the shop wants to spend. */
async function limit(limits: Partial<Pick<Shop, "monthlyBudget" | "dayCap" | "budgetMode">>): Promise<void> {
  const shop = { ...house.shop, monthlyBudget: yuan("1000"), budgetMode: "stop" as const, ...limits };
  await house.services.transact((tx) => updateBudget(tx, shop));
}

/** Picks the zone's songs anew. */
async function choose(...songs: (keyof TeaHouse["songs"])[]): Promise<void> {
  const trackIds = songs.map((song) => house.songs[song]);
  await house.services.transact(async (tx) => {
    await tx.deleteFrom("soundtrack_song").execute();
    const rows = trackIds.map((track_id, at) => ({ zone_id: house.zone.id, position: BigInt(at), track_id }));
    await tx.insertInto("soundtrack_song").values(rows).execute();
  });
}

function hear(player: TestPlayer, count = 1) {
  return Array.from({ length: count }, () => house.hear(player, { trackId: house.songs.rain, heardMs: 60_000 }));
}

function amounts({ days }: Lease): bigint {
  return days.reduce((sum, { amountMicro }) => sum + BigInt(amountMicro), 0n);
}

/** Lets the world and a player's clock go on together. */
function wait(player: TestPlayer, ms: number): void {
  house.moveClock(ms);
  player.mono += ms;
}

test.each([
  { what: "the wallet", wallet: "3", limits: {} },
  { what: "the month's budget", wallet: "100", limits: { monthlyBudget: yuan("3") } },
])("ten zones together are granted no more than $what", async ({ wallet, limits }) => {
  await house.close();
  house = await openTeaHouse(yuan(wallet));
  await limit(limits);
  const zones = await Promise.all(Array.from({ length: 10 }, (_, at) => house.addZone(`包厢 ${at}`)));
  let granted = 0n;
  for (const { id } of zones) {
    const player = await house.pair(id);
    const response = await player.requestLease();
    if (response.ok) granted += amounts((await response.json()) as Lease);
    else expect(await refusal(response)).toBe("422 budget_used");
  }
  expect(granted).toBe(3_000_000n);
  expect((await spending(house)).held).toBe(3_000_000n);
});

test("a day's cap binds all zones on each day, and the wallet is not touched by holding", async () => {
  await limit({ dayCap: yuan("2") });
  for (const name of ["a", "b", "c"]) await (await house.pair((await house.addZone(name)).id)).requestLease();
  const rows = (await rowsOf(house.services.database.db, "device_day")) as { day: string; held_micro: bigint }[];
  const byDay = Map.groupBy(rows, ({ day }) => day);
  expect([...byDay].map(([day, held]) => [day, held.reduce((sum, row) => sum + row.held_micro, 0n)])).toEqual([
    ["2026-03-10", 2_000_000n],
    ["2026-03-11", 2_000_000n],
  ]);
  expect((await balances(house))[`wallet:shop:${house.shop.id}`]).toBe(100_000_000n);
});

test(
  "two hundred requests at once of ten zones hold what the wallet has, and no more",
  { timeout: 120_000 },
  async () => {
    await house.close();
    house = await openTeaHouse(yuan("5"));
    const players: TestPlayer[] = [];
    for (let at = 0; at < 10; at++) players.push(await house.pair((await house.addZone(`包厢 ${at}`)).id));
    const answers = await Promise.all(
      Array.from({ length: 200 }, async (_, at) => {
        const player = players[at % players.length] as TestPlayer;
        const response = await player.requestLease();
        return response.ok ? amounts((await response.json()) as Lease) : await refusal(response);
      }),
    );
    const refused = answers.filter((answer) => typeof answer === "string");
    expect(new Set(refused)).toEqual(new Set(["422 budget_used"]));
    expect(refused.length).toBeLessThan(200);
    expect(await spending(house)).toEqual({ charged: 0n, reserved: 0n, held: 5_000_000n });
    expect((await balances(house))[`wallet:shop:${house.shop.id}`]).toBe(5_000_000n);
  },
);

test("a renewal holds nothing twice, and an answer that was lost is harmless", async () => {
  const player = await house.pair();
  const first = await player.takeLease();
  const { held } = await spending(house);
  const lost = (await (await player.requestLease()).json()) as Lease;
  expect((await spending(house)).held).toBe(held);
  // The player did not hear of it and goes on under the first; then it asks again.
  expect(inWords(await player.report(hear(player)))).toEqual(["billed 20000"]);
  const second = await player.takeLease();
  expect(new Set([first.leaseId, lost.leaseId, second.leaseId]).size).toBe(3);
  expect(inWords(await player.report(hear(player)))).toEqual(["billed 20000"]);
  const { charged, ...after } = await spending(house);
  expect(charged).toBe(40_000n);
  expect(after.held - held).toBeLessThanOrEqual(40_000n);
});

test("a renewal within a day that is used up grants nothing more", async () => {
  await limit({ dayCap: yuan("0.10") });
  const player = await house.pair();
  await player.takeLease();
  expect(inWords(await player.report(hear(player, 6)))).toEqual([
    ...Array.from({ length: 5 }, () => "billed 20000"),
    "unbilled lease_exhausted",
  ]);
  const renewed = await player.takeLease();
  expect(renewed.days[0]).toMatchObject({ amountMicro: "100000", spentMicro: "100000" });
  expect(inWords(await player.report(hear(player)))).toEqual(["unbilled lease_exhausted"]);
  expect((await spending(house)).charged).toBe(100_000n);
});

test("naming a newer lease frees the older one's hold, once all that was written under it is judged", async () => {
  const player = await house.pair();
  await player.takeLease();
  const before = (await spending(house)).held;
  await limit({ dayCap: yuan("1") });
  const open = player.seal(hear(player));
  await player.takeLease();
  await player.takeLease();
  expect((await spending(house)).held).toBe(before);
  expect((await player.deliver(open)).status).toBe(200);
  expect((await spending(house)).held).toBe(2_000_000n);
});

test("35 days after its end a lease frees what was not played", async () => {
  const player = await house.pair();
  const { endsAt } = await player.takeLease();
  await player.report(hear(player));
  house.moveClock(Date.parse(endsAt) + 35 * DAY - house.services.now().getTime());
  await freeDeadHolds(house.services);
  expect((await spending(house)).held).toBeGreaterThan(20_000n);
  house.moveClock(1);
  await freeDeadHolds(house.services);
  expect(await spending(house)).toEqual({ charged: 20_000n, reserved: 0n, held: 20_000n });
});

test("what a replaced player may still report stays held for 35 days, and no later day of it", async () => {
  const player = await house.pair();
  const [today] = (await player.takeLease()).days;
  await house.pair();
  expect((await spending(house)).held).toBe(BigInt(today?.amountMicro ?? 0));
  house.moveClock(35 * DAY);
  await freeDeadHolds(house.services);
  expect((await spending(house)).held).toBe(BigInt(today?.amountMicro ?? 0));
  house.moveClock(1);
  await freeDeadHolds(house.services);
  expect((await spending(house)).held).toBe(0n);
});

test("a player that takes another's place has tomorrow's whole amount", async () => {
  await limit({ dayCap: yuan("2") });
  await (await house.pair()).takeLease();
  const next = await house.pair();
  expect((await next.takeLease()).days.map(({ amountMicro }) => amountMicro)).toEqual(["0", "2000000"]);
});

test("a lease that spans two months forgets nothing of a day that was used up", async () => {
  house.services.clock.at = new Date("2026-03-31T02:00:00.000Z");
  await limit({ dayCap: yuan("0.04") });
  const player = await house.pair();
  await player.takeLease();
  await player.report(hear(player, 2));
  wait(player, 14 * HOUR);
  const late = player.seal(hear(player));
  await player.takeLease();
  await player.takeLease();
  expect(await spending(house)).toMatchObject({ charged: 40_000n });
  expect((await player.deliver(late)).status).toBe(200);
  const days = (await rowsOf(house.services.database.db, "device_day")) as { day: string; charged_micro: bigint }[];
  expect(days.find(({ day }) => day === "2026-03-31")?.charged_micro).toBe(40_000n);
});

test.each([
  { mode: "stop", songs: ["rain", "wind"], answer: "422 budget_used" },
  { mode: "free", songs: ["rain", "wind"], answer: "200" },
  { mode: "pacing", songs: ["rain", "wind"], answer: "200" },
  { mode: "free", songs: ["rain"], answer: "422 budget_used" },
  { mode: "stop", songs: ["wind"], answer: "200" },
] as const)("with its budget used, a shop that wants $mode with $songs is answered $answer", async (given) => {
  await limit({ monthlyBudget: yuan("0"), budgetMode: given.mode });
  await choose(...given.songs);
  const player = await house.pair();
  expect(await refusal(await player.requestLease())).toBe(given.answer);
});

test("pacing says what share of songs may be priced so that the budget lasts the month", async () => {
  await choose("rain", "wind");
  const player = await house.pair();
  await limit({ monthlyBudget: yuan("1000"), budgetMode: "pacing" });
  expect((await player.takeLease()).pricedPerMille).toBe(1000);
  await limit({ monthlyBudget: yuan("50"), budgetMode: "pacing" });
  const { pricedPerMille } = await player.takeLease();
  expect(pricedPerMille).toBeGreaterThan(0);
  expect(pricedPerMille).toBeLessThan(500);
});

test("without a licence, songs or a place among the devices there is no lease", async () => {
  const player = await house.pair();
  await house.services.transact((tx) => tx.deleteFrom("soundtrack_song").execute());
  expect(await refusal(await player.requestLease())).toBe("422 nothing_to_play");
  await house.services.transact((tx) =>
    tx.updateTable("licence").set({ ends_at: "2026-03-10T02:00:00.000Z" }).execute(),
  );
  expect(await refusal(await player.requestLease())).toBe("403 no_licence");
  await house.pair();
  expect(await refusal(await player.requestLease())).toBe("403 device_ended");
});

test("a player that asks in a loop is put off until the hour has passed, and goes on under the lease it has", async () => {
  const player = await house.pair();
  for (let at = 0; at < LEASES_PER_HOUR_MAX; at++) await player.takeLease();
  expect(await refusal(await player.requestLease())).toBe("429 too_many_requests");
  const receipt = await player.report([house.hear(player, { trackId: house.songs.rain, heardMs: 60_000 })]);
  expect(inWords(receipt)).toEqual(["billed 20000"]);
  house.moveClock(3_600_000);
  expect((await player.requestLease()).status).toBe(200);
});
