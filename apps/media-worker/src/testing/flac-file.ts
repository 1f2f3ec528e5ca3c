import { flacHeader, type DownloadTags } from "@songkeeper/media";
import { encodeFile } from "./encode-file.ts";
import type { Sound } from "./sounds.ts";

const STREAM_INFO = { at: 8, bytes: 34 };
const TOTAL_SAMPLES_AT = STREAM_INFO.at + 13;

/** A FLAC file taken apart: the stream's facts, and the frames. */
export interface FlacParts {
  readonly streamInfo: Buffer;
  readonly frames: Buffer;
}

/** Takes apart a sound that was made a FLAC file. */
export function flacParts(sound: Sound): FlacParts {
  const file = encodeFile(sound.bits === 16 ? "flac16" : "flac24", sound);
  let at = 4;
  for (let last = false; !last;) {
    last = (file[at] ?? 0) > 127;
    at += 4 + file.readUIntBE(at + 1, 3);
  }
  return { streamInfo: file.subarray(STREAM_INFO.at, STREAM_INFO.at + STREAM_INFO.bytes), frames: file.subarray(at) };
}

/** A FLAC file with tags of any kind and a picture of any kind. */
export function taggedFlac(sound: Sound, tags: Partial<DownloadTags>, picture: Uint8Array | null): Buffer {
  const { streamInfo, frames } = flacParts(sound);
  return Buffer.concat([flacHeader(streamInfo, { ...NO_TAGS, ...tags }, picture), frames]);
}

/** A FLAC file that declares another length than it has; 0 is none. */
export function lyingFlac(sound: Sound, declared: number): Buffer {
  const file = taggedFlac(sound, {}, null);
  file.writeUInt8(((file[TOTAL_SAMPLES_AT] ?? 0) & 0xf0) | Math.floor(declared / 2 ** 32), TOTAL_SAMPLES_AT);
  file.writeUInt32BE(declared % 2 ** 32, TOTAL_SAMPLES_AT + 1);
  return file;
}

const NO_TAGS: DownloadTags = {
  title: "Rain",
  artist: "Li",
  album: "Tea",
  trackNumber: 1,
  trackCount: 1,
  date: "2026-11-20",
  isrc: null,
  lyricists: [],
  composers: [],
  lyrics: null,
  orderId: "order",
  loudness: { integratedLufs: -14, rangeLu: 1, truePeakDbtp: -1 },
  releaseLoudness: null,
};
