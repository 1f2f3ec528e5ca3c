import { isLossless, type ProbedSource } from "@songkeeper/media";
import { LEAVE_PICTURES, runTool, type OpenInput } from "./ffmpeg-core.ts";

/** What became of a decoded file. */
export interface DecodedPcm {
  /** Samples per channel. */
  readonly samples: number;
  /** Faults that the decoder found. */
  readonly errors: number;
}

/** What a decoding is for. */
export interface DecodePlan {
  readonly input: OpenInput;
  readonly source: ProbedSource;
  /** It stops before this sample. */
  readonly limit: number;
  /** Samples per channel of each block, but the last. */
  readonly blockSamples: number;
  /** Takes a block of interleaved 32-bit samples; the bytes are only lent. */
  readonly onBlock: (pcm: Buffer) => void;
}

/** Decodes the first sound of a file, block by block, in memory that does not grow with its length. */
export async function decodePcm({ input, source, limit, blockSamples, onBlock }: DecodePlan): Promise<DecodedPcm> {
  const { container, codec, sampleRate, channels } = source;
  const blocks = new BlockCutter(4 * channels, blockSamples, limit, onBlock);
  const checks = isLossless(codec) ? ["-err_detect", "crccheck"] : [];
  const open = [
    ...checks,
    ...LEAVE_PICTURES,
    "-protocol_whitelist",
    "file",
    "-f",
    container,
    "-i",
    "/in",
    "-map",
    "0:a:0",
  ];
  // Told its own rate and channels, a source that changes them on its way is brought back to how it began.
  const kept = ["-vn", "-ar", String(sampleRate), "-ac", String(channels), "-c:a", "pcm_s32le", "-f", "s32le", "/out"];
  try {
    const args = ["-v", "error", ...open, ...kept];
    const run = await runTool({ tool: "ffmpeg", args, input, onOutput: (bytes) => blocks.add(bytes) });
    blocks.end();
    const faults = run.complaints.filter((line) => DECODER_FAULT.test(line)).length;
    return { samples: blocks.samples, errors: run.exitCode === 0 ? faults : faults + 1 };
  } catch (error) {
    if (!(error instanceof EnoughDecoded)) throw error;
    blocks.end();
    return { samples: blocks.samples, errors: 0 };
  }
}

/** There may be other complaints, about a broken picture for one: only those about the sound count. */
const DECODER_FAULT = /^Error while decoding stream|^\[flac @ \w+\] CRC error/u;

/** Ends a decoding from within; what was decoded so far counts. */
class EnoughDecoded extends Error {}

/** Makes blocks of one size of pieces of any. */
class BlockCutter {
  readonly #block: Buffer;
  readonly #frameBytes: number;
  readonly #limit: number;
  readonly #onBlock: (pcm: Buffer) => void;
  #filled = 0;
  #bytes = 0;

  constructor(frameBytes: number, blockSamples: number, limit: number, onBlock: (pcm: Buffer) => void) {
    this.#block = Buffer.from(new ArrayBuffer(frameBytes * blockSamples));
    this.#frameBytes = frameBytes;
    this.#limit = limit;
    this.#onBlock = onBlock;
  }

  get samples(): number {
    return Math.floor(this.#bytes / this.#frameBytes);
  }

  add(bytes: Uint8Array): void {
    for (let at = 0; at < bytes.length;) {
      const part = bytes.subarray(at, at + this.#block.length - this.#filled);
      this.#block.set(part, this.#filled);
      at += part.length;
      this.#filled += part.length;
      this.#bytes += part.length;
      if (this.#filled === this.#block.length) this.end();
      if (this.samples >= this.#limit) throw new EnoughDecoded();
    }
  }

  end(): void {
    if (this.#filled > 0) this.#onBlock(this.#block.subarray(0, this.#filled));
    this.#filled = 0;
  }
}
