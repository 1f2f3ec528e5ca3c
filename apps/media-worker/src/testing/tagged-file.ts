import { OggPages } from "@songkeeper/media";

/** A field of a tag: its name and its bytes as they stand in the file. */
export type Field = readonly [name: string, body: Buffer];

/** An ID3v2 tag of version 2.2, 2.3 or 2.4. */
export function id3v2(version: 2 | 3 | 4, ...fields: readonly Field[]): Buffer {
  const body = Buffer.concat(fields.flatMap(([name, bytes]) => [id3Head(version, name, bytes.length), bytes]));
  return Buffer.concat([Buffer.from(`ID3${String.fromCharCode(version)}\0\0`, "latin1"), sevenBits(body.length), body]);
}

/** An ID3v1 tag, which stands at the end of a file. */
export function id3v1(title: Buffer, artist: Buffer, track: number): Buffer {
  const tag = Buffer.alloc(128);
  tag.write("TAG");
  title.copy(tag, 3);
  artist.copy(tag, 33);
  tag[126] = track;
  return tag;
}

/** A text of ID3 by the number of its encoding: 0 Latin, 1 UTF-16, 3 UTF-8. */
export function id3Text(encoding: 0 | 1 | 3, text: string | Buffer): Buffer {
  const utf16 = encoding === 1 && typeof text === "string";
  const bytes = utf16 ? Buffer.concat([Buffer.of(0xff, 0xfe), Buffer.from(text, "utf16le")]) : Buffer.from(text);
  return Buffer.concat([Buffer.of(encoding), bytes]);
}

/** A picture of ID3 2.3 and 2.4. */
export function id3Picture(png: Uint8Array): Buffer {
  return Buffer.concat([Buffer.from("\0image/png\0\u0003\0", "latin1"), png]);
}

/** An MP4 file whose index stands at its end, with these iTunes fields; free ones are named `----:` and their name. */
export function withAtoms(file: Buffer, ...fields: readonly Field[]): Buffer {
  const at = lastBox(file);
  const items = fields.map(([name, body]) =>
    name.startsWith(FREE)
      ? freeItem(name.slice(FREE.length), body)
      : box(name, data(name === "covr" ? 14 : name === "trkn" ? 0 : 1, body)),
  );
  const handler = box("hdlr", Buffer.concat([Buffer.alloc(8), Buffer.from("mdirappl"), Buffer.alloc(9)]));
  const meta = box("meta", Buffer.concat([Buffer.alloc(4), handler, box("ilst", Buffer.concat(items))]));
  const moov = Buffer.concat([file.subarray(at + 8), box("udta", meta)]);
  return Buffer.concat([file.subarray(0, at), box("moov", moov)]);
}

/** An Opus file with these comments instead of its own; all of them go on one page. */
export function withComments(file: Buffer, ...comments: readonly string[]): Buffer {
  const [head, tags] = [pageEnd(file, 0), pageEnd(file, pageEnd(file, 0))];
  const pages = new OggPages(file.readUInt32LE(14));
  const first = pages.add([file.subarray(28, head)], { position: 0n });
  const texts = comments.map((comment) => lengthFirst(Buffer.from(comment)));
  const count = Buffer.alloc(4);
  count.writeUInt32LE(comments.length);
  const packet = Buffer.concat([Buffer.from("OpusTags"), lengthFirst(Buffer.from("test")), count, ...texts]);
  return Buffer.concat([first, pages.add([packet], { position: 0n }), file.subarray(tags)]);
}

/** A PNG as FLAC and Ogg keep pictures. */
export function pictureComment(png: Uint8Array): string {
  const kind = Buffer.from("image/png");
  const numbers = (...values: number[]) => Buffer.from(Uint32Array.from(values).buffer).swap32();
  const block = [numbers(3, kind.length), kind, numbers(0, 300, 300, 24, 0, png.length), png];
  return `METADATA_BLOCK_PICTURE=${Buffer.concat(block).toString("base64")}`;
}

function id3Head(version: 2 | 3 | 4, name: string, bytes: number): Buffer {
  const size = Buffer.alloc(4);
  size.writeUInt32BE(bytes);
  if (version === 2) return Buffer.concat([Buffer.from(name), size.subarray(1)]);
  return Buffer.concat([Buffer.from(name), version === 4 ? sevenBits(bytes) : size, Buffer.alloc(2)]);
}

function sevenBits(bytes: number): Buffer {
  return Buffer.from([21, 14, 7, 0].map((shift) => (bytes >> shift) & 127));
}

function box(type: string, body: Buffer): Buffer {
  const head = Buffer.alloc(8);
  head.writeUInt32BE(body.length + 8);
  head.write(type, 4, "latin1");
  return Buffer.concat([head, body]);
}

function data(kind: number, body: Buffer): Buffer {
  return box("data", Buffer.concat([Buffer.of(0, 0, 0, kind, 0, 0, 0, 0), body]));
}

const FREE = "----:";

function freeItem(name: string, body: Buffer): Buffer {
  const part = (type: string, text: string) => box(type, Buffer.concat([Buffer.alloc(4), Buffer.from(text)]));
  return box("----", Buffer.concat([part("mean", "com.apple.iTunes"), part("name", name), data(1, body)]));
}

function lastBox(file: Buffer): number {
  let at = 0;
  for (let next = 0; next < file.length; next += file.readUInt32BE(next)) at = next;
  return at;
}

function pageEnd(file: Buffer, at: number): number {
  const segments = file[at + 26] ?? 0;
  const sizes = file.subarray(at + 27, at + 27 + segments);
  return at + 27 + segments + sizes.reduce((sum, size) => sum + size, 0);
}

function lengthFirst(bytes: Buffer): Buffer {
  const size = Buffer.alloc(4);
  size.writeUInt32LE(bytes.length);
  return Buffer.concat([size, bytes]);
}
