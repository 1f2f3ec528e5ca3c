import type { Chunk } from "@songkeeper/licensing";
import type { KyselyPlugin } from "kysely";
import { afterEach, beforeEach, expect, test } from "vitest";
import { transactOn } from "../db/transact.ts";
import { sha256Hex } from "../sha256.ts";
import { openTeaHouse, type TeaHouse } from "../testing/tea-house.ts";
import type { TestPlayer } from "../testing/test-player.ts";
import { deliverChunk } from "./deliver-chunk.ts";

let house: TeaHouse;
let player: TestPlayer;
beforeEach(async () => {
  house = await openTeaHouse();
  player = await house.pair();
  await player.takeLease();
});
afterEach(() => house.close());

/** How many statements a delivery takes between begin and commit. */
async function statementsOf(chunk: Chunk): Promise<number> {
  const { services } = house;
  let count = 0;
  const counter: KyselyPlugin = {
    transformQuery({ node }) {
      count++;
      return node;
    },
    transformResult: async ({ result }) => result,
  };
  const of = {
    deviceId: player.deviceId,
    tokenHash: sha256Hex(player.token),
    delivery: { chunk: { ...chunk, entries: [...chunk.entries] }, bootId: player.bootId, monoSent: player.mono },
  };
  const moment = { now: services.now(), timeZone: services.config.timeZone };
  const outcome = await transactOn(services.database.db.withPlugin(counter))((tx) => deliverChunk(tx, of, moment));
  expect(outcome.ok).toBe(true);
  return count;
}

function hear(count: number) {
  const names = ["rain", "snow", "wind"] as const;
  return Array.from({ length: count }, (_, at) => {
    const trackId = house.songs[names[at % names.length] ?? "rain"];
    return house.hear(player, { trackId, heardMs: 4_000 });
  });
}

test("a play is stored, judged, counted and charged in nineteen statements", async () => {
  await statementsOf(player.seal([house.hear(player, { trackId: house.songs.rain, heardMs: 60_000 })]));
  const chunk = player.seal([house.hear(player, { trackId: house.songs.rain, heardMs: 60_000 })]);
  expect(await statementsOf(chunk)).toBeLessThanOrEqual(19);
  expect(await statementsOf(chunk)).toBeLessThanOrEqual(3);
});

test("an outage's five hundred plays take a few statements more, not hundreds", async () => {
  await statementsOf(player.seal(hear(1)));
  expect(await statementsOf(player.seal(hear(500)))).toBeLessThanOrEqual(25);
});
