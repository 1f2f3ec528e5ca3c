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
  const target = Math.max(1, ...micros.map((length) => Math.round(length / 1_000_000)));
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

/** Bits a second of a rendition: of its largest segment, and of the whole. */
export function bandwidths({ segments, sampleRate }: CutRendition): { peak: number; average: number } {
  const rate = (bytes: number, samples: number) => Math.ceil((bytes * 8 * sampleRate) / Math.max(1, samples));
  const sum = (lengths: readonly number[]) => lengths.reduce((total, length) => total + length, 0);
  return {
    // A last crumb of a segment says nothing about the line that is needed: a second at least is taken together.
    peak: Math.max(...segments.map(({ bytes, samples }) => rate(bytes, Math.max(samples, sampleRate)))),
    average: rate(sum(segments.map(({ bytes }) => bytes)), sum(segments.map(({ samples }) => samples))),
  };
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
