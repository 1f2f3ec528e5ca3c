import type { Problem, Receipt } from "@songkeeper/contracts";
import type { TeaHouse } from "./tea-house.ts";
import { rowsOf } from "./test-database.ts";

/** The verdicts of a receipt as one reads them: "billed 20000", "rejected no_lease". */
export function inWords({ verdicts }: Pick<Receipt, "verdicts">): string[] {
  return verdicts.map(({ verdict, reason, feeMicro }) =>
    verdict === "billed" ? `billed ${feeMicro}` : `${verdict} ${reason}`,
  );
}

/** A refusal as one reads it: "409 fork". */
export async function refusal(response: Response): Promise<string> {
  const text = await response.text();
  if (response.ok) return `${response.status}`;
  return `${response.status} ${(JSON.parse(text) as Problem).code}`;
}

/** What every account of the ledger holds. */
export async function balances({ services }: TeaHouse): Promise<Record<string, bigint>> {
  const rows = (await rowsOf(services.database.db, "account_balance")) as { account: string; balance_micro: bigint }[];
  return Object.fromEntries(rows.map(({ account, balance_micro }) => [account, balance_micro]));
}

/** What the shop's devices have charged, reserved and hold in all, over all days. */
export async function spending({ services }: TeaHouse): Promise<{ charged: bigint; reserved: bigint; held: bigint }> {
  const rows = (await rowsOf(services.database.db, "device_day")) as Record<string, bigint>[];
  const sum = (column: string) => rows.reduce((total, row) => total + (row[column] ?? 0n), 0n);
  return { charged: sum("charged_micro"), reserved: sum("reserved_micro"), held: sum("held_micro") };
}
