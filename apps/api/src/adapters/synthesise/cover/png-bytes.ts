import { crc32, deflateSync } from "node:zlib";

const SIGNATURE = Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a);

/** A square picture as a PNG file: eight bits a colour, each line as the difference from the one above. */
export function pngBytes(pixels: Uint8Array, size: number): Uint8Array<ArrayBuffer> {
  const header = new DataView(new ArrayBuffer(13));
  header.setUint32(0, size);
  header.setUint32(4, size);
  header.setUint8(8, 8);
  header.setUint8(9, 2);
  const chunks = [
    chunk("IHDR", new Uint8Array(header.buffer)),
    chunk(
      "tEXt",
      Uint8Array.from("Software\0Songkeeper synthesiser", (letter) => letter.charCodeAt(0)),
    ),
    chunk("IDAT", deflateSync(lines(pixels, size), { level: 7 })),
    chunk("IEND", new Uint8Array(0)),
  ];
  return joined([SIGNATURE, ...chunks]);
}

function lines(pixels: Uint8Array, size: number): Uint8Array {
  const width = size * 3;
  const out = new Uint8Array((width + 1) * size);
  const UP = 2;
  for (let y = 0; y < size; y++) {
    out[y * (width + 1)] = UP;
    for (let at = 0; at < width; at++) {
      const above = y === 0 ? 0 : (pixels[(y - 1) * width + at] ?? 0);
      out[y * (width + 1) + 1 + at] = (pixels[y * width + at] ?? 0) - above;
    }
  }
  return out;
}

function chunk(name: string, content: Uint8Array): Uint8Array {
  const out = new Uint8Array(content.length + 12);
  const view = new DataView(out.buffer);
  view.setUint32(0, content.length);
  out.set(
    Uint8Array.from(name, (letter) => letter.charCodeAt(0)),
    4,
  );
  out.set(content, 8);
  view.setUint32(content.length + 8, crc32(out.subarray(4, content.length + 8)));
  return out;
}

function joined(parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const out = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    out.set(part, at);
    at += part.length;
  }
  return out;
}
