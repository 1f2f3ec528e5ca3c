import { scanBoxes } from "../mp4-boxes.ts";

/** A box that was read, with what is in it. */
export interface ReadBox {
  readonly type: string;
  readonly offset: number;
  readonly bytes: number;
  readonly body: Uint8Array;
}

/** The boxes in some bytes, which they must fill exactly. Throws if they do not. */
export function boxesIn(bytes: Uint8Array): ReadBox[] {
  const read = (offset: number, length: number) => bytes.subarray(offset, offset + length);
  return scanBoxes(read, 0, bytes.length).map((box) => {
    // A length of 64 bits has eight bytes more of header; nothing of ours is that long.
    return { ...box, body: bytes.subarray(box.offset + HEADER_BYTES, box.offset + box.bytes) };
  });
}

const HEADER_BYTES = 8;

/** The one box of a type. Throws if there is none, or another. */
export function onlyBox(boxes: readonly ReadBox[], type: string): ReadBox {
  const [found, other] = boxes.filter((box) => box.type === type);
  if (!found || other) throw new Error(`${found ? "several" : "no"} ${type}`);
  return found;
}

/** What is in the box at the end of a path of single boxes. Throws if one is missing. */
export function boxAt(bytes: Uint8Array, path: string): Uint8Array {
  return path.split("/").reduce((body, type) => onlyBox(boxesIn(body), type).body, bytes);
}

/** Reads fields one after the other, the highest byte first. Throws past the end. */
export class FieldReader {
  readonly #view: DataView;
  #at = 0;

  constructor(bytes: Uint8Array) {
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }

  /** The next number of 8 to 64 bits; one of 64 must be small enough to be exact. */
  uint(bits: 8 | 16 | 24 | 32 | 64): number {
    let value = 0;
    for (let read = 0; read < bits; read += 8) value = value * 256 + this.#view.getUint8(this.#at++);
    if (!Number.isSafeInteger(value)) throw new Error(`a number of ${bits} bits is too large`);
    return value;
  }

  /** The next number of 32 or 64 bits by its box's version. */
  long(version: number): number {
    return this.uint(version === 0 ? 32 : 64);
  }

  /** Leaves bytes out. */
  skip(bytes: number): void {
    this.#at += bytes;
  }

  /** What is left. */
  rest(): Uint8Array {
    const { buffer, byteOffset, byteLength } = this.#view;
    if (this.#at > byteLength) throw new Error("too short");
    return new Uint8Array(buffer, byteOffset + this.#at, byteLength - this.#at);
  }
}
