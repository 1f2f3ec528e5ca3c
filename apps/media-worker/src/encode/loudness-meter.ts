import type { Frame } from "node-av/lib";
import { LoudnessHistogram, type Loudness, type LoudnessBlocks } from "@songkeeper/media";
import type { PcmGraph } from "./filter-graph.ts";

/** The meter with its name in the graph; it writes the loudness of the last moments on each tenth of a second. */
export const METER_FILTERS = "ebur128@meter=peak=true:metadata=1,abuffersink@meter";

const FRAMES_A_SECOND = 10;

/** Collects what the graph's loudness meter says. */
export class LoudnessMeter {
  readonly #shortTerm: number[] = [];
  readonly #momentary = new LoudnessHistogram();
  #frames = 0;

  /** Takes a frame of the meter. */
  readonly take = (frame: Frame): void => {
    this.#frames += 1;
    const metadata = frame.getMetadata();
    this.#momentary.add(Number(metadata.get("lavfi.r128.M") ?? Number.NaN));
    if (this.#frames % FRAMES_A_SECOND === 0) {
      this.#shortTerm.push(Number(metadata.get("lavfi.r128.S") ?? -120));
    }
    metadata.free();
  };

  /** The short-term loudness at the end of each second. */
  get shortTermLufs(): readonly number[] {
    return this.#shortTerm;
  }

  /** How often each momentary loudness was met. */
  get blocks(): LoudnessBlocks {
    return this.#momentary.blocks();
  }

  /** The loudness of the whole. It is asked of the filter itself: the last frame carries none. */
  read(graph: PcmGraph): Loudness {
    const meter = graph.filter("ebur128@meter");
    const read = (name: string) => Number(meter.getOption(name));
    return { integratedLufs: read("integrated"), rangeLu: read("range"), truePeakDbtp: read("true_peak") };
  }
}
