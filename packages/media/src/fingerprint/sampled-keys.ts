import { type Fingerprint, SILENT_ITEM } from "./fingerprint-items.ts";

/** A key under which a recording is found, and the item that it was made of. */
export interface KeyAt {
  readonly key: number;
  readonly position: number;
}

/** The lowest bits of an item are the first to change when a sound is encoded anew. */
const DROPPED_BITS = 4;
const KEY_BITS = 32 - DROPPED_BITS;
/** Of how many bits of a key's hash all must be nought: one key in eight is chosen. */
const CHOSEN_BITS = 3;
/** Knuth's multiplier: it spreads the keys before they are chosen. */
const SPREAD = 2_654_435_761;
/** Of a key that comes again and again in one recording so many places are enough to find it by. */
const PLACES_MAX = 8;
/** To so many items, about half a minute, keys that are a little different are looked for, too. */
const SHORT_ITEMS_MAX = 240;

/** Whether a key is one of those that the index holds. What it is decides it, so both sides choose the same. */
export function isChosenKey(key: number): boolean {
  return Math.imul(key, SPREAD) >>> (32 - CHOSEN_BITS) === 0;
}

/** The keys under which a recording is kept in the index. */
export function indexKeys(items: Fingerprint): KeyAt[] {
  const places = new Map<number, number>();
  return keysOf(items).filter(({ key }) => {
    if (!isChosenKey(key)) return false;
    const known = places.get(key) ?? 0;
    places.set(key, known + 1);
    return known < PLACES_MAX;
  });
}

/**
 * The keys by which a recording is looked for. A short one has few: an excerpt that was cut between two items of the
 * whole differs from it in a bit here and there, so keys with one bit changed are looked for with its own.
 */
export function searchKeys(items: Fingerprint): KeyAt[] {
  const own = indexKeys(items);
  return items.length > SHORT_ITEMS_MAX ? own : [...own, ...keysOf(items).flatMap(neighbours)];
}

/** A key for each item but the silent ones and those that only repeat the one before. */
function keysOf(items: Fingerprint): KeyAt[] {
  const keys: KeyAt[] = [];
  let last = -1;
  for (const [position, item] of items.entries()) {
    const key = item >>> DROPPED_BITS;
    if (item !== SILENT_ITEM && key !== last) keys.push({ key, position });
    last = key;
  }
  return keys;
}

function neighbours({ key, position }: KeyAt): KeyAt[] {
  return Array.from({ length: KEY_BITS }, (_, bit) => ({ key: key ^ (1 << bit), position })).filter((near) =>
    isChosenKey(near.key),
  );
}
