import type { Sound } from "./sounds.ts";

/** Kinds of AIFF: the plain one of 16 or 24 bits, and compression types of AIFF-C, which compress nothing. */
export type AiffKind = "plain" | "sowt" | "in24" | "fl32" | "fl64";

const FULL_SCALE = 2 ** 31;

/** A sound as an AIFF or AIFF-C file, with more chunks before the sound if there are any. */
export function aiffFile(sound: Sound, kind: AiffKind = "plain", ...more: readonly Buffer[]): Buffer {
  const frames = sound.pcm.length / sound.channels;
  const bits = kind === "fl64" ? 64 : kind === "fl32" ? 32 : kind === "in24" ? 24 : sound.bits;
  const facts = Buffer.alloc(18);
  facts.writeUInt16BE(sound.channels, 0);
  facts.writeUInt32BE(frames, 2);
  facts.writeUInt16BE(bits, 6);
  extended(sound.sampleRate).copy(facts, 8);
  const name = Buffer.from(`${kind}\0\0`, "latin1");
  const common = kind === "plain" ? facts : Buffer.concat([facts, name]);
  const version = kind === "plain" ? [] : [aiffChunk("FVER", Buffer.from("a2805140", "hex"))];
  const data = aiffChunk("SSND", Buffer.concat([Buffer.alloc(8), samples(sound, kind, bits)]));
  const form = Buffer.from(kind === "plain" ? "AIFF" : "AIFC");
  return aiffChunk("FORM", Buffer.concat([form, ...version, aiffChunk("COMM", common), ...more, data]));
}

/** A chunk with its name and length, of an even number of bytes. */
export function aiffChunk(name: string, body: Buffer): Buffer {
  const head = Buffer.alloc(8);
  head.write(name, 0, "latin1");
  head.writeUInt32BE(body.length, 4);
  return Buffer.concat([head, body, Buffer.alloc(body.length % 2)]);
}

function samples(sound: Sound, kind: AiffKind, bits: number): Buffer {
  const bytes = bits / 8;
  const data = Buffer.alloc(sound.pcm.length * bytes);
  sound.pcm.forEach((sample, index) => {
    const at = index * bytes;
    if (kind === "fl32") data.writeFloatBE(sample / FULL_SCALE, at);
    else if (kind === "fl64") data.writeDoubleBE(sample / FULL_SCALE, at);
    else if (kind === "sowt") data.writeIntLE(sample >> (32 - bits), at, bytes);
    else data.writeIntBE(sample >> (32 - bits), at, bytes);
  });
  return data;
}

/** A rate as AIFF writes it: a floating point number of 80 bits. */
function extended(rate: number): Buffer {
  const exponent = Math.floor(Math.log2(rate));
  const bytes = Buffer.alloc(10);
  bytes.writeUInt16BE(16_383 + exponent, 0);
  bytes.writeBigUInt64BE(BigInt(rate) << BigInt(63 - exponent), 2);
  return bytes;
}
