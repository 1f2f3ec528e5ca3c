import { CURRENCY, micro, type Micro, month, sumMicro, ZERO } from "@songkeeper/base";
import {
  accountKind,
  type AccountKind,
  balancesOf,
  mayGoNegative,
  sameTransfer,
  TRANSFER_CODES,
  type Transfer,
} from "@songkeeper/ledger";
import type { Tx } from "../db/transact.ts";

/** Rows in one statement: well below what either engine binds. */
const ROWS_MAX = 500;

/**
 * Writes transfers, and the balances of what is new among them. One that was written before changes nothing; throws for
 * one that says something else under a used id, and where a balance would pass what its kind of account allows.
 */
export async function writeTransfers(tx: Tx, transfers: readonly Transfer[]): Promise<void> {
  for (let at = 0; at < transfers.length; at += ROWS_MAX) await writeSome(tx, transfers.slice(at, at + ROWS_MAX));
}

async function writeSome(tx: Tx, transfers: readonly Transfer[]): Promise<void> {
  const inserted = await tx
    .insertInto("transfer")
    .values(transfers.map(toRow))
    .onConflict((conflict) => conflict.column("id").doNothing())
    .returning("id")
    .execute();
  const fresh = new Set(inserted.map(({ id }) => id));
  const known = transfers.filter(({ id }) => !fresh.has(id));
  // A list that names one id twice is written once, so its repetition is compared like any other known transfer.
  const repeated = transfers.length - known.length > fresh.size;
  if (known.length > 0 || repeated) await refuseOthers(tx, transfers);
  const once = new Map(transfers.filter(({ id }) => fresh.has(id)).map((transfer) => [transfer.id, transfer]));
  await addToBalances(tx, balancesOf(once.values()));
}

/** Throws where what is stored under an id is not what was to be written under it. */
async function refuseOthers(tx: Tx, transfers: readonly Transfer[]): Promise<void> {
  const rows = await tx
    .selectFrom("transfer")
    .select(["id", "debit", "credit", "amount_micro", "currency", "code", "ref", "period", "created_at"])
    .where(
      "id",
      "in",
      transfers.map(({ id }) => id),
    )
    .execute();
  const stored = new Map(rows.map((row) => [row.id, toTransfer(row)]));
  for (const wanted of transfers) {
    const there = stored.get(wanted.id);
    if (!there || !sameTransfer(there, wanted)) throw new Error(`another transfer is written as ${wanted.id}`);
  }
}

/** Adds to balances in order of their names, so that two transactions hardly ever wait for each other in a ring. */
async function addToBalances(tx: Tx, sums: ReadonlyMap<string, Micro>): Promise<void> {
  const rows = [...sums.keys()].toSorted().map((account) => ({
    account,
    kind: accountKind(account),
    currency: CURRENCY,
    balance_micro: sums.get(account) ?? ZERO,
  }));
  // PostgreSQL checks an upsert's proposed row before it looks for the one that is there: what is taken from an account
  // that cannot be below zero is no row that could stand alone.
  const canStandAlone = (row: (typeof rows)[number]) => row.balance_micro >= 0n || mayGoNegative(row.kind);
  await upsertBalances(tx, rows.filter(canStandAlone));
  for (const row of rows.filter((one) => !canStandAlone(one))) await takeFromBalance(tx, row);
}

interface BalanceRow {
  readonly account: string;
  readonly kind: AccountKind;
  readonly currency: string;
  readonly balance_micro: Micro;
}

async function upsertBalances(tx: Tx, rows: readonly BalanceRow[]): Promise<void> {
  if (rows.length === 0) return;
  await tx
    .insertInto("account_balance")
    .values([...rows])
    .onConflict((conflict) =>
      conflict.column("account").doUpdateSet((eb) => ({
        balance_micro: eb("account_balance.balance_micro", "+", eb.ref("excluded.balance_micro")),
      })),
    )
    .execute();
}

/** Where there is no row yet, one comes to be with 0, so that the database says why it cannot be less. */
async function takeFromBalance(tx: Tx, row: BalanceRow): Promise<void> {
  if (await addToBalance(tx, row)) return;
  await upsertBalances(tx, [{ ...row, balance_micro: ZERO }]);
  await addToBalance(tx, row);
}

