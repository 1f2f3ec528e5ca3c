import { closeSync, writeSync } from "node:fs";
import { join } from "node:path";
import { scanBoxes, splitFragments, type Growth, type Rendition, type Rung } from "@songkeeper/media";
import { describeRendition } from "./describe-rendition.ts";
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
    const { name, codec } = this.rung;
    const { samples } = this.#file;
    const lastWords = this.#file.close();
    if (codec === "flac") completeStreamInfo(join(this.#directory, `${name}.mp4`), lastWords);
    return describeRendition(this.rung, this.#directory, samples);
  }
}

/** FLAC's header is written again now that the sound's length and checksum are known. */
function completeStreamInfo(path: string, streamInfo: Uint8Array | undefined): void {
  const { fd, bytes, read } = openFile(path, "r+");
  const { headerBytes } = splitFragments(scanBoxes(read, 0, bytes));
  const known = findStreamInfo(read(0, headerBytes));
  if (streamInfo?.length !== known.bytes.length) throw new Error("the FLAC encoder told nothing of the whole");
  writeSync(fd, streamInfo, 0, streamInfo.length, known.at);
  closeSync(fd);
}
