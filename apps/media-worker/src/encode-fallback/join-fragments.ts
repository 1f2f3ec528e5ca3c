import type { CodedPacket } from "./one-sample-fragments.ts";

/** Every packet can be begun with. */
const SYNC_SAMPLE = 0x0200_0000;
const DEFAULT_BASE_IS_MOOF = 0x02_0000;
const HAS_DURATION = 0x08;
const HAS_FLAGS = 0x20;
const RUN_HAS_OFFSET = 0x01;
const RUN_HAS_DURATIONS = 0x100;
const RUN_HAS_SIZES = 0x200;

/** One fragment of many packets: a segment as a player fetches it. */
export function joinFragment(packets: readonly CodedPacket[], sequence: number): Buffer {
  const [first] = packets;
  if (!first) throw new Error("a segment has no packet");
  const even = packets.every(({ samples }) => samples === first.samples);
  const time = Buffer.alloc(8);
  time.writeBigUInt64BE(BigInt(first.time));
  const runFlags = RUN_HAS_OFFSET | RUN_HAS_SIZES | (even ? 0 : RUN_HAS_DURATIONS);
  const entries = packets.flatMap(({ samples, bytes }) => (even ? [bytes.length] : [samples, bytes.length]));
  const run = (offset: number) => fullBox("trun", { flags: runFlags }, numbers(packets.length, offset, ...entries));
  const track = [
    fullBox("tfhd", { flags: DEFAULT_BASE_IS_MOOF | HAS_DURATION | HAS_FLAGS }, numbers(1, first.samples, SYNC_SAMPLE)),
    fullBox("tfdt", { version: 1 }, time),
  ];
  const moof = (offset: number) =>
    box("moof", fullBox("mfhd", {}, numbers(sequence)), box("traf", ...track, run(offset)));
  // The packets begin where this box ends and the next one's head does.
  const offset = moof(0).length + 8;
  return Buffer.concat([moof(offset), box("mdat", ...packets.map(({ bytes }) => bytes))]);
}

function box(type: string, ...parts: readonly Uint8Array[]): Buffer {
  const bytes = parts.reduce((sum, { length }) => sum + length, 8);
  return Buffer.concat([numbers(bytes), Buffer.from(type, "latin1"), ...parts]);
}

function fullBox(type: string, { version = 0, flags = 0 }: { version?: number; flags?: number }, body: Buffer): Buffer {
  return box(type, numbers(version * 2 ** 24 + flags), body);
}

function numbers(...values: readonly number[]): Buffer {
  const bytes = Buffer.alloc(4 * values.length);
  values.forEach((value, index) => bytes.writeUInt32BE(value, 4 * index));
  return bytes;
}
