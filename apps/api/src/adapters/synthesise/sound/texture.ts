import { seededRandom } from "../seeded-random.ts";
import type { SongRecipe } from "../song-recipe.ts";
import { noiseOf, RATE, sine } from "./waves.ts";

type Texture = NonNullable<SongRecipe["texture"]>;
interface Sound {
  readonly left: Float32Array;
  readonly right: Float32Array;
}

/** Adds what is heard behind the music: rain, a worn record or waves; it comes in and goes with the song. */
export function addTexture(to: Sound, { kind, gain }: Texture, seed: number): void {
  for (const [ear, channel] of [to.left, to.right].entries()) {
    const random = seededRandom(seed * 3 + ear);
    const noise = noiseOf(random);
    const sound = { rain, crackle, waves }[kind](noise, ear);
    const [rise, fall] = [RATE * 3, RATE * 6];
    for (let at = 0; at < channel.length; at++) {
      const edge = Math.min(1, at / rise, (channel.length - at) / fall);
      channel[at] = (channel[at] ?? 0) + sound(at) * gain * edge;
    }
  }
}

type Stream = (at: number) => number;

/** A soft hiss, and drops that fall on it. */
function rain(noise: () => number): Stream {
  let [hiss, low, drop, level] = [0, 0, 0, 0];
  return () => {
    hiss += 0.22 * (noise() - hiss);
    low += 0.03 * (hiss - low);
    if (noise() > 0.9996) level = 0.25 + 0.5 * Math.abs(noise());
    level *= 0.9965;
    drop += 0.5 * (noise() * level - drop);
    return (hiss - low) * 0.5 + drop * 0.45;
  };
}

/** Dust on a record, and its hum. */
function crackle(noise: () => number): Stream {
  let [hiss, click] = [0, 0];
  return (at) => {
    hiss += 0.08 * (noise() - hiss);
    if (noise() > 0.99985) click = noise();
    click *= 0.72;
    return hiss * 0.22 + click * 0.8 + 0.015 * sine((at * 50) / RATE);
  };
}

/** Water that comes and goes, not at the same time on both sides. */
function waves(noise: () => number, ear: number): Stream {
  let [body, foam] = [0, 0];
  return (at) => {
    const time = at / RATE;
    const swell = 0.5 + 0.5 * sine(time / 8.3 + ear * 0.12);
    const value = noise();
    body += 0.02 * (value - body);
    foam += 0.25 * (value - foam);
    return body * (0.8 + 1.2 * swell) + foam * 0.25 * swell * swell * swell;
  };
}
