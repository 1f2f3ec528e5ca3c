import { dirname, join } from "node:path";
import { FIRST_HEARD, type Rendition } from "@songkeeper/media";
import { encoderFilters, pickAacEncoder } from "./encoder.ts";
import type { Encoding, EncodingOrder, Engine, Measures, Measuring, MeasuringOrder } from "./engine.ts";
import { PcmGraph, type TakeFrame } from "./filter-graph.ts";
import { Fingerprinter, FINGERPRINT_FILTERS } from "./fingerprinter.ts";
import { LoudnessMeter } from "./loudness-meter.ts";
import { RenditionMaker } from "./rendition.ts";

/** FFmpeg's own libraries, which see nothing of a file but samples: the quickest engine. */
export const nativeEngine: Engine = {
  encode: (order) => new NativeEncoding(order),
  measure: (order) => new NativeMeasuring(order),
};

/** The rungs of one codec share their frames: the sound is brought into the form of their encoders once. */
class NativeEncoding implements Encoding {
  readonly #makers: readonly RenditionMaker[];
  readonly #graph: PcmGraph;
  #empty = true;

  constructor({ format, rungs, output, onGrowth }: EncodingOrder) {
    const aacEncoder = pickAacEncoder(process.env["AAC_ENCODER"]);
    const place = { directory: output, aacEncoder };
    this.#makers = rungs.map(
      (rung) => new RenditionMaker(rung, rung.name === FIRST_HEARD && onGrowth ? { ...place, onGrowth } : place),
    );
    const ends = (["aac", "flac"] as const).flatMap((codec) => {
      const makers = this.#makers.filter(({ rung }) => rung.codec === codec);
      const [first] = makers;
      if (!first) return [];
      const filters = `${encoderFilters(first.rung, aacEncoder)},abuffersink@${codec}`;
      const take: TakeFrame = (frame) => makers.forEach((maker) => maker.take(frame));
      return [{ name: codec, filters, take }];
    });
    const takers = Object.fromEntries(ends.map(({ name, take }) => [name, take]));
    this.#graph = new PcmGraph(format, split(ends.map(({ filters }) => filters)), takers);
  }

  push(pcm: Buffer): void {
    this.#empty = false;
    this.#graph.push(pcm);
  }

  finish(): readonly Rendition[] {
    this.#graph.end();
    this.#graph.close();
    return this.#empty ? [] : this.#makers.map((maker) => maker.finish());
  }
}

class NativeMeasuring implements Measuring {
  readonly #meter: LoudnessMeter;
  readonly #fingerprinter: Fingerprinter;
  readonly #graph: PcmGraph;

  constructor({ format, fingerprint }: MeasuringOrder) {
    this.#meter = new LoudnessMeter(join(dirname(fingerprint), "loudness"));
    this.#fingerprinter = new Fingerprinter(fingerprint, format);
    const takers = { meter: () => undefined, fingerprint: this.#fingerprinter.take };
    this.#graph = new PcmGraph(format, split([this.#meter.filters, FINGERPRINT_FILTERS]), takers);
  }

  push(pcm: Buffer): void {
    this.#graph.push(pcm);
  }

  finish(): Measures {
    this.#graph.end();
    this.#fingerprinter.finish();
    const loudness = this.#meter.read(this.#graph);
    this.#graph.close();
    return { loudness, ...this.#meter.takeNotes() };
  }
}

/** A chain that leads the sound to each of these ends. */
function split(ends: readonly string[]): string {
  const labels = ends.map((_, index) => `[s${index}]`);
  return [`[in]asplit=${ends.length}${labels.join("")}`, ...ends.map((end, index) => `${labels[index]}${end}`)].join(
    ";",
  );
}
