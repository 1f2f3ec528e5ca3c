import type { Receipt } from "@songkeeper/contracts";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Chunk } from "@songkeeper/licensing";
import type { Send, TestPlayer } from "../../apps/api/src/testing/test-player.ts";
import { BEGIN, storeWorld, type StoredPlatform, type StoredWorld } from "./support/stored-world.ts";
import { pairPlayer } from "./support/pair-player.ts";

// A server is killed at each statement of a delivery in turn and the device delivers again, until it has its receipt.
// What is committed when a process dies after statement n is the same as before n + 1, so one sweep of either kind meets
// every state that a delivery can be found in; both kinds are used, since a statement may die on its way as well. Killed
// is kill -9: what a power cut does to a disk is not tried here.

const MINUTE = 60_000;

let world: StoredWorld;
let player: TestPlayer;
let sendTo: Send;
/** Three chunks of one journal: the third is delivered before the second. */
let chunks: readonly [Chunk, Chunk, Chunk];

beforeAll(async () => {
  world = await storeWorld(async (house) => {
    sendTo = house.send;
    player = await pairPlayer(house, (path, init) => sendTo(path, init));
    await player.takeLease();
    chunks = writeJournal(player, house.songs);
  });
}, 60_000);
afterAll(() => world.remove());

/** Plays of every kind of verdict, songs of several prices, a line that no device writes, and one under no lease. */
function writeJournal(of: TestPlayer, { rain, snow, wind }: Record<"rain" | "snow" | "wind", string>) {
  const first = of.seal([
    of.play({ trackId: rain, heardMs: 60_000 }),
    of.play({ trackId: snow, heardMs: 1_000, outcome: "skipped" }),
    of.play({ trackId: wind, heardMs: 90_000 }),
    of.play({ trackId: snow, heardMs: 4_000, leaseId: "unknown" }),
  ]);
  const second = of.seal([of.play({ trackId: rain, heardMs: 60_000 }), of.play({ trackId: snow, heardMs: 4_000 })]);
  of.nextSeq += 1;
  const third = of.seal(["not what a device writes"]);
  return [first, second, third] as const;
}

interface Delivered {
  readonly chunk: Chunk;
  readonly when: "before" | "after";
}

/** The deliveries in the order in which they are made. */
function deliveries(): readonly Delivered[] {
  const [first, second, third] = chunks;
  return [
    { chunk: first, when: "after" },
    { chunk: third, when: "before" },
    { chunk: second, when: "after" },
  ];
}

async function deliverAll(of: StoredPlatform, isMortal: boolean) {
  const { platform } = of;
  sendTo = platform.send;
  const receipts: Receipt[] = [];
  const deaths: number[] = [];
  for (const [at, { chunk, when }] of deliveries().entries()) {
    await platform.moveTo(new Date(BEGIN.getTime() + (at + 10) * MINUTE));
    const send = () => player.deliver(chunk);
    const done = isMortal ? await platform.surviveEach(when, send) : { answer: await send(), deaths: 0 };
    expect(done.answer.status).toBe(200);
    receipts.push((await done.answer.json()) as Receipt);
    deaths.push(done.deaths);
  }
  await platform.stop();
  // The last start seals what is not in the log yet.
  await platform.moveTo(new Date(BEGIN.getTime() + 60 * MINUTE));
  await platform.stop();
  return { receipts, deaths, contents: await of.contents() };
}

test(
  "whichever statement of a delivery a server dies at, each play is counted once and the receipt is the same",
  { timeout: 300_000 },
  async () => {
    const calm = await deliverAll(await world.open(), false);
    const mortal = await deliverAll(await world.open(), true);
    expect(mortal.receipts).toEqual(calm.receipts);
    expect(mortal.contents).toEqual(calm.contents);
    expect(calm.contents["play"]).toHaveLength(7);
    expect(Math.min(...mortal.deaths)).toBeGreaterThan(5);
  },
);
