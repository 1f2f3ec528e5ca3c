/** Sizes that a recorder writes when it does not know yet how long the sound will be. */
const UNKNOWN_SIZES = [0, 0xffff_ffff, 0x7fff_ffff];

/** How many bytes of sound a WAV file declares in its first bytes, if it does; RF64 counts in 64 bits. */
export function declaredWaveBytes(head: Uint8Array): number | undefined {
  const view = new DataView(head.buffer, head.byteOffset, head.byteLength);
  let large: number | undefined;
  for (let at = 12; at + 8 <= head.length;) {
    const name = String.fromCharCode(...head.subarray(at, at + 4));
    const size = view.getUint32(at + 4, true);
    if (name === "ds64" && at + 24 <= head.length) large = Number(view.getBigUint64(at + 16, true));
    if (name === "data") return size === 0xffff_ffff && large ? large : UNKNOWN_SIZES.includes(size) ? undefined : size;
    at += 8 + size + (size % 2);
  }
  return undefined;
}
