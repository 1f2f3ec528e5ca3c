import { generateKeyPairSync, sign } from "node:crypto";
import { fromHex, toBase64url } from "@songkeeper/base";
import type { Problem, Receipt } from "@songkeeper/contracts";
import { type Chunk, entryLine } from "@songkeeper/licensing";
import { afterEach, beforeEach, expect, test } from "vitest";
import { inWords, refusal } from "../testing/in-words.ts";
import { openTeaHouse, type TeaHouse } from "../testing/tea-house.ts";
import { rowsOf } from "../testing/test-database.ts";
import { json, type TestPlayer, withHeaders } from "../testing/test-player.ts";

let house: TeaHouse;
let player: TestPlayer;
beforeEach(async () => {
  house = await openTeaHouse();
  player = await house.pair();
  await player.takeLease();
});
afterEach(() => house.close());

/** One play of "rain" as a journal line. */
function line(): string {
  return entryLine(house.hear(player, { trackId: house.songs.rain, heardMs: 60_000 }));
}

/** The next chunk of so many plays. */
function chunkOf(plays: number): Chunk {
  return player.seal(Array.from({ length: plays }, line));
}

/** Where the platform says that the journal stands, and whether a person must look at it. */
async function head() {
  const headers = { authorization: `Bearer ${player.token}` };
  const response = await house.send(`/api/devices/${player.deviceId}`, { headers });
  const { expectedSeq, headHash, gaps } = (await response.json()) as Receipt;
  const [device] = (await rowsOf(house.services.database.db, "device")) as { forked_at: string | null }[];
  const quarantined = await rowsOf(house.services.database.db, "quarantined_chunk");
  return { expectedSeq, headHash, gaps, isForked: device?.forked_at !== null, quarantined: quarantined.length };
}

test.each([
  { what: "a signature of another key", problem: "401 bad_signature", change: forged },
  { what: "a signature that is none", problem: "401 bad_signature", change: () => ({ signature: "A".repeat(86) }) },
  { what: "another hash", problem: "422 bad_hash", change: () => ({ hash: "ab".repeat(32) }) },
  { what: "another seed", problem: "422 bad_hash", change: () => ({ seed: "ab".repeat(32) }) },
  { what: "a wrong count", problem: "422 bad_envelope", change: () => ({ count: 2 }) },
  { what: "another device's name", problem: "422 bad_envelope", change: () => ({ deviceId: "another" }) },
  { what: "a place at the end of numbers", problem: "422 bad_envelope", change: () => ({ firstSeq: 2 ** 53 - 1 }) },
])("a chunk with $what is refused and leaves nothing behind", async ({ problem, change }) => {
  const chunk = chunkOf(1);
  expect(await refusal(await player.deliver({ ...chunk, ...change(chunk) }))).toBe(problem);
  expect(await rowsOf(house.services.database.db, "chunk")).toEqual([]);
  expect(await head()).toMatchObject({ expectedSeq: 1, isForked: false, quarantined: 0 });
  expect(inWords((await (await player.deliver(chunk)).json()) as Receipt)).toEqual(["billed 20000"]);
});

function forged({ hash }: Chunk) {
  const { privateKey } = generateKeyPairSync("ed25519");
  return { signature: toBase64url(sign(null, fromHex(hash), privateKey)) };
}

test("a device is known by its own token only", async () => {
  const chunk = chunkOf(1);
  const body = json("POST", { chunk, bootId: "boot-1", monoSent: player.mono });
  const sendAs = (deviceId: string, authorization?: string) =>
    house.send(`/api/devices/${deviceId}/chunks`, withHeaders(body, authorization ? { authorization } : {}));
  const other = await house.pair((await house.addZone("包厢")).id);
  expect(await refusal(await sendAs(player.deviceId))).toBe("401 not_signed_in");
  expect(await refusal(await sendAs(player.deviceId, "Bearer x"))).toBe("401 not_signed_in");
  expect(await refusal(await sendAs(player.deviceId, `Bearer ${"x".repeat(43)}`))).toBe("404 unknown_device");
  expect(await refusal(await sendAs(player.deviceId, `Bearer ${other.token}`))).toBe("404 unknown_device");
  expect(await refusal(await sendAs("nobody", `Bearer ${player.token}`))).toBe("404 unknown_device");
  expect(await refusal(await sendAs(other.deviceId, `Bearer ${other.token}`))).toBe("422 bad_envelope");
});

