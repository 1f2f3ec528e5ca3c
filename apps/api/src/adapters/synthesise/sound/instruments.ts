import type { VoiceName } from "../song-recipe.ts";
import { plucked, STRINGS } from "./plucked.ts";
import { piano, struck } from "./struck.ts";
import { sustained } from "./sustained.ts";
import { TIMBRES } from "./timbres.ts";
import type { Tone } from "./tone.ts";
import { decay, faded, RATE, samplesOf, sine } from "./waves.ts";

/** How an instrument sounds, how loud it is so that gains mean the same for all, and how wide: cents between copies. */
interface Instrument {
  readonly sound: (tone: Tone) => Float32Array;
  readonly level: number;
  readonly wide?: { readonly cents: number; readonly pan: number };
}

const string = (name: keyof typeof STRINGS, level: number): Instrument => ({
  sound: (tone) => plucked(tone, STRINGS[name]),
  level,
});
const held = (name: keyof typeof TIMBRES, level: number, wide?: Instrument["wide"]): Instrument => ({
  sound: (tone) => sustained(tone, TIMBRES[name]),
  level,
  ...(wide && { wide }),
});

/** Every instrument there is. */
export const INSTRUMENTS: Readonly<Record<VoiceName, Instrument>> = {
  guqin: string("guqin", 1.35),
  guzheng: string("guzheng", 1.2),
  nylon: string("nylon", 1.3),
  steel: string("steel", 1.1),
  ukulele: string("ukulele", 1.5),
  harp: string("harp", 1.3),
  upright: string("upright", 1.7),
  piano: { sound: piano, level: 0.75 },
  epiano: { sound: epiano, level: 0.6 },
  vibraphone: { sound: (tone) => struck(tone, "vibraphone"), level: 0.7 },
  musicbox: { sound: (tone) => struck(tone, "musicbox"), level: 0.8 },
  marimba: { sound: (tone) => struck(tone, "marimba"), level: 1 },
  bells: { sound: (tone) => struck(tone, "bells"), level: 0.5 },
  xiao: held("xiao", 0.9),
  dizi: held("dizi", 0.8),
  erhu: held("erhu", 0.85),
  strings: held("strings", 0.42, { cents: 7, pan: 0.75 }),
  cello: held("cello", 0.8),
  harmonica: held("harmonica", 0.75),
  organ: held("organ", 0.5, { cents: 2, pan: 0.4 }),
  ooh: held("ooh", 0.75, { cents: 6, pan: 0.3 }),
  aah: held("aah", 0.7, { cents: 6, pan: 0.35 }),
  warm: held("warm", 0.42, { cents: 6, pan: 0.8 }),
  glass: held("glass", 0.42, { cents: 4, pan: 0.8 }),
  saw: held("saw", 0.42, { cents: 9, pan: 0.6 }),
  square: held("square", 0.5, { cents: 4, pan: 0.25 }),
  round: held("round", 1),
  synthbass: held("synthbass", 0.95),
};

/** An electric piano: a tone that modulates itself, and a high tine at its beginning (frequency modulation). */
function epiano({ hertz, seconds, velocity }: Tone): Float32Array {
  const out = new Float32Array(samplesOf(seconds + 0.35));
  const tine = Math.min(14, Math.floor(9_000 / hertz));
  const step = hertz / RATE;
  const [body, strike, level] = [decay(2.2), decay(0.35), decay(5)];
  let [index, ping, loudness, phase] = [0.26 * velocity * velocity + 0.03, 0.08 * velocity, velocity, 0];
  for (let at = 0; at < out.length; at++) {
    out[at] = loudness * sine(phase + index * sine(phase) + ping * sine(phase * tine));
    [phase, index, ping, loudness] = [phase + step, index * body, ping * strike, loudness * level];
  }
  return faded(out, { attack: 0.003, release: 0.3 });
}
