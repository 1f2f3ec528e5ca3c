import { readFileSync, rmSync } from "node:fs";
import { LoudnessHistogram, type Loudness, type LoudnessBlocks } from "@songkeeper/media";
import type { PcmGraph } from "./filter-graph.ts";

const FRAMES_A_SECOND = 10;

/** What a meter wrote down of each tenth of a second. */
export interface LoudnessNotes {
  readonly loudnessBlocks: LoudnessBlocks;
  /** The loudness of the three seconds before each second's end. */
  readonly shortTermLufs: readonly number[];
}

/**
 * The loudness meter with its name in the graph. What it says of each tenth of a second is written to files by filters:
 * asked for the metadata of a frame, node-av would keep some ten kilobytes of memory each time.
 */
export class LoudnessMeter {
  readonly filters: string;
  readonly #momentary: string;
  readonly #shortTerm: string;

  /** `notes` is how the names of the two files begin. */
  constructor(notes: string) {
    this.#momentary = `${notes}-momentary.txt`;
    this.#shortTerm = `${notes}-short-term.txt`;
    const write = (name: string, path: string) =>
      `ametadata=mode=print:key=lavfi.r128.${name}:file=${escapeOption(path)}`;
    const writing = `${write("M", this.#momentary)},${write("S", this.#shortTerm)}`;
    this.filters = `ebur128@meter=peak=true:metadata=1,${writing},abuffersink@meter`;
  }

  /** The loudness of the whole, once the sound has ended. It is asked of the filter itself: the last frame carries none. */
  read(graph: PcmGraph): Loudness {
    const meter = graph.filter("ebur128@meter");
    const read = (name: string) => Number(meter.getOption(name));
    return { integratedLufs: read("integrated"), rangeLu: read("range"), truePeakDbtp: read("true_peak") };
  }

  /** What was written, once the graph is closed; the files are removed. */
  takeNotes(): LoudnessNotes {
    const momentary = new LoudnessHistogram();
    for (const lufs of takeLevels(this.#momentary)) momentary.add(lufs);
    const shortTerm = takeLevels(this.#shortTerm);
    const shortTermLufs = shortTerm.filter((_, index) => (index + 1) % FRAMES_A_SECOND === 0);
    return { loudnessBlocks: momentary.blocks(), shortTermLufs };
  }
}

function takeLevels(path: string): number[] {
  const lines = readFileSync(path, "latin1").matchAll(/^lavfi\.r128\.\w=(.*)$/gmu);
  rmSync(path);
  return Array.from(lines, ([, lufs]) => Number(lufs));
}

/** Text within an option of a filter, within a graph: each of the two has its own signs that are to be kept as they are. */
function escapeOption(text: string): string {
  return text.replaceAll(/[\\':]/gu, "\\$&").replaceAll(/[\\'[\],;]/gu, "\\$&");
}
