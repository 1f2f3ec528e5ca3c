import type { Growth, Loudness, LoudnessBlocks, Rendition, Rung } from "@songkeeper/media";

/** Raw sound: interleaved little-endian samples of 32 bits. */
export interface PcmFormat {
  readonly sampleRate: number;
  readonly channels: 1 | 2;
}

/** Samples per channel of a block that is pushed; only the last may be shorter. */
export const BLOCK_SAMPLES = 4096;

/** What encodes and measures sound. What is to be made is said by rungs; an engine only knows how. */
export interface Engine {
  encode(order: EncodingOrder): Encoding;
  measure(order: MeasuringOrder): Measuring;
}

/** What is to be made of the sound that is pushed. */
export interface EncodingOrder {
  readonly format: PcmFormat;
  readonly rungs: readonly Rung[];
  /** The directory of the files. */
  readonly output: string;
  /** Hears of the segments of the rendition that is heard first, as soon as others can read them. */
  readonly onGrowth?: (growth: Growth) => void;
}

/** Renditions in the making. */
export interface Encoding {
  /** Takes a block; the bytes are only lent. */
  push(pcm: Buffer): void;
  /** Ends the files and writes their playlists; of no sound at all there are none. */
  finish(): readonly Rendition[] | Promise<readonly Rendition[]>;
}

/** What is to be measured. */
export interface MeasuringOrder {
  readonly format: PcmFormat;
  /** Where the fingerprint is written. */
  readonly fingerprint: string;
}

/** Measures in the making. */
export interface Measuring {
  /** Takes a block; the bytes are only lent. */
  push(pcm: Buffer): void;
  finish(): Measures | Promise<Measures>;
}

/** What was measured of a sound. */
export interface Measures {
  readonly loudness: Loudness;
  readonly loudnessBlocks: LoudnessBlocks;
  /** The loudness of the three seconds before each second's end. */
  readonly shortTermLufs: readonly number[];
}
