import type { Receipt } from "@songkeeper/contracts";
import { afterEach, beforeEach, expect, test } from "vitest";
import { balances, inWords, spending } from "../testing/in-words.ts";
import { openTeaHouse, type TeaHouse } from "../testing/tea-house.ts";
import { rowsOf } from "../testing/test-database.ts";
import type { PlayTold, TestPlayer } from "../testing/test-player.ts";

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

let house: TeaHouse;
let player: TestPlayer;
beforeEach(async () => {
  house = await openTeaHouse();
  player = await house.pair();
  await player.takeLease();
});
afterEach(() => house.close());

/** The verdict on one play that is told, heard and delivered at once. */
async function verdictOn(told: Partial<PlayTold>): Promise<string | undefined> {
  const play = house.hear(player, { trackId: house.songs.rain, heardMs: 60_000, ...told });
  return inWords(await player.report([play]))[0];
}

test.each([
  { song: "rain", heardMs: 30_000, verdict: "billed 20000" },
  { song: "rain", heardMs: 29_999, verdict: "unbilled below_threshold" },
  { song: "snow", heardMs: 2_000, verdict: "billed 50000" },
  { song: "snow", heardMs: 1_999, verdict: "unbilled below_threshold" },
  { song: "wind", heardMs: 30_000, verdict: "billed 0" },
  { song: "wind", heardMs: 29_999, verdict: "unbilled below_threshold" },
  { song: "rain", heardMs: 62_000, verdict: "billed 20000" },
  { song: "rain", heardMs: 62_001, verdict: "rejected impossible_duration" },
] as const)("$song heard for $heardMs ms is $verdict", async ({ song, heardMs, verdict }) => {
  expect(await verdictOn({ trackId: house.songs[song], heardMs })).toBe(verdict);
});

test("nobody hears longer than the player's own clock went on", async () => {
  expect(await verdictOn({ heardMs: 40_000, lastedMs: 38_000 })).toBe("billed 20000");
  expect(await verdictOn({ heardMs: 40_000, lastedMs: 37_999 })).toBe("rejected impossible_duration");
});

test("a line that is no journal entry is malformed by itself, and the plays beside it count", async () => {
  const plays = [1, 2].map(() => house.hear(player, { trackId: house.songs.rain, heardMs: 60_000 }));
  const lines = ["{\u0000}", JSON.stringify({ ...plays[0], heardMs: 1.5 }), '{"a":"\ud800"}'];
  player.nextSeq += lines.length;
  const moved = plays.map((play) => ({ ...play, seq: play.seq + lines.length }));
  expect(inWords(await player.report([...lines, ...moved]))).toEqual([
    ...lines.map(() => "rejected malformed"),
    "billed 20000",
    "billed 20000",
  ]);
});

test("an entry that names another place of the journal is malformed", async () => {
  const play = house.hear(player, { trackId: house.songs.rain, heardMs: 60_000 });
  expect(inWords(await player.report([{ ...play, seq: 7 }]))).toEqual(["rejected malformed"]);
});

test("a play needs a lease of its own device that lists the song at the price it names", async () => {
  const other = await house.pair((await house.addZone("包厢")).id);
  const { leaseId } = await other.takeLease();
  expect(await verdictOn({ leaseId: "of-nobody" })).toBe("rejected no_lease");
  expect(await verdictOn({ leaseId })).toBe("rejected no_lease");
  expect(await verdictOn({ trackId: "of-nobody" })).toBe("rejected no_lease");
  expect(await verdictOn({ priceVersion: 2 })).toBe("rejected no_lease");
  expect((await balances(house))[`wallet:shop:${house.shop.id}`]).toBe(100_000_000n);
  const devices = (await rowsOf(house.services.database.db, "device")) as { id: string; flagged: string | null }[];
  expect(Object.fromEntries(devices.map(({ id, flagged }) => [id, flagged]))).toEqual({
    [player.deviceId]: "no_lease",
    [other.deviceId]: null,
  });
});

