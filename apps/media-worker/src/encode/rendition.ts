import { closeSync, fstatSync, openSync, readSync, writeFileSync, writeSync } from "node:fs";
import { join } from "node:path";
import {
  bandwidths,
  mediaPlaylist,
  scanBoxes,
  segmentSamples,
  splitFragments,
  type FragmentedFile,
  type Rendition,
  type RenditionName,
} from "@songkeeper/media";
import { openEncoder, type EncoderPlan } from "./encoder.ts";
import { RenditionFile } from "./rendition-file.ts";

/** One rendition in the making, from encoder to playlist. */
export class RenditionMaker {
  readonly #name: RenditionName;
  readonly #directory: string;
  readonly #plan: EncoderPlan;
  readonly #file: RenditionFile;

  constructor(name: RenditionName, directory: string, plan: EncoderPlan) {
    this.#name = name;
    this.#directory = directory;
    this.#plan = plan;
    this.#file = new RenditionFile(join(directory, `${name}.mp4`), openEncoder(plan));
  }

  /** Takes frames of the form that `encoderFilters` gives them. */
  readonly take: RenditionFile["add"] = (frame) => this.#file.add(frame);

  /** Ends the file and writes its playlist. */
  finish(): Rendition {
    const { sampleRate, codec } = this.#plan;
    const file = `${this.#name}.mp4`;
    const playlist = `${this.#name}.m3u8`;
    const { samples } = this.#file;
    const { codecData } = this.#file.close();
    const { headerBytes, fragments } = finishFile(
      join(this.#directory, file),
      codec === "flac" ? codecData : undefined,
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
      name: this.#name,
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
  const fd = openSync(path, "r+");
  const read = (offset: number, length: number) => {
    const bytes = new Uint8Array(length);
    return bytes.subarray(0, readSync(fd, bytes, 0, length, offset));
  };
  const parts = splitFragments(scanBoxes(read, 0, fstatSync(fd).size));
  if (streamInfo) {
    const header = Buffer.from(read(0, parts.headerBytes));
    // "dfLa", version and flags, then a block of type STREAMINFO that is the last one, of 34 bytes.
    const at = header.indexOf(Buffer.from("dfLa\0\0\0\0\u0080\0\0\u0022", "latin1"));
    if (at < 0 || streamInfo.length !== STREAM_INFO_BYTES) throw new Error(`${path} has no FLAC header`);
    writeSync(fd, streamInfo, 0, STREAM_INFO_BYTES, at + 12);
  }
  closeSync(fd);
  return parts;
}

const STREAM_INFO_BYTES = 34;
