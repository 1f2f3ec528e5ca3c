import { concatBytes, utf8 } from "@songkeeper/base";
import { vorbisComments } from "./download-tags.ts";
import { uint32 } from "./uint32.ts";
import type { DownloadTags } from "./job.ts";

const STREAM_INFO = 0;
const PADDING = 1;
const VORBIS_COMMENT = 4;
const PICTURE = 6;
const FRONT_COVER = 3;

/** Room for whoever edits the tags later, so that the file need not be written anew. */
const PADDING_BYTES = 4096;
const BLOCK_BYTES_MAX = 2 ** 24 - 1;

/** What stands before the frames of a FLAC file: its stream's facts, tags, and a JPEG as its cover if there is one. */
export function flacHeader(streamInfo: Uint8Array, tags: DownloadTags, cover: Uint8Array | null): Uint8Array {
  return concatBytes(
    utf8("fLaC"),
    block(STREAM_INFO, streamInfo),
    block(VORBIS_COMMENT, commentBlock(vorbisComments(tags))),
    ...(cover ? [block(PICTURE, pictureBlock(cover))] : []),
    block(PADDING | LAST, new Uint8Array(PADDING_BYTES)),
  );
}

const LAST = 0x80;

function block(type: number, body: Uint8Array): Uint8Array {
  if (body.length > BLOCK_BYTES_MAX) throw new Error(`a FLAC block of ${body.length} bytes is too long`);
  return concatBytes(uint32(type * 2 ** 24 + body.length), body);
}

/** Lengths in it are little-endian, unlike everything else in FLAC: it is Vorbis's. */
function commentBlock(comments: readonly [string, string][]): Uint8Array {
  const counted = (text: string) => {
    const bytes = utf8(text);
    return concatBytes(uint32(bytes.length).reverse(), bytes);
  };
  const lines = comments.map(([name, value]) => counted(`${name}=${value}`));
  return concatBytes(counted("Songkeeper"), uint32(lines.length).reverse(), ...lines);
}

/** Its width, height and colours are told by the JPEG itself: 0 says so. */
function pictureBlock(jpeg: Uint8Array): Uint8Array {
  const mime = utf8("image/jpeg");
  const noDescription = 0;
  const facts = uint32(noDescription, 0, 0, 0, 0, jpeg.length);
  return concatBytes(uint32(FRONT_COVER, mime.length), mime, facts, jpeg);
}
