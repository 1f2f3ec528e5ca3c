import { fstatSync } from "node:fs";
import { FIRST_HEARD, type Growth, type Segment } from "@songkeeper/media";
import { openFile } from "./open-file.ts";

/** The first segments are told one by one, since somebody waits for them; later ones so many at a time. */
const TOLD_ONE_BY_ONE = 4;
const TOLD_TOGETHER = 8;

/** Tells of a rendition's segments while it is written; what it tells of lies in the file, where others can read it. */
export class GrowthTeller {
  readonly #fd: number;
  readonly #sampleRate: number;
  readonly #tell: (growth: Growth) => void;
  #headerBytes = 0;
  #end = 0;
  #count = 0;
  #untold: Segment[] = [];

  /** The file is there already, with nothing in it. It stays open until the process ends. */
  constructor(path: string, sampleRate: number, tell: (growth: Growth) => void) {
    this.#fd = openFile(path).fd;
    this.#sampleRate = sampleRate;
    this.#tell = tell;
  }

  /** The header was flushed, and nothing else. */
  headerWritten(): void {
    this.#headerBytes = fstatSync(this.#fd).size;
    this.#end = this.#headerBytes;
  }

  /** A segment with so many samples to hear was flushed. */
  segmentWritten(samples: number): void {
    const end = fstatSync(this.#fd).size;
    this.#untold.push({ samples, offset: this.#end, bytes: end - this.#end });
    this.#end = end;
    this.#count += 1;
    if (this.#count <= TOLD_ONE_BY_ONE || this.#untold.length >= TOLD_TOGETHER) this.tellRest();
  }

  /** Tells what was not told yet. */
  tellRest(): void {
    if (this.#untold.length === 0) return;
    const segments = this.#untold;
    this.#untold = [];
    this.#tell({ rendition: FIRST_HEARD, sampleRate: this.#sampleRate, headerBytes: this.#headerBytes, segments });
  }
}
