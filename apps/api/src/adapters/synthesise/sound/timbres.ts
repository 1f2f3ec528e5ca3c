import type { Timbre } from "./sustained.ts";

/** Partials that fall by a power of their number. */
const falling = (power: number) => (partial: number) => partial ** -power;
/** Odd partials strong, even ones weak: as a closed pipe or a square wave has them. */
const odd = (power: number, even: number) => (partial: number) => (partial % 2 === 1 ? 1 : even) * partial ** -power;

/** Partials shaped by the resonances of a mouth or a body, each at so many hertz, so wide, and so strong. */
function formed(power: number, formants: readonly (readonly [hertz: number, width: number, level: number])[]) {
  return (partial: number, hertz: number) => {
    const here = partial * hertz;
    const shaped = formants.reduce((sum, [at, width, level]) => sum + level / (1 + ((here - at) / width) ** 2), 0.03);
    return shaped * partial ** -power;
  };
}

const AAH = formed(0.7, [
  [780, 160, 1],
  [1_180, 180, 0.6],
  [2_750, 350, 0.16],
  [3_600, 500, 0.07],
]);
const OOH = formed(0.9, [
  [360, 120, 1],
  [800, 150, 0.35],
  [2_400, 300, 0.03],
]);
const OH = formed(0.8, [
  [500, 130, 1],
  [900, 150, 0.6],
  [2_600, 300, 0.06],
]);
const BOWED = formed(0.9, [
  [300, 250, 0.7],
  [1_000, 600, 0.8],
  [2_600, 900, 0.7],
]);
const HUQIN = formed(0.55, [
  [700, 260, 0.8],
  [1_500, 400, 1],
  [2_900, 600, 0.5],
]);
const REED = formed(0.5, [
  [900, 500, 0.8],
  [2_100, 700, 1],
  [3_400, 700, 0.35],
]);

/** The instruments that sustain. */
export const TIMBRES = {
  xiao: {
    bright: (partial) => [0, 1, 0.5, 0.28, 0.12, 0.06, 0.03][partial] ?? 0,
    dull: (partial) => [0, 1, 0.18, 0.08, 0.02][partial] ?? 0,
    attack: 0.09,
    release: 0.16,
    shake: [22, 4.6, 0.35],
    breath: 0.11,
  },
  dizi: {
    bright: (partial) => [0, 1, 0.8, 0.55, 0.42, 0.3, 0.2, 0.14, 0.09, 0.05][partial] ?? 0,
    dull: (partial) => [0, 1, 0.35, 0.16, 0.07][partial] ?? 0,
    attack: 0.04,
    release: 0.1,
    shake: [18, 5.6, 0.25],
    breath: 0.06,
  },
  erhu: {
    bright: HUQIN,
    dull: falling(1.7),
    attack: 0.07,
    release: 0.14,
    shake: [32, 5.7, 0.22],
    breath: 0.02,
    brightness: 0.6,
  },
  strings: {
    bright: BOWED,
    dull: falling(1.9),
    attack: 0.35,
    release: 0.5,
    shake: [9, 5.2, 0.2],
    brightness: 0.45,
  },
  cello: { bright: BOWED, dull: falling(1.8), attack: 0.14, release: 0.3, shake: [16, 5, 0.3], brightness: 0.55 },
  harmonica: { bright: REED, dull: falling(1.4), attack: 0.05, release: 0.1, shake: [14, 5.3, 0.3], breath: 0.03 },
  organ: {
    bright: (partial) => [0, 1, 0.8, 0.6, 0.3, 0, 0.22, 0, 0.2][partial] ?? 0,
    dull: (partial) => [0, 1, 0.55, 0.2][partial] ?? 0,
    attack: 0.012,
    release: 0.06,
    shake: [7, 6.4, 0],
  },
  ooh: { bright: OH, dull: OOH, attack: 0.1, release: 0.2, shake: [20, 5.1, 0.3], breath: 0.035 },
  aah: { bright: AAH, dull: OH, attack: 0.08, release: 0.2, shake: [22, 5.2, 0.28], breath: 0.03, brightness: 0.7 },
  warm: { bright: falling(1.35), dull: falling(2.3), attack: 0.6, release: 0.9, brightness: 0.3 },
  glass: { bright: odd(1.5, 0.35), dull: odd(2.6, 0.15), attack: 0.9, release: 1.4, shake: [5, 3.1, 0.1] },
  saw: { bright: falling(1), dull: falling(1.8), attack: 0.01, release: 0.12, fall: 0.5, shake: [10, 5.5, 0.4] },
  square: { bright: odd(1, 0), dull: odd(1.9, 0), attack: 0.008, release: 0.1, shake: [14, 5.4, 0.3] },
  round: { bright: falling(2), dull: falling(3.2), attack: 0.01, release: 0.09, fall: 0.5 },
  synthbass: { bright: falling(1.1), dull: falling(2.4), attack: 0.006, release: 0.06, fall: 0.22, brightness: 0.8 },
} as const satisfies Record<string, Timbre>;
