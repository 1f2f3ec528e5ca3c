import { concatBytes, utf8 } from "@songkeeper/base";
import fc from "fast-check";
import { expect, test } from "vitest";
import { declaredWaveBytes } from "./wave-header.ts";
import { uint32 } from "./uint32.ts";

function chunk(name: string, size: number, body: Uint8Array = new Uint8Array()): Uint8Array {
  return concatBytes(utf8(name), uint32(size).reverse(), body);
}

function reader(file: Uint8Array) {
  return (at: number, length: number) => file.subarray(at, at + length);
}

const RIFF = concatBytes(utf8("RIFF"), uint32(0), utf8("WAVE"));
const FMT = chunk("fmt ", 16, new Uint8Array(16));

test.each<[string, Uint8Array, number | undefined]>([
  ["plain", concatBytes(RIFF, FMT, chunk("data", 1764)), 1764],
  ["with an odd chunk before", concatBytes(RIFF, FMT, chunk("LIST", 3, new Uint8Array(4)), chunk("data", 1764)), 1764],
  ["still being recorded", concatBytes(RIFF, FMT, chunk("data", 0xffff_ffff)), undefined],
  ["never finished", concatBytes(RIFF, FMT, chunk("data", 0)), undefined],
  ["without sound", concatBytes(RIFF, FMT), undefined],
  ["cut in a chunk's header", concatBytes(RIFF, FMT, utf8("data\0")), undefined],
  [
    "of 64 bits",
    concatBytes(
      RIFF,
      chunk("ds64", 28, concatBytes(new Uint8Array(8), Uint8Array.of(1, 0, 0, 0, 2, 0, 0, 0), new Uint8Array(12))),
      FMT,
      chunk("data", 0xffff_ffff),
    ),
    2 ** 33 + 1,
  ],
])("the header of a WAV file %s declares its sound", (_, head, bytes) => {
  expect(declaredWaveBytes(reader(head))).toBe(bytes);
});

test("no header makes the reader fail or run on", () => {
  fc.assert(fc.property(fc.uint8Array({ maxLength: 200 }), (head) => void declaredWaveBytes(reader(head))));
});
