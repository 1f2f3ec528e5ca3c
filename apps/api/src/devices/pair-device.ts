import { randomBytes, randomUUID } from "node:crypto";
import { accept, dayOf, refuse, toBase64url } from "@songkeeper/base";
import { CLOCK_SLACK_MS, FIRST_PREV_HASH } from "@songkeeper/licensing";
import type { Tx } from "../db/transact.ts";
import { markLeasesEnded } from "../leases/queries.ts";
import { freeUnheld } from "../leases/settle-holds.ts";
import { sha256Hex } from "../sha256.ts";
import { randomLetters } from "../shops/grant-licence.ts";
import { getZone } from "../shops/queries.ts";
import {
  findDeviceOfZone,
  findPairingCode,
  getDevice,
  insertDevice,
  insertPairingCode,
  isKeyKnown,
  markCodeUsed,
  markDeviceEnded,
  markTokenRenewed,
} from "./queries.ts";

const CODE_MS = 15 * 60_000;

/** A new code for pairing a player with a zone: eight letters (40 bits), good once, for a quarter of an hour. */
export async function createPairingCode(tx: Tx, zoneId: string, now: Date) {
  const code = randomLetters(8);
  const expiresAt = new Date(now.getTime() + CODE_MS);
  await insertPairingCode(tx, { codeHash: sha256Hex(code), zoneId, createdAt: now, expiresAt });
  return { code, expiresAt };
}

/**
 * Makes a player the zone's device, in the place of the one before: that one's lease ends now, its journal may still
 * come in, and what it held for the days after is free. Gives the bearer token, which is kept only as a hash.
 */
export async function pairDevice(
  tx: Tx,
  { code, publicKey }: { code: string; publicKey: string },
  { now, timeZone }: { now: Date; timeZone: string },
) {
  const found = await findPairingCode(tx, sha256Hex(code));
  if (!found) return refuse("not_found");
  if (found.expiresAt <= now) return refuse("code_expired");
  if (found.deviceId !== null) return pairAgain(tx, found.deviceId, publicKey);
  if (await isKeyKnown(tx, publicKey))
    return refuse("invalid_fields", { errors: [{ path: "publicKey", rule: "key_in_use" }] });

  const zone = await getZone(tx, found.zoneId);
  const before = await findDeviceOfZone(tx, zone.id);
  if (before) await endDevice(tx, before.id, { now, timeZone });
  const token = newToken();
  const device = { id: randomUUID(), zoneId: zone.id, shopId: zone.shopId, publicKey, headHash: FIRST_PREV_HASH };
  await insertDevice(tx, { ...device, tokenHash: sha256Hex(token) }, now);
  await markCodeUsed(tx, { codeHash: found.codeHash, deviceId: device.id }, now);
  return accept({ device: { ...device, expectedSeq: 1 }, zone, token });
}

/** A player whose answer was lost asks again with the same code and key: it is the same device, with a new token. */
async function pairAgain(tx: Tx, deviceId: string, publicKey: string) {
  const device = await getDevice(tx, deviceId);
  if (device.publicKey !== publicKey || device.endedAt) return refuse("code_expired");
  const token = newToken();
  await markTokenRenewed(tx, deviceId, sha256Hex(token));
  return accept({ device, zone: await getZone(tx, device.zoneId), token });
}

function newToken(): string {
  return toBase64url(randomBytes(32));
}

async function endDevice(tx: Tx, deviceId: string, { now, timeZone }: { now: Date; timeZone: string }): Promise<void> {
  const lastDay = dayOf(new Date(now.getTime() + CLOCK_SLACK_MS), timeZone);
  await markDeviceEnded(tx, deviceId, now);
  await markLeasesEnded(tx, deviceId, { now, lastDay });
  await freeUnheld(tx, deviceId, now);
}
