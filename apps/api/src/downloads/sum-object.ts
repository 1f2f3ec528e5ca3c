import { createHash } from "node:crypto";
import { crc32 } from "node:zlib";
import type { ObjectStore } from "../adapters/object-store.ts";
import type { DownloadFile } from "./download-queries.ts";

/** A stored file's length and checksums, read piece by piece. */
export async function sumObject(objects: ObjectStore, name: string, signal?: AbortSignal): Promise<DownloadFile> {
  const bytes = await objects.size(name);
  if (bytes === undefined) throw new Error(`the object ${name} is not there`);
  const hash = createHash("sha256");
  let sum = 0;
  let read = 0;
  for await (const piece of objects.read(name, 0, bytes - 1)) {
    signal?.throwIfAborted();
    hash.update(piece);
    sum = crc32(piece, sum);
    read += piece.length;
  }
  if (read !== bytes) throw new Error(`of ${name} ${read} bytes came, not ${bytes}`);
  return { bytes, sha256: hash.digest("hex"), crc32: sum };
}
