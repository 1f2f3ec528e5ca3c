import { FIRST_HEARD, type Rendition } from "./job.ts";
import { bandwidths, type CutRendition, masterPlaylist, mediaPlaylist } from "./playlists.ts";
import { segmentStart } from "./segments.ts";

/**
 * The playlist of a rendition that is still made: the beginning of the one that there will be, word for word, so that a
 * player which asks again goes on. Its longest segment is the plan's, since that must not change once it was told; and it
 * says that hearing begins at the beginning, where players would else begin near the end of what is there.
 */
export function growingPlaylist(cut: CutRendition): string {
  const lines = mediaPlaylist(cut).split("\n");
  return lines.flatMap((line) => growing(line, cut.sampleRate)).join("\n");
}

/** A playlist of playlists with that one alone: the others come with the next one that is asked for. */
export function growingMaster(cut: CutRendition): string {
  const { peak, average } = bandwidths(cut);
  const only: Rendition = {
    name: FIRST_HEARD,
    file: cut.file,
    playlist: `${FIRST_HEARD}.m3u8`,
    codecs: "mp4a.40.2",
    peakBandwidth: peak,
    averageBandwidth: average,
    sampleRate: cut.sampleRate,
    durationMs: 0,
  };
  return masterPlaylist([only]);
}

function growing(line: string, sampleRate: number): string[] {
  if (line === "#EXT-X-ENDLIST") return [];
  if (line.startsWith("#EXT-X-TARGETDURATION:")) return [`#EXT-X-TARGETDURATION:${longestSeconds(sampleRate)}`];
  if (line === "#EXT-X-PLAYLIST-TYPE:VOD")
    return ["#EXT-X-PLAYLIST-TYPE:EVENT", "#EXT-X-START:TIME-OFFSET=0,PRECISE=YES"];
  return [line];
}

function longestSeconds(sampleRate: number): number {
  return Math.round((segmentStart(3, sampleRate) - segmentStart(2, sampleRate)) / sampleRate);
}