test("a play counts until five minutes after its lease's end, and before its grant by as much", async () => {
  const left = Date.parse(player.lease?.endsAt ?? "") - house.services.now().getTime();
  player.mono += left + 5 * MINUTE;
  house.moveClock(left + 5 * MINUTE);
  // The next platform day has begun, for which this lease has no money: within the lease, but nothing to spend.
  expect(await verdictOn({})).toBe("unbilled lease_exhausted");
  expect(await verdictOn({})).toBe("rejected no_lease");

  await player.takeLease();
  const early = { monoStart: player.mono - 5 * MINUTE - 1, lastedMs: 60_000 };
  player.mono += 1;
  expect(inWords(await player.report([player.play({ trackId: house.songs.rain, heardMs: 60_000, ...early })]))).toEqual(
    ["rejected no_lease"],
  );
});

test("once a device named a newer lease, later plays under the older one count for nothing", async () => {
  const first = player.lease?.leaseId ?? "";
  expect(await verdictOn({})).toBe("billed 20000");
  await player.takeLease();
  expect(await verdictOn({ leaseId: first })).toBe("billed 20000");
  await player.takeLease();
  expect(await verdictOn({ leaseId: first })).toBe("rejected no_lease");
  expect(await verdictOn({})).toBe("billed 20000");
});

test("the journal of a player that was replaced still comes in, up to the replacement", async () => {
  const before = house.hear(player, { trackId: house.songs.rain, heardMs: 60_000 });
  await house.pair();
  player.mono += 5 * MINUTE + 1;
  house.moveClock(5 * MINUTE + 1);
  const after = house.hear(player, { trackId: house.songs.rain, heardMs: 60_000 });
  expect(inWords(await player.report([before, after]))).toEqual(["billed 20000", "rejected no_lease"]);
  expect((await player.requestLease()).status).toBe(403);
});

test("two songs at once in one zone are held by the player's own clock, however long the delivery took", async () => {
  const first = house.hear(player, { trackId: house.songs.rain, heardMs: 60_000 });
  expect(inWords(await player.report([first]))).toEqual(["billed 20000"]);
  const second = house.hear(player, { trackId: house.songs.rain, heardMs: 60_000 });
  house.moveClock(20_000);
  expect(inWords(await player.report([second]))).toEqual(["billed 20000"]);
  // This one was under way for less long than the last, so by our clock it began before that one ended.
  const third = house.hear(player, { trackId: house.songs.rain, heardMs: 60_000 });
  house.moveClock(-20_000);
  expect(inWords(await player.report([third]))).toEqual(["billed 20000"]);
  expect(await verdictOn({ monoStart: player.mono - 2_000, lastedMs: 60_000 })).toBe("billed 20000");
  expect(await verdictOn({ monoStart: player.mono - 2_001, lastedMs: 60_000 })).toBe("held overlap");
});

test("what another player of the zone sounded at the same time is held", async () => {
  const first = house.hear(player, { trackId: house.songs.rain, heardMs: 60_000 });
  await player.report([first]);
  house.moveClock(-40_000);
  const next = await house.pair();
  await next.takeLease();
  house.moveClock(10_000);
  const play = next.play({ trackId: house.songs.rain, heardMs: 30_000, monoStart: next.mono });
  expect(inWords(await next.report([play]))).toEqual(["held overlap"]);
  const { reserved } = await spending(house);
  expect(reserved).toBe(20_000n);
});

test("a play that begins more than five minutes ahead of us is held", async () => {
  const ahead = async (ms: number) => {
    const play = house.hear(player, { trackId: house.songs.rain, heardMs: 60_000 });
    return inWords(await player.report([play], { monoSent: play.monoStart - ms }));
  };
  player.mono += HOUR;
  expect(await ahead(5 * MINUTE)).toEqual(["billed 20000"]);
  expect(await ahead(5 * MINUTE + 1)).toEqual(["held future"]);
});

