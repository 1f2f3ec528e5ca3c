import { micro, month } from "@songkeeper/base";
import { payableAccount, royaltyClearing, shopWallet } from "@songkeeper/ledger";
import { sql } from "kysely";
import { afterEach, beforeEach, expect, test } from "vitest";
import { getBalance, listBalances, rebuildBalances, writeTransfers } from "../ledger/transfer-queries.ts";
import { faultsOfStatement, statementFile } from "../testing/check-statement.ts";
import type { ToldPlay } from "../testing/royalty-journal.ts";
import { openRoyaltyWorld, type RoyaltyWorld } from "../testing/royalty-world.ts";
import { rowsOf } from "../testing/test-database.ts";
import { sealLog } from "../proof/seal-log.ts";
import { closeMonth } from "./close-month.ts";

const march = month("2026-03");
const april = month("2026-04");
const MARCH_CLOSABLE = "2026-04-03T16:00:00.000Z";
const APRIL_CLOSABLE = "2026-05-03T16:00:00.000Z";

let world: RoyaltyWorld;
beforeEach(async () => {
  world = await openRoyaltyWorld();
});
afterEach(() => world.close());

const rain: ToldPlay = {};
const close = (of = march) => closeMonth(world.services, of);
const balance = (account: string) => world.services.transact((tx) => getBalance(tx, account));

async function seal(of = march): Promise<string> {
  const closed = await close(of);
  if (!closed.ok || closed.value.state !== "sealed") throw new Error(JSON.stringify(closed));
  return closed.value.root;
}

const faults = (partyId: string, of = march) => faultsOfStatement(world.services, partyId, of);
const statementOf = async (partyId: string, of = march) => (await statementFile(world.services, partyId, of)).statement;

test("one play becomes 10, 10 and 80 hundredths, to whoever has a user, and is kept for whoever has not", async () => {
  await world.deliver([rain]);
  world.moveTo(MARCH_CLOSABLE);
  await seal();
  expect(await balance(payableAccount("mei"))).toBe(2_000n + 10_672n);
  expect(await balance("unclaimed:rain.lyricist.0:2026-03")).toBe(2_000n);
  expect(await balance(payableAccount("he"))).toBe(5_328n);
  expect(await balance(royaltyClearing(march))).toBe(0n);
});

test("every party has a signed statement that checks off-line, at zero too", async () => {
  await world.deliver([
    rain,
    { track: "snow" },
    { track: "nothing" },
    { verdict: "unbilled", reason: "below_threshold" },
  ]);
  await world.deliver([rain, rain, { track: "wind" }], "phone");
  world.moveTo(MARCH_CLOSABLE);
  await seal();
  for (const partyId of ["mei", "lin", "he", "zoe"]) expect(await faults(partyId)).toEqual([]);
  expect((await statementOf("zoe")).header).toMatchObject({ carriedMicro: "0", grossMicro: "0" });
  const lin = await statementOf("lin");
  expect(lin.header).toMatchObject({ carriedMicro: "6000", creditedMicro: { unclaimed: "6000", payable: "0" } });
  expect(lin.lines).toMatchObject([{ plays: { billed: 3, "unbilled:below_threshold": 1 }, grossMicro: "60000" }]);
});

test("a month can be closed 72 hours after its end, and only after the months before it", async () => {
  await world.deliver([rain]);
  world.moveTo("2026-04-03T15:59:59.999Z");
  expect(await close()).toMatchObject({ ok: false, reason: "month_not_over" });
  world.moveTo(APRIL_CLOSABLE);
  expect(await close(april)).toMatchObject({ ok: false, reason: "earlier_month_open", facts: { month: "2026-03" } });
  await seal(march);
  await seal(april);
  expect(await close(month("2026-02"))).toMatchObject({ ok: false, reason: "already_closed" });
});

test("a sealed month that is closed again has the same root, and nothing is written", async () => {
  await world.deliver([rain, { track: "snow" }]);
  world.moveTo(MARCH_CLOSABLE);
  const root = await seal();
  const tables = ["transfer", "posting", "statement", "close_step", "month_close", "payout", "outbox", "job"] as const;
  const before = await Promise.all(tables.map((table) => rowsOf(world.services.database.db, table)));
  world.moveTo(APRIL_CLOSABLE);
  expect(await seal()).toBe(root);
  expect(await Promise.all(tables.map((table) => rowsOf(world.services.database.db, table)))).toEqual(before);
});

test("a play that comes after the close is a difference in the next month, with its own month named", async () => {
  await world.deliver([rain, rain, rain]);
  world.moveTo(MARCH_CLOSABLE);
  await seal();
  await world.deliver([rain, { day: "2026-04-02" }]);
  world.moveTo(APRIL_CLOSABLE);
  await seal(april);
  expect(await faults("mei", april)).toEqual([]);
  const { header, lines } = await statementOf("mei", april);
  expect(lines.filter(({ kind }) => kind === "difference")).toMatchObject([
    { originMonth: "2026-03", playsBefore: 3, playsNow: 4, role: "composer", amountMicro: "2000" },
    { originMonth: "2026-03", playsBefore: 3, playsNow: 4, role: "recording", amountMicro: "10672" },
  ]);
  expect(header).toMatchObject({ broughtForwardMicro: "38016", differencesMicro: "12672", carriedMicro: "63360" });
  expect(await balance(payableAccount("mei"))).toBe(63_360n);
  expect(await balance(royaltyClearing(april))).toBe(0n);
});

