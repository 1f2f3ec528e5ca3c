import { FFmpegError, FilterGraph, Frame, Log, type FilterContext } from "node-av/lib";
import {
  AV_BUFFERSRC_FLAG_PUSH,
  AV_CHANNEL_LAYOUT_MONO,
  AV_CHANNEL_LAYOUT_STEREO,
  AV_LOG_ERROR,
  AV_SAMPLE_FMT_S32,
  AVERROR_EAGAIN,
  AVERROR_EOF,
} from "node-av/constants";
import type { PcmFormat } from "./engine.ts";

/** Takes what comes out of one end of the graph; the frame is only lent. */
export type TakeFrame = (frame: Frame) => void;

/**
 * Filters that sound is pushed through, from one source to named ends. One frame is used for all blocks: the native
 * memory of a new one would only be freed when the event loop runs, which within a long decode it does not.
 */
export class PcmGraph {
  readonly #graph = new FilterGraph();
  readonly #source: FilterContext;
  readonly #ends: readonly { readonly context: FilterContext; readonly take: TakeFrame }[];
  readonly #format: PcmFormat;
  readonly #block = new Frame();
  readonly #out = new Frame();
  #samples = 0n;

  /** `chain` leads from `[in]` to ends named as `takers` are: `[in]aformat=s16,abuffersink@voice`. */
  constructor(format: PcmFormat, chain: string, takers: Readonly<Record<string, TakeFrame>>) {
    const layout = format.channels === 1 ? "mono" : "stereo";
    const rate = format.sampleRate;
    const source = `abuffer@in=sample_rate=${rate}:sample_fmt=s32:channel_layout=${layout}:time_base=1/${rate}[in]`;
    this.#format = format;
    // Otherwise the loudness meter prints what it measured.
    Log.setLevel(AV_LOG_ERROR);
    this.#graph.alloc();
    FFmpegError.throwIfError(this.#graph.parsePtr(`${source};${chain}`), "parse filters");
    FFmpegError.throwIfError(this.#graph.configSync(), "configure filters");
    this.#source = this.filter("abuffer@in");
    this.#ends = Object.entries(takers).map(([name, take]) => ({ context: this.filter(`abuffersink@${name}`), take }));
    this.#block.alloc();
    this.#out.alloc();
  }

  /** A filter by its name in the chain. */
  filter(name: string): FilterContext {
    const context = this.#graph.getFilter(name);
    if (!context) throw new Error(`the filter graph has no ${name}`);
    return context;
  }

  /** Pushes up to a block of samples and hands on all that comes out. */
  push(pcm: Buffer): void {
    const samples = pcm.length / (4 * this.#format.channels);
    const block = this.#block;
    block.unref();
    block.nbSamples = samples;
    block.format = AV_SAMPLE_FMT_S32;
    block.sampleRate = this.#format.sampleRate;
    block.channelLayout = this.#format.channels === 1 ? AV_CHANNEL_LAYOUT_MONO : AV_CHANNEL_LAYOUT_STEREO;
    block.pts = this.#samples;
    FFmpegError.throwIfError(block.getBuffer(), "allocate a block");
    FFmpegError.throwIfError(block.fromBuffer(pcm), "fill a block");
    FFmpegError.throwIfError(this.#source.buffersrcAddFrameSync(block, AV_BUFFERSRC_FLAG_PUSH), "push a block");
    this.#samples += BigInt(samples);
    this.#drain();
  }

  /** Says that there is no more, and hands on the rest. */
  end(): void {
    FFmpegError.throwIfError(this.#source.buffersrcAddFrameSync(null, AV_BUFFERSRC_FLAG_PUSH), "end the sound");
    this.#drain();
  }

  /** Gives the native memory back. */
  close(): void {
    this.#block.free();
    this.#out.free();
    this.#graph.free();
  }

  #drain(): void {
    for (const { context, take } of this.#ends) {
      for (;;) {
        const code = context.buffersinkGetFrameSync(this.#out);
        if (code === AVERROR_EAGAIN || code === AVERROR_EOF) break;
        FFmpegError.throwIfError(code, "take a frame");
        take(this.#out);
        this.#out.unref();
      }
    }
  }
}
