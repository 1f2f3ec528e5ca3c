import { fstatSync, openSync, readSync } from "node:fs";
import type { ReadBytes } from "@songkeeper/media";

/** An open file with its length and a way to read it anywhere. */
export interface OpenFile {
  readonly fd: number;
  readonly bytes: number;
  readonly read: ReadBytes;
}

/** Opens a file of our own making, to read or also to mend it. */
export function openFile(path: string, flags: "r" | "r+" = "r"): OpenFile {
  const fd = openSync(path, flags);
  const read = (offset: number, length: number) => {
    const bytes = new Uint8Array(length);
    return bytes.subarray(0, readSync(fd, bytes, 0, length, offset));
  };
  return { fd, bytes: fstatSync(fd).size, read };
}
