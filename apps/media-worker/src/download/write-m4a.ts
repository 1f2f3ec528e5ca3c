import { closeSync, ftruncateSync, writeSync } from "node:fs";
import { concatBytes } from "@songkeeper/base";
import { mp4TagBox, scanBoxes, uint32, type DownloadTags } from "@songkeeper/media";
import { openFile } from "../encode/open-file.ts";
import { hasNativeEncoders } from "./has-native-encoders.ts";
import { remuxPortably } from "./portable-tool.ts";

const BOX_HEADER_BYTES = 8;

/** Puts the packets of our AAC rendition into an M4A file. The muxer writes the index last, so tags are added to it there. */
export async function writeM4a(from: string, to: string, tags: DownloadTags, cover: Uint8Array | null): Promise<void> {
  if (await hasNativeEncoders()) (await import("../encode/remux-m4a.ts")).remuxAsM4a(from, to);
  else await remuxPortably(from, to);
  const file = openFile(to, "r+");
  const index = scanBoxes(file.read, 0, file.bytes).at(-1);
  if (index?.type !== "moov") throw new Error(`${to} does not end with its index`);
  const kept = scanBoxes(file.read, index.offset + BOX_HEADER_BYTES, file.bytes)
    .filter(({ type }) => type !== "udta")
    .map(({ offset, bytes }) => file.read(offset, bytes));
  const body = concatBytes(...kept, mp4TagBox(tags, cover));
  const moov = concatBytes(uint32(body.length + BOX_HEADER_BYTES), file.read(index.offset + 4, 4), body);
  ftruncateSync(file.fd, index.offset);
  writeSync(file.fd, moov, 0, moov.length, index.offset);
  closeSync(file.fd);
}
