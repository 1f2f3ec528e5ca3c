/** Bytes of text, numbers and other bytes, one after the other; numbers are 32 bits long, big end first. */
export function bytes(...parts: readonly (string | number | Uint8Array)[]): Buffer {
  return Buffer.concat(
    parts.map((part) => {
      if (typeof part === "string") return Buffer.from(part, "latin1");
      return typeof part === "number" ? u32(part) : part;
    }),
  );
}

/** A number of 32 bits, the big end first. */
export function u32(value: number): Buffer {
  const out = Buffer.alloc(4);
  out.writeUInt32BE(value >>> 0);
  return out;
}

/** A number of 32 bits, the little end first. */
export function le32(value: number): Buffer {
  return u32(value).reverse();
}

/** A number of 16 bits, the big end first. */
export function u16(value: number): Buffer {
  return u32(value).subarray(2);
}

/** A box of an MP4 file; its length may be forged. */
export function box(type: string, content: Uint8Array, length: number = content.length + 8): Buffer {
  return bytes(length, type, content);
}

/** A chunk of an AIFF file; its length may be forged. */
export function chunk(type: string, content: Uint8Array, length: number = content.length): Buffer {
  return bytes(type, length, content, Buffer.alloc(content.length % 2));
}

/** An ID3v2.4 tag with these frames before what follows; its length may be forged. */
export function id3(frames: Uint8Array, length: number = frames.length): Buffer {
  return bytes("ID3", Buffer.of(4, 0, 0), synchsafe(length), frames);
}

/** A frame of an ID3v2.4 tag; its length may be forged. */
export function id3Frame(name: string, content: Uint8Array, length: number = content.length): Buffer {
  return bytes(name, synchsafe(length), Buffer.of(0, 0), content);
}

/** A file in which the bytes behind a name are others; fails where the name is not. */
export function afterName(file: Buffer, name: string, instead: Uint8Array, skip = 0): Buffer {
  const at = file.indexOf(name, 0, "latin1");
  if (at < 0) throw new Error(`the file has no ${name}`);
  const out = Buffer.from(file);
  out.set(instead, at + name.length + skip);
  return out;
}

/** Seven bits a byte, as ID3 counts. */
function synchsafe(value: number): Buffer {
  return Buffer.of((value >> 21) & 127, (value >> 14) & 127, (value >> 7) & 127, value & 127);
}
