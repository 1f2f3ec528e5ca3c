import type { SourceFacts } from "./job.ts";
import { readFrames } from "./mpeg-frames.ts";

/** A container that is decoded here. */
export type Container = SourceFacts["container"];

/** A kind of picture that becomes a cover. */
export type PictureKind = "jpeg" | "png" | "webp";

/** How many of a file's first bytes the sniffers want to see. */
export const SNIFFED_BYTES = 65_536;

/**
 * What a file is by its first bytes, whatever its name says. Only what is sure to hold one recording is told: no
 * playlist, no list of other files, no text and no picture has a container. `behindTags` is what stands at `tagsEnd`,
 * where that is farther away than the first bytes go.
 */
export function sniffContainer(
  head: Uint8Array,
  behindTags: Uint8Array = head.subarray(tagsEnd(head)),
): Container | undefined {
  if (isWave(head)) return "wav";
  if (has(head, 0, "fLaC")) return "flac";
  if (isAiff(head)) return "aiff";
  if (has(head, 0, "OggS")) return "ogg";
  if (has(head, 4, "ftyp")) return "mp4";
  if (has(head, 0, "ID3")) return has(behindTags, 0, "fLaC") ? "flac" : isAdts(behindTags) ? "aac" : "mp3";
  if (isAdts(head)) return "aac";
  return isMp3(head) ? "mp3" : undefined;
}

const OTHER_AUDIO = [
  [0, "wvpk"],
  [0, "MAC "],
  [0, "caff"],
  [0, "DSD "],
  [0, "FRM8"],
  [0, "TTA1"],
  [0, "MPCK"],
  [0, "MP+"],
  [0, "OFR "],
  [0, "ADIF"],
  [0, "MThd"],
  [0, "#!AMR"],
  [0, ".snd"],
  [0, "riff\u002e\u0091\u00cf\u0011"],
  [4, "moov"],
  [4, "mdat"],
  [4, "wide"],
  [0, "\u000bw"],
  [0, "\u001aE\u00df\u00a3"],
  [0, "0&\u00b2u"],
] as const;

/**
 * Whether a file is sound of a kind that is known, but not decoded here: WavPack, Monkey's Audio, CAF, DSD, MPEG layer
 * II, MIDI, QuickTime of old, AC-3, Matroska, WMA and others.
 */
export function isOtherAudio(head: Uint8Array): boolean {
  if (OTHER_AUDIO.some(([at, magic]) => has(head, at, magic))) return true;
  const frames = readFrames(head, 0, SURE_FRAMES);
  return frames === "mp1" || frames === "mp2";
}

/** What a picture is by its first bytes. */
export function sniffPicture(head: Uint8Array): PictureKind | undefined {
  if (has(head, 0, "\u00ff\u00d8\u00ff")) return "jpeg";
  if (has(head, 0, "\u0089PNG\r\n\u001a\n")) return "png";
  return has(head, 0, "RIFF") && has(head, 8, "WEBP") ? "webp" : undefined;
}

/** Where the sound begins behind an ID3v2 tag, whose length has seven bits a byte; 0 without one. */
export function tagsEnd(head: Uint8Array): number {
  if (!has(head, 0, "ID3")) return 0;
  const size = [6, 7, 8, 9].reduce((sum, at) => sum * 128 + ((head[at] ?? 0) & 127), 0);
  const footer = (head[5] ?? 0) & 16 ? 10 : 0;
  return 10 + size + footer;
}

function isWave(head: Uint8Array): boolean {
  return ["RIFF", "RF64", "BW64"].some((magic) => has(head, 0, magic)) && has(head, 8, "WAVE");
}

function isAiff(head: Uint8Array): boolean {
  return has(head, 0, "FORM") && (has(head, 8, "AIFF") || has(head, 8, "AIFC"));
}

/** Two bytes alone are too easily met by chance: so many frames must stand one behind the other. */
const SURE_FRAMES = 4;

function isAdts(head: Uint8Array): boolean {
  return readFrames(head, 0, SURE_FRAMES) === "adts";
}

/** The longest frame of MP3: a file that was cut from a longer one begins with the rest of one. */
const MP3_FRAME_BYTES_MAX = 1441;

/** An MP3 begins with a frame, or with the rest of one, or with zeros; where its first frame ends, a second must begin. */
function isMp3(head: Uint8Array): boolean {
  if (readFrames(head, 0, 2) === "mp3") return true;
  if (sniffPicture(head) || isPlainText(head)) return false;
  const from = head.findIndex((byte) => byte !== 0);
  const to = Math.min(from + MP3_FRAME_BYTES_MAX, head.length - SURE_FRAMES * MP3_FRAME_BYTES_MAX);
  for (let at = Math.max(0, from); at < to; at++) {
    if (readFrames(head, at, SURE_FRAMES) === "mp3") return true;
  }
  return false;
}

/** Whether a file begins like a text: a playlist is none the less one because music is appended to it. */
function isPlainText(head: Uint8Array): boolean {
  return (
    head.length > 0 && head.subarray(0, 16).every((byte) => byte === 10 || byte === 13 || (byte >= 32 && byte < 127))
  );
}

function has(head: Uint8Array, at: number, magic: string): boolean {
  return Array.from(magic).every((char, index) => head[at + index] === char.charCodeAt(0));
}
