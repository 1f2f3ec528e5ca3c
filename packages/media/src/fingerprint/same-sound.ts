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

/** The longest stretch of the same sound in two recordings near an offset in items; undefined where there is none. */
export function findSameSound(items: Fingerprint, other: Fingerprint, offset: number): SameSound | undefined {
  const found = [offset, offset - 1, offset + 1].flatMap((at) => {
    const stretch = bestStretch(items, other, at);
    return stretch && isSameSound(stretch) ? { ...stretch, offset: at } : [];
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

/** The stretch that fits best at an offset: each item that tells something counts for it or against it. */
function bestStretch(items: Fingerprint, other: Fingerprint, offset: number): Stretch | undefined {
  const end = Math.min(items.length, other.length - offset);
  let best: Stretch | undefined;
  let from = Math.max(0, -offset);
  let [telling, bits, score, highest] = [0, 0, 0, 0];
  for (let at = from; at < end; at += 1) {
    if (!isTelling(items, at) && !isTelling(other, at + offset)) continue;
    const differing = differingBits(items[at] ?? 0, other[at + offset] ?? 0);
    telling += 1;
    bits += differing;
    score += NEUTRAL_BITS - differing;
    highest = Math.max(highest, score);
    if (score > (best?.score ?? 0)) best = { from, to: at + 1, telling, bits, score };
    if (score < 0 || score < highest - LOST_BITS) {
      from = at + 1;
      [telling, bits, score, highest] = [0, 0, 0, 0];
    }
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
