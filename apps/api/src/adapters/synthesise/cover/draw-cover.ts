import { noiseOf } from "../sound/waves.ts";
import { type SeededRandom, seededRandom } from "../seeded-random.ts";
import { Canvas } from "./canvas.ts";
import { drawBoats, drawJasmine, drawSoda } from "./day-scenes.ts";
import { drawLanterns, drawNeon, drawRain } from "./night-scenes.ts";
import { pngBytes } from "./png-bytes.ts";

const SCENES = {
  rain: drawRain,
  lanterns: drawLanterns,
  neon: drawNeon,
  boats: drawBoats,
  soda: drawSoda,
  jasmine: drawJasmine,
} as const satisfies Record<string, (canvas: Canvas, random: SeededRandom) => void>;

/** What fixes a drawn cover to the last pixel. */
export interface CoverRecipe {
  readonly scene: keyof typeof SCENES;
  readonly seed: number;
}

const SIZE = 1_400;
const GRAIN = 1.1;

/** A recipe's picture as a PNG file of 1,400 pixels a side. */
export function drawCover({ scene, seed }: CoverRecipe): Uint8Array<ArrayBuffer> {
  const canvas = new Canvas(SIZE);
  SCENES[scene](canvas, seededRandom(seed));
  return pngBytes(canvas.bytes(noiseOf(seededRandom(seed + 1)), GRAIN), SIZE);
}
