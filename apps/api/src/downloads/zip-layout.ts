/** A file of an archive, of which everything is known but its bytes. */
export interface ZipEntry {
  /** With its folders, parted by "/". */
  readonly name: string;
  readonly bytes: number;
  readonly crc32: number;
  readonly modifiedAt: Date;
}

/** An archive piece by piece: its own words, and in their places files by their number in the list. */
export interface ZipLayout {
  readonly parts: readonly (Uint8Array | { readonly entry: number; readonly bytes: number })[];
  readonly bytes: number;
}

const BYTES_OF_32_BITS = 0xffff_ffff;
const NAMES_IN_UTF_8 = 0x0800;
const FROM_UNIX = 3 << 8;
const VERSION = 20;
const VERSION_OF_64_BITS = 45;
/** An ordinary file that everybody may read and its owner write. */
const MODE = 0o100_644 * 2 ** 16;
const EXTRA_OF_64_BITS = 1;

/**
 * How an archive is laid out that stores its files as they are: music does not get smaller. As lengths and checksums are
 * known before, each file's header tells them and nothing follows it, and every byte's place is known without reading a
 * file: so any part of an archive can be given alone. Beyond 4 GiB it is a ZIP64.
 */
export function layOutZip(entries: readonly ZipEntry[]): ZipLayout {
  const parts: (Uint8Array | { entry: number; bytes: number })[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const [entry, file] of entries.entries()) {
    if (file.bytes >= BYTES_OF_32_BITS) throw new Error(`${file.bytes} bytes are too many for a file of an archive`);
    const head = localHeader(file);
    directory.push(centralHeader(file, offset));
    parts.push(head, { entry, bytes: file.bytes });
    offset += head.length + file.bytes;
  }
  const central = Buffer.concat(directory);
  const tail = Buffer.concat([central, endOf({ files: entries.length, offset, bytes: central.length })]);
  parts.push(tail);
  return { parts, bytes: offset + tail.length };
}

function localHeader(file: ZipEntry): Buffer {
  const name = Buffer.from(file.name);
  const head = Buffer.alloc(30);
  head.writeUInt32LE(0x0403_4b50, 0);
  head.writeUInt16LE(VERSION, 4);
  writeFacts(head, 6, file);
  head.writeUInt16LE(name.length, 26);
  return Buffer.concat([head, name]);
}

function centralHeader(file: ZipEntry, offset: number): Buffer {
  const name = Buffer.from(file.name);
  const isFar = offset >= BYTES_OF_32_BITS;
  const extra = Buffer.alloc(isFar ? 12 : 0);
  if (isFar) {
    extra.writeUInt16LE(EXTRA_OF_64_BITS, 0);
    extra.writeUInt16LE(8, 2);
    extra.writeBigUInt64LE(BigInt(offset), 4);
  }
  const version = isFar ? VERSION_OF_64_BITS : VERSION;
  const head = Buffer.alloc(46);
  head.writeUInt32LE(0x0201_4b50, 0);
  head.writeUInt16LE(FROM_UNIX | version, 4);
  head.writeUInt16LE(version, 6);
  writeFacts(head, 8, file);
  head.writeUInt16LE(name.length, 28);
  head.writeUInt16LE(extra.length, 30);
  head.writeUInt32LE(MODE, 38);
  head.writeUInt32LE(Math.min(offset, BYTES_OF_32_BITS), 42);
  return Buffer.concat([head, name, extra]);
}

/** What both headers say alike, from the flags to the length. The method stays 0: stored as it is. */
function writeFacts(head: Buffer, at: number, { bytes, crc32, modifiedAt }: ZipEntry): void {
  head.writeUInt16LE(NAMES_IN_UTF_8, at);
  head.writeUInt16LE(timeOf(modifiedAt), at + 4);
  head.writeUInt16LE(dayOf(modifiedAt), at + 6);
  head.writeUInt32LE(crc32, at + 8);
  head.writeUInt32LE(bytes, at + 12);
  head.writeUInt32LE(bytes, at + 16);
}

/** Archives know no zones, and every second second. */
function timeOf(moment: Date): number {
  return (moment.getUTCHours() << 11) | (moment.getUTCMinutes() << 5) | (moment.getUTCSeconds() >> 1);
}

function dayOf(moment: Date): number {
  return ((moment.getUTCFullYear() - 1980) << 9) | ((moment.getUTCMonth() + 1) << 5) | moment.getUTCDate();
}

/** The end of the directory; in front of it the longer form, where the shorter one cannot say it. */
function endOf({ files, offset, bytes }: { files: number; offset: number; bytes: number }): Buffer {
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x0605_4b50, 0);
  end.writeUInt16LE(files, 8);
  end.writeUInt16LE(files, 10);
  end.writeUInt32LE(bytes, 12);
  end.writeUInt32LE(Math.min(offset, BYTES_OF_32_BITS), 16);
  if (offset < BYTES_OF_32_BITS) return end;
  const long = Buffer.alloc(56);
  long.writeUInt32LE(0x0606_4b50, 0);
  long.writeBigUInt64LE(44n, 4);
  long.writeUInt16LE(FROM_UNIX | VERSION_OF_64_BITS, 12);
  long.writeUInt16LE(VERSION_OF_64_BITS, 14);
  long.writeBigUInt64LE(BigInt(files), 24);
  long.writeBigUInt64LE(BigInt(files), 32);
  long.writeBigUInt64LE(BigInt(bytes), 40);
  long.writeBigUInt64LE(BigInt(offset), 48);
  const locator = Buffer.alloc(20);
  locator.writeUInt32LE(0x0706_4b50, 0);
  locator.writeBigUInt64LE(BigInt(offset + bytes), 8);
  locator.writeUInt32LE(1, 16);
  return Buffer.concat([long, locator, end]);
}
