import { createPublicKey, verify } from "node:crypto";
import { fromBase64url, fromHex, toBase64url, toHex } from "@songkeeper/base";
import { checkpointView, publicKeys } from "@songkeeper/contracts";
import { leafHash, rootFromInclusion } from "@songkeeper/licensing";
import { payloadOf, readDetachedJws } from "@songkeeper/proof";
import { afterEach, beforeEach, expect, test } from "vitest";
import { createApp } from "../http/app.ts";
import { sha256 } from "../sha256.ts";
import { openRoyaltyWorld, type RoyaltyWorld } from "../testing/royalty-world.ts";
import { rowsOf } from "../testing/test-database.ts";
import { findInclusion, getRoot, getTreeSize } from "./log-queries.ts";
import { sealLog } from "./seal-log.ts";
import { signCheckpoint, signDailyCheckpoint } from "./sign-checkpoint.ts";

let world: RoyaltyWorld;
beforeEach(async () => {
  world = await openRoyaltyWorld();
});
afterEach(() => world.close());

interface ChunkRow {
  device_id: string;
  first_seq: bigint;
  hash: string;
  verdict_root: string;
  position: bigint | null;
}

const chunks = async () => (await rowsOf(world.services.database.db, "chunk")) as ChunkRow[];
const inOrder = async () =>
  (await chunks())
    .toSorted((a, b) => Number((a.position ?? -1n) - (b.position ?? -1n)))
    .map(({ device_id, first_seq, position }) => `${device_id}:${first_seq} at ${position}`);

test("chunks get their places in the order of their arrival, and of their journals where they came at once", async () => {
  await world.deliver([{}], "tablet");
  await world.deliver([{}, {}], "phone");
  await world.deliver([{}], "phone");
  world.moveTo("2026-03-10T01:00:00.000Z");
  await world.deliver([{}], "tablet");
  expect(await sealLog(world.services)).toBe(4);
  expect(await inOrder()).toEqual(["tablet:2 at 0", "phone:1 at 2", "phone:3 at 4", "tablet:1 at 6"]);
  expect(await sealLog(world.services)).toBe(0);
});

test("a place, once given, stays; what comes later is put behind it", async () => {
  await world.deliver([{}]);
  await sealLog(world.services);
  world.moveTo("2026-03-10T01:00:00.000Z");
  await world.deliver([{}], "phone");
  await sealLog(world.services);
  expect(await inOrder()).toEqual(["tablet:1 at 0", "phone:1 at 2"]);
});

test("two sealers at once give each chunk one place", async () => {
  for (let at = 0; at < 12; at++) await world.deliver([{}], at % 2 ? "phone" : "tablet");
  const sealed = await Promise.all([sealLog(world.services), sealLog(world.services), sealLog(world.services)]);
  expect(sealed.reduce((sum, one) => sum + one, 0)).toBe(12);
  expect(new Set((await chunks()).map(({ position }) => position)).size).toBe(12);
});

test("every leaf is proven in every later state of the log", async () => {
  for (let at = 0; at < 7; at++) {
    await world.deliver([{}], at % 3 ? "phone" : "tablet");
    await sealLog(world.services);
  }
  const { transact } = world.services;
  const stored = await chunks();
  for (let size = 2; size <= 14; size += 2) {
    const root = toHex(await transact((tx) => getRoot(tx, size)));
    for (const { hash, verdict_root, position } of stored.filter((chunk) => Number(chunk.position) < size)) {
      for (const [offset, data] of [hash, verdict_root].entries()) {
        const index = Number(position) + offset;
        const path = await transact((tx) => findInclusion(tx, index, size));
        const proven = rootFromInclusion({ index, size }, leafHash(fromHex(data), sha256), path, sha256);
        expect(proven && toHex(proven)).toBe(root);
      }
    }
  }
  expect(await transact((tx) => getTreeSize(tx))).toBe(14);
});

test("the log of the same arrivals has the same root on both databases", async () => {
  await world.deliver([{}, { track: "snow" }]);
  await world.deliver([{ track: "nothing" }], "phone");
  await sealLog(world.services);
  const root = await world.services.transact((tx) => getRoot(tx, 4));
  expect(toHex(root)).toBe("c9c9ab2c48b71d5abaa8a201c14425d1a420ee8c978a8a29e757b5d6183a67af");
});

test("a checkpoint is signed once for each size of the log, daily, and anyone can check it", async () => {
  const { services } = world;
  await world.deliver([{}]);
  await signDailyCheckpoint(services);
  await sealLog(services);
  await signDailyCheckpoint(services);
  expect(await rowsOf(services.database.db, "checkpoint")).toMatchObject([{ tree_size: 0n }]);
  world.moveTo("2026-03-10T16:00:00.000Z");
  await signDailyCheckpoint(services);

  const app = createApp(services);
  const latest = await (await app.request("/api/checkpoints/latest")).json();
  const { treeSize, rootHash, at, kid, jws } = checkpointView.parse(latest);
  expect({ treeSize, at, kid }).toEqual({
    treeSize: 2,
    at: "2026-03-10T16:00:00.000Z",
    kid: services.secrets.platform.kid,
  });
  const timeZone = services.config.timeZone;
  const payload = payloadOf({ origin: "songkeeper", treeSize, rootHash, at, timeZone, keyId: kid });
  const read = readDetachedJws(jws, payload);
  const { keys } = publicKeys.parse(await (await app.request("/api/keys")).json());
  const x = toBase64url(fromBase64url(keys.find((key) => key.kid === kid)?.publicKey ?? ""));
  const key = createPublicKey({ key: { kty: "OKP", crv: "Ed25519", x }, format: "jwk" });
  expect(read && verify(null, read.message, key, read.signature)).toBe(true);

  const signer = { key: services.secrets.platform, timeZone };
  const again = await services.transact((tx) => signCheckpoint(tx, signer, new Date("2030-01-01T00:00:00Z")));
  expect(again.checkpoint.at).toBe(at);
});
