import { concatBytes, utf8 } from "@songkeeper/base";
import { commentBlock, pictureBlock, vorbisComments } from "./download-tags.ts";
import { uint32 } from "./uint32.ts";
import type { DownloadTags } from "./job.ts";

const STREAM_INFO = 0;
const PADDING = 1;
const VORBIS_COMMENT = 4;
const PICTURE = 6;

/** Room for whoever edits the tags later, so that the file need not be written anew. */
const PADDING_BYTES = 4096;
const BLOCK_BYTES_MAX = 2 ** 24 - 1;

/** What a FLAC stream says of its sound. */
export interface StreamInfo {
  readonly sampleRate: number;
  readonly channels: number;
  /** Bits a sample. */
  readonly bits: number;
  /** Samples per channel. */
  readonly samples: number;
}

/** Reads FLAC's first block: after 10 bytes of sizes, 20 bits of rate, 3 of channels, 5 of depth, 36 of length. */
export function readStreamInfo(streamInfo: Uint8Array): StreamInfo {
  const facts = new DataView(streamInfo.buffer, streamInfo.byteOffset + 10, 8).getBigUint64(0);
  return {
    sampleRate: Number(facts >> 44n),
    channels: Number((facts >> 41n) & 7n) + 1,
    bits: Number((facts >> 36n) & 31n) + 1,
    samples: Number(facts & (2n ** 36n - 1n)),
  };
}

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
