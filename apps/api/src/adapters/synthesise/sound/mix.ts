import { type SeededRandom, seededRandom } from "../seeded-random.ts";
import type { DrumName, Place, SongRecipe } from "../song-recipe.ts";
import type { DrumPart, Part, Score } from "../compose/score.ts";
import { type Drum, drumOf } from "./drum-kit.ts";
import { INSTRUMENTS } from "./instruments.ts";
import { addEcho, addRoom } from "./reverb.ts";
import { addTexture } from "./texture.ts";
import { frequencyOf, RATE, sine } from "./waves.ts";

/** Sound in two channels of equal length, samples around 0; louder than 1 until it is mastered. */
export interface Stereo {
  readonly left: Float32Array;
  readonly right: Float32Array;
}

interface Buses extends Stereo {
  readonly room: Float32Array;
  readonly echo: Float32Array;
}

interface Spot {
  readonly start: number;
  readonly gain: number;
  readonly pan: number;
  readonly room: number;
  readonly echo: number;
}

/** Plays a score: every tone at its time and place, echoes and a room around it. */
export function mixSong(score: Score, recipe: SongRecipe): Stereo {
  const length = Math.round(score.seconds * RATE);
  const make = () => new Float32Array(length);
  const main: Buses = { left: make(), right: make(), room: make(), echo: make() };
  const random = seededRandom(recipe.seed + 1);
  const ducked = score.parts.filter(({ place }) => place.ducked);
  if (ducked.length > 0) {
    const aside: Buses = { ...main, left: make(), right: make() };
    for (const part of ducked) playPart(aside, part, random);
    addDucked(main, aside, kicksOf(score.drums));
  }
  for (const part of score.parts) if (!part.place.ducked) playPart(main, part, random);
  const kit = new Map<DrumName, Drum>();
  for (const part of score.drums) playDrumPart(main, part, { kit, random });
  if (score.parts.some(({ place }) => place.echo)) addEcho(main, main.echo, score.beatSeconds * 0.75);
  addRoom(main, main.room, recipe.room ?? 2);
  if (recipe.texture) addTexture(main, recipe.texture, recipe.seed);
  return main;
}

function playPart(buses: Buses, part: Part, random: SeededRandom): void {
  const { sound, level, wide } = INSTRUMENTS[part.voice];
  const { pan = 0, room = 0.2, echo = 0 } = part.place;
  const gain = part.place.gain * level * (wide ? 0.75 : 1);
  const copies = wide
    ? [-1, 1].map((side) => ({ pan: pan + side * wide.pan, cents: side * wide.cents, late: side > 0 ? 0.007 : 0 }))
    : [{ pan, cents: 0, late: 0 }];
  for (const { start, pitch, seconds, velocity, slide = 0, shaken = false } of part.notes)
    for (const copy of copies) {
      const hertz = frequencyOf(pitch + copy.cents / 100);
      const samples = sound({ hertz, seconds, velocity, slide, shaken, random });
      const spread = Math.max(-1, Math.min(1, copy.pan));
      add(buses, samples, { start: start + copy.late, gain, pan: spread, room, echo });
    }
}

function playDrumPart(
  buses: Buses,
  part: DrumPart,
  { kit, random }: { kit: Map<DrumName, Drum>; random: SeededRandom },
): void {
  const { gain, room = 1 }: Place = part.place;
  for (const { start, drum, velocity } of part.hits) {
    const made = kit.get(drum) ?? drumOf(drum, random);
    kit.set(drum, made);
    const spot = {
      start,
      gain: gain * made.gain * velocity,
      pan: made.pan + (part.place.pan ?? 0),
      room: made.room * room,
    };
    add(buses, made.sound, { ...spot, echo: part.place.echo ?? 0 });
  }
}

/** Adds a sound to the buses; what would sound after the song's end is left out. Panned with equal power. */
function add(buses: Buses, sound: Float32Array, spot: Spot): void {
  const from = Math.max(0, Math.round(spot.start * RATE));
  const angle = (spot.pan + 1) / 8;
  const [toLeft, toRight] = [spot.gain * sine(angle + 0.25), spot.gain * sine(angle)];
  const [toRoom, toEcho] = [spot.gain * spot.room, spot.gain * spot.echo];
  const { left, right, room, echo } = buses;
  const count = Math.min(sound.length, left.length - from);
  for (let index = 0; index < count; index++) {
    const value = sound[index] ?? 0;
    const at = from + index;
    left[at] = (left[at] ?? 0) + value * toLeft;
    right[at] = (right[at] ?? 0) + value * toRight;
    room[at] = (room[at] ?? 0) + value * toRoom;
  }
  if (toEcho > 0)
    for (let index = 0; index < count; index++)
      echo[from + index] = (echo[from + index] ?? 0) + (sound[index] ?? 0) * toEcho;
}

function kicksOf(drums: readonly DrumPart[]): number[] {
  const kicks = drums.flatMap(({ hits }) => hits.filter(({ drum }) => drum === "kick" || drum === "deepkick"));
  return kicks.map(({ start }) => start).toSorted((a, b) => a - b);
}

/** Adds what the kick pushes down: half as loud at its stroke, back within a quarter of a second. */
function addDucked(main: Buses, aside: Buses, kicks: readonly number[]): void {
  const gains = new Float32Array(main.left.length).fill(1);
  for (const start of kicks) {
    const from = Math.round(start * RATE);
    for (let at = Math.max(0, from); at < Math.min(gains.length, from + RATE * 0.26); at++) {
      const time = (at - from) / RATE;
      gains[at] = Math.min(
        gains[at] ?? 1,
        1 - 0.6 * (time < 0.008 ? time / 0.008 : (1 - (time - 0.008) / 0.252) ** 1.5),
      );
    }
  }
  for (let at = 0; at < gains.length; at++) {
    const gain = gains[at] ?? 1;
    main.left[at] = (main.left[at] ?? 0) + (aside.left[at] ?? 0) * gain;
    main.right[at] = (main.right[at] ?? 0) + (aside.right[at] ?? 0) * gain;
  }
}
