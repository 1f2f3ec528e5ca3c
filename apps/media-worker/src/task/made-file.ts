import { createHash } from "node:crypto";
import { closeSync, openSync, readSync } from "node:fs";
import { join } from "node:path";
import type { MadeFile } from "@songkeeper/media";

const PIECE_BYTES = 1 << 20;

/** A file of the output directory as the result names it. */
export function describeFile(directory: string, name: string): MadeFile {
  const hash = createHash("sha256");
  const piece = new Uint8Array(PIECE_BYTES);
  const fd = openSync(join(directory, name), "r");
  let bytes = 0;
  for (let read = readSync(fd, piece); read > 0; read = readSync(fd, piece)) {
    hash.update(piece.subarray(0, read));
    bytes += read;
  }
  closeSync(fd);
  return { name, bytes, sha256: hash.digest("hex") };
}
