import {
  Dictionary,
  FFmpegError,
  FormatContext,
  Packet,
  type CodecContext,
  type Frame,
  type Rational,
} from "node-av/lib";
import { AV_PKT_DATA_NEW_EXTRADATA, AVERROR_EAGAIN, AVERROR_EOF } from "node-av/constants";
import { segmentStart, type Growth } from "@songkeeper/media";
import { GrowthTeller } from "./growth-teller.ts";

/**
 * The header is written with the first fragment, when the encoder's delay is known; without `disabled` the muxer would
 * move the first sample, and a song would begin with 23 to 46 ms of nothing. Whatever is written can be read at once.
 */
const MUXER_OPTIONS = {
  movflags: "+frag_custom+delay_moov+cmaf+skip_sidx+skip_trailer",
  avoid_negative_ts: "disabled",
  flush_packets: "1",
};

/** One rendition while it is written: a fragmented MP4 file that is cut where all renditions of the song are. */
export class RenditionFile {
  readonly #encoder: CodecContext;
  readonly #muxer = new FormatContext();
  readonly #times: { readonly encoder: Rational; readonly stream: Rational };
  readonly #packet = new Packet();
  readonly #sampleRate: number;
  readonly #growth: GrowthTeller | undefined;
  #segment = 1;
  #lastWords: Uint8Array | undefined;
  #samples = 0;

  constructor(path: string, encoder: CodecContext, onGrowth?: (growth: Growth) => void) {
    this.#encoder = encoder;
    this.#sampleRate = encoder.sampleRate;
    FFmpegError.throwIfError(this.#muxer.allocOutputContext2(null, "mp4", path), "make an MP4 file");
    const stream = this.#muxer.newStream();
    FFmpegError.throwIfError(stream.codecpar.fromContext(encoder), "describe the stream");
    stream.timeBase = encoder.timeBase;
    FFmpegError.throwIfError(this.#muxer.openOutputSync(), "open the MP4 file");
    const options = Dictionary.fromObject(MUXER_OPTIONS);
    FFmpegError.throwIfError(this.#muxer.writeHeaderSync(options), "write the MP4 header");
    options.free();
    // Asked for with each packet, they would be new ones each time.
    this.#times = { encoder: encoder.timeBase, stream: stream.timeBase };
    this.#growth = onGrowth && new GrowthTeller(path, this.#sampleRate, onGrowth);
    this.#packet.alloc();
  }

  /** Samples per channel that were taken. */
  get samples(): number {
    return this.#samples;
  }

  /** Encodes a frame. */
  add(frame: Frame): void {
    this.#samples += frame.nbSamples;
    FFmpegError.throwIfError(this.#encoder.sendFrameSync(frame), "encode");
    this.#writePackets();
  }

  /** Writes what is left and closes the file. What the encoder says at last of the whole sound, if anything, comes back. */
  close(): Uint8Array | undefined {
    FFmpegError.throwIfError(this.#encoder.sendFrameSync(null), "end the encoding");
    this.#writePackets();
    this.#endSegment(this.#samples);
    this.#growth?.tellRest();
    FFmpegError.throwIfError(this.#muxer.writeTrailerSync(), "end the MP4 file");
    this.#muxer.closeOutputSync();
    this.#packet.free();
    this.#muxer.freeContext();
    this.#encoder.freeContext();
    return this.#lastWords;
  }

  #writePackets(): void {
    const packet = this.#packet;
    for (;;) {
      const code = this.#encoder.receivePacketSync(packet);
      if (code === AVERROR_EAGAIN || code === AVERROR_EOF) return;
      FFmpegError.throwIfError(code, "take a packet");
      if (packet.size === 0) {
        // Asked for more than this, FLAC's encoder ends its checksum a second time and has a wrong one.
        this.#lastWords = Uint8Array.from(packet.getSideData(AV_PKT_DATA_NEW_EXTRADATA) ?? []);
        packet.unref();
        return;
      }
      if (Number(packet.pts) >= segmentStart(this.#segment, this.#sampleRate)) this.#cut();
      packet.streamIndex = 0;
      packet.rescaleTs(this.#times.encoder, this.#times.stream);
      FFmpegError.throwIfError(this.#muxer.writeFrameSync(packet), "write a packet");
      packet.unref();
    }
  }

  #cut(): void {
    this.#endSegment(segmentStart(this.#segment, this.#sampleRate));
    this.#segment += 1;
  }

  /** The first time a flush writes the header only, and a second one the fragment. */
  #endSegment(endSample: number): void {
    if (this.#segment === 1) {
      this.#flush();
      this.#growth?.headerWritten();
    }
    this.#flush();
    this.#growth?.segmentWritten(endSample - segmentStart(this.#segment - 1, this.#sampleRate));
  }

  #flush(): void {
    FFmpegError.throwIfError(this.#muxer.writeFrameSync(null), "end a fragment");
  }
}
