import { Codec, CodecContext, Dictionary, FFmpegError, FormatContext, Packet, Rational, type Frame } from "node-av/lib";
import {
  AV_CHANNEL_LAYOUT_MONO,
  AV_CHANNEL_LAYOUT_STEREO,
  AV_SAMPLE_FMT_S16,
  AVERROR_EAGAIN,
  AVERROR_EOF,
  FF_ENCODER_PCM_S16LE,
} from "node-av/constants";
import type { PcmFormat } from "./engine.ts";

/** Filters that bring sound into the form that a fingerprint is taken of. */
export const FINGERPRINT_FILTERS = "aformat=sample_fmts=s16,asetnsamples=n=4096:p=0,abuffersink@fingerprint";

/** Takes the fingerprint of a sound as it comes by, and writes Chromaprint's items, in this machine's order of bytes. */
export class Fingerprinter {
  readonly #encoder: CodecContext;
  readonly #muxer = new FormatContext();
  readonly #packet = new Packet();

  constructor(path: string, format: PcmFormat) {
    this.#encoder = openRaw(format);
    FFmpegError.throwIfError(this.#muxer.allocOutputContext2(null, "chromaprint", path), "make a fingerprint");
    const stream = this.#muxer.newStream();
    FFmpegError.throwIfError(stream.codecpar.fromContext(this.#encoder), "describe the sound");
    stream.timeBase = this.#encoder.timeBase;
    FFmpegError.throwIfError(this.#muxer.openOutputSync(), "open the fingerprint's file");
    const options = Dictionary.fromObject({ fp_format: "raw", algorithm: "1" });
    FFmpegError.throwIfError(this.#muxer.writeHeaderSync(options), "begin a fingerprint");
    options.free();
    this.#packet.alloc();
  }

  /** Takes a frame of the form that the filters give it. */
  readonly take = (frame: Frame): void => {
    const packet = this.#packet;
    FFmpegError.throwIfError(this.#encoder.sendFrameSync(frame), "take a frame for the fingerprint");
    for (;;) {
      const code = this.#encoder.receivePacketSync(packet);
      if (code === AVERROR_EAGAIN || code === AVERROR_EOF) return;
      FFmpegError.throwIfError(code, "take a packet for the fingerprint");
      packet.streamIndex = 0;
      FFmpegError.throwIfError(this.#muxer.writeFrameSync(packet), "go on with the fingerprint");
      packet.unref();
    }
  };

  /** Writes the fingerprint of all that came by. */
  finish(): void {
    FFmpegError.throwIfError(this.#muxer.writeTrailerSync(), "end the fingerprint");
    this.#muxer.closeOutputSync();
    this.#packet.free();
    this.#muxer.freeContext();
    this.#encoder.freeContext();
  }
}

/** The fingerprint's muxer wants packets, whose bytes are the samples. */
function openRaw({ sampleRate, channels }: PcmFormat): CodecContext {
  const codec = Codec.findEncoderByName(FF_ENCODER_PCM_S16LE);
  const context = new CodecContext();
  context.allocContext3(codec);
  context.sampleRate = sampleRate;
  context.channelLayout = channels === 1 ? AV_CHANNEL_LAYOUT_MONO : AV_CHANNEL_LAYOUT_STEREO;
  context.timeBase = new Rational(1, sampleRate);
  context.sampleFormat = AV_SAMPLE_FMT_S16;
  FFmpegError.throwIfError(context.open2Sync(codec), "open the fingerprint's encoder");
  return context;
}
