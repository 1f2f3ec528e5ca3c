import { expect, test } from "vitest";
import { brokenLaws } from "../testing/laws.ts";
import { song, World } from "../testing/world.ts";

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

const inWords = (world: World) =>
  world.platform.plays.map(
    ({ entry, verdict }) => `${entry?.trackId} ${entry?.outcome} ${entry?.heardMs} ${verdict.verdict}`,
  );

test("a song that ends is delivered at once, one entry a chunk, and billed once", async () => {
  const world = await World.open();
  await world.pass(11 * MINUTE);
  expect(inWords(world)).toEqual([
    "rain completed 200000 billed",
    "snow completed 200000 billed",
    "dew completed 200000 billed",
  ]);
  expect(world.platform.seenBodies.map(({ chunk }) => chunk.count)).toEqual([1, 1, 1]);
  expect(world.player.view.today).toEqual({ plays: 3, spentYuan: "0.04" });
});

test("what sounds is told within a second, and what is paused too", async () => {
  const world = await World.open();
  await world.pass(3_000);
  expect(world.told.at(-1)).toBe("playing rain");
  await world.player.pause();
  await world.pass(1_000);
  expect(world.told.at(-1)).toBe("paused rain");
});

test("a cut of a day is survived: the music goes on, and every play is delivered in large chunks", async () => {
  const world = await World.open({ offlineDays: 2 });
  await world.pass(5 * MINUTE);
  world.isOnline = false;
  world.player.lostConnection();
  await world.pass(30 * HOUR, { step: 5_000 });
  expect(world.player.view.doing).toBe("playing");
  expect(world.player.view.notices.waiting).toBeGreaterThan(500);
  await world.drain();
  const counts = world.platform.seenBodies.map(({ chunk }) => chunk.count);
  expect(Math.max(...counts)).toBe(500);
  expect(world.player.view.notices).toMatchObject({ offlineSince: null, waiting: 0, problem: null });
  expect(brokenLaws(world)).toEqual([]);
});

test("without a connection the music ends with the lease, and nothing is written any more", async () => {
  const world = await World.open({ offlineDays: 1 });
  await world.pass(5 * MINUTE);
  world.isOnline = false;
  await world.pass(50 * HOUR, { step: 10_000 });
  expect(world.player.view.doing).toBe("no_lease");
  const waiting = world.player.view.notices.waiting;
  await world.pass(HOUR);
  expect(world.player.view.notices.waiting).toBe(waiting);
  await world.drain();
  expect(brokenLaws(world)).toEqual([]);
});

test("pauses never end a play and never add heard time", async () => {
  const world = await World.open();
  await world.pass(MINUTE);
  await world.player.pause();
  await world.pass(20 * MINUTE);
  await world.player.play();
  await world.pass(3 * MINUTE);
  const [play] = world.platform.plays;
  expect(inWords(world)).toEqual(["rain completed 200000 billed"]);
  expect((play?.entry?.monoEnd ?? 0) - (play?.entry?.monoStart ?? 0)).toBeGreaterThan(20 * MINUTE);
});

test("a skipped song says how much of it was heard, and costs nothing below the threshold", async () => {
  const world = await World.open();
  await world.pass(12_000);
  await world.player.skip();
  await world.pass(45_000);
  await world.player.skip();
  await world.drain();
  const heard = world.platform.plays.map(({ entry, verdict }) => [
    entry?.outcome,
    verdict.verdict,
    Math.round((entry?.heardMs ?? 0) / 5_000),
  ]);
  expect(heard.slice(0, 2)).toEqual([
    ["skipped", "unbilled", 2],
    ["skipped", "billed", 9],
  ]);
  expect(brokenLaws(world)).toEqual([]);
});

