import type { Receipt } from "@songkeeper/contracts";
import type { Chunk } from "@songkeeper/licensing";
import { afterEach, beforeEach, expect, test } from "vitest";
import { balances, inWords, refusal, spending } from "../testing/in-words.ts";
import { openTeaHouse, type TeaHouse } from "../testing/tea-house.ts";
import { rowsOf } from "../testing/test-database.ts";
import type { TestPlayer } from "../testing/test-player.ts";
import { freeDeadHolds } from "../wallet/housekeeping.ts";
import { insertChunk } from "./chunk-queries.ts";
import { closeLostGaps } from "./close-lost-gaps.ts";
import { WAITING_ENTRIES_MAX } from "./deliver-chunk.ts";

const DAY = 86_400_000;

let house: TeaHouse;
let player: TestPlayer;
beforeEach(async () => {
  house = await openTeaHouse();
  player = await house.pair();
  await player.takeLease();
});
afterEach(() => house.close());

/** The next chunks of the journal, of one play of "rain" each. */
function chunks(count: number): [Chunk, Chunk, Chunk, ...Chunk[]] {
  const seal = () => player.seal([house.hear(player, { trackId: house.songs.rain, heardMs: 60_000 })]);
  return [seal(), seal(), seal(), ...Array.from({ length: count - 3 }, seal)];
}

async function deliver(chunk: Chunk): Promise<Receipt> {
  const response = await player.deliver(chunk);
  if (!response.ok) throw new Error(await response.text());
  return (await response.json()) as Receipt;
}

interface PlayRow {
  readonly seq: bigint;
  readonly verdict: string;
  readonly started_at: string;
  readonly fee_micro: bigint;
}

/** What was decided about each entry, and when it was played. */
async function plays() {
  const rows = (await rowsOf(house.services.database.db, "play")) as PlayRow[];
  return rows
    .toSorted((a, b) => Number(a.seq - b.seq))
    .map(({ seq, verdict, started_at: startedAt, fee_micro: fee }) => ({ seq, verdict, startedAt, fee }));
}

function waitDays(days: number): void {
  house.moveClock(days * DAY);
  player.mono += days * DAY;
}

test("a chunk beyond the next is stored without verdicts, its gap listed, and judged when the gap is filled", async () => {
  const all = chunks(5);
  const [first, second, third, fourth, fifth] = all;
  expect((await deliver(third)).gaps).toEqual([{ from: 1, to: 2 }]);
  expect(await deliver(fifth as Chunk)).toEqual({
    expectedSeq: 1,
    headHash: "0".repeat(64),
    verdicts: [],
    gaps: [
      { from: 1, to: 2 },
      { from: 4, to: 4 },
    ],
  });
  expect((await deliver(first)).gaps).toEqual([
    { from: 2, to: 2 },
    { from: 4, to: 4 },
  ]);
  const filled = await deliver(second);
  expect(filled).toMatchObject({ expectedSeq: 3, headHash: second.hash, gaps: [{ from: 4, to: 4 }] });
  expect(inWords(await deliver(third))).toEqual(["billed 20000"]);
  expect(await plays()).toHaveLength(3);
  await deliver(fourth as Chunk);
  expect(await deliver(fifth as Chunk)).toMatchObject({ expectedSeq: 6, headHash: all[4]?.hash, gaps: [] });
  expect(await plays()).toHaveLength(5);
});

test("a chunk that waited is judged by the times of its own delivery", async () => {
  const [first, second] = chunks(3);
  await deliver(second);
  waitDays(20);
  await deliver(first);
  expect((await plays()).map(({ startedAt }) => startedAt)).toEqual([
    "2026-03-10T02:00:00.000Z",
    "2026-03-10T02:01:00.000Z",
  ]);
});

test("a gap that was open for 35 days is closed as lost, and what waited behind it is judged and paid", async () => {
  const [, second, third, , fifth] = chunks(5);
  await deliver(second);
  await deliver(third);
  await deliver(fifth as Chunk);
  waitDays(35);
  await closeLostGaps(house.services);
  expect(await plays()).toEqual([]);
  house.moveClock(1);
  await freeDeadHolds(house.services);
  await closeLostGaps(house.services);
  await closeLostGaps(house.services);
  expect(await rowsOf(house.services.database.db, "lost_range")).toMatchObject([
    { from_seq: 1n, to_seq: 1n },
    { from_seq: 4n, to_seq: 4n },
  ]);
  expect((await plays()).map(({ seq, fee }) => [seq, fee])).toEqual([
    [2n, 20_000n],
    [3n, 20_000n],
    [5n, 20_000n],
  ]);
  expect((await balances(house))[`wallet:shop:${house.shop.id}`]).toBe(99_940_000n);
});

