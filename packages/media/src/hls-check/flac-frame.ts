import type { SoundConfig } from "./sound-config.ts";

/** The header of a FLAC frame (RFC 9639, section 9.1). */
export interface FlacFrame {
  /** Its number, or with blocks of several sizes the number of its first sample. */
  readonly number: number;
  readonly countsSamples: boolean;
  readonly samples: number;
}

/** As many bytes as such a header has at most. */
export const FLAC_FRAME_HEAD_BYTES = 16;

/** Reads a frame's header, whose checksum must hold and which must say what the file's header does; else why it is none. */
export function readFlacFrame(bytes: Uint8Array, sound: SoundConfig): FlacFrame | string {
  const [second, sizes, kinds] = [byteAt(bytes, 1), byteAt(bytes, 2), byteAt(bytes, 3)];
  if (bytes[0] !== 0xff || (second & 0xfe) !== 0xf8) return "no sync code";
  const coded = readCodedNumber(bytes, NUMBER_AT);
  if (!coded) return "no frame number";
  const block = { code: sizes >> 4, at: coded.end };
  const rate = { code: sizes & 15, at: block.at + (BLOCK_BYTES[block.code] ?? 0) };
  const end = rate.at + (RATE_BYTES[rate.code] ?? 0);
  if (end >= bytes.length || crc8(bytes.subarray(0, end)) !== bytes[end]) return "wrong CRC-8";

  const said = [rateOf(rate.code, bytes.subarray(rate.at)), channelsOf(kinds >> 4), BITS[(kinds >> 1) & 7]];
  const wrong = mismatch(said, [sound.sampleRate, sound.channels, sound.bits]);
  if (wrong !== undefined) return wrong;
  const samples = samplesOf(block.code, bytes.subarray(block.at));
  return { number: coded.value, countsSamples: (second & 1) === 1, samples };
}

function byteAt(bytes: Uint8Array, at: number): number {
  return bytes[at] ?? 0;
}

/** What a frame does not say itself, the file's header says for it. */
function mismatch(said: readonly (number | undefined)[], wanted: readonly (number | null)[]): string | undefined {
  const wrong = said.findIndex((value, index) => value !== undefined && value !== wanted[index]);
  return wrong < 0 ? undefined : `${said[wrong]} ≠ ${wanted[wrong]}`;
}

const NUMBER_AT = 4;
/** Codes behind which a number follows the frame's own: its length, or its rate. */
const BLOCK_BYTES: Readonly<Record<number, number>> = { 6: 1, 7: 2 };
const RATE_BYTES: Readonly<Record<number, number>> = { 12: 1, 13: 2, 14: 2 };

/** Whether the checksum at a whole frame's end holds. */
export function isFlacFrameWhole(frame: Uint8Array): boolean {
  const at = frame.length - 2;
  return at > 0 && crc16(frame, at) === (frame[at] ?? 0) * 256 + (frame[at + 1] ?? 0);
}

const BITS = [undefined, 8, 12, undefined, 16, 20, 24, 32] as const;
const RATES = [undefined, 88_200, 176_400, 192_000, 8000, 16_000, 22_050, 24_000, 32_000, 44_100, 48_000, 96_000];

function samplesOf(code: number, rest: Uint8Array): number {
  const [high = 0, low = 0] = rest;
  if (code === 1) return 192;
  if (code < 6) return 576 << (code - 2);
  if (code === 6) return high + 1;
  if (code === 7) return high * 256 + low + 1;
  return 256 << (code - 8);
}

function rateOf(code: number, rest: Uint8Array): number | undefined {
  const [high = 0, low = 0] = rest;
  if (code === 12) return high * 1000;
  if (code === 13) return high * 256 + low;
  if (code === 14) return (high * 256 + low) * 10;
  return RATES[code];
}

/** Beyond eight channels of their own the codes are ways to write two. */
function channelsOf(code: number): number {
  return code < 8 ? code + 1 : 2;
}

/** A number written as UTF-8 writes characters, up to 36 bits long. */
function readCodedNumber(bytes: Uint8Array, at: number): { value: number; end: number } | undefined {
  const first = bytes[at] ?? 0xff;
  if (first < 0x80) return { value: first, end: at + 1 };
  const more = Math.clz32(~(first << 24)) - 1;
  if (more < 1 || more > 6) return undefined;
  let value = first & (0x3f >> more);
  for (let index = 1; index <= more; index++) {
    const next = bytes[at + index] ?? 0;
    if ((next & 0xc0) !== 0x80) return undefined;
    value = value * 64 + (next & 0x3f);
  }
  return { value, end: at + 1 + more };
}

function crc8(bytes: Uint8Array): number {
  return bytes.reduce((crc, byte) => CRC8[crc ^ byte] ?? 0, 0);
}

function crc16(bytes: Uint8Array, end: number): number {
  let crc = 0;
  for (let at = 0; at < end; at++) crc = ((crc << 8) & 0xffff) ^ (CRC16[(crc >> 8) ^ (bytes[at] ?? 0)] ?? 0);
  return crc;
}

const CRC8 = Uint8Array.from({ length: 256 }, (_, byte) => {
  let crc = byte;
  for (let bit = 0; bit < 8; bit++) crc = crc & 0x80 ? ((crc << 1) ^ 0x07) & 0xff : crc << 1;
  return crc;
});

const CRC16 = Uint16Array.from({ length: 256 }, (_, byte) => {
  let crc = byte << 8;
  for (let bit = 0; bit < 8; bit++) crc = crc & 0x8000 ? ((crc << 1) ^ 0x8005) & 0xffff : crc << 1;
  return crc;
});