test("at volume 0 the music waits, and costs nothing", async () => {
  const world = await World.open();
  await world.player.setVolume(0);
  await world.pass(HOUR, { step: 5_000 });
  expect(world.player.view.doing).toBe("paused");
  expect(world.audible.every((ms) => ms === 0)).toBe(true);
  await world.player.setVolume(0.5);
  await world.pass(4 * MINUTE);
  expect(world.platform.plays.filter(({ verdict }) => verdict.verdict === "billed")).toHaveLength(1);
});

test("a browser that blocks sound is shown, and the song has started only when it sounds", async () => {
  const world = await World.open();
  world.sound.isBlocked = true;
  await world.pass(5 * MINUTE);
  expect(world.player.view.doing).toBe("sound_blocked");
  expect(world.told).toContain("sound_blocked rain");
  world.sound.isBlocked = false;
  await world.player.play();
  await world.pass(3 * MINUTE + 25_000);
  await world.drain();
  expect(inWords(world).slice(0, 2)).toEqual(["rain failed 0 unbilled", "snow completed 200000 billed"]);
  expect(brokenLaws(world)).toEqual([]);
});

test("a file that does not sound gives way to the next song, and is not tried again at once", async () => {
  const world = await World.open();
  world.sound.isBroken = true;
  await world.pass(10_000);
  world.sound.isBroken = false;
  await world.pass(4 * MINUTE);
  const failed = world.platform.plays.filter(({ entry }) => entry?.outcome === "failed");
  expect(failed.length).toBeLessThanOrEqual(3);
  expect(world.player.view.doing).toBe("loading");
  await world.pass(15 * MINUTE);
  expect(world.player.view.doing).toBe("playing");
});

test("a disk that refuses is shown, and nothing sounds without its record", async () => {
  const world = await World.open();
  await world.pass(MINUTE);
  world.isDiskFull = true;
  await world.pass(10 * MINUTE);
  expect(world.player.view.notices.isDiskLow).toBe(true);
  expect(world.audible.filter((ms) => ms > 0)).toHaveLength(1);
  world.isDiskFull = false;
  await world.pass(4 * MINUTE);
  await world.drain();
  expect(inWords(world)[0]).toBe("rain completed 200000 billed");
  expect(brokenLaws(world)).toEqual([]);
});

test("another device in its place ends the music, and what was played is still delivered", async () => {
  const world = await World.open();
  await world.pass(MINUTE);
  world.platform.isEnded = true;
  await world.pass(2 * MINUTE);
  expect(world.player.view.doing).toBe("ended");
  await world.pass(8 * MINUTE);
  expect(world.player.view.notices.waiting).toBe(0);
  expect(inWords(world).at(-1)).toMatch(/^rain aborted/);
});

test("a lease that is renewed during a long song never leaves that song without one", async () => {
  const world = await World.open({ tracks: [song("epic", { seconds: 1_500 }), song("short", { seconds: 100 })] });
  await world.pass(2 * HOUR);
  await world.drain();
  expect(world.platform.leases.length).toBeGreaterThan(20);
  expect(brokenLaws(world)).toEqual([]);
});

test.each([
  { refusal: "no_licence", doing: "no_lease" },
  { refusal: "nothing_to_play", doing: "nothing_to_play" },
])("after $refusal no new song begins, though an older lease would permit it", async ({ refusal, doing }) => {
  const world = await World.open();
  await world.pass(MINUTE);
  world.platform.shop.refusal = refusal;
  await world.pass(10 * MINUTE);
  expect(world.player.view.doing).toBe(doing);
  world.platform.shop.refusal = null;
  await world.pass(2 * MINUTE);
  expect(world.player.view.doing).toBe("playing");
});

test("a new soundtrack is known within five minutes, and files that no lease lists are let go", async () => {
  const world = await World.open();
  await world.pass(2 * MINUTE);
  world.platform.shop.tracks = [song("dawn")];
  await world.pass(9 * MINUTE);
  expect(world.player.view.track?.trackId).toBe("dawn");
  expect([...world.shelf.keys()]).toEqual(["dawn"]);
});
