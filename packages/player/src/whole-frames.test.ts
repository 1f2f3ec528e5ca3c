import { expect, test } from "vitest";
import { tellWholeFrames } from "./whole-frames.ts";

const bytesOf = (numbers: readonly number[]) =>
  numbers.flatMap((n) => [n >>> 24, (n >>> 16) & 255, (n >>> 8) & 255, n & 255]);
const box = (type: string, content: readonly number[]): number[] => [
  ...bytesOf([content.length + 8]),
  ...[0, 1, 2, 3].map((at) => type.charCodeAt(at)),
  ...content,
];
const fragment = (tfhd: readonly number[], trun: readonly number[]) =>
  Uint8Array.from([
    ...box("styp", bytesOf([1, 2])),
    ...box("moof", [
      ...box("mfhd", bytesOf([0, 1])),
      ...box("traf", [...box("tfhd", bytesOf(tfhd)), ...box("trun", bytesOf(trun))]),
    ]),
    ...box("mdat", bytesOf([7, 7, 7])),
  ]);
const told = (bytes: Uint8Array<ArrayBuffer>) => {
  tellWholeFrames(bytes.buffer);
  return bytes;
};

test("the last frame of a run is told to be as long as it decodes", () => {
  // Data offset, durations and sizes.
  const run = (last: number) => [0x301, 3, 100, 1024, 371, 1024, 372, last, 373];
  expect(told(fragment([0x20_000, 1], run(993)))).toEqual(fragment([0x20_000, 1], run(1024)));
});

test("so is a frame that stands alone, whose length is its fragment's default", () => {
  const header = (length: number) => [0x2_003a, 1, 1, length, 371, 0];
  const run = [0x201, 1, 100, 371];
  expect(told(fragment(header(322), run))).toEqual(fragment(header(1024), run));
});

test("whole frames, and bytes that are no fragment, stay as they are", () => {
  const whole = fragment([0x20_000, 1], [0x101, 2, 100, 1024, 1024]);
  expect(told(whole.slice())).toEqual(whole);
  const noise = Uint8Array.from({ length: 64 }, (_, at) => (at * 37) % 256);
  expect(told(noise.slice())).toEqual(noise);
});
