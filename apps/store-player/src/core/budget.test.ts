import fc from "fast-check";
import { expect, test } from "vitest";
import { brokenLaws } from "../testing/laws.ts";
import { song, World } from "../testing/world.ts";
import { canSpend } from "./tally.ts";

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const names = (world: World) => world.platform.plays.map(({ entry }) => entry?.trackId);

test("when the day's amount is used, free songs sound", async () => {
  const world = await World.open({ dayAmountMicro: "50000" });
  await world.pass(HOUR);
  expect(names(world).slice(0, 8)).toEqual(["rain", "snow", "dew", "dew", "dew", "dew", "dew", "dew"]);
  expect(world.player.view.doing).toBe("playing");
});

test("without free songs there is silence that says why, no entry is written, and the next day the music is back", async () => {
  const world = await World.open({ tracks: [song("rain"), song("snow")], dayAmountMicro: "50000" });
  await world.pass(2 * HOUR, { step: 5_000 });
  expect(world.player.view.doing).toBe("budget_used");
  expect(world.told.at(-1)).toBe("budget_used null");
  expect(names(world)).toEqual(["rain", "snow"]);
  await world.pass(14 * HOUR, { step: 10_000 });
  expect(names(world)).toEqual(["rain", "snow", "rain", "snow"]);
  expect(brokenLaws(world)).toEqual([]);
});

test("a budget that stops the music leaves no free songs either", async () => {
  const world = await World.open({ dayAmountMicro: "50000", budgetMode: "stop" });
  await world.pass(HOUR);
  expect(names(world)).toEqual(["rain", "snow"]);
  expect(world.player.view.doing).toBe("budget_used");
});

test("near midnight both days must be able to pay, as the start may fall on either", async () => {
  const world = await World.open();
  await world.pass(5_000);
  const { lease } = world.store.saved;
  if (!lease) throw new Error("no lease");
  const [today, tomorrow] = lease.days.map(({ day }) => day);
  const midnight = Date.parse("2026-03-10T16:00:00Z");
  const spent = (day = "") => ({ [day]: { plays: 1, spentMicro: "100000000" } });
  expect(canSpend(lease, spent(today), "20000", midnight - 60_000)).toBe(false);
  expect(canSpend(lease, spent(today), "20000", midnight + 60_000)).toBe(false);
  expect(canSpend(lease, spent(tomorrow), "20000", midnight - 60_000)).toBe(false);
  expect(canSpend(lease, spent(today), "20000", midnight + 180_000)).toBe(true);
  expect(canSpend(lease, {}, "20000", midnight - 60_000)).toBe(true);
});

test("a song that is too dear for what is left gives way to one that is not", async () => {
  const tracks = [song("dear", { feeMicro: "60000" }), song("cheap", { feeMicro: "20000" })];
  const world = await World.open({ tracks, dayAmountMicro: "100000" });
  await world.pass(HOUR);
  expect(names(world)).toEqual(["dear", "cheap", "cheap"]);
});

test("paced at a quarter, every fourth turn is the soundtrack's own, and free songs take the others", async () => {
  const tracks = [song("rain"), song("dew", { feeMicro: "0" }), song("snow"), song("fog", { feeMicro: "0" })];
  const world = await World.open({ tracks, pricedPerMille: 250, budgetMode: "pacing" });
  await world.pass(8 * 200_000 + 5_000);
  // The first song is the only one that is here yet.
  expect(names(world).slice(0, 8)).toEqual(["rain", "dew", "fog", "dew", "fog", "dew", "fog", "snow"]);
});

test("a hand-picked list loops in its order; one song alone repeats", async () => {
  const world = await World.open({ tracks: [song("a"), song("b"), song("c")] });
  await world.pass(7 * 200_000 + 5_000);
  expect(names(world).slice(0, 7).join("")).toBe("abcabca");
  const alone = await World.open({ tracks: [song("a")] });
  await alone.pass(3 * 200_000 + 5_000);
  expect(names(alone).slice(0, 3).join("")).toBe("aaa");
});

test("whatever songs cost and however long they are, no day's amount is passed, off-line over midnight too", async () => {
  const anySong = fc.record({ seconds: fc.integer({ min: 5, max: 400 }), fee: fc.integer({ min: 0, max: 9 }) });
  await fc.assert(
    fc.asyncProperty(
      fc.array(anySong, { minLength: 1, maxLength: 6 }),
      fc.integer({ min: 0, max: 400 }),
      fc.constantFrom("free" as const, "pacing" as const, "stop" as const),
      fc.integer({ min: 0, max: 1_000 }),
      async (songs, amount, budgetMode, pricedPerMille) => {
        const tracks = songs.map(({ seconds, fee }, at) => song(`s${at}`, { seconds, feeMicro: String(fee * 10_000) }));
        const world = await World.open({
          tracks,
          dayAmountMicro: String(amount * 10_000),
          budgetMode,
          pricedPerMille,
          offlineDays: 2,
        });
        await world.pass(10 * MINUTE, { step: 5_000 });
        world.isOnline = false;
        world.trueNow += 13 * HOUR;
        await world.pass(3 * HOUR, { step: 10_000 });
        await world.drain();
        expect(brokenLaws(world)).toEqual([]);
      },
    ),
    { numRuns: 40 },
  );
}, 60_000);
