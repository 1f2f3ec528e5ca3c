import { fromHex, toBase64url } from "@songkeeper/base";
import { entryLine, sealChunk } from "@songkeeper/licensing";
import { sha256 } from "@noble/hashes/sha2.js";
import { expect, test } from "vitest";
import { brokenLaws } from "../testing/laws.ts";
import { World } from "../testing/world.ts";
import { FIRST_HASH } from "./saved.ts";

const MINUTE = 60_000;

/** The platform gets the first entries of the journal under another cut than the device's. */
async function deliverOtherwise(world: World, lines: readonly string[]): Promise<void> {
  const content = { deviceId: "device-1", firstSeq: 1, prevHash: FIRST_HASH, entries: lines, seed: "ab".repeat(32) };
  const chunk = sealChunk(content, sha256);
  const signature = toBase64url(Uint8Array.from([...fromHex(chunk.hash), ...fromHex(chunk.hash)]));
  world.platform.deliver({
    chunk: { ...chunk, entries: [...chunk.entries], signature },
    bootId: "boot-1",
    monoSent: 1_000_000,
  });
}

test("entries that the platform has under another cut are left out, and the rest is sealed anew after its head", async () => {
  const world = await World.open();
  await world.pass(2_000);
  world.isOnline = false;
  await world.pass(11 * MINUTE);
  world.passage = () => "lost";
  world.isOnline = true;
  await world.pass(6 * MINUTE);
  const lines = world.store.saved.chunks.flatMap(({ chunk }) => chunk.entries);
  expect(lines.length).toBeGreaterThanOrEqual(1);
  const rest = world.store.saved.entries.length;
  expect(rest).toBeGreaterThan(0);
  const [chunk] = world.store.saved.chunks;
  if (!chunk) throw new Error("nothing is sealed");
  // As if a chunk of the same entry and the next had come in before.
  const next = world.store.saved.entries[0];
  if (!next) throw new Error("nothing waits");
  await deliverOtherwise(world, [...lines, entryLine(next.entry)]);
  await world.drain();
  expect(world.player.view.notices).toMatchObject({ waiting: 0, isForked: false, problem: null });
  expect(brokenLaws(world)).toEqual([]);
});

test("a platform that holds another journal under this name is told no more, and the page says so", async () => {
  const world = await World.open();
  await world.pass(2_000);
  world.isOnline = false;
  await world.pass(4 * MINUTE);
  const other =
    '{"bootId":"x","heardMs":1,"leaseId":"lease-1","monoEnd":5,"monoStart":1,"outcome":"skipped","priceVersion":1,"seq":1,"trackId":"rain","wallStart":0}';
  await deliverOtherwise(world, [other]);
  world.isOnline = true;
  world.player.hurry();
  await world.pass(MINUTE);
  expect(world.player.view.notices.isForked).toBe(true);
  const told = world.platform.seenBodies.length;
  await world.pass(4 * MINUTE);
  expect(world.platform.seenBodies.length).toBe(told);
  expect(world.player.view.notices.waiting).toBeGreaterThan(0);
});

test("a platform restored from a backup asks for what it lost, and gets it", async () => {
  const world = await World.open();
  await world.pass(20 * MINUTE);
  world.platform.forgetAfter(2);
  await world.pass(10 * MINUTE);
  await world.drain();
  expect(world.platform.plays.map(({ seq }) => seq)).toEqual(world.platform.plays.map((_, at) => at + 1));
  expect(world.platform.plays.length).toBeGreaterThan(7);
});

test("a refusal that nobody can mend is shown, what waits is kept, and it is tried again more and more seldom", async () => {
  const world = await World.open();
  await world.pass(2_000);
  let tries = 0;
  world.platform.deliver = () => {
    tries += 1;
    return { ok: false, reason: "bad_signature", facts: {} };
  };
  await world.pass(60 * MINUTE);
  expect(world.player.view.notices.problem).toBe("bad_signature");
  expect(world.player.view.doing).toBe("playing");
  expect(tries).toBeLessThan(40);
});
