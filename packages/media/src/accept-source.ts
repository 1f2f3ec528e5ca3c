import { accept, refuse, type Outcome } from "@songkeeper/base";
import type { Container } from "./sniff-file.ts";
import type { MediaRefusal } from "./job.ts";

/** What a file says of itself, before anything of it is decoded. */
export interface ProbedSource {
  readonly container: Container;
  readonly codec: string;
  readonly sampleRate: number;
  readonly channels: number;
  /** Samples per channel as the file declares them, if it does. */
  readonly declaredSamples: number | undefined;
  /** Where the song ends, if what an encoder padded its last frame with is decoded too. */
  readonly endsAt?: number | undefined;
  /** The parts of a chained file, each decoded for itself, one after the other. */
  readonly links?: readonly { readonly offset: number; readonly bytes: number }[] | undefined;
}

/** What came of decoding it. */
export interface DecodedSource {
  readonly samples: number;
  /** What the decoder complained about. */
  readonly errors: number;
  readonly integratedLufs: number;
}

/** The shortest and the longest song, in seconds. */
export const SONG_SECONDS_MIN = 1;
export const SONG_SECONDS_MAX = 3 * 3600;

/** Below this loudness there is nothing to hear. */
export const SILENCE_LUFS = -60;

/** How far the decoded length may be from the declared one: MP3 and AAC pad their ends. */
const LENGTH_SLACK_SECONDS = 0.1;

const PCM = ["pcm_u8", "pcm_s16le", "pcm_s24le", "pcm_s32le", "pcm_f32le", "pcm_f64le"];
/** Sound as it is, in Apple's order of bytes; `sowt` and its like have the other one. */
const AIFF_PCM = ["pcm_s8", "pcm_s16be", "pcm_s24be", "pcm_s32be", "pcm_f32be", "pcm_f64be"];
const CODECS: Record<Container, readonly string[]> = {
  wav: PCM,
  flac: ["flac"],
  aiff: [...AIFF_PCM, ...PCM],
  mp3: ["mp3"],
  mp4: ["aac", "alac"],
  aac: ["aac"],
  ogg: ["vorbis", "opus", "flac"],
};
const SAMPLE_RATES = [44_100, 48_000, 88_200, 96_000, 176_400, 192_000];

/** Whether nothing is lost between the samples and the file. */
export function isLossless(codec: string): boolean {
  return codec === "flac" || codec === "alac" || codec.startsWith("pcm_");
}

/** Every bit that one of the samples uses, together with those that were used before. */
export function usedBits(samples: Int32Array, before: number): number {
  let bits = before;
  for (let index = 0; index < samples.length; index++) bits |= samples[index] ?? 0;
  return bits;
}

/** Whether samples are finer than their file declares: then its header is not theirs. */
export function isFinerThan(bits: number, bitDepth: number): boolean {
  return bitDepth < 32 && (bits & (2 ** (32 - bitDepth) - 1)) !== 0;
}

/** Whether a file is worth decoding. */
export function acceptProbed(source: ProbedSource): Outcome<1 | 2, MediaRefusal> {
  const { codec, channels, sampleRate, declaredSamples } = source;
  if (!CODECS[source.container].includes(codec)) return refuse("format_not_supported", { facts: { codec } });
  if (channels !== 1 && channels !== 2) return refuse("too_many_channels", { facts: { channels } });
  if (!SAMPLE_RATES.includes(sampleRate)) return refuse("sample_rate_not_supported", { facts: { sampleRate } });
  if (declaredSamples !== undefined && declaredSamples > SONG_SECONDS_MAX * sampleRate) {
    return refuse("too_long", { facts: { durationMs: toMs(declaredSamples, sampleRate) } });
  }
  return accept(channels);
}

/** The first sample that an honest file does not have: who decodes may stop there. */
export function decodeLimit({ declaredSamples, sampleRate }: ProbedSource): number {
  const most = SONG_SECONDS_MAX * sampleRate;
  const declared = declaredSamples === undefined ? most : declaredSamples + LENGTH_SLACK_SECONDS * sampleRate;
  return Math.floor(Math.min(most, declared)) + 1;
}

/** How many of the decoded samples are the song's: what is behind its end is padding, unless there is too much of it. */
export function heardSamples({ endsAt, sampleRate }: ProbedSource, decoded: number): number {
  const padding = decoded - (endsAt ?? decoded);
  return padding > 0 && padding <= LENGTH_SLACK_SECONDS * sampleRate ? decoded - padding : decoded;
}

/** How many samples there are at least in a file that was accepted; nothing is known of one that declares nothing. */
export function samplesAtLeast({ declaredSamples, sampleRate, codec }: ProbedSource): number | undefined {
  if (declaredSamples === undefined || codec === "flac") return declaredSamples;
  return Math.max(0, declaredSamples - Math.ceil(LENGTH_SLACK_SECONDS * sampleRate));
}

/** Whether what was decoded is a whole song that can be heard. */
export function acceptDecoded(source: ProbedSource, decoded: DecodedSource): Outcome<null, MediaRefusal> {
  const { sampleRate, declaredSamples } = source;
  const { samples, errors, integratedLufs } = decoded;
  const durationMs = toMs(samples, sampleRate);
  const facts = { decodedMs: durationMs, declaredMs: toMs(declaredSamples ?? samples, sampleRate) };
  if (samples === 0) return refuse("damaged", { facts: { errors } });
  if (samples > SONG_SECONDS_MAX * sampleRate) return refuse("too_long", { facts: { durationMs } });
  const missing = (declaredSamples ?? samples) - samples;
  if (missing > LENGTH_SLACK_SECONDS * sampleRate) return refuse("cut_off", { facts });
  if (missing < -LENGTH_SLACK_SECONDS * sampleRate) return refuse("damaged", { facts });
  // FLAC counts its samples, and a lost frame is shorter than the slack.
  if (missing !== 0 && source.codec === "flac") return refuse("damaged", { facts });
  if (errors > faultsAllowed(source.codec, samples / sampleRate)) return refuse("damaged", { facts: { errors } });
  if (samples < SONG_SECONDS_MIN * sampleRate) return refuse("too_short", { facts: { durationMs } });
  if (!(integratedLufs > SILENCE_LUFS)) return refuse("silent", { facts: { durationMs } });
  return accept(null);
}

/** Old MP3 files often have a bad frame at an end; noise that is taken for one has them everywhere. */
function faultsAllowed(codec: string, seconds: number): number {
  return isLossless(codec) ? 0 : Math.max(2, seconds / 10);
}

function toMs(samples: number, sampleRate: number): number {
  return Math.round((samples * 1000) / sampleRate);
}
