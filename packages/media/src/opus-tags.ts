import { concatBytes, utf8 } from "@songkeeper/base";
import { commentBlock, pictureBlock, vorbisComments, type NamedText } from "./download-tags.ts";
import type { DownloadTags } from "./job.ts";
import { opusGain } from "./loudness-tags.ts";

/** The second packet of an Opus file: its tags, and a JPEG as its cover if there is one (RFC 7845, section 5.2). */
export function opusTags(tags: DownloadTags, cover: Uint8Array | null): Uint8Array {
  const picture: NamedText[] = cover ? [["METADATA_BLOCK_PICTURE", pictureBlock(cover).toBase64()]] : [];
  return concatBytes(utf8("OpusTags"), commentBlock([...vorbisComments(tags, opusGain(tags)), ...picture]));
}
