import { closeSync } from "node:fs";
import { readStreamInfo, splitFragments, scanBoxes } from "@songkeeper/media";
import { decodePcm } from "../decode/decode-pcm.ts";
import { findStreamInfo } from "../encode/stream-info.ts";
import { openFile } from "../encode/open-file.ts";
import { openInput } from "../task/input-file.ts";

/** The sound of our own FLAC rendition. */
export interface SongSound {
  /** The rendition's file. */
  readonly path: string;
  readonly sampleRate: number;
  readonly channels: 1 | 2;
  readonly bits: 16 | 24;
  /** Samples per channel. */
  readonly samples: number;
}

const BLOCK_SAMPLES = 4096;

/** What our FLAC rendition says of its sound. */
export function readSound(path: string): SongSound {
  const { fd, bytes, read } = openFile(path);
  const { headerBytes } = splitFragments(scanBoxes(read, 0, bytes));
  const { sampleRate, channels, bits, samples } = readStreamInfo(findStreamInfo(read(0, headerBytes)).bytes);
  closeSync(fd);
  if ((channels !== 1 && channels !== 2) || (bits !== 16 && bits !== 24))
    throw new Error(`${path} is not of our making`);
  return { path, sampleRate, channels, bits, samples };
}

/** Decodes it, block by block of interleaved 32-bit samples that are only lent. Every sample must be there. */
export async function decodeSound(sound: SongSound, onBlock: (pcm: Buffer) => void): Promise<void> {
  const { path, samples, sampleRate, channels } = sound;
  const decoded = await decodePcm({
    input: openInput(path),
    source: { container: "mp4", codec: "flac", sampleRate, channels, declaredSamples: samples },
    limit: samples + 1,
    blockSamples: BLOCK_SAMPLES,
    onBlock,
  });
  if (decoded.errors > 0 || decoded.samples !== samples) {
    throw new Error(
      `of ${samples} samples of our own rendition ${decoded.samples} came, with ${decoded.errors} faults`,
    );
  }
}
