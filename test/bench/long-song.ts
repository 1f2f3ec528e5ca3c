import { encodeFile } from "../../apps/media-worker/src/testing/encode-file.ts";
import { seeded } from "../../apps/media-worker/src/testing/sounds.ts";
import { knownMusic } from "../support/known-music.ts";

export const SONG_SECONDS = 240;
export const SAMPLE_RATE = 44_100;

/** Half of the 16th bit: what lies below the music in a recording of 24 bits. */
const FLOOR = 2 ** 15;
/** The lower 8 of a sample's 32 bits are empty in sound of 24. */
const LOWER_BITS = 2 ** 8;

/** A song of four minutes as a musician's FLAC file: stereo, 44.1 kHz, 24 bits, all of which are used. */
export function longSong(): Buffer {
  const { samples } = knownMusic(5, SONG_SECONDS, SAMPLE_RATE);
  const dice = seeded(5);
  const pcm = Int32Array.from(
    samples,
    (sample) => sample * 2 ** 16 + Math.round((dice() * FLOOR) / LOWER_BITS) * LOWER_BITS,
  );
  return encodeFile("flac24", { sampleRate: SAMPLE_RATE, channels: 2, bits: 24, pcm });
}
