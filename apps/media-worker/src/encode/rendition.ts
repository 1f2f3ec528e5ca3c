import { closeSync, writeFileSync, writeSync } from "node:fs";
import { join } from "node:path";
import {
  bandwidths,
  mediaPlaylist,
  scanBoxes,
  segmentSamples,
  splitFragments,
  type FragmentedFile,
  type Growth,
  type Rendition,
  type Rung,
} from "@songkeeper/media";
import { openEncoder, type AacEncoder } from "./encoder.ts";
import { openFile } from "./open-file.ts";
import { RenditionFile } from "./rendition-file.ts";
import { findStreamInfo } from "./stream-info.ts";

/** Where a rendition is made, by what, and who hears of it. */
export interface RenditionPlace {
  readonly directory: string;
  readonly aacEncoder: AacEncoder;
  readonly onGrowth?: (growth: Growth) => void;
}

/** One rendition in the making, from encoder to playlist. */
export class RenditionMaker {
  readonly rung: Rung;
  readonly #directory: string;
  readonly #file: RenditionFile;

  constructor(rung: Rung, { directory, aacEncoder, onGrowth }: RenditionPlace) {
    this.#directory = directory;
    this.rung = rung;
    this.#file = new RenditionFile(join(directory, `${rung.name}.mp4`), openEncoder(rung, aacEncoder), onGrowth);
  }

  /** Takes frames of the form that `encoderFilters` gives them. */
  readonly take: RenditionFile["add"] = (frame) => this.#file.add(frame);

  /** Ends the file and writes its playlist. */
  finish(): Rendition {
    const { name, sampleRate, codec } = this.rung;
    const file = `${name}.mp4`;
    const playlist = `${name}.m3u8`;
    const { samples } = this.#file;
    const lastWords = this.#file.close();
    const { headerBytes, fragments } = finishFile(
      join(this.#directory, file),
      codec === "flac" ? lastWords : undefined,
    );
    const lengths = segmentSamples(samples, sampleRate);
    if (lengths.length !== fragments.length) {
      throw new Error(`${file} has ${fragments.length} fragments for ${lengths.length} segments`);
    }
    const segments = fragments.map((fragment, index) => ({ ...fragment, samples: lengths[index] ?? 0 }));
    const cut = { file, sampleRate, headerBytes, segments };
    writeFileSync(join(this.#directory, playlist), mediaPlaylist(cut));
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
}

/** Takes a closed file apart; FLAC's header is written again now that the sound's length and checksum are known. */
function finishFile(path: string, streamInfo: Uint8Array | undefined): FragmentedFile {
  const { fd, bytes, read } = openFile(path, "r+");
  const parts = splitFragments(scanBoxes(read, 0, bytes));
  if (streamInfo) {
    const known = findStreamInfo(read(0, parts.headerBytes));
    if (streamInfo.length !== known.bytes.length) throw new Error("the FLAC encoder told nothing of the whole");
    writeSync(fd, streamInfo, 0, streamInfo.length, known.at);
  }
  closeSync(fd);
  return parts;
}
