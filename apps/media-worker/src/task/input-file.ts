import { fstatSync, openSync, readSync } from "node:fs";
import { SNIFFED_BYTES } from "@songkeeper/media";
import type { OpenInput } from "../decode/ffmpeg-core.ts";

/** The one file a job reads, open, with its first bytes. */
export interface InputFile extends OpenInput {
  readonly head: Uint8Array;
}

/** Opens the file of a job; the process keeps it open until it ends. */
export function openInput(path: string): InputFile {
  const fd = openSync(path, "r");
  const head = new Uint8Array(SNIFFED_BYTES);
  const read = readSync(fd, head, 0, head.length, 0);
  return { fd, bytes: fstatSync(fd).size, head: head.subarray(0, read) };
}
