import fc from "fast-check";
import { expect, test } from "vitest";
import { byteRange } from "./byte-range.ts";

test.each([
  { header: undefined, part: "whole" },
  { header: "bytes=0-0", part: { start: 0, end: 0 } },
  { header: "bytes=10-19", part: { start: 10, end: 19 } },
  { header: "bytes=90-", part: { start: 90, end: 99 } },
  { header: "bytes=90-100", part: { start: 90, end: 99 } },
  { header: "bytes=0-99999999999999999999", part: { start: 0, end: 99 } },
  { header: "bytes=-1", part: { start: 99, end: 99 } },
  { header: "bytes=-100", part: { start: 0, end: 99 } },
  { header: "bytes=-200", part: { start: 0, end: 99 } },
  { header: "Bytes= 5-6 ", part: { start: 5, end: 6 } },
  { header: "bytes=-0", part: "unsatisfiable" },
  { header: "bytes=100-", part: "unsatisfiable" },
  { header: "bytes=99999999999999999999-", part: "unsatisfiable" },
  { header: "bytes=100-200", part: "unsatisfiable" },
  { header: "bytes=9-8", part: "whole" },
  { header: "bytes=-", part: "whole" },
  { header: "bytes=0-1,3-4", part: "whole" },
  { header: "bytes=a-b", part: "whole" },
  { header: "bytes=0x1-2", part: "whole" },
  { header: "items=0-1", part: "whole" },
])("of a file of 100 bytes $header is $part", ({ header, part }) => {
  expect(byteRange(header, 100)).toEqual(part);
});

test("any range that is answered lies within the file", () => {
  const number = fc.option(fc.nat(300), { nil: "" });
  fc.assert(
    fc.property(number, number, fc.nat(200), (first, last, size) => {
      const range = byteRange(`bytes=${first}-${last}`, size);
      if (typeof range === "string") return;
      expect(0 <= range.start && range.start <= range.end && range.end < size).toBe(true);
    }),
  );
});
