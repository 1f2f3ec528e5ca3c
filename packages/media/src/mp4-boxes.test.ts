import { concatBytes, utf8 } from "@songkeeper/base";
import { expect, test } from "vitest";
import { scanBoxes, splitFragments } from "./mp4-boxes.ts";
import { uint32 } from "./uint32.ts";

function scan(...parts: Uint8Array[]) {
  const file = concatBytes(...parts);
  return scanBoxes((offset, length) => file.subarray(offset, offset + length), 0, file.length);
}

function box(type: string, bodyBytes: number): Uint8Array {
  return concatBytes(uint32(8 + bodyBytes), utf8(type), new Uint8Array(bodyBytes));
}

test("a file is its boxes, one after the other", () => {
  expect(scan(box("ftyp", 4), box("moov", 100), box("mdat", 0))).toEqual([
    { type: "ftyp", offset: 0, bytes: 12 },
    { type: "moov", offset: 12, bytes: 108 },
    { type: "mdat", offset: 120, bytes: 8 },
  ]);
});

test("a box may count its length in 64 bits, or reach to the end", () => {
  const large = concatBytes(uint32(1), utf8("mdat"), uint32(0, 20), new Uint8Array(4));
  const endless = concatBytes(uint32(0), utf8("free"), new Uint8Array(5));
  expect(scan(large, endless).map(({ type, bytes }) => [type, bytes])).toEqual([
    ["mdat", 20],
    ["free", 13],
  ]);
});

test.each([
  ["too short for itself", concatBytes(uint32(7), utf8("free"))],
  ["longer than the file", concatBytes(uint32(9), utf8("free"))],
  ["without a whole header", uint32(8)],
  ["of a length beyond all files", concatBytes(uint32(1), utf8("mdat"), uint32(0xffff_ffff, 0))],
])("a box %s is an error", (_, bytes) => {
  expect(() => scan(bytes)).toThrow();
});

test("a fragment reaches to the next one, and what stands before the first is the header", () => {
  const boxes = scan(box("ftyp", 4), box("moov", 10), box("moof", 2), box("mdat", 30), box("moof", 2), box("mdat", 5));
  expect(splitFragments(boxes)).toEqual({
    headerBytes: 30,
    fragments: [
      { offset: 30, bytes: 48 },
      { offset: 78, bytes: 23 },
    ],
  });
});
