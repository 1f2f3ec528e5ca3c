import type { DrumName, Place, VoiceName } from "../song-recipe.ts";

/** One tone: seconds from the song's start, a MIDI pitch, loudness from 0 to 1, and how it is begun and shaken. */
export interface Note {
  readonly start: number;
  readonly seconds: number;
  readonly pitch: number;
  readonly velocity: number;
  /** Semitones away from which the tone is slid into. */
  readonly slide?: number;
  /** Whether the tone is shaken more than the instrument does by itself. */
  readonly shaken?: boolean;
}

/** One instrument's tones. */
export interface Part {
  readonly voice: VoiceName;
  readonly place: Place;
  readonly notes: readonly Note[];
}

/** One stroke on a drum. */
export interface DrumHit {
  readonly start: number;
  readonly drum: DrumName;
  readonly velocity: number;
}

/** The strokes of one member of the band. */
export interface DrumPart {
  readonly place: Place;
  readonly hits: readonly DrumHit[];
}

/** A song as it is written down, before anything sounds. */
export interface Score {
  readonly seconds: number;
  readonly beatSeconds: number;
  readonly parts: readonly Part[];
  readonly drums: readonly DrumPart[];
}

/** One bar of the song's form: where it lies in beats, and what it belongs to. */
export interface Bar {
  readonly index: number;
  readonly beat: number;
  /** Its place among the bars of its passage, from 0, and how many those are. */
  readonly at: number;
  readonly of: number;
  readonly passage: number;
  readonly isLast: boolean;
}

/** A chord from one beat of the song to another, with its tones laid near those of the chord before. */
export interface Harmony {
  readonly from: number;
  readonly to: number;
  /** Pitch classes from the root on, and the class of the bass. */
  readonly classes: readonly number[];
  readonly bass: number;
}
