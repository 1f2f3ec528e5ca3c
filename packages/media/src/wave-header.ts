import type { ReadBytes } from "./mp4-boxes.ts";

/** Sizes that a recorder writes when it does not know yet how long the sound will be. */
const UNKNOWN_SIZES = [0, 0xffff_ffff, 0x7fff_ffff];
const CHUNKS_MAX = 10_000;

/** How many bytes of sound a WAV file declares, if it does, however much stands before it; RF64 counts in 64 bits. */
export function declaredWaveBytes(read: ReadBytes): number | undefined {
  let large: number | undefined;
  let at = 12;
  for (let count = 0; count < CHUNKS_MAX; count++) {
    const head = read(at, 24);
    if (head.length < 8) return undefined;
    const view = new DataView(head.buffer, head.byteOffset, head.byteLength);
    const name = String.fromCharCode(...head.subarray(0, 4));
    const size = view.getUint32(4, true);
    if (name === "ds64" && head.length >= 24) large = Number(view.getBigUint64(16, true));
    if (name === "data") return size === 0xffff_ffff && large ? large : UNKNOWN_SIZES.includes(size) ? undefined : size;
    at += 8 + size + (size % 2);
  }
  return undefined;
}
