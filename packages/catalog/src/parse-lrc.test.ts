import fc from "fast-check";
import { expect, test } from "vitest";
import { parseLrc } from "./parse-lrc.ts";

function inWords(text: string): string {
  return parseLrc(text)
    .map(({ atMs, text: line }) => `${atMs} ${line}`.trim())
    .join(" | ");
}

test.each([
  { lrc: "[00:12.00]雨落\n[01:02.5]桥头", lines: "12000 雨落 | 62500 桥头" },
  { lrc: "[01:00]b\n[00:59.999]a", lines: "59999 a | 60000 b" },
  { lrc: "[00:01.00][00:31.00] chorus ", lines: "1000 chorus | 31000 chorus" },
  { lrc: "[00:01.00] [00:31.00]chorus", lines: "1000 chorus | 31000 chorus" },
  { lrc: "[00:01:50]a\r\n[2:3]b\r[120:00]c", lines: "1500 a | 123000 b | 7200000 c" },
  { lrc: "[ti:雨]\n[ar:林小满]\n[00:01]a\n\nno time\n[xx:01]b\n[00:61]c\n(00:01)d", lines: "1000 a" },
  { lrc: "[offset:500]\n[00:01.00]a\n[00:00.20]b", lines: "0 b | 500 a" },
  { lrc: "[00:01.00]a\n[offset: -250]", lines: "1250 a" },
  { lrc: "[00:01]<00:01.00>one <00:01.50>two", lines: "1000 one two" },
  { lrc: "[00:01]a\n[00:05]\n[00:09]b", lines: "1000 a | 5000 | 9000 b" },
  { lrc: "[00:01]first\n[00:01]second", lines: "1000 first | 1000 second" },
  { lrc: "", lines: "" },
])("the timed lyrics $lrc are sung as $lines", ({ lrc, lines }) => {
  expect(inWords(lrc)).toBe(lines);
});

test("a short text does not become an endless song", () => {
  const lines = parseLrc(`${"[00:01]".repeat(3_000)}${"long ".repeat(5_000)}`);
  expect(lines.length).toBe(1_000);
  expect(new Set(lines.map(({ text }) => text.length))).toEqual(new Set([300]));
});

test.each([
  { what: "empty lines", text: `a${"\n".repeat(40_000)}a` },
  { what: "lines of a gap", text: `a${"\n\t".repeat(20_000)}a` },
  { what: "gaps", text: `a${" ".repeat(40_000)}a` },
  { what: "brackets", text: "[0:".repeat(13_000) },
])("$what as many as may be given are read in a moment", { timeout: 1_000 }, ({ text }) => {
  expect(parseLrc(text)).toEqual([]);
});

test("whatever is given as timed lyrics, the lines come in order and none before the beginning", () => {
  const part = fc.constantFrom("[00:01.5]", "[99:59]", "[offset:-9]", "[offset:9999]", "雨", "\n", "[", "<00:01>", " ");
  fc.assert(
    fc.property(
      fc.oneof(
        fc.string({ unit: "binary" }),
        fc.array(part).map((parts) => parts.join("")),
      ),
      (text) => {
        const lines = parseLrc(text);
        const times = lines.map(({ atMs }) => atMs);
        expect(times).toEqual(times.toSorted((a, b) => a - b));
        expect(times.every((atMs) => Number.isSafeInteger(atMs) && atMs >= 0)).toBe(true);
        expect(lines.every((line) => !/[\r\n]/.test(line.text))).toBe(true);
      },
    ),
  );
});
