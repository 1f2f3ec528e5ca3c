import { closeSync, ftruncateSync, openSync, readFileSync, writeSync } from "node:fs";
import { join } from "node:path";
import { concatBytes } from "@songkeeper/base";
import {
  flacHeader,
  mp4TagBox,
  scanBoxes,
  splitFragments,
  uint32,
  type DownloadJob,
  type MadeFile,
} from "@songkeeper/media";
import { findStreamInfo } from "../encode/stream-info.ts";
import { remuxAsM4a } from "../encode/remux-m4a.ts";
import { describeFile } from "./made-file.ts";
import { openFile } from "../encode/open-file.ts";

/** Makes a file to keep of one of our own renditions: the sound is copied as it is. */
export function makeDownload(job: DownloadJob): MadeFile {
  const cover = job.cover === null ? null : Uint8Array.from(readFileSync(job.cover));
  const name = job.format === "flac" ? "song.flac" : "song.m4a";
  if (job.format === "flac") writeFlac(job, join(job.output, name), cover);
  else writeM4a(job, join(job.output, name), cover);
  return describeFile(job.output, name);
}

const PIECE_BYTES = 1 << 20;
const BOX_HEADER_BYTES = 8;

/** The fragments of our FLAC rendition hold nothing but FLAC's frames, in order: put together they are the FLAC file. */
function writeFlac({ input, tags }: DownloadJob, path: string, cover: Uint8Array | null): void {
  const source = openFile(input);
  const boxes = scanBoxes(source.read, 0, source.bytes);
  const { bytes: streamInfo } = findStreamInfo(source.read(0, splitFragments(boxes).headerBytes));
  const target = openSync(path, "wx");
  writeSync(target, flacHeader(streamInfo, tags, cover));
  for (const { offset, bytes } of boxes.filter(({ type }) => type === "mdat")) {
    const end = offset + bytes;
    for (let at = offset + BOX_HEADER_BYTES; at < end; at += PIECE_BYTES) {
      writeSync(target, source.read(at, Math.min(PIECE_BYTES, end - at)));
    }
  }
  closeSync(target);
  closeSync(source.fd);
}

/** The muxer writes the index last, so tags can be added to it without moving anything else. */
function writeM4a({ input, tags }: DownloadJob, path: string, cover: Uint8Array | null): void {
  remuxAsM4a(input, path);
  const file = openFile(path, "r+");
  const index = scanBoxes(file.read, 0, file.bytes).at(-1);
  if (index?.type !== "moov") throw new Error(`${path} does not end with its index`);
  const kept = scanBoxes(file.read, index.offset + BOX_HEADER_BYTES, file.bytes)
    .filter(({ type }) => type !== "udta")
    .map(({ offset, bytes }) => file.read(offset, bytes));
  const body = concatBytes(...kept, mp4TagBox(tags, cover));
  const moov = concatBytes(uint32(body.length + BOX_HEADER_BYTES), file.read(index.offset + 4, 4), body);
  ftruncateSync(file.fd, index.offset);
  writeSync(file.fd, moov, 0, moov.length, index.offset);
  closeSync(file.fd);
}
