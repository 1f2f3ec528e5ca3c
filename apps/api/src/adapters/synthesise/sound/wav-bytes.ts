import type { Stereo } from "./mix.ts";
import { RATE } from "./waves.ts";

/** What every synthesised file says of itself, where players and archives look for it (RIFF LIST/INFO). */
const LABELS = [
  ["ISFT", "Songkeeper synthesiser"],
  ["ICMT", "synthesised sample"],
] as const;

const CHANNELS = 2;

/** Sound as a WAV file: 16 or 24 bits, two channels, labelled as synthesised before the first sample. */
export function wavBytes({ left, right }: Stereo, bits: 16 | 24): Uint8Array<ArrayBuffer> {
  const labels = chunk("LIST", [text("INFO"), ...LABELS.map(([id, words]) => chunk(id, [text(`${words}\0`)]))]);
  const data = chunk("data", [bits === 16 ? in16(left, right) : in24(left, right)]);
  return chunk("RIFF", [text("WAVE"), chunk("fmt ", [format(bits)]), labels, data]);
}

/** A chunk: four letters, its length, its content, and a byte more where the length is odd. */
function chunk(id: string, content: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const length = content.reduce((sum, part) => sum + part.length, 0);
  const out = new Uint8Array(8 + length + (length % 2));
  out.set(text(id));
  new DataView(out.buffer).setUint32(4, length, true);
  let at = 8;
  for (const part of content) {
    out.set(part, at);
    at += part.length;
  }
  return out;
}

function format(bits: number): Uint8Array {
  const frame = (bits / 8) * CHANNELS;
  const out = new DataView(new ArrayBuffer(16));
  out.setUint16(0, 1, true);
  out.setUint16(2, CHANNELS, true);
  out.setUint32(4, RATE, true);
  out.setUint32(8, RATE * frame, true);
  out.setUint16(12, frame, true);
  out.setUint16(14, bits, true);
  return new Uint8Array(out.buffer);
}

/** Rounded with a little noise of triangular shape, so that what fades does not turn into steps. */
function in16(left: Float32Array, right: Float32Array): Uint8Array {
  const out = new DataView(new ArrayBuffer(left.length * 4));
  let state = 1;
  const dither = () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) | 0;
    return (state >>> 16) / 65_536 - (state & 0xffff) / 65_536;
  };
  for (let at = 0; at < left.length; at++) {
    out.setInt16(at * 4, Math.round((left[at] ?? 0) * 32_767 + dither()), true);
    out.setInt16(at * 4 + 2, Math.round((right[at] ?? 0) * 32_767 + dither()), true);
  }
  return new Uint8Array(out.buffer);
}

function in24(left: Float32Array, right: Float32Array): Uint8Array {
  const out = new Uint8Array(left.length * 6);
  for (let at = 0; at < left.length; at++) {
    put24(out, at * 6, left[at] ?? 0);
    put24(out, at * 6 + 3, right[at] ?? 0);
  }
  return out;
}

function put24(out: Uint8Array, at: number, sample: number): void {
  const value = Math.round(sample * 8_388_607);
  out[at] = value & 255;
  out[at + 1] = (value >> 8) & 255;
  out[at + 2] = (value >> 16) & 255;
}

function text(words: string): Uint8Array {
  return Uint8Array.from(words, (letter) => letter.charCodeAt(0));
}
