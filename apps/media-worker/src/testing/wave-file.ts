import type { Sound } from "./sounds.ts";

/** What a header may say otherwise than it should. */
export interface WaveLies {
  readonly dataBytes?: number;
  readonly sampleRate?: number;
  readonly channels?: number;
}

/** A sound as a WAV file of 16 or 24 bits. */
export function waveFile(sound: Sound, lies: WaveLies = {}): Buffer {
  const bytes = sound.bits / 8;
  const data = Buffer.alloc(sound.pcm.length * bytes);
  sound.pcm.forEach((sample, index) => data.writeIntLE(sample >> (32 - sound.bits), index * bytes, bytes));
  const channels = lies.channels ?? sound.channels;
  const rate = lies.sampleRate ?? sound.sampleRate;
  const header = Buffer.alloc(44);
  header.write("RIFF", 0);
  header.writeUInt32LE((data.length + 36) >>> 0, 4);
  header.write("WAVEfmt ", 8);
  header.writeUInt32LE(16, 16);
  header.writeUInt16LE(1, 20);
  header.writeUInt16LE(channels & 0xffff, 22);
  header.writeUInt32LE(rate, 24);
  header.writeUInt32LE((rate * bytes * channels) >>> 0, 28);
  header.writeUInt16LE((bytes * channels) & 0xffff, 32);
  header.writeUInt16LE(sound.bits, 34);
  header.write("data", 36);
  header.writeUInt32LE(lies.dataBytes ?? data.length, 40);
  return Buffer.concat([header, data]);
}
