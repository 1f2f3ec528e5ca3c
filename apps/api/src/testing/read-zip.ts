import { crc32 } from "node:zlib";

/** A file as an archive's directory tells of it, with its bytes. */
export interface UnzippedFile {
  readonly name: string;
  readonly bytes: Buffer;
  readonly modified: { readonly time: number; readonly day: number };
}

const END = 0x0605_4b50;
const CENTRAL = 0x0201_4b50;
const LOCAL = 0x0403_4b50;

/** Reads an archive by its directory, as programs do; whatever contradicts it there or in a file is thrown. */
export function readZip(archive: Buffer): UnzippedFile[] {
  const end = archive.length - 22;
  expectEqual("the end", archive.readUInt32LE(end), END);
  const [count, bytes, from] = [
    archive.readUInt16LE(end + 10),
    archive.readUInt32LE(end + 12),
    archive.readUInt32LE(end + 16),
  ];
  expectEqual("the directory's end", from + bytes, end);
  const files: UnzippedFile[] = [];
  let at = from;
  for (let index = 0; index < count; index++) {
    expectEqual("a directory entry", archive.readUInt32LE(at), CENTRAL);
    const nameBytes = archive.readUInt16LE(at + 28);
    const name = archive.toString("utf8", at + 46, at + 46 + nameBytes);
    files.push(readFile(archive, at, name));
    at += 46 + nameBytes + archive.readUInt16LE(at + 30) + archive.readUInt16LE(at + 32);
  }
  expectEqual("the directory", at, end);
  return files;
}

/** Both headers say the same: flags, method, times, checksum, lengths. */
function readFile(archive: Buffer, central: number, name: string): UnzippedFile {
  const local = archive.readUInt32LE(central + 42);
  expectEqual("a file", archive.readUInt32LE(local), LOCAL);
  expectEqual("its name", archive.toString("utf8", local + 30, local + 30 + archive.readUInt16LE(local + 26)), name);
  const facts = archive.subarray(local + 6, local + 26);
  if (!facts.equals(archive.subarray(central + 8, central + 28))) throw new Error(`${name} is told in two ways`);
  expectEqual("its flags", facts.readUInt16LE(0), 0x0800);
  expectEqual("its method", facts.readUInt16LE(2), 0);
  const start = local + 30 + archive.readUInt16LE(local + 26) + archive.readUInt16LE(local + 28);
  const bytes = archive.subarray(start, start + facts.readUInt32LE(16));
  expectEqual("its checksum", crc32(bytes), facts.readUInt32LE(8));
  return { name, bytes, modified: { time: facts.readUInt16LE(4), day: facts.readUInt16LE(6) } };
}

function expectEqual(what: string, found: number | string, expected: number | string): void {
  if (found !== expected) throw new Error(`${what}: ${found}, not ${expected}`);
}
