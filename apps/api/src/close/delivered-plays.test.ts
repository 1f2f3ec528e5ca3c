import { month } from "@songkeeper/base";
import type { Receipt } from "@songkeeper/contracts";
import { royaltyClearing } from "@songkeeper/ledger";
import { afterEach, beforeEach, expect, test } from "vitest";
import { getBalance } from "../ledger/transfer-queries.ts";
import { releaseHeldPlays } from "../metering/release-held.ts";
import { faultsOfStatement, statementFile } from "../testing/check-statement.ts";
import { openTeaHouse, type TeaHouse } from "../testing/tea-house.ts";
import { rowsOf } from "../testing/test-database.ts";
import { closeMonth } from "./close-month.ts";

const march = month("2026-03");
const april = month("2026-04");

let house: TeaHouse;
beforeEach(async () => {
  house = await openTeaHouse();
});
afterEach(() => house.close());

async function parties(): Promise<{ id: string; name: string }[]> {
  return (await rowsOf(house.services.database.db, "party")) as { id: string; name: string }[];
}

async function close(of = march): Promise<void> {
  const closed = await closeMonth(house.services, of);
  expect(closed).toMatchObject({ ok: true, value: { state: "sealed" } });
  const left = await house.services.transact((tx) => getBalance(tx, royaltyClearing(of)));
  expect(left).toBe(0n);
}

test("plays as a player delivers them, good and bad, end in statements that check", async () => {
  const player = await house.pair();
  const { rain, snow, wind } = house.songs;
  await player.takeLease();
  const entries = [
    player.play({ trackId: rain, heardMs: 60_000 }),
    player.play({ trackId: rain, heardMs: 5_000, outcome: "skipped" }),
    player.play({ trackId: snow, heardMs: 4_000 }),
    player.play({ trackId: wind, heardMs: 90_000 }),
    player.play({ trackId: snow, heardMs: 60_000 }),
    player.play({ trackId: rain, heardMs: 60_000, leaseId: "nobodys" }),
  ];
  house.moveClock(300_000);
  const response = await player.deliver(player.seal(entries));
  const { verdicts } = (await response.json()) as Receipt;
  expect(new Set(verdicts.map(({ verdict }) => verdict))).toEqual(new Set(["billed", "unbilled", "rejected"]));
  player.nextSeq++;
  await player.deliver(player.seal(["{oops"]));

  house.services.clock.at = new Date("2026-04-03T16:00:00.000Z");
  await close();
  for (const { id } of await parties()) expect(await faultsOfStatement(house.services, id, march)).toEqual([]);
  const [lyricist] = (await parties()).filter(({ name }) => name === "周墨");
  const { statement } = await statementFile(house.services, lyricist?.id ?? "", march);
  const lines = statement.lines.map(({ track, plays, amountMicro }) => ({ title: track.title, plays, amountMicro }));
  expect(lines.toSorted((a, b) => (a.title < b.title ? -1 : 1))).toEqual([
    { title: "rain", plays: { billed: 1, "unbilled:below_threshold": 1 }, amountMicro: "2000" },
    { title: "snow", plays: { billed: 1, "rejected:impossible_duration": 1 }, amountMicro: "5000" },
    { title: "wind", plays: { billed: 1 }, amountMicro: "0" },
  ]);
});

test("a play that nobody decided for ten days is released into the next month, and both statements check", async () => {
  const { db } = house.services.database;
  house.services.clock.at = new Date("2026-03-31T08:00:00.000Z");
  const player = await house.pair();
  await player.takeLease();
  const together = player.play({ trackId: house.songs.rain, heardMs: 60_000 });
  const overlapping = player.play({
    trackId: house.songs.rain,
    heardMs: 60_000,
    monoStart: together.monoStart + 1_000,
  });
  house.moveClock(120_000);
  await player.deliver(player.seal([together, overlapping]));
  expect((await rowsOf(db, "play")) as object[]).toMatchObject([{ verdict: "billed" }, { verdict: "held" }]);

  house.services.clock.at = new Date("2026-04-03T16:00:00.000Z");
  await close();
  house.services.clock.at = new Date("2026-05-03T16:00:00.000Z");
  expect(await releaseHeldPlays(house.services)).toBe(1);
  await close(april);
  for (const { id } of await parties())
    for (const of of [march, april]) expect(await faultsOfStatement(house.services, id, of)).toEqual([]);
});
