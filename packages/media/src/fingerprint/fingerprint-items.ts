/** A recording's fingerprint: Chromaprint's items (algorithm 1) in their order. */
export type Fingerprint = Uint32Array;

/** How much later each item begins than the one before it: 1365 samples at 11,025 hertz. */
export const ITEM_MS = 1_365 / 11.025;
/** How much sound one item is made of: twenty overlapping frames, the last one whole. */
export const ITEM_SOUND_MS = (19 * 1_365 + 4_096) / 11.025;

/** The item of silence: it says nothing of any recording. */
export const SILENT_ITEM = 627_964_279;

const BYTES = 4;

/** Whether this machine writes numbers as fingerprints do; nearly every one does. */
const IS_LITTLE_ENDIAN = new Uint8Array(Uint32Array.of(1).buffer)[0] === 1;

/** Reads the items that a media worker wrote. Throws for a file that is cut off within an item. */
export function readFingerprint(bytes: Uint8Array): Fingerprint {
  if (bytes.length % BYTES !== 0) throw new RangeError(`a fingerprint of ${bytes.length} bytes is cut off`);
  // Hundreds of thousands of items are read for one search: a copy of the bytes takes a fiftieth of the time.
  if (IS_LITTLE_ENDIAN) return new Uint32Array(Uint8Array.from(bytes).buffer);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  return Uint32Array.from({ length: bytes.length / BYTES }, (_, at) => view.getUint32(BYTES * at, true));
}

/** Writes items as a media worker does: unsigned, 32 bits, the lowest byte first. */
export function writeFingerprint(items: Fingerprint): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(BYTES * items.length);
  const view = new DataView(bytes.buffer);
  for (const [at, item] of items.entries()) view.setUint32(BYTES * at, item, true);
  return bytes;
}

/** How long the sound lasts of which so many items in a row were made. */
export function soundMs(items: number): number {
  return items <= 0 ? 0 : Math.round((items - 1) * ITEM_MS + ITEM_SOUND_MS);
}

/** Where in the recording the sound of an item begins. */
export function itemStartMs(position: number): number {
  return Math.round(position * ITEM_MS);
}
