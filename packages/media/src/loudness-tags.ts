import type { DownloadTags, Loudness } from "./job.ts";

/** What ReplayGain 2.0 takes for 0 dB, in LUFS. */
const REPLAYGAIN_LUFS = -18;
/** What Opus's own gains bring a song to (RFC 7845, section 5.2.1), counted in 256ths of a decibel in 16 bits. */
const OPUS_LUFS = -23;
const STEPS_A_DECIBEL = 256;
const STEPS_MAX = 32_767;
const STEPS_MIN = -32_768;

type Measured = Pick<DownloadTags, "loudness" | "releaseLoudness">;

/** How a player makes the song, or its release, as loud as others, if it wants to: the samples themselves are untouched. */
export function replayGain({ loudness, releaseLoudness }: Measured): [string, string][] {
  return [
    ...gainAndPeak("TRACK", loudness),
    ...(releaseLoudness ? gainAndPeak("ALBUM", releaseLoudness) : []),
    ["REPLAYGAIN_REFERENCE_LOUDNESS", `${REPLAYGAIN_LUFS.toFixed(2)} LUFS`],
  ];
}

/** The same for Opus, which has a way of its own and wants no other beside it. */
export function opusGain({ loudness, releaseLoudness }: Measured): [string, string][] {
  return [
    ["R128_TRACK_GAIN", opusSteps(loudness)],
    ...(releaseLoudness ? [["R128_ALBUM_GAIN", opusSteps(releaseLoudness)] satisfies [string, string]] : []),
  ];
}

function gainAndPeak(of: "TRACK" | "ALBUM", { integratedLufs, truePeakDbtp }: Loudness): [string, string][] {
  return [
    [`REPLAYGAIN_${of}_GAIN`, `${(REPLAYGAIN_LUFS - integratedLufs).toFixed(2)} dB`],
    [`REPLAYGAIN_${of}_PEAK`, (10 ** (truePeakDbtp / 20)).toFixed(6)],
  ];
}

function opusSteps({ integratedLufs }: Loudness): string {
  const steps = Math.round((OPUS_LUFS - integratedLufs) * STEPS_A_DECIBEL);
  return String(Math.max(STEPS_MIN, Math.min(STEPS_MAX, steps)));
}
