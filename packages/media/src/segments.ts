/** One piece of a rendition that a player can start with. */
export interface Segment {
  /** Samples per channel that are heard of it. */
  readonly samples: number;
  /** Where it lies in the rendition's file. */
  readonly offset: number;
  readonly bytes: number;
}

/** One second to start quickly, one of two, then about four: whole numbers of 4096 samples, for AAC and FLAC alike. */
const CUTS_44_1 = { first: 45_056, second: 90_112, later: 176_128 };
const CUTS_48 = { first: 49_152, second: 98_304, later: 192_512 };

/** At which sample segment number `index` begins; the same moment in every rendition of a song. */
export function segmentStart(index: number, sampleRate: number): number {
  const family = sampleRate % 44_100 === 0 ? 44_100 : 48_000;
  const cuts = family === 44_100 ? CUTS_44_1 : CUTS_48;
  if (sampleRate % family !== 0) throw new Error(`no segments are cut at ${sampleRate} Hz`);
  if (index === 0) return 0;
  const samples = index === 1 ? cuts.first : cuts.first + cuts.second + (index - 2) * cuts.later;
  return samples * (sampleRate / family);
}

/** How many samples of each segment are heard, of a song of so many; the sum is the song. */
export function segmentSamples(totalSamples: number, sampleRate: number): number[] {
  const lengths: number[] = [];
  for (let index = 0; segmentStart(index, sampleRate) < totalSamples; index++) {
    const end = Math.min(segmentStart(index + 1, sampleRate), totalSamples);
    lengths.push(end - segmentStart(index, sampleRate));
  }
  return lengths;
}

/** The rate at which a source is encoded as AAC: its own, or the one of its family that every player knows. */
export function aacRate(sourceRate: number): 44_100 | 48_000 {
  return sourceRate % 44_100 === 0 ? 44_100 : 48_000;
}