async function addToBalance(tx: Tx, { account, balance_micro: by }: BalanceRow): Promise<boolean> {
  const { numUpdatedRows } = await tx
    .updateTable("account_balance")
    .set((eb) => ({ balance_micro: eb("balance_micro", "+", by as bigint) }))
    .where("account", "=", account)
    .executeTakeFirst();
  return numUpdatedRows > 0n;
}

/** What was claimed from some accounts by each party, in how many transfers, by "<party> <account>". */
export async function findClaimed(
  tx: Tx,
  accounts: readonly string[],
): Promise<Map<string, { sum: Micro; times: number }>> {
  const claimed = new Map<string, { sum: Micro; times: number }>();
  for (let at = 0; at < accounts.length; at += ROWS_MAX)
    for (const side of ["debit", "credit"] as const) {
      const rows = await tx
        .selectFrom("transfer")
        .select(["ref", `${side} as account`])
        .select((eb) => [eb.fn.sum<bigint>("amount_micro").as("sum"), eb.fn.countAll<bigint>().as("times")])
        .where(side, "in", accounts.slice(at, at + ROWS_MAX))
        .where("code", "=", "claim")
        .groupBy(["ref", side])
        .execute();
      for (const { ref, account, sum, times } of rows) {
        const name = `${ref} ${account}`;
        const before = claimed.get(name) ?? { sum: 0n, times: 0 };
        const moved = micro(before.sum + (side === "debit" ? sum : -sum));
        claimed.set(name, { sum: moved, times: before.times + Number(times) });
      }
    }
  return claimed;
}

/** What claims brought to a payable account at one instant, less what they took from it. */
export async function sumClaimedAt(tx: Tx, payable: string, at: Date): Promise<Micro> {
  const rows = await tx
    .selectFrom("transfer")
    .select(["credit", "amount_micro"])
    .where((eb) => eb.or([eb("credit", "=", payable), eb("debit", "=", payable)]))
    .where("code", "=", "claim")
    .where("created_at", "=", at.toISOString())
    .execute();
  return sumMicro(rows.map(({ credit, amount_micro }) => micro(credit === payable ? amount_micro : -amount_micro)));
}

/** What an account holds: credited less debited; 0 for one that was never used. */
export async function getBalance(tx: Tx, account: string): Promise<Micro> {
  const row = await tx
    .selectFrom("account_balance")
    .select("balance_micro")
    .where("account", "=", account)
    .executeTakeFirst();
  return micro(row?.balance_micro ?? 0n);
}

/** Every account that was ever used, with what it holds, in order of name. */
export async function listBalances(tx: Tx): Promise<Map<string, Micro>> {
  const rows = await tx.selectFrom("account_balance").select(["account", "balance_micro"]).orderBy("account").execute();
  return new Map(rows.map((row) => [row.account, micro(row.balance_micro)]));
}

/** Every account's balance added up from the transfers alone, in order of name. */
export async function rebuildBalances(tx: Tx): Promise<Map<string, Micro>> {
  const sums = new Map<string, bigint>();
  const debits = await tx
    .selectFrom("transfer")
    .select((eb) => ["debit as account", eb.fn.sum<bigint>("amount_micro").as("sum")])
    .groupBy("debit")
    .execute();
  const credits = await tx
    .selectFrom("transfer")
    .select((eb) => ["credit as account", eb.fn.sum<bigint>("amount_micro").as("sum")])
    .groupBy("credit")
    .execute();
  for (const { account, sum } of debits) sums.set(account, -sum);
  for (const { account, sum } of credits) sums.set(account, (sums.get(account) ?? 0n) + sum);
  return new Map([...sums.keys()].toSorted().map((account) => [account, micro(sums.get(account) ?? 0n)]));
}

function toRow({ id, debit, credit, amount, currency, code, ref, period, createdAt }: Transfer) {
  return {
    id,
    debit,
    credit,
    amount_micro: amount,
    currency,
    code,
    ref,
    period,
    created_at: createdAt.toISOString(),
  };
}

type Row = ReturnType<typeof toRow>;

function toTransfer(row: { [name in keyof Row]: Row[name] extends bigint ? bigint : string }): Transfer {
  const code = TRANSFER_CODES.find((known) => known === row.code);
  if (!code || row.currency !== CURRENCY) throw new Error(`transfer ${row.id} is of no known kind`);
  return {
    id: row.id,
    debit: row.debit,
    credit: row.credit,
    amount: micro(row.amount_micro),
    currency: CURRENCY,
    code,
    ref: row.ref,
    period: month(row.period),
    createdAt: new Date(row.created_at),
  };
}
