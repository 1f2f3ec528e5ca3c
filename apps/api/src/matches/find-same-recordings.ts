import { findSameSound, type KeyAt, type Posting, rankCandidates, type SameSound, searchKeys } from "@songkeeper/media";
import type { Tx } from "../db/transact.ts";
import type { Services } from "../services.ts";
import { listEarlier, listPostings, retireKeys } from "./fingerprint-queries.ts";
import type { PlacedFingerprint } from "./index-fingerprint.ts";
import { inStatements, slices } from "./key-slices.ts";

/** An earlier recording that holds the same sound. */
export interface SameRecording extends SameSound {
  readonly otherId: string;
}

/** A key with more places than this tells nothing: it is taken out of the index, and what it would have found has others. */
const PLACES_MAX = 256;
/** So many of the likeliest recordings are compared item by item. */
const CANDIDATES_MAX = 64;
/** Their fingerprints are read so many at a time. */
const READ_AT_ONCE = 16;

/** The earlier recordings that hold the same sound as one in the index, the longest stretch first. */
export async function findSameRecordings(
  services: Pick<Services, "transact">,
  placed: PlacedFingerprint,
): Promise<SameRecording[]> {
  const keys = searchKeys(placed.items);
  const postings = await readPostings(services, keys);
  const candidates = rankCandidates(keys, postings, { except: placed.number, max: CANDIDATES_MAX });
  const found = new Map<string, SameRecording>();
  for (const part of slices([...Map.groupBy(candidates, ({ number }) => number)], READ_AT_ONCE)) {
    const numbers = part.map(([number]) => number);
    for (const earlier of await services.transact((tx) => listEarlier(tx, numbers, placed.place)))
      for (const { offset } of part.find(([number]) => number === earlier.number)?.[1] ?? []) {
        const same = findSameSound(placed.items, earlier.items, offset);
        const known = found.get(earlier.recordingId);
        if (same && same.lengthMs > (known?.lengthMs ?? 0))
          found.set(earlier.recordingId, { ...same, otherId: earlier.recordingId });
      }
  }
  return [...found.values()].toSorted((a, b) => b.lengthMs - a.lengthMs);
}

/** What the index has under some keys, in transactions that end soon. */
async function readPostings(
  { transact }: Pick<Services, "transact">,
  keys: readonly KeyAt[],
): Promise<readonly Posting[]> {
  const postings: Posting[] = [];
  for (const statements of inStatements(keys.map(({ key }) => key))) {
    const found = await transact((tx) => listAllPostings(tx, statements));
    for (const posting of found.flat()) postings.push(posting);
  }
  const common = [...Map.groupBy(postings, ({ key }) => key)].filter(([, places]) => places.length > PLACES_MAX);
  for (const part of slices(common, READ_AT_ONCE))
    await transact((tx) =>
      retireKeys(
        tx,
        part.map(([key]) => key),
      ),
    );
  return postings;
}

async function listAllPostings(tx: Tx, statements: readonly (readonly number[])[]): Promise<Posting[][]> {
  const found: Posting[][] = [];
  for (const keys of statements) found.push(await listPostings(tx, keys));
  return found;
}
