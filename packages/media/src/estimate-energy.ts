import { onsetsASecond, onsetStrengths } from "./onsets.ts";
import type { Character, Loudness } from "./job.ts";
import type { Rhythm } from "./rhythm-meter.ts";

/** From what is calm to what is lively: loudness in LUFS, onsets a second, and how many dB the treble lies below all. */
const LOUDNESS = { calm: -26, lively: -8, weight: 0.4 };
const ONSETS = { calm: 0.5, lively: 7, weight: 0.35 };
const TREBLE = { calm: -40, lively: -12, weight: 0.25 };

/** How lively a song is, from 1 (calm) to 5: how loud it is, how much begins in it, how bright it sounds. */
export function estimateEnergy(rhythm: Rhythm, { integratedLufs }: Loudness): Character["energy"] {
  const onsets = onsetsASecond(onsetStrengths(rhythm), rhythm.rate);
  const share = weigh(LOUDNESS, integratedLufs) + weigh(ONSETS, onsets) + weigh(TREBLE, trebleDecibels(rhythm));
  const steps = [1, 2, 3, 4, 5] as const;
  return steps[Math.min(4, Math.floor(share * 5))] ?? 1;
}

interface Measure {
  readonly calm: number;
  readonly lively: number;
  readonly weight: number;
}

function weigh({ calm, lively, weight }: Measure, value: number): number {
  return weight * Math.max(0, Math.min(1, (value - calm) / (lively - calm)));
}

/** The highest band was gathered as changes from sample to sample: of even noise it has as much as all. */
function trebleDecibels({ bands }: Rhythm): number {
  const [low = 0, middle = 0, upper = 0, treble = 0] = bands.map((band) => band.reduce((sum, power) => sum + power, 0));
  return 10 * Math.log10((treble + Number.MIN_VALUE) / (low + middle + upper + Number.MIN_VALUE));
}
