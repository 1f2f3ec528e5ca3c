import type { Loudness, LoudnessBlocks } from "./job.ts";

/** Nothing quieter than this counts, by ITU-R BS.1770-5; nor what is so much quieter than the rest. */
const ABSOLUTE_GATE_LUFS = -70;
const RELATIVE_GATE_LU = -10;

/** Counts how often each momentary loudness is met, by tenths of a LUFS, from the absolute gate upwards. */
export class LoudnessHistogram {
  readonly #counts = new Map<number, number>();

  /** Takes the loudness of one block; what is no number or below the gate counts for nothing. */
  add(lufs: number): void {
    const tenths = Math.min(Math.round(lufs * 10), HIGHEST_TENTHS);
    if (!(lufs >= ABSOLUTE_GATE_LUFS)) return;
    this.#counts.set(tenths, (this.#counts.get(tenths) ?? 0) + 1);
  }

  /** The counts, the quietest first. */
  blocks(): LoudnessBlocks {
    return [...this.#counts].toSorted(([one], [other]) => one - other);
  }
}

/** No sound that fits its format is louder than this. */
const HIGHEST_TENTHS = 100;

/** What is known of the loudness of one song of a release. */
export interface MeasuredSong {
  readonly loudness: Loudness;
  readonly loudnessBlocks: LoudnessBlocks | null;
}

/**
 * The loudness of songs heard one after the other, gated over all of them as one (ITU-R BS.1770-5). Nothing if the blocks
 * of one of them are not known. The range is that of the widest song: that of the whole would ask for the loudness of
 * every three seconds. The true peak is the highest.
 */
export function releaseLoudness(of: readonly MeasuredSong[]): Loudness | null {
  const known = of.flatMap(({ loudnessBlocks }) => (loudnessBlocks === null ? [] : [loudnessBlocks]));
  if (of.length === 0 || known.length < of.length) return null;
  const all = known.flat();
  const gate = meanLufs(all) + RELATIVE_GATE_LU;
  const integrated = meanLufs(all.filter(([tenths]) => tenths / 10 >= gate));
  return {
    integratedLufs: Number.isFinite(integrated) ? integrated : ABSOLUTE_GATE_LUFS,
    rangeLu: Math.max(...of.map(({ loudness }) => loudness.rangeLu)),
    truePeakDbtp: Math.max(...of.map(({ loudness }) => loudness.truePeakDbtp)),
  };
}

/** The loudness of the mean power of blocks. */
function meanLufs(blocks: LoudnessBlocks): number {
  let power = 0;
  let count = 0;
  for (const [tenths, times] of blocks) {
    power += times * 10 ** (tenths / 100);
    count += times;
  }
  return 10 * Math.log10(power / count);
}
