import { Codec, CodecContext, FFmpegError, Packet, Rational, type Frame } from "node-av/lib";
import {
  AV_CHANNEL_LAYOUT_MONO,
  AV_CHANNEL_LAYOUT_STEREO,
  AV_CODEC_FLAG_GLOBAL_HEADER,
  AV_CODEC_FLAG_QSCALE,
  AV_SAMPLE_FMT_FLTP,
  AV_SAMPLE_FMT_FLT,
  AVERROR_EAGAIN,
  AVERROR_EOF,
  FF_ENCODER_LIBMP3LAME,
  FF_ENCODER_LIBOPUS,
} from "node-av/constants";
import { PcmGraph } from "../encode/filter-graph.ts";
import { decodeSound, type SongSound } from "./song-sound.ts";

/** How a lossy file to keep is encoded. */
export interface LossyPlan {
  readonly codec: "mp3" | "opus";
  readonly sampleRate: number;
  readonly channels: 1 | 2;
}

const OPUS_BITS_PER_SECOND = 160_000n;

const CODECS = {
  mp3: { encoder: FF_ENCODER_LIBMP3LAME, format: "fltp", sampleFormat: AV_SAMPLE_FMT_FLTP, frameSamples: 1152 },
  opus: { encoder: FF_ENCODER_LIBOPUS, format: "flt", sampleFormat: AV_SAMPLE_FMT_FLT, frameSamples: 960 },
} as const;

/** An open encoder; its run-up and its header are known from now on. */
export function openLossyEncoder({ codec, sampleRate, channels }: LossyPlan): CodecContext {
  const { encoder, sampleFormat } = CODECS[codec];
  const found = Codec.findEncoderByName(encoder);
  if (!found) throw new Error(`there is no encoder ${encoder}`);
  const context = new CodecContext();
  context.allocContext3(found);
  context.sampleRate = sampleRate;
  context.channelLayout = channels === 1 ? AV_CHANNEL_LAYOUT_MONO : AV_CHANNEL_LAYOUT_STEREO;
  context.timeBase = new Rational(1, sampleRate);
  context.sampleFormat = sampleFormat;
  context.threadCount = 1;
  context.setFlags(AV_CODEC_FLAG_GLOBAL_HEADER);
  if (codec === "mp3") {
    // LAME's "V0": as many bits as it takes, the best of its variable qualities.
    context.setFlags(AV_CODEC_FLAG_QSCALE);
    context.globalQuality = 0;
  } else context.bitRate = OPUS_BITS_PER_SECOND;
  FFmpegError.throwIfError(context.open2Sync(found), `open the encoder ${encoder}`);
  return context;
}

/** Encodes a song and hands on each packet, which is only lent. Gives the samples per channel that went in. */
export async function encodeSound(
  sound: SongSound,
  encoder: CodecContext,
  plan: LossyPlan,
  take: (packet: Packet) => void,
): Promise<number> {
  const packet = new Packet();
  packet.alloc();
  let samples = 0;
  const encode = (frame: Frame | null) => {
    samples += frame?.nbSamples ?? 0;
    FFmpegError.throwIfError(encoder.sendFrameSync(frame), "encode");
    for (;;) {
      const code = encoder.receivePacketSync(packet);
      if (code === AVERROR_EAGAIN || code === AVERROR_EOF) return;
      FFmpegError.throwIfError(code, "take a packet");
      take(packet);
      packet.unref();
    }
  };
  const graph = new PcmGraph(sound, filters(plan), { out: encode });
  await decodeSound(sound, (pcm) => graph.push(pcm));
  graph.end();
  graph.close();
  encode(null);
  packet.free();
  return samples;
}

/** The last frame may be short: nothing is padded but by the encoder, which says by how much. */
function filters({ codec, sampleRate }: LossyPlan): string {
  const { format, frameSamples } = CODECS[codec];
  const form = `aresample=${sampleRate},aformat=sample_fmts=${format}:sample_rates=${sampleRate}`;
  return `[in]${form},asetnsamples=n=${frameSamples}:p=0,abuffersink@out`;
}
