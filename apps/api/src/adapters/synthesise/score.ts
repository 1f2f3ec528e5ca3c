import type { SeededRandom } from "./seeded-random.ts";

/** The instruments that hold a tone, and the drums. */
export type VoiceName = "pluck" | "piano" | "bell" | "flute" | "pad" | "bass";
export const DRUMS = ["kick", "snare", "hat", "shaker", "block"] as const;
export type DrumName = (typeof DRUMS)[number];

/** A note of a rhythm: where it begins and how long it is, in beats. */
export type Beat = readonly [start: number, length: number];

/** A drum's hits within one bar: beat and loudness. */
export type DrumPattern = Readonly<Partial<Record<DrumName, readonly (readonly [beat: number, velocity: number])[]>>>;

/** A kind of song: what its tempo, harmony and instruments may be. Degrees count from 0 in the seven-note scale. */
export interface Mood {
  readonly tempo: readonly [low: number, high: number];
  readonly beats: 3 | 4;
  /** Semitones above the key note: of the harmony (seven), and of the melody (five, so that it never clashes). */
  readonly scale: readonly number[];
  readonly melodyScale: readonly number[];
  readonly verses: readonly (readonly number[])[];
  readonly bridges: readonly (readonly number[])[];
  readonly sevenths: boolean;
  readonly lead: VoiceName;
  readonly bridgeLead: VoiceName;
  readonly accompaniment: VoiceName;
  /** The chord's tones in the order in which the accompaniment plays them, evenly over a bar; -1 is a rest. */
  readonly figures: readonly (readonly number[])[];
  readonly rhythms: readonly (readonly Beat[])[];
  readonly drums: DrumPattern;
  /** How far every second eighth is late, as a part of an eighth. */
  readonly swing: number;
  readonly padCutoff: number;
}

/** A chord as MIDI pitches: its root in the bass, and its tones close together around the middle of the keyboard. */
export interface Chord {
  readonly bass: number;
  readonly tones: readonly number[];
}

/** One tone: seconds from the song's start, a MIDI pitch, loudness from 0 to 1, and what detunes it, in cents. */
export interface Note {
  readonly start: number;
  readonly seconds: number;
  readonly pitch: number;
  readonly velocity: number;
  readonly cents: number;
}

/** One instrument's tones; `pan` from -1 (left) to 1, `room` the part of its sound that goes to the reverb. */
export interface Part {
  readonly voice: VoiceName;
  readonly gain: number;
  readonly pan: number;
  readonly room: number;
  readonly notes: readonly Note[];
}

export interface DrumHit {
  readonly start: number;
  readonly drum: DrumName;
  readonly velocity: number;
}

/** A song as it is written down, before anything sounds. */
export interface Score {
  readonly seconds: number;
  readonly padCutoff: number;
  readonly parts: readonly Part[];
  readonly drums: readonly DrumHit[];
}

/** One bar: its chord, and how full the arrangement is there. */
export interface Bar {
  readonly start: number;
  readonly seconds: number;
  readonly chord: Chord;
  readonly section: "intro" | "verse" | "bridge" | "end";
  /** The bar's place in its phrase of four. */
  readonly inPhrase: number;
  /** Whether its phrase answers the one before. */
  readonly isAnswer: boolean;
  readonly drums: boolean;
  readonly lead: boolean;
}

/** What every part of one song shares. */
export interface Setting {
  readonly mood: Mood;
  /** The key note as a MIDI pitch from middle C up to the B above it: melodies move around it. */
  readonly key: number;
  readonly beat: number;
  readonly random: SeededRandom;
}
