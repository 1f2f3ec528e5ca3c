import type { Selectable } from "kysely";
import { forUpdate } from "../db/for-update.ts";
import type { Tables } from "../db/schema.ts";
import type { Tx } from "../db/transact.ts";
import type { Device, JournalTail, PairingCode } from "./device.ts";

export async function insertPairingCode(tx: Tx, code: Omit<PairingCode, "usedAt" | "deviceId">): Promise<void> {
  await tx
    .insertInto("pairing_code")
    .values({
      code_hash: code.codeHash,
      zone_id: code.zoneId,
      created_at: code.createdAt.toISOString(),
      expires_at: code.expiresAt.toISOString(),
      used_at: null,
    })
    .execute();
}

export async function findPairingCode(tx: Tx, codeHash: string): Promise<PairingCode | undefined> {
  const row = await tx
    .selectFrom("pairing_code")
    .selectAll()
    .where("code_hash", "=", codeHash)
    .$call(forUpdate(tx))
    .executeTakeFirst();
  return (
    row && {
      codeHash: row.code_hash,
      zoneId: row.zone_id,
      createdAt: new Date(row.created_at),
      expiresAt: new Date(row.expires_at),
      usedAt: row.used_at === null ? null : new Date(row.used_at),
      deviceId: row.device_id,
    }
  );
}

/** Notes which device a code paired. */
export async function markCodeUsed(
  tx: Tx,
  { codeHash, deviceId }: { codeHash: string; deviceId: string },
  now: Date,
): Promise<void> {
  await tx
    .updateTable("pairing_code")
    .set({ used_at: now.toISOString(), device_id: deviceId })
    .where("code_hash", "=", codeHash)
    .execute();
}

/** Gives a device another bearer token; the one before is worth nothing then. */
export async function markTokenRenewed(tx: Tx, deviceId: string, tokenHash: string): Promise<void> {
  await tx.updateTable("device").set({ token_hash: tokenHash }).where("id", "=", deviceId).execute();
}

/** Stores a newly paired device with an empty journal. */
export async function insertDevice(
  tx: Tx,
  device: Pick<Device, "id" | "zoneId" | "shopId" | "publicKey" | "headHash"> & { readonly tokenHash: string },
  now: Date,
): Promise<void> {
  await tx
    .insertInto("device")
    .values({
      id: device.id,
      zone_id: device.zoneId,
      shop_id: device.shopId,
      public_key: device.publicKey,
      token_hash: device.tokenHash,
      expected_seq: 1n,
      head_hash: device.headHash,
      paired_at: now.toISOString(),
    })
    .execute();
}

/** Whether some device has this public key already. */
export async function isKeyKnown(tx: Tx, publicKey: string): Promise<boolean> {
  const row = await tx.selectFrom("device").select("id").where("public_key", "=", publicKey).executeTakeFirst();
  return row !== undefined;
}

/** The device with the head of its journal, locked until the transaction ends: one delivery at a time. */
export async function lockDevice(tx: Tx, deviceId: string, tokenHash: string): Promise<Device | undefined> {
  const row = await tx
    .selectFrom("device")
    .selectAll()
    .where("id", "=", deviceId)
    .where("token_hash", "=", tokenHash)
    .$call(forUpdate(tx))
    .executeTakeFirst();
  return row && toDevice(row);
}

/** The device without its token: for rulings and consoles. */
export async function getDevice(tx: Tx, deviceId: string): Promise<Device> {
  return toDevice(await tx.selectFrom("device").selectAll().where("id", "=", deviceId).executeTakeFirstOrThrow());
}

/** The device that is paired with a zone now, if one is. */
export async function findDeviceOfZone(tx: Tx, zoneId: string): Promise<Device | undefined> {
  const row = await tx
    .selectFrom("device")
    .selectAll()
    .where("zone_id", "=", zoneId)
    .where("ended_at", "is", null)
    .$call(forUpdate(tx))
    .executeTakeFirst();
  return row && toDevice(row);
}

