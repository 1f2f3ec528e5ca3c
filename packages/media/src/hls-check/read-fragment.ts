import { boxAt, boxesIn, FieldReader, onlyBox } from "./mp4-fields.ts";
import type { FileHeader } from "./read-header.ts";

/** One packet of sound within a segment. */
export interface Packet {
  /** From the segment's beginning. */
  readonly offset: number;
  readonly bytes: number;
  readonly duration: number;
}

/** A segment taken apart. */
export interface Fragment {
  readonly sequence: number;
  readonly decodeTime: number;
  readonly packets: readonly Packet[];
  /** Where the sound begins and how long it is, by the box around it. */
  readonly payload: { readonly offset: number; readonly bytes: number };
}

const BOX_HEADER_BYTES = 8;

/** How much of a segment must be read for its `moof`; of its first bytes this can be said. */
export function fragmentHeadBytes(head: Uint8Array): number {
  const fields = new FieldReader(head);
  const bytes = fields.uint(32);
  const type = fields.uint(32);
  if (type !== MOOF) throw new Error("no moof");
  return bytes + BOX_HEADER_BYTES;
}

const MOOF = 0x6d6f6f66;
const MDAT = 0x6d646174;

/** Reads a segment of so many bytes by its beginning: one `moof`, one `mdat` to the end. Throws where it is broken. */
export function readFragment(head: Uint8Array, segmentBytes: number, header: FileHeader): Fragment {
  const moofBytes = fragmentHeadBytes(head) - BOX_HEADER_BYTES;
  if (moofBytes + BOX_HEADER_BYTES > head.length) throw new Error(`a moof of ${moofBytes} bytes`);
  const moof = boxAt(head.subarray(0, moofBytes), "moof");
  const after = new FieldReader(head.subarray(moofBytes));
  const mdatBytes = after.uint(32);
  if (after.uint(32) !== MDAT) throw new Error("no mdat after moof");
  if (moofBytes + mdatBytes !== segmentBytes) throw new Error(`${moofBytes} + ${mdatBytes} ≠ ${segmentBytes}`);

  const sequence = new FieldReader(boxAt(moof, "mfhd"));
  sequence.skip(4);
  const track = boxesIn(boxAt(moof, "traf"));
  const defaults = readTrackDefaults(onlyBox(track, "tfhd").body, header);
  return {
    sequence: sequence.uint(32),
    decodeTime: readDecodeTime(onlyBox(track, "tfdt").body),
    packets: readRun(onlyBox(track, "trun").body, defaults),
    payload: { offset: moofBytes + BOX_HEADER_BYTES, bytes: mdatBytes - BOX_HEADER_BYTES },
  };
}

interface Defaults {
  readonly duration: number;
  readonly bytes: number;
}

/** `tfhd`: fields that its flags announce, each over what the file's header says. */
function readTrackDefaults(tfhd: Uint8Array, header: FileHeader): Defaults {
  const fields = new FieldReader(tfhd);
  const flags = fields.uint(32) % 2 ** 24;
  const track = fields.uint(32);
  if (track !== header.trackId) throw new Error(`track ${track} ≠ ${header.trackId}`);
  // An offset from the file's beginning makes a segment useless by itself.
  if (flags & 0x1 || !(flags & 0x2_00_00)) throw new Error("the base is not the moof");
  if (flags & 0x2) fields.skip(4);
  const duration = flags & 0x8 ? fields.uint(32) : header.defaults.duration;
  const bytes = flags & 0x10 ? fields.uint(32) : header.defaults.bytes;
  return { duration, bytes };
}

function readDecodeTime(tfdt: Uint8Array): number {
  const fields = new FieldReader(tfdt);
  const version = fields.uint(8);
  fields.skip(3);
  return fields.long(version);
}

function readRun(trun: Uint8Array, defaults: Defaults): Packet[] {
  const fields = new FieldReader(trun);
  const flags = fields.uint(32) % 2 ** 24;
  const count = fields.uint(32);
  if (!(flags & 0x1)) throw new Error("no data offset");
  let offset = fields.uint(32);
  if (flags & 0x4) fields.skip(4);
  // A count that the box has no room for must not be counted to.
  if (flags & 0xf00 && count > trun.length) throw new Error(`${count} packets`);
  if (count > PACKETS_MAX) throw new Error(`${count} packets`);
  const packets: Packet[] = [];
  for (let index = 0; index < count; index++) {
    const duration = flags & 0x100 ? fields.uint(32) : defaults.duration;
    const bytes = flags & 0x200 ? fields.uint(32) : defaults.bytes;
    fields.skip((flags & 0x400 ? 4 : 0) + (flags & 0x800 ? 4 : 0));
    packets.push({ offset, bytes, duration });
    offset += bytes;
  }
  if (fields.rest().length > 0) throw new Error("more in trun than its packets");
  return packets;
}

/** Four seconds of the highest rate in the smallest packets are fewer. */
const PACKETS_MAX = 10_000;
