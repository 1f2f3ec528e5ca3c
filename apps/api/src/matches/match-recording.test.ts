import { indexKeys, SILENT_ITEM } from "@songkeeper/media";
import { afterEach, beforeEach, expect, test } from "vitest";
import { encodedAnew, madeUpSound, uploadSound } from "../testing/made-up-sound.ts";
import { publishSong } from "../testing/published-song.ts";
import { openTestServices, type TestServices } from "../testing/test-services.ts";
import { rowsOf } from "../testing/test-database.ts";
import { removeRecording } from "../uploads/remove-recording.ts";
import { tidyRecording } from "../uploads/tidy-recording.ts";
import { indexFingerprint } from "./index-fingerprint.ts";
import { findHeld, listMatchesOf } from "./match-queries.ts";
import { matchRecording } from "./match-recording.ts";

let services: TestServices;
beforeEach(async () => {
  services = await openTestServices();
});
afterEach(() => services.close());

const SONG = madeUpSound(1);

async function upload(ownerId: string, sound = SONG): Promise<string> {
  const id = await uploadSound(services, { ownerId, sound });
  await matchRecording(services, id);
  return id;
}

const matchesOf = (id: string) => services.transact((tx) => listMatchesOf(tx, [id]));
const isHeld = async (id: string) => (await services.transact((tx) => findHeld(tx, [id]))).has(id);
const said = async (id: string) => (await matchesOf(id)).map(({ kind, state, otherId }) => ({ kind, state, otherId }));
const count = async (table: "fingerprint" | "fingerprint_key" | "recording_match" | "outbox") =>
  (await rowsOf(services.database.db, table)).length;

test("the first recording of a song is held by nothing, the next one of its musician's is told of, another's is held", async () => {
  const first = await upload("mei");
  const again = await upload("mei", encodedAnew(SONG));
  const stolen = await upload("thief", encodedAnew(SONG, 2));
  expect(await said(first)).toEqual([]);
  expect(await said(again)).toEqual([{ kind: "own", state: "released", otherId: first }]);
  expect(await said(stolen)).toEqual(
    expect.arrayContaining([first, again].map((otherId) => ({ kind: "held", state: "open", otherId }))),
  );
  expect([await isHeld(first), await isHeld(again), await isHeld(stolen)]).toEqual([false, false, true]);
  const messages = (await rowsOf(services.database.db, "outbox")) as { recipient: string; topic: string }[];
  expect(messages.map(({ recipient, topic }) => `${recipient} ${topic}`)).toEqual(["thief recording_held"]);
});

test("ten seconds of somebody's song hold a recording, and it is said where they lie in both", async () => {
  const whole = await upload("mei", madeUpSound(5, 1_900));
  const excerpt = await upload("thief", encodedAnew(madeUpSound(5, 1_900).slice(1_000, 1_059)));
  const [match] = await matchesOf(excerpt);
  expect(match).toMatchObject({ kind: "held", otherId: whole });
  expect(Math.abs((match?.otherAtMs ?? 0) - (match?.atMs ?? 0) - 123_810)).toBeLessThan(130);
  expect(match?.lengthMs).toBeGreaterThan(9_000);
  expect(match?.bitError).toBeLessThan(0.05);
});

test("other songs, less than eight seconds and silence hold nothing", async () => {
  await upload("mei");
  for (const sound of [madeUpSound(2), SONG.slice(100, 140), new Uint32Array(800).fill(SILENT_ITEM)])
    expect(await said(await upload("thief", sound))).toEqual([]);
});

test("what a worker wrote in the place of a fingerprint is not read if no song has one of that length", async () => {
  await expect(upload("mei", new Uint32Array(300_000))).rejects.toThrow("1200000 bytes is of no song");
});

test("a published song is found like an upload", async () => {
  const { recordingId } = await publishSong(services, { ownerId: "mei" });
  await indexFingerprint(services, recordingId, SONG);
  expect(await said(await upload("thief"))).toEqual([{ kind: "held", state: "open", otherId: recordingId }]);
});

