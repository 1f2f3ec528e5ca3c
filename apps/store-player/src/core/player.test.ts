import { expect, test } from "vitest";
import { shopOf, song, World } from "../testing/world.ts";

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

test("a song that ends is delivered at once, one entry a chunk, and billed once", async () => {
  const world = await World.open();
  await world.pass(11 * MINUTE);
  expect(world.platform.plays.map(({ entry, verdict }) => [entry?.trackId, entry?.outcome, verdict.verdict])).toEqual([
    ["rain", "completed", "billed"],
    ["snow", "completed", "billed"],
    ["dew", "completed", "billed"],
  ]);
  expect(world.platform.seenBodies.map(({ chunk }) => chunk.count)).toEqual([1, 1, 1]);
  expect(world.player.view.today).toEqual({ plays: 3, spentYuan: "0.04" });
});
