import { type Chunk, type Entry, entryLine, FIRST_PREV_HASH, PLAY_OUTCOMES } from "@songkeeper/licensing";
import { yuan } from "@songkeeper/base";
import fc from "fast-check";
import { sql } from "kysely";
import { afterAll, beforeAll, expect, test } from "vitest";
import { listBalances, rebuildBalances } from "../ledger/transfer-queries.ts";
import { updateBudget } from "../shops/queries.ts";
import { openTeaHouse, type TeaHouse } from "../testing/tea-house.ts";
import type { TestPlayer } from "../testing/test-player.ts";

const RUNS = process.env["ENGINE"] === "postgres" ? 4 : 12;
/** What a twin may spend on a day: a handful of songs, so that many journals use it up. */
const DAY_AMOUNT = 200_000n;

let house: TeaHouse;
beforeAll(async () => {
  house = await openTeaHouse(yuan("100000"));
  const budget = { ...house.shop, monthlyBudget: yuan("100000"), budgetMode: "stop" as const };
  await house.services.transact((tx) => updateBudget(tx, budget));
});
afterAll(() => house.close());

/** One line of a journal as an honest or a dishonest player may write it. */
const line = fc.record({
  song: fc.constantFrom("rain", "rain", "rain", "snow", "wind", "unknown"),
  heardMs: fc.constantFrom(0, 1_999, 2_000, 4_000, 29_999, 30_000, 60_000, 62_000, 62_001, 90_000),
  pausedMs: fc.constantFrom(0, 0, 0, -30_000, 5_000, -3_000),
  sinceLastMs: fc.constantFrom(0, 0, 0, 1_000, -2_000, -2_001, -40_000, 600_000),
  outcome: fc.constantFrom(...PLAY_OUTCOMES),
  priceVersion: fc.constantFrom(1, 1, 1, 1, 1, 2),
  isOwnLease: fc.constantFrom(true, true, true, true, true, false),
  isMalformed: fc.constantFrom(false, false, false, false, false, false, true),
  boot: fc.constantFrom("boot-1", "boot-1", "boot-1", "boot-1", "boot-0"),
});
type Line = typeof line extends fc.Arbitrary<infer T> ? T : never;

const journal = fc.array(line, { minLength: 2, maxLength: 40 });
/** Where a journal is cut, and in what order its chunks come, some of them again. */
const way = fc.record({
  cuts: fc.array(fc.nat(39), { maxLength: 8 }),
  order: fc.array(fc.nat(1_000), { minLength: 1, maxLength: 30 }),
});

/** A player in a zone of its own, with a lease. */
async function openTwin(): Promise<TestPlayer> {
  const player = await house.pair((await house.addZone("twin")).id);
  player.mono = 100_000_000;
  const { leaseId } = await player.takeLease();
  await house.services.transact((tx) =>
    tx.updateTable("lease_day").set({ amount_micro: DAY_AMOUNT }).where("lease_id", "=", leaseId).execute(),
  );
  return player;
}

/** A journal's lines by a player's own clock, and when that clock stood at its end. */
function write(lines: readonly Line[], player: TestPlayer): { texts: string[]; end: number } {
  let [mono, end] = [player.mono, player.mono];
  const texts = lines.map((told, at) => {
    const monoStart = Math.max(0, mono + told.sinceLastMs);
    mono = monoStart + Math.max(0, told.heardMs + told.pausedMs);
    end = Math.max(end, mono);
    const entry: Entry = {
      bootId: told.boot,
      heardMs: told.heardMs,
      leaseId: told.isOwnLease ? (player.lease?.leaseId ?? "") : "of-nobody",
      monoEnd: mono,
      monoStart,
      outcome: told.outcome,
      priceVersion: told.priceVersion,
      seq: at + 1,
      trackId: told.song === "unknown" ? "unknown" : house.songs[told.song as "rain"],
      wallStart: 0,
    };
    return told.isMalformed ? `malformed ${at}` : entryLine(entry);
  });
  return { texts, end };
}

/** A journal's chunks, cut after some of its lines. */
function seal(player: TestPlayer, texts: readonly string[], cuts: readonly number[]): Chunk[] {
  const ends = [...new Set([...cuts.filter((cut) => cut > 0 && cut < texts.length), texts.length])];
  let [from, prevHash] = [0, FIRST_PREV_HASH];
  return ends
    .toSorted((a, b) => a - b)
    .map((until) => {
      const chunk = player.sealAt(from + 1, prevHash, texts.slice(from, until));
      [from, prevHash] = [until, chunk.hash];
      return chunk;
    });
}

/** Chunks in any order, some of them twice; each at least once. */
function shuffle(chunks: readonly Chunk[], order: readonly number[]): Chunk[] {
  const some = order.flatMap((at) => chunks[at % chunks.length] ?? []);
  return [...some, ...chunks.toReversed()];
}

