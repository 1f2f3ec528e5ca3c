import type { DownloadTags } from "./job.ts";

/** What ReplayGain takes for 0 dB, in LUFS. */
const REPLAYGAIN_LUFS = -18;

/** A downloaded song's tags by the names that FLAC's comments have; a name may come several times. */
export function vorbisComments(tags: DownloadTags): [string, string][] {
  const some = (name: string, values: readonly (string | null)[]): [string, string][] =>
    values.flatMap((value) => (value === null || value === "" ? [] : [[name, value]]));
  return [
    ["TITLE", tags.title],
    ["ARTIST", tags.artist],
    ["ALBUM", tags.album],
    ["TRACKNUMBER", String(tags.trackNumber)],
    ["TRACKTOTAL", String(tags.trackCount)],
    ["DATE", tags.date],
    ...some("ISRC", [tags.isrc]),
    ...some("LYRICIST", tags.lyricists),
    ...some("COMPOSER", tags.composers),
    ...some("LYRICS", [tags.lyrics]),
    ["ORDER", tags.orderId],
    ["COMMENT", `Order ${tags.orderId}`],
    ...replayGain(tags),
  ];
}

/** How a player makes the song as loud as others, if it wants to: the samples themselves are untouched. */
export function replayGain({ loudness }: DownloadTags): [string, string][] {
  const { integratedLufs, truePeakDbtp } = loudness;
  return [
    ["REPLAYGAIN_TRACK_GAIN", `${(REPLAYGAIN_LUFS - integratedLufs).toFixed(2)} dB`],
    ["REPLAYGAIN_TRACK_PEAK", (10 ** (truePeakDbtp / 20)).toFixed(6)],
    ["REPLAYGAIN_REFERENCE_LOUDNESS", `${REPLAYGAIN_LUFS.toFixed(2)} LUFS`],
  ];
}
