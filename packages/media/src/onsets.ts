import type { Rhythm } from "./rhythm-meter.ts";

/** Below this share of its mean power nothing in a band is heard to begin. */
const FLOOR_SHARE = 1e-2;
/** Digital silence has no onsets either, whatever rounding leaves in it. */
const FLOOR_POWER = 1e-10;
/** An onset is a rise within so many steps. */
const RISE_STEPS = 2;
/** How much of the sound around a moment is its ordinary change, in seconds. */
const AROUND_SECONDS = 0.5;

/** How strongly something begins at each step: the rises of all bands, less what is usual around it. */
export function onsetStrengths({ rate, bands }: Rhythm): Float64Array {
  const rises = new Float64Array(bands[0]?.length ?? 0);
  for (const band of bands) {
    const levels = bandLevels(band);
    for (let at = RISE_STEPS; at < rises.length; at++) {
      const rise = (levels[at] ?? 0) - (levels[at - RISE_STEPS] ?? 0);
      if (rise > 0) rises[at] = (rises[at] ?? 0) + rise;
    }
  }
  return aboveUsual(rises, Math.round(rate * AROUND_SECONDS));
}

/** A rise this strong, in nepers over all bands, is heard as something that begins. */
const HEARD_MIN = 1;

/** How often a second something is heard to begin. */
export function onsetsASecond(strengths: Float64Array, rate: number): number {
  let count = 0;
  for (let at = 1; at < strengths.length - 1; at++) {
    const value = strengths[at] ?? 0;
    if (value >= HEARD_MIN && value > (strengths[at - 1] ?? 0) && value >= (strengths[at + 1] ?? 0)) count += 1;
  }
  return count / Math.max(1, strengths.length / rate);
}

/** A band's level in nepers, smoothed so far that a low tone has no ripples. */
function bandLevels(band: Float32Array): Float64Array {
  const mean = band.reduce((sum, power) => sum + power, 0) / Math.max(1, band.length);
  const floor = Math.max(mean * FLOOR_SHARE, FLOOR_POWER);
  return Float64Array.from(band, (power, at) => {
    const smooth = ((band[at - 1] ?? power) + 2 * power + (band[at + 1] ?? power)) / 4;
    return Math.log(smooth + floor);
  });
}

function aboveUsual(rises: Float64Array, around: number): Float64Array {
  const strengths = new Float64Array(rises.length);
  let sum = 0;
  for (let at = 0; at < Math.min(around, rises.length); at++) sum += rises[at] ?? 0;
  for (let at = 0; at < rises.length; at++) {
    sum += (rises[at + around] ?? 0) - (rises[at - around - 1] ?? 0);
    const count = Math.min(rises.length, at + around + 1) - Math.max(0, at - around);
    strengths[at] = Math.max(0, (rises[at] ?? 0) - sum / count);
  }
  return strengths;
}
