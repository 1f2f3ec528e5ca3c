import { onsetsASecond, onsetStrengths } from "./onsets.ts";
import type { Rhythm } from "./rhythm-meter.ts";

const BPM_MIN = 50;
const BPM_MAX = 210;
/** A hundredth of a beat a minute is more than anybody means; between two tempi tried lies this factor. */
const TRIED_STEP = 1.004;
const REFINED_STEP = 1.0005;
const REFINED_RANGE = 1.012;

/** People feel a beat near this tempo rather than at its half or double, and so much less per octave away. */
const USUAL_BPM = 110;
const USUAL_OCTAVES = 1.4;

/** So many beats must be alike to find a tempo, and to say it exactly. */
const BEATS_COMPARED = 4;
const BEATS_REFINED = 8;
/** How much it speaks against a tempo if just as much begins between the beats. */
const BETWEEN_WEIGHT = 0.05;
/** Chance alone makes beats of noise a little alike, far less than this. */
const LIKENESS_MIN = 0.1;
const SECONDS_MIN = 6;
/** Where less than this is heard to begin in a second there is nothing to beat, however regular it may be. */
const ONSETS_A_SECOND_MIN = 0.4;

/**
 * How many beats a minute a sound has, or null if no beat is found. It may be taken at half or double the tempo that
 * its musician means: both fit what is heard.
 */
export function estimateTempo(rhythm: Rhythm): number | null {
  const onsets = onsetStrengths(rhythm);
  if (onsets.length < SECONDS_MIN * rhythm.rate) return null;
  if (onsetsASecond(onsets, rhythm.rate) < ONSETS_A_SECOND_MIN) return null;
  const longest = Math.ceil((BEATS_REFINED + 1) * (60 / BPM_MIN) * rhythm.rate);
  const alike = likenesses(onsets, Math.min(longest, Math.floor(onsets.length / 2)));
  const likeness = (lag: number) => between(alike, lag);
  const lagOf = (bpm: number) => (60 / bpm) * rhythm.rate;

  const found = best(tempi(BPM_MIN, BPM_MAX, TRIED_STEP), (bpm) => usualness(bpm) * beatLikeness(likeness, lagOf(bpm)));
  if (meanLikeness(likeness, lagOf(found), BEATS_COMPARED) < LIKENESS_MIN) return null;
  const near = tempi(found / REFINED_RANGE, found * REFINED_RANGE, REFINED_STEP);
  const exact = best(near, (bpm) => meanLikeness(likeness, lagOf(bpm), BEATS_REFINED));
  return Math.round(exact * 10) / 10;
}

type Likeness = (lag: number) => number;

/** How alike a sound's onsets are to themselves after so many beats, less how alike they are after half ones. */
function beatLikeness(likeness: Likeness, lag: number): number {
  let halves = 0;
  for (let beat = 1; beat <= BEATS_COMPARED; beat++) halves += Math.max(0, likeness((beat - 0.5) * lag));
  return meanLikeness(likeness, lag, BEATS_COMPARED) - (BETWEEN_WEIGHT * halves) / BEATS_COMPARED;
}

function meanLikeness(likeness: Likeness, lag: number, beats: number): number {
  let sum = 0;
  for (let beat = 1; beat <= beats; beat++) sum += likeness(beat * lag);
  return sum / beats;
}

function usualness(bpm: number): number {
  return Math.exp(-0.5 * (Math.log2(bpm / USUAL_BPM) / USUAL_OCTAVES) ** 2);
}

function tempi(from: number, to: number, step: number): number[] {
  const count = Math.floor(Math.log(to / from) / Math.log(step)) + 1;
  return Array.from({ length: count }, (_, index) => from * step ** index);
}

function best(values: readonly number[], score: (value: number) => number): number {
  const scored = values.map((value) => ({ value, score: score(value) }));
  return scored.reduce((one, other) => (other.score > one.score ? other : one)).value;
}

/** The autocorrelation of what is above the mean, up to a lag; 1 at no lag. An onset is smeared to its neighbours. */
function likenesses(onsets: Float64Array, longest: number): Float64Array {
  const mean = onsets.reduce((sum, value) => sum + value, 0) / onsets.length;
  const smooth = onsets.map(
    (value, at) => ((onsets[at - 1] ?? value) + 2 * value + (onsets[at + 1] ?? value)) / 4 - mean,
  );
  const alike = new Float64Array(longest + 1);
  for (let lag = 0; lag <= longest; lag++) {
    let sum = 0;
    for (let at = lag; at < smooth.length; at++) sum += (smooth[at] ?? 0) * (smooth[at - lag] ?? 0);
    alike[lag] = sum / (smooth.length - lag);
  }
  const whole = alike[0] ?? 0;
  return whole > 0 ? alike.map((value) => value / whole) : alike;
}

/** A value between two lags, on the straight line; beyond the longest there is none. */
function between(alike: Float64Array, lag: number): number {
  const below = Math.floor(lag);
  const [one, other] = [alike[below] ?? 0, alike[below + 1] ?? 0];
  return one + (other - one) * (lag - below);
}
