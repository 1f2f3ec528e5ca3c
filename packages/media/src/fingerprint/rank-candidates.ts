import type { KeyAt } from "./sampled-keys.ts";

/** An entry of the index: a key, and where it stands in the fingerprint of this number. */
export interface Posting extends KeyAt {
  readonly number: number;
}

/** A fingerprint that may hold the same sound: a place of what is looked for that was found, and how much later it comes there. */
export interface Candidate {
  readonly number: number;
  readonly at: number;
  readonly offset: number;
  /** How many places of what is looked for were found at that offset, or one item beside it. */
  readonly hits: number;
}

/** Two offsets of one fingerprint are enough: a chorus that comes again is the same sound anywhere. */
const OFFSETS_MAX = 2;

/** What may hold the same sound, by how many of its keys were found in one line: the likeliest first. */
export function rankCandidates(
  keys: readonly KeyAt[],
  postings: readonly Posting[],
  { except, max }: { except: number; max: number },
): Candidate[] {
  const votes = countVotes(keys, postings, except);
  const candidates = [...votes].flatMap(([number, offsets]) => bestOffsets(number, offsets));
  return candidates.toSorted((a, b) => b.hits - a.hits || a.number - b.number).slice(0, max);
}

/** By fingerprint and offset, the places of what is looked for that were found. */
type Votes = Map<number, Map<number, Set<number>>>;

function countVotes(keys: readonly KeyAt[], postings: readonly Posting[], except: number): Votes {
  const places = Map.groupBy(keys, ({ key }) => key);
  const votes: Votes = new Map();
  for (const { key, number, position } of postings) {
    if (number === except) continue;
    const offsets = votes.get(number) ?? new Map<number, Set<number>>();
    votes.set(number, offsets);
    for (const place of places.get(key) ?? []) {
      const offset = position - place.position;
      const found = offsets.get(offset) ?? new Set<number>();
      offsets.set(offset, found.add(place.position));
    }
  }
  return votes;
}

/** The frames of two encodings rarely begin together, so that hits at one offset lie at two beside each other. */
function bestOffsets(number: number, offsets: ReadonlyMap<number, ReadonlySet<number>>): Candidate[] {
  const sized = [...offsets].map(([offset, found]) => {
    const beside = offsets.get(offset + 1);
    // The one in the middle: at either end may stand a hit that is one by chance.
    const at = [...found][found.size >> 1] ?? 0;
    return { number, at, offset, hits: beside ? found.union(beside).size : found.size };
  });
  return sized.toSorted((a, b) => b.hits - a.hits || a.offset - b.offset).slice(0, OFFSETS_MAX);
}
