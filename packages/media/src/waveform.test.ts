import fc from "fast-check";
import { expect, test } from "vitest";
import { decodeWaveform, encodeWaveform, PeakMeter, summarise } from "./waveform.ts";

const EIGHTH = 2 ** 28;

test("a waveform is written as audiowaveform writes it, and read again", () => {
  const waveform = { sampleRate: 44_100, samplesPerPixel: 441, peaks: Int8Array.of(-128, 127, -1, 2) };
  const bytes = encodeWaveform(waveform);
  expect(bytes.toHex()).toBe("0200000001000000" + "44ac0000" + "b9010000" + "02000000" + "01000000" + "807fff02");
  expect(decodeWaveform(bytes)).toEqual(waveform);
});

test.each([
  ["nothing", new Uint8Array()],
  [
    "a header alone that promises more",
    encodeWaveform({ sampleRate: 1, samplesPerPixel: 1, peaks: Int8Array.of(1, 2) }).subarray(0, 24),
  ],
  ["text", new TextEncoder().encode("this is no waveform, but long enough to be one")],
])("%s is not read as a waveform", (_, bytes) => {
  expect(decodeWaveform(bytes)).toBeUndefined();
});

test("a column holds the lowest and the highest mean of the channels of a hundredth of a second", () => {
  const meter = new PeakMeter(44_100, 2);
  const pcm = new Int32Array(2 * 600);
  pcm.set([2 * EIGHTH, 4 * EIGHTH], 20);
  pcm.set([-8 * EIGHTH, -8 * EIGHTH], 2 * 440);
  pcm.set([8 * EIGHTH - 1, 8 * EIGHTH - 1], 2 * 441);
  meter.add(pcm);
  expect(meter.finish()).toEqual({ sampleRate: 44_100, samplesPerPixel: 441, peaks: Int8Array.of(-128, 48, 0, 127) });
});

test("a sound's peaks do not depend on the pieces it comes in", () => {
  fc.assert(
    fc.property(
      fc.array(fc.integer({ min: -(2 ** 31), max: 2 ** 31 - 1 }), { maxLength: 3000 }),
      fc.nat(3000),
      (samples, at) => {
        const whole = new PeakMeter(44_100, 1);
        whole.add(Int32Array.from(samples));
        const pieces = new PeakMeter(44_100, 1);
        pieces.add(Int32Array.from(samples.slice(0, at)));
        pieces.add(Int32Array.from(samples.slice(at)));
        expect(pieces.finish()).toEqual(whole.finish());
      },
    ),
  );
});

test("a list's waveform has 800 columns and loses no peak", () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: -128, max: 127 }), { minLength: 1, maxLength: 4000 }), (values) => {
      const peaks = Int8Array.from(values.flatMap((value) => [Math.min(value, 0), Math.max(value, 0)]));
      const { peaks: summary } = summarise(
        { sampleRate: 44_100, samplesPerPixel: 441, peaks },
        800,
        values.length * 441,
      );
      expect(summary.length).toBe(1600);
      expect(Math.min(...summary)).toBe(Math.min(...peaks));
      expect(Math.max(...summary)).toBe(Math.max(...peaks));
    }),
  );
});
