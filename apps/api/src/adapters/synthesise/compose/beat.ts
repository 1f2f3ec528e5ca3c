import type { DrumName, Player } from "../song-recipe.ts";
import { between, pick } from "../seeded-random.ts";
import { readPattern } from "./notation.ts";
import type { Bar, DrumHit } from "./score.ts";
import type { Turn } from "./tune.ts";

type Drummer = Extract<Player, { plays: "drums" }>;

const STRENGTHS: Readonly<Record<string, number>> = { X: 1, x: 0.78, o: 0.5, ",": 0.26 };

/** How a drummer leads into what follows: the last two beats of a bar, in steps of a quarter beat, loudest last. */
const FILLS: readonly (readonly (readonly [DrumName, string])[])[] = [
  [
    ["snare", "x.ooxxo."],
    ["lowtom", "......xX"],
  ],
  [
    ["hightom", "x.x....."],
    ["lowtom", "...xx.xX"],
  ],
  [["snare", ",,oooxxX"]],
  [
    ["snare", "x..x..x."],
    ["kick", "....x..x"],
  ],
];

/** A drummer's patterns in a passage, with a fill in its last bar where the passage asks for one. */
export function playDrums(player: Drummer, turn: Turn): DrumHit[] {
  const bars = turn.timeline.bars.filter(({ passage }) => passage === turn.at);
  const canFill = player.patterns.snare !== undefined && turn.passage.fill === true;
  return bars.flatMap((bar) => {
    if (bar.isLast) return lastStroke(player, bar, turn);
    const fills = canFill && bar.at === bar.of - 1;
    const until = fills ? bar.beat + turn.recipe.beats - 2 : bar.beat + turn.recipe.beats;
    const hits = barOf(player, bar, turn).filter(({ beat }) => beat < until - 1e-6);
    const filled = fills ? fillOf(until, turn) : [];
    return [...hits, ...filled, ...opening(player, bar, turn)].map((hit) => struck(hit, turn));
  });
}

interface WrittenHit {
  readonly beat: number;
  readonly drum: DrumName;
  readonly velocity: number;
}

function barOf({ patterns }: Drummer, bar: Bar, { recipe }: Turn): WrittenHit[] {
  return drumsOf(patterns).flatMap(([drum, pattern]) => {
    const read = readPattern(pattern);
    const steps = read[bar.at % read.length] ?? [];
    return steps.flatMap((sign, at) => {
      const velocity = STRENGTHS[sign];
      return velocity === undefined ? [] : [{ beat: bar.beat + (at * recipe.beats) / steps.length, drum, velocity }];
    });
  });
}

function drumsOf(patterns: Drummer["patterns"]): (readonly [DrumName, string])[] {
  return DRUMS.flatMap((drum) => {
    const pattern = patterns[drum];
    return pattern === undefined ? [] : [[drum, pattern] as const];
  });
}

const DRUMS: readonly DrumName[] = [
  "kick",
  "deepkick",
  "snare",
  "brush",
  "rim",
  "clap",
  "hat",
  "openhat",
  "ride",
  "crash",
  "shaker",
  "tambourine",
  "block",
  "hightom",
  "lowtom",
  "hand",
  "slap",
];

function fillOf(from: number, { random }: Turn): WrittenHit[] {
  return pick(random, FILLS).flatMap(([drum, text]) =>
    Array.from(text).flatMap((sign, at) => {
      const velocity = STRENGTHS[sign];
      return velocity === undefined ? [] : [{ beat: from + at / 4, drum, velocity: velocity * (0.6 + at * 0.05) }];
    }),
  );
}

/** A cymbal where a strong passage begins after a fill. */
function opening({ patterns }: Drummer, bar: Bar, { recipe }: Turn): WrittenHit[] {
  const before = recipe.form[bar.passage - 1];
  if (bar.at > 0 || !before?.fill || patterns.snare === undefined) return [];
  return [{ beat: bar.beat, drum: "crash", velocity: 0.6 }];
}

/** On the last bar's first beat, and never again. */
function lastStroke({ patterns }: Drummer, bar: Bar, turn: Turn): DrumHit[] {
  const drums: readonly DrumName[] = patterns.snare ? ["kick", "crash"] : drumsOf(patterns).map(([drum]) => drum);
  return drums.slice(0, 2).map((drum) => struck({ beat: bar.beat, drum, velocity: 0.55 }, turn));
}

function struck({ beat, drum, velocity }: WrittenHit, { timeline, passage, random }: Turn): DrumHit {
  const strength = velocity * (0.65 + 0.35 * passage.energy) * between(random, 0.88, 1);
  return { start: timeline.at(beat) + between(random, -0.004, 0.006), drum, velocity: strength };
}
