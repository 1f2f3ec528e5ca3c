import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Codec, CodecContext, FFmpegError, FormatContext, Packet, Rational, type Frame } from "node-av/lib";
import {
  AV_CHANNEL_LAYOUT_MONO,
  AV_CHANNEL_LAYOUT_STEREO,
  AV_CODEC_FLAG_GLOBAL_HEADER,
  AV_SAMPLE_FMT_FLTP,
  AV_SAMPLE_FMT_S16,
  AV_SAMPLE_FMT_S16P,
  AV_SAMPLE_FMT_S32,
  AV_SAMPLE_FMT_S32P,
  AVERROR_EAGAIN,
  AVERROR_EOF,
  FF_ENCODER_AAC,
  FF_ENCODER_ALAC,
  FF_ENCODER_FLAC,
  FF_ENCODER_LIBMP3LAME,
  FF_ENCODER_LIBOPUS,
  FF_ENCODER_LIBVORBIS,
} from "node-av/constants";
import { PcmGraph } from "../encode/filter-graph.ts";
import { pcmBytes, type Sound } from "./sounds.ts";

const FORMATS = {
  flac16: { muxer: "flac", encoder: FF_ENCODER_FLAC, format: "s16", sampleFormat: AV_SAMPLE_FMT_S16, frame: 4096 },
  flac24: { muxer: "flac", encoder: FF_ENCODER_FLAC, format: "s32", sampleFormat: AV_SAMPLE_FMT_S32, frame: 4096 },
  mp3: { muxer: "mp3", encoder: FF_ENCODER_LIBMP3LAME, format: "fltp", sampleFormat: AV_SAMPLE_FMT_FLTP, frame: 1152 },
  aac: { muxer: "ipod", encoder: FF_ENCODER_AAC, format: "fltp", sampleFormat: AV_SAMPLE_FMT_FLTP, frame: 1024 },
  adts: { muxer: "adts", encoder: FF_ENCODER_AAC, format: "fltp", sampleFormat: AV_SAMPLE_FMT_FLTP, frame: 1024 },
  alac: { muxer: "ipod", encoder: FF_ENCODER_ALAC, format: "s16p", sampleFormat: AV_SAMPLE_FMT_S16P, frame: 4096 },
  alac24: { muxer: "ipod", encoder: FF_ENCODER_ALAC, format: "s32p", sampleFormat: AV_SAMPLE_FMT_S32P, frame: 4096 },
  vorbis: { muxer: "ogg", encoder: FF_ENCODER_LIBVORBIS, format: "fltp", sampleFormat: AV_SAMPLE_FMT_FLTP, frame: 64 },
  opus: { muxer: "opus", encoder: FF_ENCODER_LIBOPUS, format: "s16", sampleFormat: AV_SAMPLE_FMT_S16, frame: 960 },
  oggflac: { muxer: "ogg", encoder: FF_ENCODER_FLAC, format: "s32", sampleFormat: AV_SAMPLE_FMT_S32, frame: 4096 },
} as const;

/** The kinds of files that musicians upload. */
export type FileFormat = keyof typeof FORMATS;

const LOSSY: ReadonlySet<FileFormat> = new Set(["mp3", "aac", "adts", "vorbis", "opus"]);

const BLOCK_BYTES = 8 * 4096;

/** A sound as a file of some kind, by the native encoders: here nothing is a stranger's. */
export function encodeFile(kind: FileFormat, sound: Sound): Buffer {
  const folder = mkdtempSync(join(tmpdir(), "songkeeper-sound-"));
  const path = join(folder, "sound");
  writeEncoded(kind, sound, path);
  const bytes = readFileSync(path);
  rmSync(folder, { recursive: true });
  return bytes;
}

function writeEncoded(kind: FileFormat, sound: Sound, path: string): void {
  const { format, frame, muxer: muxerName } = FORMATS[kind];
  const encoder = openTestEncoder(kind, sound);
  const muxer = new FormatContext();
  check(muxer.allocOutputContext2(null, muxerName, path));
  const stream = muxer.newStream();
  check(stream.codecpar.fromContext(encoder));
  check(muxer.openOutputSync());
  check(muxer.writeHeaderSync());
  const packet = new Packet();
  packet.alloc();
  const encode = (next: Frame | null) => {
    check(encoder.sendFrameSync(next));
    for (;;) {
      const code = encoder.receivePacketSync(packet);
      if (code === AVERROR_EAGAIN || code === AVERROR_EOF) return;
      packet.streamIndex = 0;
      packet.rescaleTs(encoder.timeBase, stream.timeBase);
      check(muxer.writeFrameSync(packet));
      packet.unref();
    }
  };
  const chain = `[in]aformat=sample_fmts=${format},asetnsamples=n=${frame}:p=0,abuffersink@out`;
  const graph = new PcmGraph(sound, chain, { out: encode });
  const bytes = Buffer.from(pcmBytes(sound));
  for (let at = 0; at < bytes.length; at += BLOCK_BYTES) graph.push(bytes.subarray(at, at + BLOCK_BYTES));
  graph.end();
  encode(null);
  check(muxer.writeTrailerSync());
  muxer.closeOutputSync();
  graph.close();
}

function openTestEncoder(kind: FileFormat, sound: Sound): CodecContext {
  const codec = Codec.findEncoderByName(FORMATS[kind].encoder);
  const context = new CodecContext();
  context.allocContext3(codec);
  context.sampleRate = sound.sampleRate;
  context.channelLayout = sound.channels === 1 ? AV_CHANNEL_LAYOUT_MONO : AV_CHANNEL_LAYOUT_STEREO;
  context.timeBase = new Rational(1, sound.sampleRate);
  context.sampleFormat = FORMATS[kind].sampleFormat;
  context.threadCount = 1;
  context.setFlags(AV_CODEC_FLAG_GLOBAL_HEADER);
  if (FORMATS[kind].encoder === FF_ENCODER_FLAC) context.frameSize = FORMATS[kind].frame;
  if (kind === "flac24" || kind === "oggflac" || kind === "alac24") context.bitsPerRawSample = 24;
  if (LOSSY.has(kind)) context.bitRate = 192_000n;
  check(context.open2Sync(codec));
  return context;
}

function check(code: number): void {
  FFmpegError.throwIfError(code, "make a file for a test");
}
