import { month } from "@songkeeper/base";
import { payableAccount } from "@songkeeper/ledger";
import { afterEach, beforeEach, expect, test } from "vitest";
import { closeMonth } from "../close/close-month.ts";
import { closeHandlers } from "../close/jobs.ts";
import { findSignedStatement } from "../close/statement-queries.ts";
import type { Services } from "../services.ts";
import { openRoyaltyWorld, type RoyaltyWorld } from "../testing/royalty-world.ts";
import { rowsOf } from "../testing/test-database.ts";
import { claimUnclaimed, findUnclaimed } from "./claim-unclaimed.ts";
import { markTied } from "./party-queries.ts";
import { getBalance } from "./transfer-queries.ts";

const march = month("2026-03");
const april = month("2026-04");

let world: RoyaltyWorld;
beforeEach(async () => {
  world = await openRoyaltyWorld();
});
afterEach(() => world.close());

const ZONE = "Asia/Shanghai";
const claim = () =>
  world.services.transact((tx) => claimUnclaimed(tx, "lin", { now: world.services.now(), timeZone: ZONE }));
const tie = (services: Pick<Services, "transact"> = world.services) =>
  services.transact((tx) => markTied(tx, "lin", "u-lin"));
const balance = (account: string) => world.services.transact((tx) => getBalance(tx, account));

/** Two months in which Lin's lyrics earned 2,000 and 4,000. */
async function earnTwoMonths(): Promise<void> {
  await world.deliver([{}]);
  world.moveTo("2026-04-03T16:00:00.000Z");
  await closeMonth(world.services, march);
  await world.deliver([{ day: "2026-04-10" }, { day: "2026-04-10" }]);
  world.moveTo("2026-05-03T16:00:00.000Z");
  await closeMonth(world.services, april);
}

test("what was kept for a credit goes to its party by one transfer for each month, once", async () => {
  await earnTwoMonths();
  expect(await world.services.transact((tx) => findUnclaimed(tx))).toEqual(new Map([["lin", 6_000n]]));
  await tie();
  await claim();
  await claim();
  expect(await balance(payableAccount("lin"))).toBe(6_000n);
  expect(await balance("unclaimed:rain.lyricist.0:2026-03")).toBe(0n);
  const claims = (await rowsOf(world.services.database.db, "transfer")) as { code: string; period: string }[];
  expect(claims.filter(({ code }) => code === "claim")).toMatchObject([{ period: "2026-05" }, { period: "2026-05" }]);
  expect(await world.services.transact((tx) => findUnclaimed(tx, "lin"))).toEqual(new Map());
});

test("a claim changes where money lies and not what a party is owed: the next statement carries on", async () => {
  await earnTwoMonths();
  await tie();
  await claim();
  await world.deliver([{ day: "2026-05-02" }]);
  world.moveTo("2026-06-03T16:00:00.000Z");
  await closeMonth(world.services, month("2026-05"));
  const file = await world.services.transact((tx) => findSignedStatement(tx, "lin", "2026-05"));
  expect(file?.statement.header).toMatchObject({
    broughtForwardMicro: "6000",
    allocatedMicro: "2000",
    creditedMicro: { payable: "2000", unclaimed: "0" },
    carriedMicro: "8000",
  });
  expect(await balance(payableAccount("lin"))).toBe(8_000n);
});

test("whoever joins while a month is closing gets that month's money right after the seal", async () => {
  await world.deliver([{}]);
  world.moveTo("2026-04-03T16:00:00.000Z");
  let transactions = 0;
  const transact: Services["transact"] = async (work, locks) => {
    if (++transactions === 10) {
      await tie();
      await claim();
    }
    return world.services.transact(work, locks);
  };
  await closeMonth({ ...world.services, transact }, march);
  expect(await balance(payableAccount("lin"))).toBe(0n);
  expect(await balance("unclaimed:rain.lyricist.0:2026-03")).toBe(2_000n);
  const jobs = (await rowsOf(world.services.database.db, "job")) as { queue: string; payload: string }[];
  const [job] = jobs.filter(({ queue }) => queue === "claim-unclaimed");
  await closeHandlers["claim-unclaimed"]?.(world.services, JSON.parse(job?.payload ?? "{}"));
  expect(await balance(payableAccount("lin"))).toBe(2_000n);
  expect(await balance("unclaimed:rain.lyricist.0:2026-03")).toBe(0n);
});
