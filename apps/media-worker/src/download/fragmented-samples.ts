import { closeSync } from "node:fs";
import { scanBoxes, splitFragments } from "@songkeeper/media";
import { openFile } from "../encode/open-file.ts";

/** How many samples per channel of one of our own fragmented files are heard: to its last packet's end, without the run-up. */
export function fragmentedSamples(path: string): number {
  const { fd, bytes, read } = openFile(path);
  const { headerBytes, fragments } = splitFragments(scanBoxes(read, 0, bytes));
  const last = fragments.at(-1);
  if (!last) throw new Error(`${path} has no sound`);
  const header = Buffer.from(read(0, headerBytes));
  const moof = Buffer.from(read(last.offset, Buffer.from(read(last.offset, 4)).readUInt32BE()));
  closeSync(fd);
  return fragmentEnd(moof) - runUp(header);
}

function runUp(header: Buffer): number {
  const list = header.indexOf("elst", 0, "latin1") + 4;
  if (list < 4) return 0;
  return header[list] === 1 ? Number(header.readBigInt64BE(list + 16)) : header.readInt32BE(list + 12);
}

const HAS_OFFSET = 0x01;
const HAS_FIRST_FLAGS = 0x04;
/** A duration, a size, flags and an offset of each packet. */
const FIELDS = [0x100, 0x200, 0x400, 0x800];

function fragmentEnd(moof: Buffer): number {
  const [track = 0, time = 0, run = 0] = ["tfhd", "tfdt", "trun"].map((type) => moof.indexOf(type, 0, "latin1") + 4);
  const begin = moof[time] === 1 ? Number(moof.readBigUInt64BE(time + 4)) : moof.readUInt32BE(time + 4);
  const flags = moof.readUIntBE(run + 1, 3);
  const count = moof.readUInt32BE(run + 4);
  if (!(flags & 0x100)) return begin + count * defaultDuration(moof, track);
  const fieldBytes = 4 * FIELDS.filter((field) => flags & field).length;
  const first = run + 8 + (flags & HAS_OFFSET ? 4 : 0) + (flags & HAS_FIRST_FLAGS ? 4 : 0);
  const durations = Array.from({ length: count }, (_, index) => moof.readUInt32BE(first + index * fieldBytes));
  return durations.reduce((sum, duration) => sum + duration, begin);
}

function defaultDuration(moof: Buffer, track: number): number {
  const flags = moof.readUIntBE(track + 1, 3);
  if (!(flags & 8)) throw new Error("a fragment does not say how long its packets are");
  return moof.readUInt32BE(track + 8 + (flags & 1 ? 8 : 0) + (flags & 2 ? 4 : 0));
}
