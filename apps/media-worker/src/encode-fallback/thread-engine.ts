import { createHash } from "node:crypto";
import { once } from "node:events";
import { MessageChannel, receiveMessageOnPort, Worker } from "node:worker_threads";
import type { Growth, Rendition } from "@songkeeper/media";
import type { Encoding, EncodingOrder, Engine, Measures, Measuring, MeasuringOrder } from "../encode/engine.ts";
import { ringMemory, RingWriter } from "./pcm-ring.ts";
import type { ThreadReport, Tool, ToolTask } from "./tool-task.ts";

/** An engine that has FFmpeg do the work in threads of their own, inside WebAssembly or as a program. */
export function threadEngine(tool: Tool, aacEncoder: string): Engine {
  return {
    encode: (order) => new ThreadEncoding(tool, aacEncoder, order),
    measure: (order) => new ThreadMeasuring(tool, order),
  };
}

const THREAD = new URL("./tool-thread.ts", import.meta.url);

/** A thread that is fed sound, and what it says. */
class FedThread {
  readonly #ring = ringMemory();
  readonly #writer = new RingWriter(this.#ring);
  readonly #channel = new MessageChannel();
  readonly #worker: Worker;
  readonly #broken: Promise<never>;
  readonly #onGrowth: (growth: Growth) => void;

  constructor(tool: Tool, task: ToolTask, onGrowth: (growth: Growth) => void) {
    const { port1, port2 } = this.#channel;
    this.#onGrowth = onGrowth;
    this.#worker = new Worker(THREAD, {
      workerData: { tool, task, ring: this.#ring, port: port2 },
      transferList: [port2],
      env: {},
    });
    this.#broken = new Promise((_, reject) => this.#worker.once("error", reject));
    this.#broken.catch(() => undefined);
    port1.unref();
  }

  /** Feeds it a block, and hears what it says meanwhile. */
  push(pcm: Uint8Array): void {
    try {
      this.#writer.write(pcm);
    } finally {
      for (let heard = this.#hear(); heard; heard = this.#hear()) this.#take(heard);
    }
  }

  /** Says that there is no more sound, and what it was in all; its last word comes back. */
  async finish(sound: { samples: number; md5: Uint8Array }): Promise<ThreadReport> {
    const { port1 } = this.#channel;
    this.#writer.end();
    port1.postMessage(sound);
    try {
      for (;;) {
        const report = this.#hear() ?? (await Promise.race([hearLater(port1), this.#broken]));
        if (this.#take(report)) return report;
      }
    } finally {
      port1.close();
      await this.#worker.terminate();
    }
  }

  #hear(): ThreadReport | undefined {
    return receiveMessageOnPort(this.#channel.port1)?.message;
  }

  /** Whether that was its last word. */
  #take(report: ThreadReport): boolean {
    if (report.kind === "failed") throw new Error(report.message);
    if (report.kind === "grown") this.#onGrowth(report.growth);
    return report.kind !== "grown";
  }
}

async function hearLater(port: MessageChannel["port1"]): Promise<ThreadReport> {
  const [report]: ThreadReport[] = await once(port, "message");
  if (!report) throw new Error("a thread said nothing");
  return report;
}

class ThreadEncoding implements Encoding {
  readonly #thread: FedThread;
  readonly #bits: 16 | 24;
  readonly #frameBytes: number;
  readonly #md5 = createHash("md5");
  #bytes = 0;

  constructor(tool: Tool, aacEncoder: string, { format, rungs, output, onGrowth }: EncodingOrder) {
    const task = { kind: "encode", format, rungs, output, grows: onGrowth !== undefined, aacEncoder } as const;
    this.#thread = new FedThread(tool, task, onGrowth ?? (() => undefined));
    this.#bits = rungs.find((rung) => rung.codec === "flac")?.bits ?? 16;
    this.#frameBytes = 4 * format.channels;
  }

  push(pcm: Buffer): void {
    this.#bytes += pcm.length;
    this.#md5.update(packed(pcm, this.#bits));
    this.#thread.push(pcm);
  }

  async finish(): Promise<readonly Rendition[]> {
    const samples = this.#bytes / this.#frameBytes;
    const ending = this.#thread.finish({ samples, md5: this.#md5.digest() });
    if (samples === 0) return ending.then(noRenditions, noRenditions);
    const report = await ending;
    if (report.kind !== "encoded") throw new Error("a thread did not encode");
    return report.renditions;
  }
}

/** Of no sound FFmpeg makes nothing, and says so by failing. */
function noRenditions(): readonly Rendition[] {
  return [];
}

/** Samples as FLAC's checksum is made of them: only their own bytes. */
function packed(pcm: Buffer, bits: 16 | 24): Uint8Array {
  const bytes = bits / 8;
  const out = new Uint8Array((pcm.length / 4) * bytes);
  for (let from = 4 - bytes, to = 0; to < out.length; from += 4 - bytes) {
    for (let byte = 0; byte < bytes; byte++) out[to++] = pcm[from++] ?? 0;
  }
  return out;
}

class ThreadMeasuring implements Measuring {
  readonly #thread: FedThread;
  #samples = 0;

  constructor(tool: Tool, { format, fingerprint }: MeasuringOrder) {
    this.#thread = new FedThread(tool, { kind: "measure", format, fingerprint }, () => undefined);
  }

  push(pcm: Buffer): void {
    this.#samples += pcm.length;
    this.#thread.push(pcm);
  }

  async finish(): Promise<Measures> {
    const ending = this.#thread.finish({ samples: 0, md5: new Uint8Array() });
    if (this.#samples === 0) return ending.then(nothingHeard, nothingHeard);
    const report = await ending;
    if (report.kind !== "measured") throw new Error("a thread did not measure");
    return report.measures;
  }
}

function nothingHeard(): Measures {
  const loudness = { integratedLufs: -70, rangeLu: 0, truePeakDbtp: -120 };
  return { loudness, loudnessBlocks: [], shortTermLufs: [] };
}