test("what comes in more than 35 days after its lease's end is too late", async () => {
  const chunks = [1, 2].map(() => player.seal([house.hear(player, { trackId: house.songs.rain, heardMs: 60_000 })]));
  const left = Date.parse(player.lease?.endsAt ?? "") - house.services.now().getTime() + 35 * DAY;
  house.moveClock(left);
  player.mono += left;
  const verdicts = [];
  for (const chunk of chunks) {
    verdicts.push(...inWords((await (await player.deliver(chunk)).json()) as Receipt));
    house.moveClock(1);
    player.mono += 1;
  }
  expect(verdicts).toEqual(["billed 20000", "unbilled late"]);
});

test("when the day's amount is used, a priced song is not billed and a free one still counts", async () => {
  const today = player.lease?.days[0]?.amountMicro ?? "0";
  await house.services.transact((tx) => tx.updateTable("lease_day").set({ amount_micro: 40_000n }).execute());
  expect(Number(today)).toBeGreaterThan(40_000);
  expect(await verdictOn({})).toBe("billed 20000");
  expect(await verdictOn({ trackId: house.songs.snow, heardMs: 4_000 })).toBe("unbilled lease_exhausted");
  expect(await verdictOn({})).toBe("billed 20000");
  expect(await verdictOn({})).toBe("unbilled lease_exhausted");
  expect(await verdictOn({ trackId: house.songs.wind, heardMs: 90_000 })).toBe("billed 0");
});

test("plays of a song count for nothing where somebody behind its credits works in the shop", async () => {
  await house.services.transact((tx) =>
    tx.updateTable("party").set({ user_id: house.ownerId }).where("name", "=", "周墨").execute(),
  );
  await player.takeLease();
  expect(await verdictOn({})).toBe("unbilled related");
  expect((await spending(house)).charged).toBe(0n);
});

test("a wall clock that says 1970 moves no play: the delivering boot's own clock places it", async () => {
  const play = house.hear(player, { trackId: house.songs.rain, heardMs: 60_000, wallStart: 0 });
  const startedAt = house.services.now().getTime() - 60_000;
  player.mono += HOUR;
  house.moveClock(HOUR);
  const { verdicts } = await player.report([play]);
  expect(verdicts[0]).toMatchObject({ verdict: "billed", startedAt: new Date(startedAt).toISOString() });
});

test("a boot that nobody knows is placed by its neighbours, at the earliest at its lease's grant", async () => {
  const first = player.play({ trackId: house.songs.rain, heardMs: 60_000, wallStart: 0 });
  const second = player.play({ trackId: house.songs.rain, heardMs: 60_000, wallStart: 0 });
  player.reboot("boot-2");
  house.moveClock(HOUR);
  const { verdicts } = await player.report([first, second]);
  const granted = Date.parse(player.lease?.grantedAt ?? "");
  expect(verdicts.map(({ startedAt }) => Date.parse(startedAt ?? "") - granted)).toEqual([0, 60_000]);
  expect(inWords({ verdicts })).toEqual(["billed 20000", "billed 20000"]);
});

test("who claims 25 hours of plays within a day is paid no more than the day's amount", async () => {
  const plays = Array.from({ length: 1_500 }, () => player.play({ trackId: house.songs.rain, heardMs: 60_000 }));
  player.reboot("boot-2");
  house.moveClock(HOUR);
  for (let at = 0; at < plays.length; at += 500) {
    const lines = plays.slice(at, at + 500);
    player.nextSeq = at + 501;
    await player.report(lines);
  }
  const { charged, held } = await spending(house);
  const [today] = player.lease?.days ?? [];
  expect(charged).toBeLessThanOrEqual(BigInt(today?.amountMicro ?? 0));
  expect(charged).toBeLessThanOrEqual(held);
});

test("what the owner should look at is told once, however often it happens", async () => {
  const player = await house.pair();
  await player.takeLease();
  for (let round = 0; round < 3; round++)
    await player.deliver(player.seal([player.play({ trackId: house.songs.rain, heardMs: 60_000, leaseId: "none" })]));
  const told = (await rowsOf(house.services.database.db, "outbox")) as { topic: string; params: string }[];
  expect(told.map(({ topic, params }) => [topic, JSON.parse(params).reason])).toEqual([["lease_flag", "no_lease"]]);
});
