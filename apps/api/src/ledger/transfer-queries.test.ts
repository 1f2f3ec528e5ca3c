import { CURRENCY, micro, month } from "@songkeeper/base";
import { cashAccount, PLATFORM_FEE, royaltyClearing, shopWallet, type Transfer, transferId } from "@songkeeper/ledger";
import { sql } from "kysely";
import { afterEach, beforeEach, expect, test } from "vitest";
import { rowsOf } from "../testing/test-database.ts";
import { openTestServices, type TestServices } from "../testing/test-services.ts";
import { getBalance, listBalances, rebuildBalances, writeTransfers } from "./transfer-queries.ts";

const march = month("2026-03");
const wallet = shopWallet("tea");

let services: TestServices;
beforeEach(async () => {
  services = await openTestServices();
});
afterEach(() => services.close());

function topUp(order: string, amount: bigint): Transfer {
  return {
    id: transferId.topUp(order),
    debit: cashAccount("sandbox"),
    credit: wallet,
    amount: micro(amount),
    currency: CURRENCY,
    code: "top_up",
    ref: order,
    period: march,
    createdAt: services.now(),
  };
}

function charge(firstSeq: number, amount: bigint): Transfer {
  const id = transferId.charge({ deviceId: "d1", firstSeq, leaseId: "l1", period: march });
  return { ...topUp("o1", amount), id, debit: wallet, credit: royaltyClearing(march), code: "charge" };
}

const write = (...transfers: Transfer[]) => services.transact((tx) => writeTransfers(tx, transfers));
const balance = (account: string) => services.transact((tx) => getBalance(tx, account));

test("a transfer moves its amount from one account to the other", async () => {
  await write(topUp("o1", 100_000_000n), charge(1, 20_000n));
  expect(await balance(wallet)).toBe(99_980_000n);
  expect(await balance(royaltyClearing(march))).toBe(20_000n);
  expect(await balance(cashAccount("sandbox"))).toBe(-100_000_000n);
});

test("a transfer written twice moves its amount once, alone, among new ones and beside itself", async () => {
  await write(topUp("o1", 5_000n));
  await write(topUp("o1", 5_000n));
  await write(topUp("o1", 5_000n), topUp("o2", 7_000n), topUp("o2", 7_000n));
  expect(await balance(wallet)).toBe(12_000n);
  expect(await rowsOf(services.database.db, "transfer")).toHaveLength(2);
});

test("other content under a used id stops everything", async () => {
  await write(topUp("o1", 5_000n));
  await expect(write(topUp("o2", 1_000n), topUp("o1", 5_001n))).rejects.toThrow(
    "another transfer is written as top_up:o1",
  );
  await expect(write(topUp("o3", 1_000n), topUp("o3", 1_001n))).rejects.toThrow(
    "another transfer is written as top_up:o3",
  );
  expect(await balance(wallet)).toBe(5_000n);
});

test("a wallet is never overdrawn, whether it was there before or not", async () => {
  await expect(write(charge(1, 1n))).rejects.toThrow(/constraint/i);
  await write(topUp("o1", 5_000n));
  await expect(write(charge(1, 5_001n))).rejects.toThrow(/constraint/i);
  await write(charge(1, 5_000n));
  expect(await balance(wallet)).toBe(0n);
});

test("the platform's commission cannot be anything but 0", async () => {
  await write(topUp("o1", 5_000n));
  await expect(write({ ...charge(1, 1n), credit: PLATFORM_FEE })).rejects.toThrow(/constraint/i);
  expect(await balance(PLATFORM_FEE)).toBe(0n);
});

test.each(["update transfer set amount_micro = 1", "delete from transfer", "update transfer set ref = ref"])(
  "the database refuses to %s",
  async (statement) => {
    await write(topUp("o1", 5_000n));
    await expect(services.transact((tx) => sql.raw(statement).execute(tx))).rejects.toThrow(
      "a transfer is never changed or deleted",
    );
    expect(await balance(wallet)).toBe(5_000n);
  },
);

test("balances are what the transfers add up to, however many are written at once", async () => {
  const many = Array.from({ length: 1_203 }, (_, at) => topUp(`o${at}`, BigInt(at + 1)));
  await write(...many, charge(1, 600n), charge(2, 6n));
  const kept = await services.transact((tx) => listBalances(tx));
  expect(kept.get(wallet)).toBe(723_600n);
  expect(await services.transact((tx) => rebuildBalances(tx))).toEqual(kept);
});

test("transactions that write at once lose nothing", async () => {
  await Promise.all(Array.from({ length: 12 }, (_, at) => write(topUp(`o${at}`, 10n), topUp("same", 1n))));
  expect(await balance(wallet)).toBe(121n);
});
