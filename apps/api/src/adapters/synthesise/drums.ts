import type { DrumName } from "./score.ts";
import { between, type SeededRandom } from "./seeded-random.ts";
import { faded } from "./voices.ts";
import { decay, RATE, samplesOf, sine } from "./waves.ts";

/** One hit of each drum, made once for a song and mixed in wherever the drum is struck. */
export function drumKit(random: SeededRandom): Readonly<Record<DrumName, Float32Array>> {
  return {
    kick: kick(),
    snare: snare(random),
    hat: noiseHit({ seconds: 0.09, low: 0.35, random }),
    shaker: noiseHit({ seconds: 0.14, low: 0.55, random, attack: 0.03 }),
    block: block(),
  };
}

/** A tone that falls from 120 to 48 hertz. */
function kick(): Float32Array {
  const out = new Float32Array(samplesOf(0.32));
  const level = decay(0.4);
  let [phase, loudness] = [0, 1];
  for (let at = 0; at < out.length; at++) {
    phase += (48 + 72 * Math.exp(-at / RATE / 0.03)) / RATE;
    loudness *= level;
    out[at] = loudness * sine(phase);
  }
  return faded(out, { attack: 0.002, release: 0.08 });
}

/** Noise over a short tone, as brushes sound. */
function snare(random: SeededRandom): Float32Array {
  const hiss = noiseHit({ seconds: 0.2, low: 0.2, random });
  const level = decay(0.12);
  let loudness = 0.5;
  return hiss.map((value, at) => {
    loudness *= level;
    return 0.7 * value + loudness * sine((at * 190) / RATE);
  });
}

/** Noise without its lows: hats and shakers. `low` tells how much of the lows is taken away. */
function noiseHit(hit: { seconds: number; low: number; random: SeededRandom; attack?: number }): Float32Array {
  const out = new Float32Array(samplesOf(hit.seconds));
  const level = decay(hit.seconds);
  let [loudness, low] = [1, 0];
  for (let at = 0; at < out.length; at++) {
    const noise = between(hit.random, -1, 1);
    low += hit.low * (noise - low);
    loudness *= level;
    out[at] = loudness * (noise - low) * 0.8;
  }
  return faded(out, { attack: hit.attack ?? 0.001, release: 0.03 });
}

/** A wooden block. */
function block(): Float32Array {
  const out = new Float32Array(samplesOf(0.12));
  const level = decay(0.09);
  let loudness = 1;
  for (let at = 0; at < out.length; at++) {
    loudness *= level;
    out[at] = loudness * (0.7 * sine((at * 880) / RATE) + 0.3 * sine((at * 2_210) / RATE));
  }
  return faded(out, { attack: 0.001, release: 0.03 });
}
