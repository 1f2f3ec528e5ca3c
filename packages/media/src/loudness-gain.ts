import type { Loudness } from "./job.ts";

/** The loudness at which songs are played, in LUFS. */
export const TARGET_LUFS = -14;

/** No sample is raised above this, in dBTP. */
const PEAK_CEILING_DBTP = -1;

/** How much louder a player makes a song, in dB, so that all are equally loud and none is clipped. */
export function loudnessGain({ integratedLufs, truePeakDbtp }: Loudness, targetLufs: number = TARGET_LUFS): number {
  return Math.min(targetLufs - integratedLufs, PEAK_CEILING_DBTP - truePeakDbtp);
}
