import type { Chord, Setting } from "./score.ts";

/** Tones lie within the octave that begins here, so that one chord leads to the next by small steps. */
const LOWEST_TONE = 55;
const LOWEST_BASS = 34;

/** The chord on a degree of the scale, in stacked thirds. */
export function chordOf({ mood, key }: Pick<Setting, "mood" | "key">, degree: number): Chord {
  const steps = mood.sevenths ? [0, 2, 4, 6] : [0, 2, 4];
  const classes = steps.map((step) => pitchOf(mood.scale, degree + step) + key);
  const tones = classes.map((pitch) => intoOctave(pitch, LOWEST_TONE)).toSorted((a, b) => a - b);
  const [lowest = LOWEST_TONE] = tones;
  return {
    bass: intoOctave(key + pitchOf(mood.scale, degree), LOWEST_BASS),
    // A fourth tone for figures: where there is no seventh, the lowest tone an octave higher.
    tones: tones.length === 4 ? tones : [...tones, lowest + 12],
  };
}

/** Semitones above the key note of a step of a scale that goes on over octaves, up and down. */
export function pitchOf(scale: readonly number[], step: number): number {
  const octave = Math.floor(step / scale.length);
  return octave * 12 + (scale[step - octave * scale.length] ?? 0);
}

function intoOctave(pitch: number, lowest: number): number {
  return lowest + ((((pitch - lowest) % 12) + 12) % 12);
}
