import { aacRate } from "./segments.ts";
import type { RenditionName } from "./job.ts";

/** One rendition as it is to be encoded, by whichever engine. */
export type Rung = AacRung | FlacRung;

/** A rung of AAC, the low complexity profile. */
export interface AacRung {
  readonly codec: "aac";
  readonly name: Exclude<RenditionName, "flac">;
  readonly sampleRate: 44_100 | 48_000;
  readonly channels: 1 | 2;
  readonly bitsPerSecond: number;
  /** Up to where an encoder that would cut lower is to keep the sound; null leaves it to the encoder. */
  readonly cutoffHz: number | null;
}

/** A rung of FLAC, at the rate of its source. */
export interface FlacRung {
  readonly codec: "flac";
  readonly name: "flac";
  readonly sampleRate: number;
  readonly channels: 1 | 2;
  readonly bits: 16 | 24;
}

/** What the rungs of a song depend on. */
export interface LadderSource {
  readonly sampleRate: number;
  readonly channels: 1 | 2;
  readonly lossless: boolean;
  readonly bitDepth: number;
}

/** What FLAC keeps of a sample: no ear and no converter knows more, and more is a FLAC that few players know. */
export const FLAC_BITS_MAX = 24;

const AAC_RUNGS = [
  { name: "aac64", bitsPerSecond: 64_000, cutoffHz: null },
  { name: "aac128", bitsPerSecond: 128_000, cutoffHz: null },
  { name: "aac256", bitsPerSecond: 256_000, cutoffHz: 20_000 },
] as const;
const PREVIEW = { name: "preview", bitsPerSecond: 128_000, cutoffHz: null } as const;

/** The renditions of a whole song, the smallest first. Of a lossy source none is called lossless. */
export function songLadder(source: LadderSource): Rung[] {
  const { sampleRate, channels, bitDepth } = source;
  const flac: FlacRung = {
    codec: "flac",
    name: "flac",
    sampleRate,
    channels,
    bits: bitDepth <= 16 ? 16 : FLAC_BITS_MAX,
  };
  return [...AAC_RUNGS.map((rung) => aacRung(source, rung)), ...(source.lossless ? [flac] : [])];
}

/** The rendition that everybody may hear. */
export function previewRung(source: LadderSource): AacRung {
  return aacRung(source, PREVIEW);
}

function aacRung(
  { sampleRate, channels }: LadderSource,
  rung: Pick<AacRung, "name" | "bitsPerSecond" | "cutoffHz">,
): AacRung {
  return { codec: "aac", sampleRate: aacRate(sampleRate), channels, ...rung };
}
