import { LoudnessHistogram, type Loudness } from "@songkeeper/media";
import type { Measures } from "../encode/engine.ts";

const FRAMES_A_SECOND = 10;
const LINE = /^lavfi\.r128\.(M|S|I|LRA|true_peaks_ch\d)=(\S+)$/u;

/** Reads what FFmpeg's loudness meter prints of each tenth of a second, and its summary. */
export class MeterReader {
  readonly #momentary = new LoudnessHistogram();
  readonly #shortTerm: number[] = [];
  #rest = "";
  #frames = 0;
  #loudness = { integrated: -70, range: 0, peak: 0 };

  /** Takes a piece of what is printed, cut anywhere. */
  add(piece: string): void {
    const lines = (this.#rest + piece).split("\n");
    this.#rest = lines.pop() ?? "";
    for (const line of lines) this.#takeLine(line);
  }

  /** All that was measured; the summary knows the last moments too, less exactly. */
  finish(summary: readonly string[]): Measures {
    const { integrated, range, peak } = this.#loudness;
    const told = Number(/^\s*Peak:\s*(-?[\d.]+) dBFS/mu.exec(summary.join("\n"))?.[1] ?? Number.NaN);
    const exact = 20 * Math.log10(Math.max(peak, 1e-6));
    const loudness: Loudness = {
      integratedLufs: integrated,
      rangeLu: range,
      truePeakDbtp: told > exact + SUMMARY_STEP ? told : exact,
    };
    return { loudness, loudnessBlocks: this.#momentary.blocks(), shortTermLufs: this.#shortTerm };
  }

  #takeLine(line: string): void {
    const [, name, text] = LINE.exec(line) ?? [];
    const value = Number(text);
    if (name === "M") {
      this.#frames += 1;
      this.#momentary.add(value);
    } else if (name === "S" && this.#frames % FRAMES_A_SECOND === 0) this.#shortTerm.push(value);
    else if (name === "I") this.#loudness.integrated = value;
    else if (name === "LRA") this.#loudness.range = value;
    else if (name?.startsWith("true")) this.#loudness.peak = Math.max(this.#loudness.peak, value);
  }
}

/** The summary has one digit behind the point. */
const SUMMARY_STEP = 0.06;
