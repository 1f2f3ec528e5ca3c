import { type Fingerprint, itemStartMs, SILENT_ITEM, soundMs } from "./fingerprint-items.ts";

/** The same sound in two recordings: where it begins in each, how long it lasts, and how well it fits. */
export interface SameSound {
  readonly atMs: number;
  readonly otherAtMs: number;
  readonly lengthMs: number;
  /** The share of bits that differ; two recordings that have nothing to do with each other come to about 0.4. */
  readonly bitError: number;
}

/** Sound that is shorter than this proves nothing. */
export const SAME_SOUND_MS_MIN = 8_000;
/** An excerpt at 64 kbit/s that was cut between two items comes to 0.075, the likest songs of all to 0.25. */
export const BIT_ERROR_MAX = 0.12;

const ITEM_BITS = 32;
/** So many differing bits of an item speak neither for the same sound nor against it. */
const NEUTRAL_BITS = 6;
/** When this many bits too many have come in a row (two or three seconds of another sound), the same sound is over. */
const LOST_BITS = 128;
/** So many items must say something new: a held tone or a hum fits every other one, however long it lasts. */
const TELLING_ITEMS_MIN = 24;

/** An item that is much the same in both, and how many items later it comes in the other one. */
export interface CommonPlace {
  readonly at: number;
  readonly offset: number;
}

/** The stretch of the same sound around a place that two recordings have in common; undefined where there is none. */
export function findSameSound(
  items: Fingerprint,
  other: Fingerprint,
  { at, offset }: CommonPlace,
): SameSound | undefined {
  const found = [offset, offset - 1, offset + 1].flatMap((beside) => {
    const stretch = stretchAround(items, other, { at, offset: beside });
    return isSameSound(stretch) ? { ...stretch, offset: beside } : [];
  });
  const [best] = found.toSorted((a, b) => b.score - a.score);
  if (!best) return undefined;
  return {
    atMs: itemStartMs(best.from),
    otherAtMs: itemStartMs(best.from + best.offset),
    lengthMs: soundMs(best.to - best.from),
    bitError: errorOf(best),
  };
}

/** Items `from` to before `to`: how many of them tell something, and in how many bits those differ. */
interface Stretch {
  readonly from: number;
  readonly to: number;
  readonly telling: number;
  readonly bits: number;
  readonly score: number;
}

function isSameSound(stretch: Stretch): boolean {
  const lasts = soundMs(stretch.to - stretch.from);
  return lasts >= SAME_SOUND_MS_MIN && stretch.telling >= TELLING_ITEMS_MIN && errorOf(stretch) < BIT_ERROR_MAX;
}

function errorOf({ bits, telling }: Stretch): number {
  return bits / (ITEM_BITS * telling);
}

/** From the place on and back from it, as far as it fits: another sound is left after some items, whatever follows. */
function stretchAround(items: Fingerprint, other: Fingerprint, { at, offset }: CommonPlace): Stretch {
  const last = Math.min(items.length, other.length - offset);
  const first = Math.max(0, -offset);
  // Told one item beside, a place at an edge may lie before the other recording's first item, or behind its last.
  const from = Math.max(first, Math.min(at, last));
  const onward = reach(items, other, { at: from, offset, step: 1, end: last });
  const back = reach(items, other, { at: from - 1, offset, step: -1, end: first - 1 });
  return {
    from: from - back.length,
    to: from + onward.length,
    telling: onward.telling + back.telling,
    bits: onward.bits + back.bits,
    score: onward.score + back.score,
  };
}

interface Way extends CommonPlace {
  readonly step: 1 | -1;
  readonly end: number;
}

/** How far two recordings go together on one way: each item that tells something counts for it or against it. */
function reach(items: Fingerprint, other: Fingerprint, { at, offset, step, end }: Way) {
  let best = { length: 0, telling: 0, bits: 0, score: 0 };
  let [length, telling, bits, score] = [0, 0, 0, 0];
  for (let place = at; (end - place) * step > 0; place += step) {
    length += 1;
    if (!isTelling(items, place) && !isTelling(other, place + offset)) continue;
    const differing = differingBits(items[place] ?? 0, other[place + offset] ?? 0);
    telling += 1;
    bits += differing;
    score += NEUTRAL_BITS - differing;
    if (score > best.score) best = { length, telling, bits, score };
    if (score < best.score - LOST_BITS) break;
  }
  return best;
}

/** Whether an item is news after the one before it. */
function isTelling(items: Fingerprint, at: number): boolean {
  return items[at] !== SILENT_ITEM && items[at] !== items[at - 1];
}

function differingBits(one: number, other: number): number {
  let bits = one ^ other;
  bits -= (bits >>> 1) & 0x5555_5555;
  bits = (bits & 0x3333_3333) + ((bits >>> 2) & 0x3333_3333);
  return Math.imul((bits + (bits >>> 4)) & 0x0f0f_0f0f, 0x0101_0101) >>> 24;
}
