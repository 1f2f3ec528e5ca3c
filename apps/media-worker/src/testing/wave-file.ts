import type { Sound } from "./sounds.ts";

/** What a header may say otherwise than it should. */
export interface WaveLies {
  readonly dataBytes?: number;
  readonly sampleRate?: number;
  readonly channels?: number;
}

/** Samples of a WAV file: whole numbers of so many bits, or floating point ones. */
export type WaveSamples = "int16" | "int24" | "int32" | "float32" | "float64";

/** Forms of a WAV file beyond the plain one. */
export interface WavePlan extends WaveLies {
  /** By default whole numbers of the sound's own bits. */
  readonly samples?: WaveSamples;
  /** With the longer header that high resolution asks for. */
  readonly extensible?: boolean;
  /** With lengths of 64 bits. */
  readonly large?: "RF64" | "BW64";
  /** Chunks before the sound, and behind it. */
  readonly before?: readonly Buffer[];
  readonly behind?: readonly Buffer[];
}

const FULL_SCALE = 2 ** 31;
const PCM = 1;
const FLOAT = 3;
const EXTENSIBLE = 0xfffe;
const GUID_END = Buffer.from("000000001000800000aa00389b71", "hex");

/** A sound as a WAV file, by default of 16 or 24 bits. */
export function waveFile(sound: Sound, plan: WavePlan = {}): Buffer {
  const kind = plan.samples ?? (sound.bits === 16 ? "int16" : "int24");
  const data = sampleBytes(sound, kind);
  const declared = plan.dataBytes ?? data.length;
  const dataChunk = waveChunk("data", data, plan.large ? 0xffff_ffff : declared);
  const chunks = [formatChunk(sound, kind, plan), ...(plan.before ?? []), dataChunk, ...(plan.behind ?? [])];
  const sizes = plan.large ? [largeSizes(chunks, declared)] : [];
  const body = Buffer.concat([Buffer.from("WAVE"), ...sizes, ...chunks]);
  return waveChunk(plan.large ?? "RIFF", body, plan.large ? 0xffff_ffff : body.length);
}

/** A chunk with its name and length, of an even number of bytes. */
export function waveChunk(name: string, body: Buffer, bytes: number = body.length): Buffer {
  const head = Buffer.alloc(8);
  head.write(name, 0, "latin1");
  head.writeUInt32LE(bytes >>> 0, 4);
  return Buffer.concat([head, body, Buffer.alloc(body.length % 2)]);
}

function formatChunk(sound: Sound, kind: WaveSamples, plan: WavePlan): Buffer {
  const bytes = bytesOf(kind);
  const channels = plan.channels ?? sound.channels;
  const rate = plan.sampleRate ?? sound.sampleRate;
  const code = kind.startsWith("float") ? FLOAT : PCM;
  const format = Buffer.alloc(16);
  format.writeUInt16LE(plan.extensible ? EXTENSIBLE : code, 0);
  format.writeUInt16LE(channels & 0xffff, 2);
  format.writeUInt32LE(rate, 4);
  format.writeUInt32LE((rate * bytes * channels) >>> 0, 8);
  format.writeUInt16LE((bytes * channels) & 0xffff, 12);
  format.writeUInt16LE(bytes * 8, 14);
  if (!plan.extensible) return waveChunk("fmt ", format);
  const more = Buffer.alloc(10);
  more.writeUInt16LE(22, 0);
  more.writeUInt16LE(bytes * 8, 2);
  more.writeUInt32LE(channels === 1 ? 4 : 3, 4);
  more.writeUInt16LE(code, 8);
  return waveChunk("fmt ", Buffer.concat([format, more, GUID_END]));
}

function largeSizes(chunks: readonly Buffer[], dataBytes: number): Buffer {
  const sizes = Buffer.alloc(28);
  sizes.writeBigUInt64LE(BigInt(chunks.reduce((sum, { length }) => sum + length, 40)), 0);
  sizes.writeBigUInt64LE(BigInt(dataBytes), 8);
  return waveChunk("ds64", sizes);
}

function sampleBytes(sound: Sound, kind: WaveSamples): Buffer {
  const bytes = bytesOf(kind);
  const data = Buffer.alloc(sound.pcm.length * bytes);
  sound.pcm.forEach((sample, index) => {
    const at = index * bytes;
    if (kind === "float32") data.writeFloatLE(sample / FULL_SCALE, at);
    else if (kind === "float64") data.writeDoubleLE(sample / FULL_SCALE, at);
    else data.writeIntLE(sample >> (32 - 8 * bytes), at, bytes);
  });
  return data;
}

function bytesOf(kind: WaveSamples): number {
  return Number(/\d+/u.exec(kind)?.[0]) / 8;
}
