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

/** What an encoder is to make. */
export interface EncoderPlan {
  readonly codec: "aac" | "libfdk_aac" | "flac";
  readonly sampleRate: number;
  readonly channels: 1 | 2;
  /** Bits a sample that FLAC keeps. */
  readonly flacBits: 16 | 24;
}

/** What FLAC keeps of a sample: no ear and no converter knows more, and more is a FLAC that few players know. */
export const FLAC_BITS_MAX = 24;

const AAC_BITS_PER_SECOND = 128_000n;
const FLAC_COMPRESSION = 8;
const FLAC_FRAME_SAMPLES = 4096;
const AAC_FRAME_SAMPLES = 1024;

const ENCODERS = { aac: FF_ENCODER_AAC, libfdk_aac: FF_ENCODER_LIBFDK_AAC, flac: FF_ENCODER_FLAC };

/** The AAC encoder of `AAC_ENCODER`, or the better one of those that there are. */
export function pickAacEncoder(wished: string | undefined): "aac" | "libfdk_aac" {
  if (wished === "aac") return "aac";
  return Codec.findEncoderByName(FF_ENCODER_LIBFDK_AAC) ? "libfdk_aac" : "aac";
}

/** Filters that bring sound into the form that an encoder takes. Its last frame may be short: nothing is padded. */
export function encoderFilters({ codec, sampleRate, flacBits }: EncoderPlan): string {
  if (codec === "flac") {
    const format = flacBits === 16 ? "s16" : "s32";
    return `aformat=sample_fmts=${format},asetnsamples=n=${FLAC_FRAME_SAMPLES}:p=0`;
  }
  const format = codec === "aac" ? "fltp" : "s16";
  return `aresample=${sampleRate},aformat=sample_fmts=${format},asetnsamples=n=${AAC_FRAME_SAMPLES}:p=0`;
}

/** An open encoder. */
export function openEncoder(plan: EncoderPlan): CodecContext {
  const codec = Codec.findEncoderByName(ENCODERS[plan.codec]);
  if (!codec) throw new Error(`there is no encoder ${plan.codec}`);
  const context = new CodecContext();
  context.allocContext3(codec);
  context.sampleRate = plan.sampleRate;
  context.channelLayout = plan.channels === 1 ? AV_CHANNEL_LAYOUT_MONO : AV_CHANNEL_LAYOUT_STEREO;
  context.timeBase = new Rational(1, plan.sampleRate);
  context.threadCount = 1;
  context.setFlags(AV_CODEC_FLAG_GLOBAL_HEADER);
  if (plan.codec === "flac") prepareFlac(context, plan.flacBits);
  else prepareAac(context, plan.codec);
  FFmpegError.throwIfError(context.open2Sync(codec), `open the encoder ${plan.codec}`);
  return context;
}

/** Without its bits told, 24-bit sound in 32-bit samples becomes a 32-bit FLAC that few players know. */
function prepareFlac(context: CodecContext, bits: 16 | 24): void {
  context.sampleFormat = bits === 16 ? AV_SAMPLE_FMT_S16 : AV_SAMPLE_FMT_S32;
  context.bitsPerRawSample = bits;
  context.frameSize = FLAC_FRAME_SAMPLES;
  context.setOption("compression_level", FLAC_COMPRESSION);
}

function prepareAac(context: CodecContext, codec: "aac" | "libfdk_aac"): void {
  context.sampleFormat = codec === "aac" ? AV_SAMPLE_FMT_FLTP : AV_SAMPLE_FMT_S16;
  context.bitRate = AAC_BITS_PER_SECOND;
  context.profile = AV_PROFILE_AAC_LOW;
}
