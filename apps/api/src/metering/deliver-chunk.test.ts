import type { Receipt } from "@songkeeper/contracts";
import { afterEach, beforeEach, expect, test } from "vitest";
import { openTeaHouse, type TeaHouse } from "../testing/tea-house.ts";
import { rowsOf } from "../testing/test-database.ts";

let house: TeaHouse;
beforeEach(async () => {
  house = await openTeaHouse();
});
afterEach(() => house.close());

/** A verdict as one reads it. */
function inWords({ verdicts }: Receipt): string[] {
  return verdicts.map(({ verdict, reason, feeMicro }) =>
    verdict === "billed" ? `billed ${feeMicro}` : `${verdict} ${reason}`,
  );
}

test("a play that was heard is billed at its lease's fee, from the wallet into the month's clearing", async () => {
  const player = await house.pair();
  await player.takeLease();
  const response = await player.deliver(player.seal([player.play({ trackId: house.songs.rain, heardMs: 60_000 })]));
  expect(response.status).toBe(200);
  const receipt = (await response.json()) as Receipt;
  expect(inWords(receipt)).toEqual(["billed 20000"]);
  expect(receipt.expectedSeq).toBe(2);
  const balances = (await rowsOf(house.services.database.db, "account_balance")) as {
    account: string;
    balance_micro: bigint;
  }[];
  expect(Object.fromEntries(balances.map(({ account, balance_micro }) => [account, balance_micro]))).toEqual({
    "cash:sandbox": -100_000_000n,
    [`wallet:shop:${house.shop.id}`]: 99_980_000n,
    "royalty_clearing:2026-03": 20_000n,
  });
});

test("a chunk delivered twice is billed once, and gets the same receipt", async () => {
  const player = await house.pair();
  await player.takeLease();
  const chunk = player.seal([player.play({ trackId: house.songs.rain, heardMs: 60_000 })]);
  const first = await (await player.deliver(chunk)).text();
  house.moveClock(3_600_000);
  const second = await (await player.deliver(chunk, { monoSent: 999_999 })).text();
  expect(second).toBe(first);
  expect(await rowsOf(house.services.database.db, "transfer")).toHaveLength(2);
});
