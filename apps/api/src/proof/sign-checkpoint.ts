import { sign } from "node:crypto";
import { dayOf, toHex } from "@songkeeper/base";
import type { SignedCheckpoint } from "@songkeeper/ledger";
import { type Sign, signCheckpoint as signCheckpointOf } from "@songkeeper/proof";
import type { Tx } from "../db/transact.ts";
import type { SigningKey } from "../secrets.ts";
import type { Services } from "../services.ts";
import { findCheckpoint, insertCheckpoint } from "./checkpoint-queries.ts";
import { getRoot, getTreeSize } from "./log-queries.ts";
import { SEAL } from "./seal-log.ts";

/** Signs with the platform's key. */
export function signerOf({ privateKey }: SigningKey): Sign {
  return (message) => sign(null, message, privateKey);
}

/** What a checkpoint is signed with, and the zone that it names. */
export interface CheckpointSigner {
  readonly key: SigningKey;
  readonly timeZone: string;
}

/** The platform's word on the log as it is now, signed once for each of its sizes. The transaction must hold `SEAL`. */
export async function signCheckpoint(
  tx: Tx,
  { key, timeZone }: CheckpointSigner,
  now: Date,
): Promise<SignedCheckpoint> {
  const treeSize = await getTreeSize(tx);
  const known = await findCheckpoint(tx, { timeZone, treeSize });
  if (known) return known;
  const signed = await signCheckpointOf(
    {
      origin: "songkeeper",
      treeSize,
      rootHash: toHex(await getRoot(tx, treeSize)),
      at: now.toISOString(),
      timeZone,
      keyId: key.kid,
    },
    signerOf(key),
  );
  await insertCheckpoint(tx, signed);
  return signed;
}

/** Signs the first checkpoint of each platform day, for everyone to keep. */
export async function signDailyCheckpoint({ transact, config, secrets, now }: Services): Promise<void> {
  const { timeZone } = config;
  const today = dayOf(now(), timeZone);
  const latest = await transact((tx) => findCheckpoint(tx, { timeZone }));
  if (latest && dayOf(new Date(latest.checkpoint.at), timeZone) >= today) return;
  await transact((tx) => signCheckpoint(tx, { key: secrets.platform, timeZone }, now()), [SEAL]);
}
