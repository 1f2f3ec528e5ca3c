import { readSync } from "node:fs";
import { sniffContainer, SNIFFED_BYTES, tagsEnd, type Container, type ReadBytes } from "@songkeeper/media";
import type { OpenInput } from "./ffmpeg-core.ts";

/** Reads pieces of an open file. */
export function readInput({ fd, bytes, from = 0 }: OpenInput): ReadBytes {
  return (offset, length) => {
    const wanted = Math.max(0, Math.min(length, bytes - offset));
    const piece = new Uint8Array(wanted);
    return wanted === 0 ? piece : piece.subarray(0, readSync(fd, piece, 0, wanted, from + offset));
  };
}

/** What a file is by its first bytes, and by those behind its tags, which may be as long as a picture is. */
export function sniffInput(input: OpenInput): Container | undefined {
  const read = readInput(input);
  const head = read(0, SNIFFED_BYTES);
  return sniffContainer(head, read(tagsEnd(head), SNIFFED_BYTES));
}
