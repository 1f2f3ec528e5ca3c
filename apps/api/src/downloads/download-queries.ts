import { forUpdate } from "../db/for-update.ts";
import type { Tx } from "../db/transact.ts";
import type { Format } from "./kept-song.ts";

/** A file as it is told in headers and in archives. */
export interface DownloadFile {
  readonly bytes: number;
  readonly sha256: string;
  readonly crc32: number;
}

/** A file of one order line in one format: being made, there, or given up. An upload is only read for its checksums. */
export interface Download {
  readonly orderId: string;
  readonly line: number;
  readonly format: Format;
  readonly state: "making" | "ready" | "failed";
  readonly file: DownloadFile | null;
}

/** Which file it is. */
export type DownloadKey = Pick<Download, "orderId" | "line" | "format">;

/** A file that was asked for, locked until the transaction ends. */
export async function lockDownload(tx: Tx, key: DownloadKey): Promise<Download | undefined> {
  const row = await selectDownload(tx, key).$call(forUpdate(tx)).executeTakeFirst();
  return row && toDownload(key, row);
}

/** A file that was asked for. */
export async function findDownload(tx: Tx, key: DownloadKey): Promise<Download | undefined> {
  const row = await selectDownload(tx, key).executeTakeFirst();
  return row && toDownload(key, row);
}

/** Notes that a file is to be made, anew where it was given up. */
export async function insertDownload(tx: Tx, { orderId, line, format }: DownloadKey, now: Date): Promise<void> {
  await tx
    .insertInto("download")
    .values({
      order_id: orderId,
      line: BigInt(line),
      format,
      state: "making",
      bytes: null,
      sha256: null,
      crc32: null,
      created_at: now.toISOString(),
      made_at: null,
    })
    .onConflict((conflict) => conflict.columns(["order_id", "line", "format"]).doUpdateSet({ state: "making" }))
    .execute();
}

/** Notes that a file is there. */
export async function markDownloadReady(
  tx: Tx,
  { orderId, line, format }: DownloadKey,
  file: DownloadFile,
  now: Date,
): Promise<void> {
  await tx
    .updateTable("download")
    .set({ state: "ready", bytes: BigInt(file.bytes), sha256: file.sha256, crc32: BigInt(file.crc32) })
    .set({ made_at: now.toISOString() })
    .where("order_id", "=", orderId)
    .where("line", "=", BigInt(line))
    .where("format", "=", format)
    .execute();
}

/** Notes that a file could not be made. */
export async function markDownloadFailed(tx: Tx, { orderId, line, format }: DownloadKey): Promise<void> {
  await tx
    .updateTable("download")
    .set({ state: "failed" })
    .where("order_id", "=", orderId)
    .where("line", "=", BigInt(line))
    .where("format", "=", format)
    .where("state", "=", "making")
    .execute();
}

function selectDownload(tx: Tx, { orderId, line, format }: DownloadKey) {
  return tx
    .selectFrom("download")
    .select(["state", "bytes", "sha256", "crc32"])
    .where("order_id", "=", orderId)
    .where("line", "=", BigInt(line))
    .where("format", "=", format);
}

function toDownload(
  { orderId, line, format }: DownloadKey,
  row: { state: string; bytes: bigint | null; sha256: string | null; crc32: bigint | null },
): Download {
  const state = (["making", "ready", "failed"] as const).find((known) => known === row.state);
  if (!state) throw new Error(`the download ${orderId}.${line}.${format} is in no known state`);
  const { bytes, sha256, crc32 } = row;
  const isWhole = state === "ready" && bytes !== null && sha256 !== null && crc32 !== null;
  const file = isWhole ? { bytes: Number(bytes), sha256, crc32: Number(crc32) } : null;
  return { orderId, line, format, state, file };
}
