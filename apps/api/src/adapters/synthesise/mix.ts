import { drumKit } from "./drums.ts";
import { addReverb } from "./reverb.ts";
import type { DrumName, Part, Score, VoiceName } from "./score.ts";
import { type SeededRandom, seededRandom } from "./seeded-random.ts";
import { soundOf } from "./voices.ts";
import { RATE, sine } from "./waves.ts";

/** Sound in two channels of equal length, samples around 0; louder than 1 until it is mastered. */
export interface Stereo {
  readonly left: Float32Array;
  readonly right: Float32Array;
}

/** Where a drum stands, how loud it is, and how much of it goes to the reverb. */
const DRUM_PLACES: Readonly<Record<DrumName, Omit<Part, "voice" | "notes">>> = {
  kick: { gain: 0.6, pan: 0, room: 0.02 },
  snare: { gain: 0.4, pan: 0.05, room: 0.2 },
  hat: { gain: 0.3, pan: 0.3, room: 0.08 },
  shaker: { gain: 1.1, pan: -0.3, room: 0.12 },
  block: { gain: 0.7, pan: 0.4, room: 0.3 },
};

/** What makes the voices equally loud to the ear, so that gains mean the same for each. */
const LEVELS: Readonly<Record<VoiceName, number>> = {
  pluck: 2.2,
  piano: 1,
  bell: 1.6,
  flute: 0.55,
  pad: 0.65,
  bass: 1.3,
};

interface Buses extends Stereo {
  /** What goes to the reverb. */
  readonly room: Float32Array;
}

/** Plays a score: every tone at its time and place, and a room around it. */
export function mix(score: Score, seed: number): Stereo {
  const length = Math.round(score.seconds * RATE);
  const make = () => new Float32Array(length);
  const buses: Buses = { left: make(), right: make(), room: make() };
  const random = seededRandom(seed + 1);
  for (const part of score.parts) playPart(buses, part, { random, cutoff: score.padCutoff });
  const kit = drumKit(random);
  for (const { start, drum, velocity } of score.drums) {
    const place = DRUM_PLACES[drum];
    add(buses, kit[drum], { start, ...place, gain: place.gain * velocity });
  }
  addReverb(buses);
  return buses;
}

function playPart(buses: Buses, part: Part, context: { random: SeededRandom; cutoff: number }): void {
  const place = { ...part, gain: part.gain * LEVELS[part.voice] };
  for (const note of part.notes) add(buses, soundOf(part.voice, note, context), { ...place, start: note.start });
}

/** Adds a sound to the buses; what would sound after the song's end is left out. Panned with equal power. */
function add(buses: Buses, sound: Float32Array, at: { start: number; gain: number; pan: number; room: number }): void {
  const from = Math.round(at.start * RATE);
  const angle = (at.pan + 1) / 8;
  const [toLeft, toRight, toRoom] = [at.gain * sine(angle + 0.25), at.gain * sine(angle), at.gain * at.room];
  const { left, right, room } = buses;
  const count = Math.min(sound.length, left.length - from);
  for (let index = 0; index < count; index++) {
    const value = sound[index] ?? 0;
    left[from + index] = (left[from + index] ?? 0) + value * toLeft;
    right[from + index] = (right[from + index] ?? 0) + value * toRight;
    room[from + index] = (room[from + index] ?? 0) + value * toRoom;
  }
}
