import { micro, month, type Month } from "@songkeeper/base";
import { PAYOUT_CLEARING, payableAccount } from "@songkeeper/ledger";
import { afterEach, beforeEach, expect, test } from "vitest";
import { type PayoutOrder, type PayoutProvider, sandboxPayouts } from "../adapters/sandbox-payout.ts";
import { closeMonth } from "../close/close-month.ts";
import { closeHandlersWith } from "../close/jobs.ts";
import { findSignedStatement } from "../close/statement-queries.ts";
import { runJobs } from "../jobs/run-jobs.ts";
import { getBalance } from "../ledger/transfer-queries.ts";
import { openRoyaltyWorld, type RoyaltyWorld } from "../testing/royalty-world.ts";
import { rowsOf } from "../testing/test-database.ts";
import { askForPayouts, submitPayout } from "./submit-payout.ts";

const march = month("2026-03");
const april = month("2026-04");
const PAYOUT = "po-2026-03-he";

let world: RoyaltyWorld;
beforeEach(async () => {
  world = await openRoyaltyWorld();
});
afterEach(() => world.close());

/** Closes March, in which He earned 0.205 yuan, paid to this account. */
async function reserve(account = "he@sandbox"): Promise<void> {
  const { db } = world.services.database;
  await db.updateTable("party").set({ payout_account: account }).where("id", "=", "he").execute();
  await world.deliver(Array.from({ length: 41 }, () => ({ track: "snow" })));
  world.moveTo("2026-04-03T16:00:00.000Z");
  await closeMonth(world.services, march);
}

const balances = () =>
  world.services.transact(async (tx) => {
    const names = [payableAccount("he"), PAYOUT_CLEARING, "cash:sandbox"];
    return Promise.all(names.map(async (name) => `${await getBalance(tx, name)}`));
  });
const payout = async () => (await rowsOf(world.services.database.db, "payout"))[0];
const topics = async () =>
  ((await rowsOf(world.services.database.db, "outbox")) as { topic: string; recipient: string }[])
    .filter(({ recipient }) => recipient === "u-he")
    .map(({ topic }) => topic);

async function headerOf(of: Month) {
  const file = await world.services.transact((tx) => findSignedStatement(tx, "he", of));
  return file?.statement.header;
}

test("a reserved payout is out of the payable and on its way", async () => {
  await reserve();
  expect(await balances()).toEqual(["5000", "200000", "-100000000"]);
});

test("a payout that succeeds leaves through the provider, and its party is told", async () => {
  await reserve();
  await submitPayout(world.services, sandboxPayouts(), PAYOUT);
  expect(await payout()).toMatchObject({ state: "succeeded", settled_at: "2026-04-03T16:00:00.000Z", failure: null });
  expect(await balances()).toEqual(["5000", "0", "-99800000"]);
  expect(await topics()).toEqual(expect.arrayContaining(["statement_ready", "payout_sent"]));
});

test("a payout that fails comes back, and the next statement shows it as not paid", async () => {
  await reserve("refused");
  await submitPayout(world.services, sandboxPayouts(), PAYOUT);
  expect(await payout()).toMatchObject({ state: "failed", failure: "account_refused" });
  expect(await balances()).toEqual(["205000", "0", "-100000000"]);
  expect(await topics()).toEqual(expect.arrayContaining(["payout_failed"]));
  world.moveTo("2026-05-03T16:00:00.000Z");
  await closeMonth(world.services, april);
  expect(await headerOf(april)).toMatchObject({
    broughtForwardMicro: "205000",
    paidMicro: "0",
    carriedMicro: "205000",
  });
});

test("without the provider's word a payout is unknown, and its next try sends the very same order", async () => {
  await reserve("time-out");
  const sent: PayoutOrder[] = [];
  const sandbox = sandboxPayouts();
  const provider: PayoutProvider = {
    name: "sandbox",
    send(order) {
      sent.push(order);
      return sandbox.send(order);
    },
  };
  await expect(submitPayout(world.services, provider, PAYOUT)).rejects.toThrow("got no answer");
  expect(await payout()).toMatchObject({ state: "unknown", settled_at: null });
  expect(await balances()).toEqual(["5000", "200000", "-100000000"]);
  await submitPayout(world.services, provider, PAYOUT);
  expect(await payout()).toMatchObject({ state: "succeeded" });
  expect(await balances()).toEqual(["5000", "0", "-99800000"]);
  const order = { reference: "SK-2026-03-he", account: "time-out", amount: micro(200_000n) };
  expect(sent).toEqual([order, order]);
});

test("a payout that is settled is not sent again", async () => {
  await reserve();
  await submitPayout(world.services, sandboxPayouts(), PAYOUT);
  const refusing: PayoutProvider = { name: "none", send: () => Promise.reject(new Error("sent twice")) };
  await submitPayout(world.services, refusing, PAYOUT);
  expect(await balances()).toEqual(["5000", "0", "-99800000"]);
});

test("a payout's account is the one that was frozen, whatever is chosen while the month closes", async () => {
  await reserve();
  const { db } = world.services.database;
  await db.updateTable("party").set({ payout_account: "elsewhere" }).where("id", "=", "he").execute();
  expect(await payout()).toMatchObject({ account: "he@sandbox" });
});

test("jobs that the close asked for send the payouts, after a time-out too", async () => {
  await reserve("time-out");
  const quiet = { ...world.services, log: { ...world.services.log, error: () => undefined } };
  const runner = runJobs(quiet, closeHandlersWith(sandboxPayouts()));
  await expect
    .poll(
      async () => {
        world.services.clock.at = new Date(world.services.clock.at.getTime() + 60_000);
        runner.wake();
        return payout();
      },
      { timeout: 10_000, interval: 20 },
    )
    .toMatchObject({ state: "succeeded" });
  await runner.stop();
});

test("a payout whose job was given up while the provider was away is asked for anew, and sent once", async () => {
  await reserve();
  const { db } = world.services.database;
  await db.updateTable("job").set({ dead_at: world.services.now().toISOString() }).execute();
  await askForPayouts(world.services);
  await askForPayouts(world.services);
  const open = await db.selectFrom("job").select("dedupe").where("dead_at", "is", null).execute();
  expect(open).toEqual([{ dedupe: PAYOUT }]);
  await submitPayout(world.services, sandboxPayouts(), PAYOUT);
  await db
    .updateTable("job")
    .set({ done_at: world.services.now().toISOString() })
    .where("dead_at", "is", null)
    .execute();
  await askForPayouts(world.services);
  const again = db.selectFrom("job").select("id").where("dead_at", "is", null).where("done_at", "is", null);
  expect(await again.execute()).toEqual([]);
  expect(await balances()).toEqual(["5000", "0", "-99800000"]);
});
