import { crc32 } from "node:zlib";
import { expect, test } from "vitest";
import { readZip } from "../testing/read-zip.ts";
import { layOutZip, type ZipEntry } from "./zip-layout.ts";
import { streamZip } from "./zip-stream.ts";

const FILES = ["rain", "", "雪".repeat(500)].map((text) => Buffer.from(text));
const MODIFIED = new Date("2026-03-10T10:20:31Z");
const entries: ZipEntry[] = FILES.map((bytes, at) => ({
  name: `林月 - 雨季/0${at + 1} 听雨.flac`,
  bytes: bytes.length,
  crc32: crc32(bytes),
  modifiedAt: MODIFIED,
}));
const layout = layOutZip(entries);

const opened: string[] = [];
function read(entry: number, start: number, end: number): ReadableStream<Uint8Array> {
  opened.push(`${entry}: ${start}-${end}`);
  return new ReadableStream({
    pull(controller) {
      controller.enqueue(Uint8Array.from(FILES[entry]?.subarray(start, end + 1) ?? []));
      controller.close();
    },
  });
}
const part = async (start: number, end: number) =>
  Buffer.from(await new Response(streamZip(layout, { start, end }, read)).arrayBuffer());

test("an archive is read back file by file, with its names, its times and its checksums", async () => {
  const archive = await part(0, layout.bytes - 1);
  expect(archive.length).toBe(layout.bytes);
  const files = readZip(archive);
  expect(files.map(({ name }) => name)).toEqual(entries.map(({ name }) => name));
  expect(files.map(({ bytes }) => bytes.toString())).toEqual(FILES.map(String));
  const { time, day } = files[0]?.modified ?? { time: 0, day: 0 };
  expect([(day >> 9) + 1980, (day >> 5) & 15, day & 31]).toEqual([2026, 3, 10]);
  expect([time >> 11, (time >> 5) & 63, (time & 31) * 2]).toEqual([10, 20, 30]);
});

test("every part of an archive is the same as that part of the whole", async () => {
  const archive = await part(0, layout.bytes - 1);
  for (let start = 0; start < layout.bytes; start += 37) {
    for (const end of [start, start + 1, start + 600, layout.bytes - 1]) {
      const last = Math.min(end, layout.bytes - 1);
      expect((await part(start, last)).equals(archive.subarray(start, last + 1))).toBe(true);
    }
  }
});

test("only files that have a part in it are opened, and only for that part", async () => {
  const archive = await part(0, layout.bytes - 1);
  const inLast = archive.indexOf("雪") + 6;
  opened.length = 0;
  await part(inLast, inLast + 2);
  expect(opened).toEqual(["2: 6-8"]);
  opened.length = 0;
  await part(layout.bytes - 22, layout.bytes - 1);
  expect(opened).toEqual([]);
});

test("who stops reading closes the file that is open, and no other is opened", async () => {
  const closed: number[] = [];
  const endless = (entry: number) =>
    new ReadableStream<Uint8Array>({
      pull: (controller) => controller.enqueue(new Uint8Array(1)),
      cancel: () => void closed.push(entry),
    });
  const reader = streamZip(layout, { start: 0, end: layout.bytes - 1 }, endless).getReader();
  for (let pieces = 0; pieces < 3; pieces++) await reader.read();
  await reader.cancel();
  expect(closed).toEqual([0]);
});

test("beyond four gigabytes places are told in 64 bits, and a file of that length is an error", () => {
  const large: ZipEntry = { name: "a/01.wav", bytes: 2 ** 32 - 2, crc32: 1, modifiedAt: MODIFIED };
  const far = layOutZip([large, { ...large, name: "a/02.wav", bytes: 3 }, { ...large, name: "a/03.wav", bytes: 5 }]);
  const tail = Buffer.from(far.parts.at(-1) instanceof Uint8Array ? (far.parts.at(-1) as Uint8Array) : []);
  const end = tail.length - 22;
  expect(tail.readUInt32LE(end + 16)).toBe(0xffff_ffff);
  const locator = end - 20;
  expect(tail.readUInt32LE(locator)).toBe(0x0706_4b50);
  const long = Number(tail.readBigUInt64LE(locator + 8)) - (far.bytes - tail.length);
  expect(tail.readUInt32LE(long)).toBe(0x0606_4b50);
  expect(Number(tail.readBigUInt64LE(long + 48))).toBe(far.bytes - tail.length);
  const second = 46 + "a/01.wav".length;
  expect(tail.readUInt32LE(second + 42)).toBe(0xffff_ffff);
  const extra = second + 46 + "a/02.wav".length;
  expect([tail.readUInt16LE(extra), tail.readBigUInt64LE(extra + 4)]).toEqual([1, BigInt(2 ** 32 - 2 + 38)]);
  expect(() => layOutZip([{ ...large, bytes: 2 ** 32 }])).toThrow("too many");
});
