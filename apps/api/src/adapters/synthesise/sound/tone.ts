import type { SeededRandom } from "../seeded-random.ts";

/** What an instrument is told of a tone. */
export interface Tone {
  readonly hertz: number;
  readonly seconds: number;
  readonly velocity: number;
  /** Semitones from which it is slid into, and whether it is shaken. */
  readonly slide: number;
  readonly shaken: boolean;
  readonly random: SeededRandom;
}