test("another chunk at the place of a stored one is a fork: kept apart, and nothing goes on but the honest journal", async () => {
  const honest = chunkOf(1);
  const lie = player.sealAt(1, honest.prevHash, [line()]);
  player.nextSeq -= 1;
  const receipt = (await (await player.deliver(honest)).json()) as Receipt;
  const refused = await player.deliver(lie);
  expect(refused.status).toBe(409);
  const problem = (await refused.json()) as Problem;
  expect(problem).toMatchObject({ code: "fork", facts: { expectedSeq: 2, headHash: honest.hash } });
  await player.deliver(lie);
  expect(await head()).toMatchObject({ expectedSeq: 2, headHash: honest.hash, isForked: true, quarantined: 1 });
  expect(await refusal(await player.requestLease())).toBe("403 device_forked");
  expect(await (await player.deliver(honest)).json()).toEqual(receipt);
  expect(inWords(await player.report([house.hear(player, { trackId: house.songs.rain, heardMs: 60_000 })]))).toEqual([
    "billed 20000",
  ]);
});

test("a next chunk that follows another head is a fork", async () => {
  await player.deliver(chunkOf(1));
  const lie = player.sealAt(2, "ab".repeat(32), [line()]);
  expect(await refusal(await player.deliver(lie))).toBe("409 fork");
  expect(await head()).toMatchObject({ expectedSeq: 2, isForked: true, quarantined: 1 });
});

test("a gap filled with what its successor does not follow is a fork, and the gap stays open", async () => {
  const [first, second, third] = [chunkOf(1), chunkOf(2), chunkOf(1)];
  await player.deliver(first);
  await player.deliver(third);
  const lie = player.sealAt(2, first.hash, second.entries);
  expect(await refusal(await player.deliver(lie))).toBe("409 fork");
  expect(await head()).toMatchObject({ expectedSeq: 2, gaps: [{ from: 2, to: 3 }], isForked: true, quarantined: 1 });
  expect((await player.deliver(second)).status).toBe(200);
  expect(await head()).toMatchObject({ expectedSeq: 5, headHash: third.hash, gaps: [] });
});

test("a chunk beyond a gap that does not follow a stored one before it is a fork", async () => {
  const [, second] = [chunkOf(1), chunkOf(1)];
  await player.deliver(second);
  expect(await refusal(await player.deliver(player.sealAt(3, "ab".repeat(32), [line()])))).toBe("409 fork");
});

test("no more than twenty contradictions of a device are kept", async () => {
  await player.deliver(chunkOf(1));
  for (let round = 0; round < 22; round++) await player.deliver(player.sealAt(2, "ab".repeat(32), ["x"]));
  expect(await head()).toMatchObject({ quarantined: 20 });
});

test("a chunk that overlaps in part is refused with the head, and sealed anew from there it is taken", async () => {
  const lines = [line(), line(), line()];
  const known = player.sealAt(1, "0".repeat(64), lines.slice(0, 2));
  await player.deliver(known);
  const refused = await player.deliver(player.sealAt(2, known.hash, lines.slice(1)));
  expect(refused.status).toBe(409);
  const { code, facts } = (await refused.json()) as Problem;
  expect({ code, facts }).toEqual({ code: "overlapping_chunk", facts: { expectedSeq: 3, headHash: known.hash } });
  expect(await head()).toMatchObject({ isForked: false, quarantined: 0 });
  const anew = player.sealAt(Number(facts?.["expectedSeq"]), String(facts?.["headHash"]), lines.slice(2));
  expect(inWords((await (await player.deliver(anew)).json()) as Receipt)).toEqual(["billed 20000"]);
});
