import { closeSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import {
  bandwidths,
  mediaPlaylist,
  scanBoxes,
  segmentSamples,
  splitFragments,
  type Rendition,
  type Rung,
} from "@songkeeper/media";
import { openFile } from "./open-file.ts";

/** Takes the closed file of a rendition apart, of which so many samples are heard, and writes its playlist. */
export function describeRendition({ name, sampleRate, codec }: Rung, directory: string, samples: number): Rendition {
  const file = `${name}.mp4`;
  const playlist = `${name}.m3u8`;
  const { fd, bytes, read } = openFile(join(directory, file));
  const { headerBytes, fragments } = splitFragments(scanBoxes(read, 0, bytes));
  closeSync(fd);
  const lengths = segmentSamples(samples, sampleRate);
  if (lengths.length !== fragments.length) {
    throw new Error(`${file} has ${fragments.length} fragments for ${lengths.length} segments`);
  }
  const segments = fragments.map((fragment, index) => ({ ...fragment, samples: lengths[index] ?? 0 }));
  const cut = { file, sampleRate, headerBytes, segments };
  writeFileSync(join(directory, playlist), mediaPlaylist(cut));
  const { peak, average } = bandwidths(cut);
  return {
    name,
    file,
    playlist,
    codecs: codec === "flac" ? "fLaC" : "mp4a.40.2",
    peakBandwidth: peak,
    averageBandwidth: average,
    sampleRate,
    durationMs: Math.round((samples * 1000) / sampleRate),
  };
}
