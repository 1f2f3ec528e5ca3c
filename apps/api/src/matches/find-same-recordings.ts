import { findSameSound, type Posting, rankCandidates, type SameSound, searchKeys } from "@songkeeper/media";
import type { Services } from "../services.ts";
import { type EarlierFingerprint, listEarlier, listPostings, markCommon } from "./fingerprint-queries.ts";
import type { PlacedFingerprint } from "./index-fingerprint.ts";
import { slices } from "./key-slices.ts";

/** An earlier recording that holds the same sound. */
export interface SameRecording extends SameSound {
  readonly otherId: string;
}

/**
 * A key with so many places gets no more: a held tone would fill every answer. Those that are there stay, so that nobody
 * hides a song by uploading it a hundred times.
 */
export const PLACES_MAX = 100;
/** So many keys are looked for in one transaction: some milliseconds. */
const KEYS_A_TRANSACTION = 512;
/** So many of the likeliest recordings are compared item by item. */
const CANDIDATES_MAX = 64;
/** Their fingerprints are read so many at a time. */
const READ_AT_ONCE = 32;

type Searching = Pick<Services, "transact">;

/** The earlier recordings that hold the same sound as one in the index, the longest stretch first. */
export async function findSameRecordings(services: Searching, placed: PlacedFingerprint): Promise<SameRecording[]> {
  const keys = searchKeys(placed.items);
  const postings = await readPostings(services, [...new Set(keys.map(({ key }) => key))]);
  const candidates = rankCandidates(keys, postings, { except: placed.number, max: CANDIDATES_MAX });
  const found: SameRecording[] = [];
  for (const part of slices([...Map.groupBy(candidates, ({ number }) => number)], READ_AT_ONCE)) {
    const places = new Map(part);
    for (const earlier of await services.transact((tx) => listEarlier(tx, [...places.keys()], placed.place)))
      found.push(...longestSame(placed, earlier, places.get(earlier.number) ?? []));
  }
  return found.toSorted((a, b) => b.lengthMs - a.lengthMs);
}

function longestSame(
  { items }: PlacedFingerprint,
  earlier: EarlierFingerprint,
  places: readonly { at: number; offset: number }[],
): SameRecording[] {
  const found = places.flatMap((place) => findSameSound(items, earlier.items, place) ?? []);
  const [longest] = found.toSorted((a, b) => b.lengthMs - a.lengthMs);
  return longest ? [{ ...longest, otherId: earlier.recordingId }] : [];
}

/** What the index has under some keys, in transactions that end soon. */
async function readPostings({ transact }: Searching, keys: readonly number[]): Promise<Posting[]> {
  const postings: Posting[] = [];
  for (const part of slices(keys, KEYS_A_TRANSACTION))
    for (const posting of await transact((tx) => listPostings(tx, part))) postings.push(posting);
  const common = [...countPlaces(postings)].flatMap(([key, places]) => (places >= PLACES_MAX ? [key] : []));
  for (const part of slices(common, KEYS_A_TRANSACTION)) await transact((tx) => markCommon(tx, part));
  return postings;
}

function countPlaces(postings: readonly Posting[]): Map<number, number> {
  const places = new Map<number, number>();
  for (const { key } of postings) places.set(key, (places.get(key) ?? 0) + 1);
  return places;
}