test("of recordings that are compared at the same moment each later one is held, and no earlier one", async () => {
  const owners = ["mei", "zhou", "lin", "bai"];
  const ids = await Promise.all(
    owners.map((ownerId, at) => uploadSound(services, { ownerId, sound: encodedAnew(SONG, at) })),
  );
  await Promise.all(ids.map((id) => matchRecording(services, id)));
  const found = await Promise.all(ids.map(async (id) => (await matchesOf(id)).length));
  expect(found.toSorted((a, b) => a - b)).toEqual([0, 1, 2, 3]);
});

test("compared again, a recording has the same matches, one message and one place in the index", async () => {
  await upload("mei");
  const stolen = await upload("thief");
  const before = [await matchesOf(stolen), await count("fingerprint_key"), await count("outbox")];
  await matchRecording(services, stolen);
  expect([await matchesOf(stolen), await count("fingerprint_key"), await count("outbox")]).toEqual(before);
});

test("a recording whose file is made anew with another fingerprint is found by that one only", async () => {
  const first = await upload("mei");
  await services.objects.put(`media/${first}/fingerprint.bin`, new Uint8Array(madeUpSound(3).buffer));
  await matchRecording(services, first);
  expect(await said(await upload("thief"))).toEqual([]);
  expect(await said(await upload("other", madeUpSound(3)))).toEqual([{ kind: "held", state: "open", otherId: first }]);
});

test("ended after any of its transactions and begun again, comparing comes to the same", async () => {
  await upload("mei");
  const id = await uploadSound(services, { ownerId: "thief", sound: SONG });
  for (let transactions = 0; transactions < 20; transactions += 1) {
    let left = transactions;
    const transact: typeof services.transact = (work, locks) =>
      left-- > 0 ? services.transact(work, locks) : Promise.reject(new Error("killed"));
    const done = await matchRecording({ ...services, transact }, id).then(
      () => true,
      () => false,
    );
    if (done) break;
    expect(transactions).toBeLessThan(19);
  }
  expect(await said(id)).toHaveLength(1);
  expect([await count("fingerprint"), await count("fingerprint_key")]).toEqual([2, 2 * indexKeys(SONG).length]);
});

test("a removed recording is forgotten, and what only waited because of it waits no more", async () => {
  const first = await upload("mei");
  const stolen = await upload("thief");
  await removeRecording(services, "mei", first);
  await tidyRecording(services, first);
  await tidyRecording(services, first);
  expect(await isHeld(stolen)).toBe(false);
  expect([await count("fingerprint"), await count("fingerprint_key")]).toEqual([1, indexKeys(SONG).length]);
  await removeRecording(services, "thief", stolen);
  await tidyRecording(services, stolen);
  expect([await count("fingerprint"), await count("fingerprint_key"), await count("recording_match")]).toEqual([
    0, 0, 0,
  ]);
});

test("a key that a hundred recordings share gets no more of them until one is gone, and who came first is found still", async () => {
  const first = await upload("mei");
  const [shared] = indexKeys(SONG);
  const key = BigInt(shared?.key ?? 0);
  const placesOf = async () =>
    ((await rowsOf(services.database.db, "fingerprint_key")) as { key: bigint }[]).filter((row) => row.key === key)
      .length;
  const others = Array.from({ length: 99 }, (_, at) => ({ key, number: BigInt(1_000 + at), position: 1n }));
  await services.transact((tx) => tx.insertInto("fingerprint_key").values(others).execute());
  const second = await upload("thief");
  expect([await isHeld(second), await placesOf()]).toEqual([true, 101]);
  const third = await upload("other");
  expect([await isHeld(third), await placesOf()]).toEqual([true, 101]);
  await removeRecording(services, "mei", first);
  await tidyRecording(services, first);
  expect(await placesOf()).toBe(100);
  await services.transact((tx) => tx.deleteFrom("fingerprint_key").where("number", ">=", 1_000n).execute());
  await upload("bai");
  expect(await placesOf()).toBe(2);
});

test("a recording that was made ready without a fingerprint is compared with nothing", async () => {
  await upload("mei");
  const id = await uploadSound(services, { ownerId: "thief", sound: SONG });
  await services.objects.remove(`media/${id}/fingerprint.bin`);
  await matchRecording(services, id);
  expect([await said(id), await count("fingerprint")]).toEqual([[], 1]);
});
