import { micro, type Month } from "@songkeeper/base";
import { keyText } from "@songkeeper/ledger";
import type { Tx } from "../db/transact.ts";
import { type ClosingKey, type PlayCount, readVerdict } from "./closing-key.ts";
import { toKey } from "./freeze-queries.ts";

const ROWS_MAX = 400;

/** Which keys of a month: those that sounded in it, or those of older months. */
export type KeysFrom = "all" | "this_month" | "older_months";

/** Freezes keys with what is new of them in a month. */
export async function insertInputs(tx: Tx, month: Month, keys: readonly ClosingKey[]): Promise<void> {
  const rows = keys.map(({ key, fee, billedBefore, billedNow, others }) => ({
    month,
    key_text: keyText(key),
    origin_month: key.originMonth,
    track_id: key.trackId,
    use: key.use,
    price_version: BigInt(key.priceVersion),
    covered_roles: key.coveredRoles.join(","),
    split_version: BigInt(key.splitVersion),
    fee_micro: fee,
    billed_before: BigInt(billedBefore),
    billed_now: BigInt(billedNow),
    plays: JSON.stringify(others.map(({ verdict, reason, plays }) => [verdict, reason, plays])),
  }));
  for (let at = 0; at < rows.length; at += ROWS_MAX)
    await tx
      .insertInto("close_input")
      .values(rows.slice(at, at + ROWS_MAX))
      .execute();
}

/** One page of a month's frozen keys, in order of their text, after the key with this text ("" begins). */
export async function listInputs(
  tx: Tx,
  month: Month,
  { from, after, limit }: { from: KeysFrom; after: string; limit: number },
): Promise<ClosingKey[]> {
  const rows = await selectInputs(tx, month)
    .$if(from === "this_month", (query) => query.where("origin_month", "=", month))
    .$if(from === "older_months", (query) => query.where("origin_month", "<", month))
    .where("key_text", ">", after)
    .orderBy("key_text")
    .limit(limit)
    .execute();
  return rows.map(toClosingKey);
}

/** Frozen keys by their texts. */
export async function findInputs(tx: Tx, month: Month, texts: readonly string[]): Promise<Map<string, ClosingKey>> {
  if (texts.length === 0) return new Map();
  const rows = await selectInputs(tx, month)
    .where("key_text", "in", [...texts])
    .execute();
  return new Map(rows.map((row) => [row.key_text, toClosingKey(row)]));
}

/** The billed plays up to the last close before a month, as that close posted them, of keys by their texts. */
export async function findPosted(tx: Tx, month: Month, texts: readonly string[]): Promise<Map<string, number>> {
  if (texts.length === 0) return new Map();
  const rows = await tx
    .selectFrom("close_input")
    .select(["key_text", "billed_now"])
    .where("key_text", "in", [...texts])
    .where("month", "<", month)
    .orderBy("month")
    .execute();
  return new Map(rows.map((row) => [row.key_text, Number(row.billed_now)]));
}

function selectInputs(tx: Tx, month: Month) {
  return tx
    .selectFrom("close_input")
    .select(["key_text", "origin_month", "track_id", "use", "price_version", "covered_roles", "split_version"])
    .select(["fee_micro", "billed_before", "billed_now", "plays"])
    .where("month", "=", month);
}

type InputRow = Awaited<ReturnType<ReturnType<typeof selectInputs>["execute"]>>[number];

function toClosingKey(row: InputRow): ClosingKey {
  const counts = JSON.parse(row.plays) as [string, string | null, number][];
  return {
    key: toKey(row),
    fee: micro(row.fee_micro),
    billedBefore: Number(row.billed_before),
    billedNow: Number(row.billed_now),
    others: counts.map(([verdict, reason, plays]): PlayCount => ({ verdict: readVerdict(verdict), reason, plays })),
  };
}
