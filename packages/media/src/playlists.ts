import type { Rendition } from "./job.ts";
import type { Segment } from "./segments.ts";

/** A rendition as its playlist needs it. */
export interface CutRendition {
  readonly file: string;
  readonly sampleRate: number;
  readonly headerBytes: number;
  readonly segments: readonly Segment[];
}

/** A playlist of byte ranges in one file; its durations are written so that their sum is the song's. */
export function mediaPlaylist({ file, sampleRate, headerBytes, segments }: CutRendition): string {
  const ends = runningSums(segments.map(({ samples }) => samples)).map((samples) => toMicros(samples, sampleRate));
  const micros = ends.map((end, index) => end - (ends[index - 1] ?? 0));
  const target = targetSeconds(micros.map((length) => length / 1_000_000));
  const lines = [
    "#EXTM3U",
    "#EXT-X-VERSION:7",
    `#EXT-X-TARGETDURATION:${target}`,
    "#EXT-X-PLAYLIST-TYPE:VOD",
    "#EXT-X-INDEPENDENT-SEGMENTS",
    // The header has a name of its own: a browser that asks for one address twice waits for the first answer.
    `#EXT-X-MAP:URI="${file}?i",BYTERANGE="${headerBytes}@0"`,
    ...segments.flatMap(({ offset, bytes }, index) => [
      `#EXTINF:${formatSeconds(micros[index] ?? 0)},`,
      `#EXT-X-BYTERANGE:${bytes}@${offset}`,
      file,
    ]),
    "#EXT-X-ENDLIST",
  ];
  return `${lines.join("\n")}\n`;
}

/** A playlist of playlists: what a player may choose from, the smallest first. The preview is none of them. */
export function masterPlaylist(renditions: readonly Rendition[]): string {
  const offered = renditions
    .filter(({ name }) => name !== "preview")
    .toSorted((one, other) => one.peakBandwidth - other.peakBandwidth);
  const lines = offered.flatMap(({ codecs, peakBandwidth, averageBandwidth, playlist }) => [
    `#EXT-X-STREAM-INF:BANDWIDTH=${peakBandwidth},AVERAGE-BANDWIDTH=${averageBandwidth},CODECS="${codecs}"`,
    playlist,
  ]);
  return `${["#EXTM3U", "#EXT-X-VERSION:7", "#EXT-X-INDEPENDENT-SEGMENTS", ...lines].join("\n")}\n`;
}

/**
 * Bits a second of a rendition: the most that any stretch of it asks for, and the whole's. A stretch is as long as RFC
 * 8216 says (half to one and a half times the target duration), or a single segment of a second at least.
 */
export function bandwidths({ segments, sampleRate }: CutRendition): { peak: number; average: number } {
  const rate = ({ bytes, samples }: Stretch) => Math.ceil((bytes * 8 * sampleRate) / Math.max(1, samples));
  const target = sampleRate * targetSeconds(segments.map(({ samples }) => samples / sampleRate));
  const whole = segments.reduce(addSegment, EMPTY);
  const stretches = segments.flatMap((_, from) => stretchesFrom(segments, from, 1.5 * target));
  const judged = stretches.filter(
    ({ samples, count }) => samples >= 0.5 * target || (count === 1 && samples >= sampleRate),
  );
  return { peak: Math.max(...(judged.length > 0 ? judged : [whole]).map(rate)), average: rate(whole) };
}

/** Some segments one after the other. */
interface Stretch {
  readonly bytes: number;
  readonly samples: number;
  readonly count: number;
}

const EMPTY: Stretch = { bytes: 0, samples: 0, count: 0 };

function addSegment(stretch: Stretch, { bytes, samples }: Segment): Stretch {
  return { bytes: stretch.bytes + bytes, samples: stretch.samples + samples, count: stretch.count + 1 };
}

/** All stretches that begin with one segment and are no longer than so many samples. */
function stretchesFrom(segments: readonly Segment[], from: number, samplesMax: number): Stretch[] {
  const found: Stretch[] = [];
  let stretch = EMPTY;
  for (const segment of segments.slice(from, from + STRETCH_SEGMENTS_MAX)) {
    stretch = addSegment(stretch, segment);
    if (stretch.samples > samplesMax) break;
    found.push(stretch);
  }
  return found;
}

/** More of the shortest segments do not fit in the longest stretch. */
const STRETCH_SEGMENTS_MAX = 8;

/** A playlist's target duration: that of its longest segment, in whole seconds. */
function targetSeconds(seconds: readonly number[]): number {
  return seconds.reduce((longest, length) => Math.max(longest, Math.round(length)), 1);
}

function runningSums(lengths: readonly number[]): number[] {
  let sum = 0;
  return lengths.map((length) => (sum += length));
}

function toMicros(samples: number, sampleRate: number): number {
  return Math.round((samples * 1_000_000) / sampleRate);
}

function formatSeconds(micros: number): string {
  return `${Math.floor(micros / 1_000_000)}.${String(micros % 1_000_000).padStart(6, "0")}`;
}