async function deliverAll(player: TestPlayer, chunks: readonly Chunk[], end: number): Promise<void> {
  for (const chunk of chunks) {
    const response = await player.deliver(chunk, { bootId: "boot-1", monoSent: end });
    if (!response.ok) throw new Error(await response.text());
  }
}

/** Everything that deliveries left behind for a player, its own names taken out. */
async function tracesOf(player: TestPlayer) {
  const { db } = house.services.database;
  const device = sql.lit(player.deviceId);
  const [plays, days, device_, payer, transfers] = await Promise.all([
    sql`select seq, track_id, use, price_version, split_version, outcome, heard_ms, started_at, ended_at, day,
      accounting_month, verdict, reason, otherwise, fee_micro from play where device_id = ${device} order by seq`.execute(
      db,
    ),
    sql`select day, charged_micro, reserved_micro, held_micro from device_day where device_id = ${device} order by day`.execute(
      db,
    ),
    sql`select expected_seq, flagged, forked_at from device where id = ${device}`.execute(db),
    sql`select day, plays, billed_micro from payer_rollup where zone_id = (select zone_id from device where id = ${device})
      order by day`.execute(db),
    sql`select credit, sum(amount_micro) as sum from transfer where ref like ${sql.lit(`${player.deviceId}:%`)}
      group by credit order by credit`.execute(db),
  ]);
  return [plays, days, device_, payer, transfers].map(({ rows }) => rows as Record<string, unknown>[]);
}

/** The counts for payees, all songs and months together. */
async function payeeCounts(): Promise<Map<string, bigint>> {
  const rows = await house.services.database.db.selectFrom("payee_rollup").selectAll().execute();
  return new Map(rows.map(({ plays, ...key }) => [Object.values(key).join("|"), plays]));
}

/** What some work adds to the counts for payees. */
async function counted(work: () => Promise<void>): Promise<string[]> {
  const before = await payeeCounts();
  await work();
  const after = await payeeCounts();
  return [...after]
    .map(([key, plays]) => `${key}: ${plays - (before.get(key) ?? 0n)}`)
    .filter((text) => !text.endsWith(": 0"))
    .toSorted();
}

/** Delivers one journal in two ways, and gives what each left behind. */
async function compare(
  lines: readonly Line[],
  ways: readonly { cuts: readonly number[]; order?: readonly number[] }[],
) {
  const twins = [];
  for (const _ of ways) twins.push(await openTwin());
  const [first] = twins;
  if (!first) throw new Error("no way to deliver");
  house.moveClock(write(lines, first).end - first.mono);
  const left = [];
  for (const [at, { cuts, order }] of ways.entries()) {
    const player = twins[at] as TestPlayer;
    const { texts, end } = write(lines, player);
    const chunks = seal(player, texts, cuts);
    const counts = await counted(() => deliverAll(player, order ? shuffle(chunks, order) : chunks, end));
    left.push({ counts, traces: await tracesOf(player) });
  }
  return left;
}

test("chunks in any order and any number of times leave what they leave in order and once", async () => {
  await fc.assert(
    fc.asyncProperty(journal, way, async (lines, { cuts, order }) => {
      const [once, shuffled] = await compare(lines, [{ cuts }, { cuts, order }]);
      expect(shuffled).toEqual(once);
    }),
    { numRuns: RUNS },
  );
}, 240_000);

test("a journal cut into other chunks before its first delivery leaves the same plays, counts and money", async () => {
  const placed = journal.map((lines) => lines.map((told) => ({ ...told, boot: "boot-1" as const })));
  await fc.assert(
    fc.asyncProperty(placed, way, way, async (lines, one, other) => {
      const [left, right] = await compare(lines, [one, other]);
      expect(right).toEqual(left);
    }),
    { numRuns: RUNS },
  );
}, 240_000);

test("whatever was delivered, money is conserved, the platform keeps nothing and no day passes its lease", async () => {
  const { transact, database } = house.services;
  await transact(async (tx) => {
    const [kept, rebuilt] = [await listBalances(tx), await rebuildBalances(tx)];
    expect(kept).toEqual(rebuilt);
    expect([...kept.values()].reduce((sum, balance) => sum + balance, 0n)).toBe(0n);
    expect([...kept.keys()].filter((account) => account.startsWith("platform_fee"))).toEqual([]);
    expect(kept.get(`wallet:shop:${house.shop.id}`)).toBeGreaterThanOrEqual(0n);
  });
  const days = await database.db.selectFrom("device_day").selectAll().execute();
  const used = days.map((row) => row.charged_micro + row.reserved_micro);
  expect(used.some((amount) => amount > 0n)).toBe(true);
  for (const amount of used) expect(amount).toBeLessThanOrEqual(DAY_AMOUNT);
  const charged = days.reduce((sum, row) => sum + row.charged_micro, 0n);
  const billed = await database.db.selectFrom("payer_rollup").select("billed_micro").execute();
  expect(billed.reduce((sum, row) => sum + row.billed_micro, 0n)).toBe(charged);
});
