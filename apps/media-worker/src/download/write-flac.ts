import { closeSync, openSync, writeSync } from "node:fs";
import { flacHeader, scanBoxes, splitFragments, type DownloadTags } from "@songkeeper/media";
import { openFile } from "../encode/open-file.ts";
import { findStreamInfo } from "../encode/stream-info.ts";

const PIECE_BYTES = 1 << 20;
const BOX_HEADER_BYTES = 8;

/** The fragments of our FLAC rendition hold nothing but FLAC's frames, in order: put together they are the FLAC file. */
export function writeFlac(from: string, to: string, tags: DownloadTags, cover: Uint8Array | null): void {
  const source = openFile(from);
  const boxes = scanBoxes(source.read, 0, source.bytes);
  const { bytes: streamInfo } = findStreamInfo(source.read(0, splitFragments(boxes).headerBytes));
  const target = openSync(to, "wx");
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
