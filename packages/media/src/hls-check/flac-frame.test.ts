import { expect, test } from "vitest";
import { isFlacFrameWhole, readFlacFrame } from "./flac-frame.ts";
import type { SoundConfig } from "./sound-config.ts";

const SOUND: SoundConfig = {
  codecs: "fLaC",
  sampleRate: 44_100,
  channels: 2,
  bits: 16,
  packetSamples: 4096,
  declaredSamples: 1,
  entry: { channels: 2, bits: 16, sampleRate: 44_100 },
};

/** A frame's header of blocks of 4096 samples of 16-bit stereo at 44.1 kHz, with this number and its right CRC-8. */
function headerOf(number: readonly number[]): Uint8Array {
  const bytes = [0xff, 0xf8, 0xc9, 0x18, ...number];
  let crc = 0;
  for (const byte of bytes) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit++) crc = crc & 0x80 ? ((crc << 1) ^ 0x07) & 0xff : crc << 1;
  }
  return Uint8Array.from([...bytes, crc, 0, 0]);
}

test.each([
  { number: 0, coded: [0x00] },
  { number: 127, coded: [0x7f] },
  { number: 128, coded: [0xc2, 0x80] },
  { number: 2584, coded: [0xe0, 0xa8, 0x98] },
  { number: 116_279, coded: [0xf0, 0x9c, 0x98, 0xb7] },
  { number: 2 ** 36 - 1, coded: [0xfe, 0xbf, 0xbf, 0xbf, 0xbf, 0xbf, 0xbf] },
])("frame number $number is read as it is coded", ({ number, coded }) => {
  expect(readFlacFrame(headerOf(coded), SOUND)).toEqual({ number, countsSamples: false, samples: 4096 });
});

test("a frame's header with one bit turned is none", () => {
  const header = headerOf([0xc2, 0x80]);
  for (let bit = 0; bit < 7 * 8; bit++) {
    const turned = Uint8Array.from(header, (byte, at) => (at === bit >> 3 ? byte ^ (1 << (bit & 7)) : byte));
    expect(typeof readFlacFrame(turned, SOUND)).toBe("string");
  }
});

test("a frame of other sound than the file's header says is told with both", () => {
  expect(readFlacFrame(headerOf([0]), { ...SOUND, bits: 24 })).toBe("16 ≠ 24");
  expect(readFlacFrame(headerOf([0]), { ...SOUND, sampleRate: 48_000 })).toBe("44100 ≠ 48000");
  expect(readFlacFrame(headerOf([0]), { ...SOUND, channels: 1 })).toBe("2 ≠ 1");
});

test("a whole frame ends with the checksum over all of it", () => {
  const frame = [...headerOf([5]), 0x12, 0x34, 0x56];
  let crc = 0;
  for (const byte of frame) {
    crc ^= byte << 8;
    for (let bit = 0; bit < 8; bit++) crc = crc & 0x8000 ? ((crc << 1) ^ 0x8005) & 0xffff : crc << 1;
  }
  const whole = Uint8Array.from([...frame, crc >> 8, crc & 0xff]);
  expect(isFlacFrameWhole(whole)).toBe(true);
  expect(isFlacFrameWhole(Uint8Array.from(whole, (byte, at) => (at === 9 ? byte ^ 1 : byte)))).toBe(false);
});
