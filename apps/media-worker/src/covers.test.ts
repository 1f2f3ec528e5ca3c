import { crc32, createDeflate } from "node:zlib";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import sharp from "sharp";
import { expect, test } from "vitest";
import type { MadeCover } from "@songkeeper/media";
import { encodeFile } from "./testing/encode-file.ts";
import { taggedFlac } from "./testing/flac-file.ts";
import { ingest, runOn, verdict } from "./testing/run-ingest.ts";
import { music } from "./testing/sounds.ts";

const SONG = music({ samples: 2 * 44_100 });
const BLUE = { r: 32, g: 64, b: 160 };

function picture(width: number, height: number) {
  return sharp({ create: { width, height, channels: 3, background: BLUE } });
}

async function coverOf(file: Uint8Array): Promise<{ cover: MadeCover; large: Buffer; small: Buffer }> {
  const job = await runOn("cover", file);
  if (job.last.kind !== "done" || job.last.result.task !== "cover") throw new Error(verdict(job));
  const [large, small] = ["cover-1400.jpg", "cover-300.jpg"].map((name) => readFileSync(join(job.output, name)));
  if (!large || !small) throw new Error("there is no cover");
  return { cover: job.last.result, large, small };
}

test.each([
  ["JPEG", () => picture(1600, 1200).jpeg().toBuffer()],
  ["PNG", () => picture(300, 300).png().toBuffer()],
  ["WebP", () => picture(2000, 500).webp().toBuffer()],
])("a %s becomes two square JPEGs and a colour", async (_, make) => {
  const { cover, large, small } = await coverOf(await make());
  const told = await Promise.all([large, small].map((file) => sharp(file).metadata()));
  expect(told.map(({ format, width, height }) => ({ format, width, height }))).toEqual([
    { format: "jpeg", width: 1400, height: 1400 },
    { format: "jpeg", width: 300, height: 300 },
  ]);
  expect(cover.coverId).toMatch(/^[0-9a-f]{32}$/u);
  expect(cover.files.map(({ name, bytes }) => [name, bytes])).toEqual([
    ["cover-1400.jpg", large.length],
    ["cover-300.jpg", small.length],
  ]);
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => Number.parseInt(cover.color.slice(at, at + 2), 16));
  expect(blue).toBeGreaterThan(green);
  expect(green).toBeGreaterThan(red);
});

test("the same picture has the same id, another picture another", async () => {
  const one = await coverOf(await picture(400, 400).png().toBuffer());
  const again = await coverOf(await picture(400, 400).png().toBuffer());
  const other = await coverOf(await picture(400, 400).negate().png().toBuffer());
  expect(again.cover.coverId).toBe(one.cover.coverId);
  expect(other.cover.coverId).not.toBe(one.cover.coverId);
});

test("a picture is turned upright, and nothing its maker wrote into it is kept", async () => {
  const red = await sharp({ create: { width: 400, height: 200, channels: 3, background: "#ff0000" } })
    .png()
    .toBuffer();
  const upright = await picture(400, 400)
    .composite([{ input: red, gravity: "north" }])
    .png()
    .toBuffer();
  const lying = await sharp(upright).rotate(90).png().toBuffer();
  const exif = { IFD0: { Copyright: "secret place" } };
  const turned = await sharp(lying).withMetadata({ orientation: 8 }).withExifMerge(exif).jpeg().toBuffer();
  expect(turned.includes("secret place")).toBe(true);
  expect((await sharp(turned).metadata()).orientation).toBe(8);

  const { large } = await coverOf(turned);
  const top = await sharp(large).extract({ left: 0, top: 0, width: 1400, height: 400 }).png().toBuffer();
  expect((await sharp(top).stats()).channels[0]?.mean).toBeGreaterThan(200);
  const { exif: kept, icc, orientation } = await sharp(large).metadata();
  expect({ kept, icc, orientation }).toEqual({ kept: undefined, icc: undefined, orientation: undefined });
});

