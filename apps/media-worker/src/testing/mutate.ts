/** Numbers from 0 up to a bound, the same for the same seed. */
export type Dice = (bound: number) => number;

/** Dice by a seed: xorshift of 32 bits, whose first values are thrown away. */
export function diceOf(seed: number): Dice {
  let state = Math.imul(seed ^ 0x9e37_79b9, 0x85eb_ca6b) >>> 0 || 1;
  const next = () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    state >>>= 0;
    return state;
  };
  for (let round = 0; round < 8; round++) next();
  return (bound) => next() % bound;
}

/** Lengths, counts and offsets that programs have been wrong about. */
const EXTREMES = [0, 1, 0x7f, 0x80, 0xff, 0x7fff, 0x8000, 0xffff, 0x7fff_ffff, 0x8000_0000, 0xffff_ffff, 0xffff_fff8];

/** Where headers have their lengths: near the beginning, and behind these names. */
const NAMES = ["moov", "trak", "stsz", "stco", "stsc", "stts", "elst", "mdhd", "stsd", "esds", "data", "fmt ", "COMM"];
const MORE_NAMES = ["SSND", "ID3", "APIC", "OggS", "fLaC", "Xing", "LAME", "covr", "ilst", "LIST", "ds64", "OpusHead"];

type Mutation = (bytes: Buffer, dice: Dice) => Buffer;

const MUTATIONS: readonly Mutation[] = [
  (bytes, dice) => overwrite(bytes, place(bytes, dice), Buffer.of(1 << dice(8)), "xor"),
  (bytes, dice) => overwrite(bytes, place(bytes, dice), Buffer.of(dice(256))),
  (bytes, dice) => overwrite(bytes, place(bytes, dice), extreme(dice)),
  (bytes, dice) => overwrite(bytes, place(bytes, dice), extreme(dice)),
  (bytes, dice) => overwrite(bytes, place(bytes, dice), Buffer.alloc(1 + dice(64), dice(2) * 255)),
  (bytes, dice) => bytes.subarray(0, dice(bytes.length + 1)),
  (bytes, dice) => cut(bytes, dice(bytes.length + 1), dice(4096), Buffer.alloc(0)),
  (bytes, dice) => cut(bytes, dice(bytes.length + 1), 0, piece(bytes, dice)),
  (bytes, dice) => cut(bytes, dice(bytes.length + 1), dice(1024), piece(bytes, dice)),
  (bytes, dice) => cut(bytes, dice(bytes.length + 1), 0, noise(dice(2048), dice)),
];

/** A file with one to eight faults in it, the same for the same seed. */
export function mutate(file: Uint8Array, seed: number): Buffer {
  const dice = diceOf(seed);
  const faults = 1 + dice(8);
  let bytes: Buffer = Buffer.from(file);
  for (let fault = 0; fault < faults; fault++) {
    const mutation = MUTATIONS[dice(MUTATIONS.length)];
    if (mutation) bytes = mutation(bytes, dice);
  }
  return bytes;
}

/** Half of all places lie in the header, or just behind a name that headers have. */
function place(bytes: Buffer, dice: Dice): number {
  const kind = dice(4);
  if (kind === 0) return dice(Math.min(bytes.length, 512) || 1);
  if (kind > 1) return dice(bytes.length || 1);
  const names = [...NAMES, ...MORE_NAMES];
  const at = bytes.indexOf(names[dice(names.length)] ?? "", 0, "latin1");
  return Math.max(0, Math.min(bytes.length - 1, at < 0 ? dice(bytes.length || 1) : at - 4 + dice(40)));
}

function extreme(dice: Dice): Buffer {
  const value = EXTREMES[dice(EXTREMES.length)] ?? 0;
  const bytes = Buffer.alloc(4);
  if (dice(2) === 0) bytes.writeUInt32BE(value);
  else bytes.writeUInt32LE(value);
  return bytes;
}

function overwrite(bytes: Buffer, at: number, by: Buffer, how: "set" | "xor" = "set"): Buffer {
  for (let index = 0; index < by.length && at + index < bytes.length; index++) {
    const before = how === "xor" ? (bytes[at + index] ?? 0) : 0;
    bytes[at + index] = before ^ (by[index] ?? 0);
  }
  return bytes;
}

function cut(bytes: Buffer, at: number, length: number, instead: Buffer): Buffer {
  return Buffer.concat([bytes.subarray(0, at), instead, bytes.subarray(at + length)]);
}

function piece(bytes: Buffer, dice: Dice): Buffer {
  const from = dice(bytes.length + 1);
  return bytes.subarray(from, from + dice(4096));
}

function noise(length: number, dice: Dice): Buffer {
  return Buffer.from(Uint8Array.from({ length }, () => dice(256)));
}