test("what waits keeps its hold, however late its gap is filled", async () => {
  const [first, second] = chunks(3);
  // Two days' amounts end tomorrow; the play comes in on the last day of reporting, its predecessor a month later.
  waitDays(36);
  await deliver(second);
  waitDays(30);
  await freeDeadHolds(house.services);
  expect((await spending(house)).held).toBeGreaterThan(0n);
  expect(inWords(await deliver(first))).toEqual(["unbilled late"]);
  expect(inWords(await deliver(second))).toEqual(["billed 20000"]);
  await freeDeadHolds(house.services);
  expect(await spending(house)).toEqual({ charged: 20_000n, reserved: 0n, held: 20_000n });
});

test("a chunk of a lost range comes too late: the journal has gone on", async () => {
  const [first, second, third] = chunks(3);
  await deliver(second);
  waitDays(36);
  await closeLostGaps(house.services);
  expect(await refusal(await player.deliver(first))).toBe("409 overlapping_chunk");
  expect(await deliver(third)).toMatchObject({ expectedSeq: 4, headHash: third.hash });
});

test("a player that lost what it had sealed goes on behind what waits; the gap is closed as lost", async () => {
  const [first, second, third] = chunks(3);
  await deliver(third);
  // Sealed anew from the head, its lines would be another history than the one that waits.
  const anew = player.sealAt(
    1,
    first.prevHash,
    [first, second, third].flatMap(({ entries }) => [...entries]),
  );
  expect(await refusal(await player.deliver(anew))).toBe("409 overlapping_chunk");
  const [fourth] = chunks(3);
  expect((await deliver(fourth)).gaps).toEqual([{ from: 1, to: 2 }]);
  waitDays(36);
  await closeLostGaps(house.services);
  expect((await plays()).map(({ seq, verdict }) => `${seq} ${verdict}`)).toEqual(["3 billed", "4 billed"]);
});

test("chunks shuffled and sent twice leave the same plays and the same money as in order", async () => {
  const all = chunks(6);
  for (const at of [5, 2, 2, 0, 4, 0, 3, 5, 1, 1, 3]) await deliver(all[at] as Chunk);
  expect((await plays()).map(({ verdict, fee }) => `${verdict} ${fee}`)).toEqual(all.map(() => "billed 20000"));
  expect(await balances(house)).toMatchObject({
    [`wallet:shop:${house.shop.id}`]: 99_880_000n,
    "royalty_clearing:2026-03": 120_000n,
  });
  const receipts = [];
  for (const chunk of all) receipts.push(...inWords(await deliver(chunk)));
  expect(receipts).toEqual(all.map(() => "billed 20000"));
});

test("more than any gap explains is not kept waiting: it stays with the device until the gap is filled", async () => {
  const [first, second, third] = chunks(3);
  await house.services.transact(async (tx) => {
    const prevHash = "0".repeat(64);
    for (let firstSeq = 1_000, left = WAITING_ENTRIES_MAX - 1; left > 0; firstSeq += 501, left -= 500) {
      const told = {
        ...third,
        firstSeq,
        count: Math.min(left, 500),
        prevHash,
        hash: prevHash,
        bootId: "b",
        monoSent: 0,
      };
      const receipt = { expectedSeq: 1, headHash: prevHash, verdicts: [], gaps: [] };
      await insertChunk(tx, { ...told, receivedAt: house.services.now(), state: "waiting" }, receipt);
    }
  });
  await deliver(second);
  const response = await player.deliver(third);
  expect(response.status).toBe(409);
  expect(await response.json()).toMatchObject({ code: "journal_gap", facts: { expectedSeq: 1 } });
  expect((await deliver(first)).expectedSeq).toBe(2);
  expect((await deliver(third)).expectedSeq).toBe(4);
});
