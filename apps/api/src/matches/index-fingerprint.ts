import { type Fingerprint, indexKeys, type KeyAt } from "@songkeeper/media";
import { exclusive } from "../db/transact.ts";
import type { Services } from "../services.ts";
import {
  deleteFingerprint,
  deleteKeys,
  findCommonKeys,
  findFingerprint,
  insertFingerprint,
  insertKeys,
  placeFingerprint,
} from "./fingerprint-queries.ts";
import { slices } from "./key-slices.ts";

/** A fingerprint that is in the index, in the order of all. */
export interface PlacedFingerprint {
  readonly number: number;
  readonly place: number;
  readonly items: Fingerprint;
}

/** Numbers and places are counted on from the last ones: one at a time. */
const IN_ORDER = [exclusive("fingerprints")];
/** So many keys are put in by one transaction: some milliseconds. */
const KEYS_A_TRANSACTION = 256;

type Indexing = Pick<Services, "transact">;

/**
 * Puts a recording's fingerprint into the index, and gives it its place in the order of all once every key is there: what
 * has an earlier place can be found. It may be begun again after any death.
 */
export async function indexFingerprint(
  services: Indexing,
  recordingId: string,
  items: Fingerprint,
): Promise<PlacedFingerprint> {
  const { transact } = services;
  const known = await transact((tx) => findFingerprint(tx, recordingId));
  if (known && !isSame(known.items, items)) {
    await forgetFingerprint(services, recordingId);
    return indexFingerprint(services, recordingId, items);
  }
  if (known?.place) return { number: known.number, place: known.place, items };
  const number = known?.number ?? (await transact((tx) => insertFingerprint(tx, recordingId, items), IN_ORDER));
  for (const keys of slices(indexKeys(items), KEYS_A_TRANSACTION)) await addKeys(services, number, keys);
  return { number, place: await transact((tx) => placeFingerprint(tx, number), IN_ORDER), items };
}

/** Takes a recording's fingerprint out of the index. It may be begun again after any death. */
export async function forgetFingerprint({ transact }: Indexing, recordingId: string): Promise<void> {
  const known = await transact((tx) => findFingerprint(tx, recordingId));
  if (!known) return;
  const keys = indexKeys(known.items).map(({ key }) => key);
  for (const part of slices(keys, KEYS_A_TRANSACTION)) await transact((tx) => deleteKeys(tx, known.number, part));
  await transact((tx) => deleteFingerprint(tx, known.number));
}

async function addKeys({ transact }: Indexing, number: number, keys: readonly KeyAt[]): Promise<void> {
  await transact(async (tx) => {
    const common = await findCommonKeys(
      tx,
      keys.map(({ key }) => key),
    );
    await insertKeys(
      tx,
      number,
      keys.filter(({ key }) => !common.has(key)),
    );
  });
}

function isSame(one: Fingerprint, other: Fingerprint): boolean {
  return one.length === other.length && one.every((item, at) => item === other[at]);
}
