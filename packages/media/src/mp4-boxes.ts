/** A box of an MP4 file: its type, where it begins, and its length with its header. */
export interface Mp4Box {
  readonly type: string;
  readonly offset: number;
  readonly bytes: number;
}

/** Where the header of a fragmented file ends, and where each fragment lies. */
export interface FragmentedFile {
  readonly headerBytes: number;
  readonly fragments: readonly { readonly offset: number; readonly bytes: number }[];
}

/** The boxes between two places of a file, one after the other; `read` gives bytes of the file. */
export function scanBoxes(read: ReadBytes, from: number, to: number): Mp4Box[] {
  const boxes: Mp4Box[] = [];
  for (let offset = from; offset < to;) {
    const box = readBox(read, offset, to);
    boxes.push(box);
    offset += box.bytes;
  }
  return boxes;
}

/** Gives some bytes of a file. */
export type ReadBytes = (offset: number, length: number) => Uint8Array;

function readBox(read: ReadBytes, offset: number, to: number): Mp4Box {
  const header = read(offset, 16);
  if (header.length < 8) throw new Error(`an MP4 box at ${offset} has no header`);
  const view = new DataView(header.buffer, header.byteOffset, header.byteLength);
  const type = String.fromCharCode(...header.subarray(4, 8));
  const short = view.getUint32(0);
  const bytes = short === 1 && header.length >= 16 ? Number(view.getBigUint64(8)) : short === 0 ? to - offset : short;
  if (bytes < 8 || offset + bytes > to) throw new Error(`the MP4 box ${type} at ${offset} has a wrong length`);
  return { type, offset, bytes };
}

/** Takes a fragmented file apart: everything before the first `moof` is its header, each `moof` begins a fragment. */
export function splitFragments(boxes: readonly Mp4Box[]): FragmentedFile {
  const starts = boxes.filter(({ type }) => type === "moof").map(({ offset }) => offset);
  const last = boxes.at(-1);
  const end = last ? last.offset + last.bytes : 0;
  return {
    headerBytes: starts[0] ?? end,
    fragments: starts.map((offset, index) => ({ offset, bytes: (starts[index + 1] ?? end) - offset })),
  };
}
