import type { Stereo } from "./mix.ts";
import { RATE } from "./waves.ts";

/** What every synthesised file says of itself, where players and archives look for it (RIFF LIST/INFO). */
const LABELS = [
  ["ISFT", "Songkeeper synthesiser"],
  ["ICMT", "synthesised sample"],
] as const;

const CHANNELS = 2;
const BYTES_A_FRAME = 2 * CHANNELS;

/** Sound as a WAV file: 16 bits, two channels, labelled as synthesised before the first sample. */
export function wavFile({ left, right }: Stereo): Uint8Array<ArrayBuffer> {
  const labels = chunk("LIST", [text("INFO"), ...LABELS.map(([id, words]) => chunk(id, [terminated(words)]))]);
  const data = chunk("data", [samples(left, right)]);
  return chunk("RIFF", [text("WAVE"), chunk("fmt ", [format()]), labels, data]);
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

function format(): Uint8Array {
  const out = new DataView(new ArrayBuffer(16));
  out.setUint16(0, 1, true);
  out.setUint16(2, CHANNELS, true);
  out.setUint32(4, RATE, true);
  out.setUint32(8, RATE * BYTES_A_FRAME, true);
  out.setUint16(12, BYTES_A_FRAME, true);
  out.setUint16(14, 16, true);
  return new Uint8Array(out.buffer);
}

function samples(left: Float32Array, right: Float32Array): Uint8Array {
  const out = new DataView(new ArrayBuffer(left.length * BYTES_A_FRAME));
  for (let at = 0; at < left.length; at++) {
    out.setInt16(at * BYTES_A_FRAME, Math.round((left[at] ?? 0) * 32_767), true);
    out.setInt16(at * BYTES_A_FRAME + 2, Math.round((right[at] ?? 0) * 32_767), true);
  }
  return new Uint8Array(out.buffer);
}

function terminated(words: string): Uint8Array {
  return text(`${words}\0`);
}

function text(words: string): Uint8Array {
  return Uint8Array.from(words, (letter) => letter.charCodeAt(0));
}