/** Ends a device: another one was paired with its zone. */
export async function markDeviceEnded(tx: Tx, deviceId: string, now: Date): Promise<void> {
  await tx.updateTable("device").set({ ended_at: now.toISOString() }).where("id", "=", deviceId).execute();
}

/** Keeps that a device's journal contradicted itself, until a person rules. */
export async function markDeviceForked(tx: Tx, deviceId: string, now: Date): Promise<void> {
  await tx.updateTable("device").set({ forked_at: now.toISOString() }).where("id", "=", deviceId).execute();
}

/** Where a journal stands after entries were judged, and why its owner should look at the device. */
export type JournalPosition = Pick<Device, "expectedSeq" | "headHash" | "tail" | "flags" | "lastSeenAt">;

/** Moves a journal's head after entries were judged. */
export async function markJournalHead(tx: Tx, deviceId: string, head: JournalPosition): Promise<void> {
  await tx
    .updateTable("device")
    .set({
      expected_seq: BigInt(head.expectedSeq),
      head_hash: head.headHash,
      tail: head.tail && JSON.stringify(head.tail),
      flagged: head.flags.length > 0 ? head.flags.join(",") : null,
      last_seen_at: head.lastSeenAt?.toISOString() ?? null,
    })
    .where("id", "=", deviceId)
    .execute();
}

/** Keeps when a device was heard of last. */
export async function markSeen(tx: Tx, deviceId: string, now: Date): Promise<void> {
  await tx.updateTable("device").set({ last_seen_at: now.toISOString() }).where("id", "=", deviceId).execute();
}

/** Keeps what a device says is sounding (JSON), until it says something else. */
export async function markNowPlaying(tx: Tx, deviceId: string, nowPlaying: string, now: Date): Promise<void> {
  await tx
    .updateTable("device")
    .set({ now_playing: nowPlaying, last_seen_at: now.toISOString() })
    .where("id", "=", deviceId)
    .execute();
}

/** How far each boot's wall clock is known to be off, in ms to add to it. */
export async function findSkews(tx: Tx, deviceId: string, bootIds: readonly string[]): Promise<Map<string, number>> {
  if (bootIds.length === 0) return new Map();
  const rows = await tx
    .selectFrom("device_boot")
    .select(["boot_id", "skew_ms"])
    .where("device_id", "=", deviceId)
    .where("boot_id", "in", [...bootIds])
    .execute();
  return new Map(rows.map((row) => [row.boot_id, Number(row.skew_ms)]));
}

/** Keeps a boot's last known skew. */
export async function saveSkew(
  tx: Tx,
  deviceId: string,
  skew: { bootId: string; skewMs: number },
  now: Date,
): Promise<void> {
  const row = {
    device_id: deviceId,
    boot_id: skew.bootId,
    skew_ms: BigInt(Math.trunc(skew.skewMs)),
    noted_at: now.toISOString(),
  };
  await tx
    .insertInto("device_boot")
    .values(row)
    .onConflict((conflict) =>
      conflict.columns(["device_id", "boot_id"]).doUpdateSet({ skew_ms: row.skew_ms, noted_at: row.noted_at }),
    )
    .execute();
}

function toDevice(row: Selectable<Tables["device"]>): Device {
  const instant = (text: string | null) => (text === null ? null : new Date(text));
  return {
    id: row.id,
    zoneId: row.zone_id,
    shopId: row.shop_id,
    publicKey: row.public_key,
    expectedSeq: Number(row.expected_seq),
    headHash: row.head_hash,
    tail: row.tail === null ? null : (JSON.parse(row.tail) as JournalTail),
    pairedAt: new Date(row.paired_at),
    endedAt: instant(row.ended_at),
    forkedAt: instant(row.forked_at),
    flags: row.flagged ? row.flagged.split(",") : [],
    lastSeenAt: instant(row.last_seen_at),
    nowPlaying: row.now_playing,
  };
}
