import { micro, type Micro } from "@songkeeper/base";
import type { PlayReceipt } from "@songkeeper/contracts";
import { CHUNK_ENTRIES_MAX } from "@songkeeper/licensing";
import { sql } from "kysely";
import type { Tx } from "../db/transact.ts";

/** One play as its shop sees it. A play that was ruled on shows the ruling. */
export interface ReceiptRow {
  readonly deviceId: string;
  readonly seq: number;
  readonly zoneId: string;
  readonly zoneName: string;
  readonly trackId: string | null;
  readonly title: string | null;
  readonly artist: string | null;
  readonly startedAt: string | null;
  readonly day: string | null;
  readonly heardMs: number;
  readonly outcome: string | null;
  readonly verdict: string;
  readonly reason: string | null;
  readonly fee: Micro;
  readonly receivedAt: string;
}

/** Where a page of receipts ended: its last row's place in the order. */
export interface ReceiptCursor {
  readonly receivedAt: string;
  readonly deviceId: string;
  readonly seq: number;
}

const PAGE = 50;

/** A page of a shop's plays, the newest first, of one zone or verdict if asked so. */
export async function listReceipts(
  tx: Tx,
  of: { shopId: string; zoneId?: string | undefined; verdict?: string | undefined; after?: ReceiptCursor | undefined },
): Promise<{ rows: ReceiptRow[]; cursor: ReceiptCursor | null }> {
  const { shopId, zoneId, verdict, after } = of;
  const found = await receipts(tx)
    .where("play.shop_id", "=", shopId)
    .$if(zoneId !== undefined, (query) => query.where("play.zone_id", "=", zoneId as string))
    .$if(verdict !== undefined, (query) => query.where(sql`coalesce(ruling.verdict, play.verdict)`, "=", verdict))
    .$if(after !== undefined, (query) =>
      query.where((where) =>
        where(
          where.refTuple("play.received_at", "play.device_id", "play.seq"),
          "<",
          where.tuple(after?.receivedAt ?? "", after?.deviceId ?? "", BigInt(after?.seq ?? 0)),
        ),
      ),
    )
    .orderBy("play.received_at", "desc")
    .orderBy("play.device_id", "desc")
    .orderBy("play.seq", "desc")
    .limit(PAGE + 1)
    .execute();
  const rows = found.slice(0, PAGE).map(toReceipt);
  return { rows, cursor: found.length > PAGE ? (rows.at(-1) ?? null) : null };
}

/** The plays of one chunk, in sequence. */
export async function listReceiptsOfChunk(tx: Tx, deviceId: string, firstSeq: number): Promise<ReceiptRow[]> {
  const rows = await receipts(tx)
    .where("play.device_id", "=", deviceId)
    .where("play.seq", ">=", BigInt(firstSeq))
    .where("play.seq", "<", BigInt(firstSeq + CHUNK_ENTRIES_MAX))
    .where("play.first_seq", "=", BigInt(firstSeq))
    .orderBy("play.seq")
    .execute();
  return rows.map(toReceipt);
}

/** A receipt in the form that leaves the server. */
export function toReceiptJson({ fee, ...row }: ReceiptRow): PlayReceipt {
  return { ...row, verdict: row.verdict as PlayReceipt["verdict"], feeMicro: fee.toString() };
}

function receipts(tx: Tx) {
  return tx
    .selectFrom("play")
    .innerJoin("zone", "zone.id", "play.zone_id")
    .leftJoin("track_version", (join) =>
      join
        .onRef("track_version.track_id", "=", "play.track_id")
        .onRef("track_version.version", "=", "play.split_version"),
    )
    .leftJoin("ruling", (join) =>
      join.onRef("ruling.device_id", "=", "play.device_id").onRef("ruling.seq", "=", "play.seq"),
    )
    .select([
      "play.device_id",
      "play.seq",
      "play.zone_id",
      "zone.name as zone_name",
      "play.track_id",
      "track_version.title",
      "track_version.artist",
      "play.started_at",
      "play.day",
      "play.heard_ms",
      "play.outcome",
      "play.verdict",
      "play.reason",
      "play.fee_micro",
      "play.received_at",
      "ruling.verdict as ruled_verdict",
      "ruling.reason as ruled_reason",
      "ruling.fee_micro as ruled_fee",
    ]);
}

type Row = Awaited<ReturnType<ReturnType<typeof receipts>["execute"]>>[number];

function toReceipt(row: Row): ReceiptRow {
  const isRuled = row.ruled_verdict !== null;
  return {
    deviceId: row.device_id,
    seq: Number(row.seq),
    zoneId: row.zone_id,
    zoneName: row.zone_name,
    trackId: row.track_id,
    title: row.title,
    artist: row.artist,
    startedAt: row.started_at,
    day: row.day,
    heardMs: Number(row.heard_ms),
    outcome: row.outcome,
    verdict: row.ruled_verdict ?? row.verdict,
    reason: isRuled ? row.ruled_reason : row.reason,
    fee: micro((isRuled ? row.ruled_fee : row.fee_micro) ?? 0n),
    receivedAt: row.received_at,
  };
}
