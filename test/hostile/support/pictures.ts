import { crc32, deflateSync } from "node:zlib";
import { bytes, u16 } from "./bytes.ts";
import type { Bait, Hostile } from "./disguises.ts";

const PNG = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);

/** Pictures that are none, or far more than they seem. */
export function hostilePictures({ url, path }: Bait): Hostile[] {
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="600" height="600"><image href="${url}/a.png"/></svg>`;
  return [
    ["nothing", "not_a_picture", () => Buffer.alloc(0)],
    ["an SVG with an address in it", "not_a_picture", () => Buffer.from(svg)],
    [
      "a vector picture that reads a local file",
      "not_a_picture",
      () => Buffer.from(`push graphic-context\nimage over 0,0 0,0 '${path}'\n`),
    ],
    ["a TIFF", "not_a_picture", () => bytes("II*\0", Buffer.alloc(400))],
    ["a GIF", "not_a_picture", () => bytes("GIF89a", Buffer.alloc(400))],
    ["a PDF", "not_a_picture", () => Buffer.from("%PDF-1.7\n%%EOF\n")],
    ["a HEIC", "not_a_picture", () => bytes(24, "ftypheic", Buffer.alloc(400))],
    ["a PNG of 60,000 pixels a side", "picture_too_large", () => png(60_000, 60_000)],
    ["a PNG of two thousand million pixels a side", "not_a_picture", () => png(0x7fff_ffff, 0x7fff_ffff)],
    ["a PNG of no pixels", "not_a_picture", () => png(0, 0)],
    [
      "a PNG without pixels",
      "not_a_picture",
      () => bytes(PNG, part("IHDR", header(600, 600)), part("IEND", Buffer.alloc(0))),
    ],
    [
      "a PNG with a text of a hundred megabytes in it",
      "not_a_picture",
      () =>
        bytes(
          PNG,
          part("IHDR", header(600, 600)),
          part("zTXt", bytes("a\0\0", deflateSync(Buffer.alloc(100_000_000)))),
        ),
    ],
    [
      "a PNG with a colour profile of a hundred megabytes in it",
      "not_a_picture",
      () =>
        bytes(
          PNG,
          part("IHDR", header(600, 600)),
          part("iCCP", bytes("a\0\0", deflateSync(Buffer.alloc(100_000_000)))),
        ),
    ],
    ["a JPEG of 65,535 pixels a side", "not_a_picture", () => jpeg(65_535)],
    ["a JPEG of four letters", "not_a_picture", () => Buffer.of(0xff, 0xd8, 0xff, 0xe0)],
    [
      "a web page behind a JPEG's first letters",
      "not_a_picture",
      () => bytes(Buffer.of(0xff, 0xd8, 0xff, 0xe0), `<script src="${url}">`),
    ],
    [
      "a WebP that is longer than itself",
      "not_a_picture",
      () => bytes("RIFF", Buffer.of(255, 255, 255, 127), "WEBPVP8 ", Buffer.alloc(40)),
    ],
  ];
}

function png(width: number, height: number): Buffer {
  const pixels = part("IDAT", deflateSync(Buffer.alloc(400_000)));
  return bytes(PNG, part("IHDR", header(width, height)), pixels, part("IEND", Buffer.alloc(0)));
}

function header(width: number, height: number): Buffer {
  return bytes(width, height, Buffer.of(8, 2, 0, 0, 0));
}

function part(type: string, content: Uint8Array): Buffer {
  return bytes(content.length, type, content, crc32(bytes(type, content)));
}

function jpeg(side: number): Buffer {
  const frame = bytes(Buffer.of(8), u16(side), u16(side), Buffer.of(1, 1, 0x11, 0));
  return bytes(Buffer.of(0xff, 0xd8, 0xff, 0xc0), u16(frame.length + 2), frame, Buffer.of(0xff, 0xd9));
}
