/** Samples that every AAC frame decodes to. */
const FRAME = 1024;
const DURATION_IN_TRUN = 0x100;

/**
 * Says of the last AAC frame of a fragment how long it really decodes. The file says how much of it belongs to the song,
 * and browsers that keep to that still sound all of it; told the whole length, they cut it at the append window's end,
 * to the sample. Changes the bytes in place.
 */
export function tellWholeFrames(bytes: ArrayBuffer): void {
  const view = new DataView(bytes);
  for (const moof of boxes(view, 0, view.byteLength))
    if (moof.type === "moof")
      for (const traf of boxes(view, moof.from, moof.to))
        if (traf.type === "traf")
          for (const box of boxes(view, traf.from, traf.to)) {
            if (box.type === "trun") tellInRun(view, box.from);
            if (box.type === "tfhd") tellDefault(view, box.from);
          }
}

interface Box {
  readonly type: string;
  /** Where its content begins. */
  readonly from: number;
  readonly to: number;
}

function* boxes(view: DataView, begin: number, end: number): Generator<Box> {
  for (let at = begin; at + 8 <= end;) {
    const size = view.getUint32(at);
    // Boxes of a size beyond 32 bits, or without one, hold sound and not what is looked for.
    if (size < 8 || at + size > end) return;
    const type = String.fromCharCode(...[4, 5, 6, 7].map((byte) => view.getUint8(at + byte)));
    yield { type, from: at + 8, to: at + size };
    at += size;
  }
}

/** Of a run that gives each sample's duration, the last. */
function tellInRun(view: DataView, at: number): void {
  const flags = view.getUint32(at) & 0xff_ffff;
  const samples = view.getUint32(at + 4);
  if (!(flags & DURATION_IN_TRUN) || samples === 0) return;
  const optional = [0x1, 0x4].filter((flag) => flags & flag).length;
  const fields = [0x100, 0x200, 0x400, 0x800].filter((flag) => flags & flag).length;
  view.setUint32(at + 8 + 4 * optional + 4 * fields * (samples - 1), FRAME);
}

/** Of a fragment whose samples are all alike: a last one that stands alone. */
function tellDefault(view: DataView, at: number): void {
  const flags = view.getUint32(at) & 0xff_ffff;
  if (!(flags & 0x8)) return;
  const before = (flags & 0x1 ? 8 : 0) + (flags & 0x2 ? 4 : 0);
  view.setUint32(at + 8 + before, FRAME);
}
