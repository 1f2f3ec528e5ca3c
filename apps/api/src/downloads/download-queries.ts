import { forUpdate } from "../db/for-update.ts";
import type { Tx } from "../db/transact.ts";
import type { MadeFormat } from "./kept-song.ts";

/** A file of one order line in one format: being made, there, or given up. */
export interface Download {
  readonly orderId: string;
  readonly line: number;
  readonly format: MadeFormat;
  readonly state: "making" | "ready" | "failed";
  readonly file: { readonly bytes: number; readonly sha256: string } | null;
}

type Key = Pick<Download, "orderId" | "line" | "format">;

/** A file that was asked for, locked until the transaction ends. */
export async function lockDownload(tx: Tx, key: Key): Promise<Download | undefined> {
  const row = await selectDownload(tx, key).$call(forUpdate(tx)).executeTakeFirst();
  return row && toDownload(key, row);
}

/** A file that was asked for. */
export async function findDownload(tx: Tx, key: Key): Promise<Download | undefined> {
  const row = await selectDownload(tx, key).executeTakeFirst();
  return row && toDownload(key, row);
}

/** Notes that a file is to be made, anew where it was given up. */
export async function insertDownload(tx: Tx, { orderId, line, format }: Key, now: Date): Promise<void> {
  await tx
    .insertInto("download")
    .values({
      order_id: orderId,
      line: BigInt(line),
      format,
      state: "making",
      bytes: null,
      sha256: null,
      created_at: now.toISOString(),
      made_at: null,
    })
    .onConflict((conflict) => conflict.columns(["order_id", "line", "format"]).doUpdateSet({ state: "making" }))
    .execute();
}

/** Notes that a file is there. */
export async function markDownloadReady(
  tx: Tx,
  { orderId, line, format }: Key,
  file: NonNullable<Download["file"]>,
  now: Date,
): Promise<void> {
  await tx
    .updateTable("download")
    .set({ state: "ready", bytes: BigInt(file.bytes), sha256: file.sha256, made_at: now.toISOString() })
    .where("order_id", "=", orderId)
    .where("line", "=", BigInt(line))
    .where("format", "=", format)
    .execute();
}

/** Notes that a file could not be made. */
export async function markDownloadFailed(tx: Tx, { orderId, line, format }: Key): Promise<void> {
  await tx
    .updateTable("download")
    .set({ state: "failed" })
    .where("order_id", "=", orderId)
    .where("line", "=", BigInt(line))
    .where("format", "=", format)
    .where("state", "=", "making")
    .execute();
}

function selectDownload(tx: Tx, { orderId, line, format }: Key) {
  return tx
    .selectFrom("download")
    .select(["state", "bytes", "sha256"])
    .where("order_id", "=", orderId)
    .where("line", "=", BigInt(line))
    .where("format", "=", format);
}

function toDownload(
  { orderId, line, format }: Key,
  row: { state: string; bytes: bigint | null; sha256: string | null },
): Download {
  const state = (["making", "ready", "failed"] as const).find((known) => known === row.state);
  if (!state) throw new Error(`the download ${orderId}.${line}.${format} is in no known state`);
  const { bytes, sha256 } = row;
  const file = bytes !== null && sha256 !== null ? { bytes: Number(bytes), sha256 } : null;
  return { orderId, line, format, state, file };
}