test("a held play that is released after the close is paid in the next month, and no longer counts as held", async () => {
  await world.deliver([rain, { verdict: "held", reason: "overlap" }, { verdict: "held", reason: "future" }]);
  await world.rule(3, "rejected");
  world.moveTo(MARCH_CLOSABLE);
  await seal();
  expect((await statementOf("mei")).lines[0]?.plays).toEqual({ billed: 1, "held:overlap": 1, "rejected:ruled": 1 });
  await world.rule(2, "billed");
  world.moveTo(APRIL_CLOSABLE);
  await seal(april);
  expect((await statementOf("mei", april)).lines[0]?.plays).toEqual({ billed: 1, "held:overlap": -1 });
  for (const partyId of ["mei", "lin", "he"])
    for (const of of [march, april]) expect(await faults(partyId, of)).toEqual([]);
});

test("whoever is confirmed and has an account is paid whole fen, and told so; the rest stays", async () => {
  await world.deliver(Array.from({ length: 41 }, () => ({ track: "snow" })));
  world.moveTo(MARCH_CLOSABLE);
  await seal();
  expect(await rowsOf(world.services.database.db, "payout")).toMatchObject([
    { party_id: "he", amount_micro: 200_000n, state: "reserved", account: "he@sandbox" },
  ]);
  expect(await balance(payableAccount("he"))).toBe(5_000n);
  world.moveTo(APRIL_CLOSABLE);
  await seal(april);
  expect((await statementOf("he", april)).header).toMatchObject({
    broughtForwardMicro: "205000",
    paidMicro: "200000",
    carriedMicro: "5000",
  });
});

test.each([
  ["a play", "update play set fee_micro = 10000 where seq = 1", /has other verdicts than were sealed/],
  ["a verdict", "update play set verdict = 'unbilled' where seq = 1", /has other verdicts than were sealed/],
  ["a lost play", "delete from play where seq = 2", /lacks plays/],
  ["a journal line", `update chunk set entries = '["x","y"]'`, /is not what its hash says/],
  [
    "a device's key",
    `update device set public_key = '${"A".repeat(43)}' where id = 'tablet'`,
    /not signed by its device/,
  ],
  ["a count", "update payee_rollup set plays = plays + 1", /billed plays were counted/],
  ["a fee", "update payee_rollup set fee_micro = 100", /the count says 100/],
  ["a lost count", "delete from payee_rollup where track_id = 'snow'", /there are plays that were never counted/],
  ["the log", "update log_node set hash = replace(hash, 'a', 'b') where level = 0", /is not what the log holds/],
])("a close fails in words when somebody changed %s, before anything is posted", async (_, statement, words) => {
  const { db } = world.services.database;
  await world.deliver([rain, { track: "snow" }]);
  await sealLog(world.services);
  await sql.raw(statement).execute(db);
  world.moveTo(MARCH_CLOSABLE);
  expect(await close()).toMatchObject({ ok: true, value: { state: "failed" } });
  expect(await rowsOf(db, "month_close")).toMatchObject([{ state: "failed", failure: expect.stringMatching(words) }]);
  expect(await rowsOf(db, "posting")).toEqual([]);
});

test("a close that failed goes on once what was changed is put right", async () => {
  const { db } = world.services.database;
  await world.deliver([rain]);
  world.moveTo(MARCH_CLOSABLE);
  await sealLog(world.services);
  await db.updateTable("play").set({ heard_ms: 1n, reason: "x" }).execute();
  expect(await close()).toMatchObject({ value: { state: "failed" } });
  await db.updateTable("play").set({ reason: null }).execute();
  await seal();
  expect(await balance(royaltyClearing(march))).toBe(0n);
});

test("a close stops where the shops were charged otherwise than the plays come to", async () => {
  await world.deliver([rain]);
  await world.services.transact((tx) =>
    writeTransfers(tx, [
      {
        id: "charge:by:hand",
        debit: shopWallet("tea"),
        credit: royaltyClearing(march),
        amount: micro(1n),
        currency: "CNY",
        code: "charge",
        ref: "hand",
        period: march,
        createdAt: world.services.now(),
      },
    ]),
  );
  world.moveTo(MARCH_CLOSABLE);
  const failure = "price: the plays come to 20000, the shops were charged 20001";
  expect(await close()).toMatchObject({ value: { state: "failed", failure } });
});

test("what the books say is what the transfers add up to, and the platform kept nothing", async () => {
  await world.deliver([rain, rain, { track: "snow" }]);
  world.moveTo(MARCH_CLOSABLE);
  await seal();
  const kept = await world.services.transact((tx) => listBalances(tx));
  expect(await world.services.transact((tx) => rebuildBalances(tx))).toEqual(kept);
  expect([...kept.values()].reduce((sum, one) => sum + one, 0n)).toBe(0n);
  expect(kept.has("platform_fee")).toBe(false);
});
