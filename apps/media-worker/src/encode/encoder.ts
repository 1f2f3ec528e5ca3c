import { Codec, CodecContext, FFmpegError, Rational } from "node-av/lib";
import {
  AV_CHANNEL_LAYOUT_MONO,
  AV_CHANNEL_LAYOUT_STEREO,
  AV_CODEC_FLAG_GLOBAL_HEADER,
  AV_PROFILE_AAC_LOW,
  AV_SAMPLE_FMT_FLTP,
  AV_SAMPLE_FMT_S16,
  AV_SAMPLE_FMT_S32,
  FF_ENCODER_AAC,
  FF_ENCODER_FLAC,
  FF_ENCODER_LIBFDK_AAC,
} from "node-av/constants";
import type { AacRung, FlacRung, Rung } from "@songkeeper/media";

/** The encoders of AAC that there may be. */
export type AacEncoder = "aac" | "libfdk_aac";

const FLAC_COMPRESSION = 8;
const FLAC_FRAME_SAMPLES = 4096;
const AAC_FRAME_SAMPLES = 1024;

const ENCODERS = { aac: FF_ENCODER_AAC, libfdk_aac: FF_ENCODER_LIBFDK_AAC, flac: FF_ENCODER_FLAC };

/** The AAC encoder of `AAC_ENCODER`, or the better one of those that there are. */
export function pickAacEncoder(wished: string | undefined): AacEncoder {
  if (wished === "aac") return "aac";
  return Codec.findEncoderByName(FF_ENCODER_LIBFDK_AAC) ? "libfdk_aac" : "aac";
}

/** Filters that bring sound into the form that a rung's encoder takes. The last frame may be short: nothing is padded. */
export function encoderFilters(rung: Rung, aacEncoder: AacEncoder): string {
  if (rung.codec === "flac") {
    return `aformat=sample_fmts=${rung.bits === 16 ? "s16" : "s32"},asetnsamples=n=${FLAC_FRAME_SAMPLES}:p=0`;
  }
  const format = aacEncoder === "aac" ? "fltp" : "s16";
  return `aresample=${rung.sampleRate},aformat=sample_fmts=${format},asetnsamples=n=${AAC_FRAME_SAMPLES}:p=0`;
}

/** An open encoder. */
export function openEncoder(rung: Rung, aacEncoder: AacEncoder): CodecContext {
  const name = rung.codec === "flac" ? "flac" : aacEncoder;
  const codec = Codec.findEncoderByName(ENCODERS[name]);
  if (!codec) throw new Error(`there is no encoder ${name}`);
  const context = new CodecContext();
  context.allocContext3(codec);
  context.sampleRate = rung.sampleRate;
  context.channelLayout = rung.channels === 1 ? AV_CHANNEL_LAYOUT_MONO : AV_CHANNEL_LAYOUT_STEREO;
  context.timeBase = new Rational(1, rung.sampleRate);
  context.threadCount = 1;
  context.setFlags(AV_CODEC_FLAG_GLOBAL_HEADER);
  if (rung.codec === "flac") prepareFlac(context, rung);
  else prepareAac(context, rung, aacEncoder);
  FFmpegError.throwIfError(context.open2Sync(codec), `open the encoder ${name}`);
  return context;
}

/** Without its bits told, 24-bit sound in 32-bit samples becomes a 32-bit FLAC that few players know. */
function prepareFlac(context: CodecContext, { bits }: FlacRung): void {
  context.sampleFormat = bits === 16 ? AV_SAMPLE_FMT_S16 : AV_SAMPLE_FMT_S32;
  context.bitsPerRawSample = bits;
  context.frameSize = FLAC_FRAME_SAMPLES;
  context.setOption("compression_level", FLAC_COMPRESSION);
}

/** FFmpeg's own encoder keeps the whole band at the rates where a rung asks for it. */
function prepareAac(context: CodecContext, rung: AacRung, encoder: AacEncoder): void {
  context.sampleFormat = encoder === "aac" ? AV_SAMPLE_FMT_FLTP : AV_SAMPLE_FMT_S16;
  context.bitRate = BigInt(rung.bitsPerSecond);
  context.profile = AV_PROFILE_AAC_LOW;
  if (encoder === "libfdk_aac" && rung.cutoffHz !== null) {
    FFmpegError.throwIfError(context.setOption("cutoff", rung.cutoffHz), "set the band of AAC");
  }
}