test.each<[string, string, () => Promise<Uint8Array> | Uint8Array]>([
  ["too few pixels", "picture_too_small", () => picture(299, 900).png().toBuffer()],
  ["a PNG of 16,000 pixels a side", "picture_too_large", () => pngBomb(16_000)],
  ["a PNG that is cut off", "not_a_picture", async () => (await noisy().png().toBuffer()).subarray(0, 2000)],
  ["a JPEG that is cut off", "not_a_picture", async () => (await noisy().jpeg().toBuffer()).subarray(0, 2000)],
  ["an SVG", "not_a_picture", () => Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" width="400" height="400"/>')],
  ["a GIF", "not_a_picture", () => picture(400, 400).gif().toBuffer()],
  [
    "a TIFF that begins like a JPEG",
    "not_a_picture",
    async () => Buffer.concat([Buffer.of(0xff, 0xd8, 0xff), await picture(400, 400).tiff().toBuffer()]),
  ],
  ["nothing", "not_a_picture", () => new Uint8Array()],
])("of %s no cover is made: %s", async (_, reason, make) => {
  expect(verdict(await runOn("cover", await make()))).toBe(reason);
});

test("the picture in a song's tags becomes its cover", async () => {
  const { result, read } = await ingest(taggedFlac(SONG, {}, await picture(600, 600).jpeg().toBuffer()));
  expect(result.cover?.files.map(({ name }) => name)).toEqual(["cover-1400.jpg", "cover-300.jpg"]);
  expect((await sharp(read("cover-300.jpg")).metadata()).width).toBe(300);
  expect(result.files.some(({ name }) => name.startsWith("cover"))).toBe(false);
});

test("the picture in an MP3's tags becomes its cover", async () => {
  const image = await picture(600, 600).png().toBuffer();
  const frame = Buffer.concat([Buffer.from("\0image/png\0\u0003\0", "latin1"), image]);
  const header = Buffer.concat([Buffer.from("APIC"), uint32(frame.length), Buffer.alloc(2)]);
  const bytes = header.length + frame.length;
  const size = Buffer.from([21, 14, 7, 0].map((shift) => (bytes >> shift) & 127));
  const tag = Buffer.concat([Buffer.from("ID3\u0003\0\0"), size, header, frame]);
  const { result } = await ingest(Buffer.concat([tag, encodeFile("mp3", SONG)]));
  expect(result.cover?.coverId).toBe((await coverOf(image)).cover.coverId);
});

test.each<[string, () => Promise<Uint8Array> | Uint8Array]>([
  ["an SVG", () => Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>')],
  ["a PNG of 16,000 pixels a side", () => pngBomb(16_000)],
  ["a cut JPEG", async () => (await noisy().jpeg().toBuffer()).subarray(0, 2000)],
  ["nothing", () => new Uint8Array()],
])("a song with %s in its tags is taken, without a cover", async (_, make) => {
  const { result } = await ingest(taggedFlac(SONG, {}, await make()));
  expect(result.cover).toBeNull();
  expect(result.source.samples).toBe(2 * 44_100);
});

function noisy() {
  return sharp({
    create: {
      width: 400,
      height: 400,
      channels: 3,
      background: BLUE,
      noise: { type: "gaussian", mean: 128, sigma: 60 },
    },
  });
}

function uint32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(value);
  return bytes;
}

/** A small file of a picture that fills the memory of whoever decodes it. */
async function pngBomb(side: number): Promise<Buffer> {
  const deflate = createDeflate({ level: 9 });
  const packed: Buffer[] = [];
  deflate.on("data", (piece: Buffer) => packed.push(piece));
  const line = Buffer.alloc(1 + side * 3);
  for (let row = 0; row < side; row++) {
    if (!deflate.write(line)) await new Promise((resolve) => deflate.once("drain", resolve));
  }
  await new Promise<void>((resolve) => deflate.end(resolve));
  const chunk = (name: string, body: Buffer) => {
    const named = Buffer.concat([Buffer.from(name), body]);
    return Buffer.concat([uint32(body.length), named, uint32(crc32(named))]);
  };
  const facts = Buffer.concat([uint32(side), uint32(side), Buffer.of(8, 2, 0, 0, 0)]);
  return Buffer.concat([
    Buffer.from("\u0089PNG\r\n\u001a\n", "latin1"),
    chunk("IHDR", facts),
    chunk("IDAT", Buffer.concat(packed)),
    chunk("IEND", Buffer.alloc(0)),
  ]);
}
