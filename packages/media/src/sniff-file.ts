import type { SourceFacts } from "./job.ts";

/** A container that is decoded here. */
export type Container = SourceFacts["container"];

/** A kind of picture that becomes a cover. */
export type PictureKind = "jpeg" | "png" | "webp";

/** How many of a file's first bytes the sniffers want to see. */
export const SNIFFED_BYTES = 65_536;

/**
 * What a file is by its first bytes, whatever its name says. Only what is sure to hold one recording is told: no
 * playlist, no list of other files, no text and no picture has a container.
 */
export function sniffContainer(head: Uint8Array): Container | undefined {
  if (isWave(head)) return "wav";
  if (has(head, 0, "fLaC")) return "flac";
  if (has(head, 4, "ftyp")) return "mp4";
  if (has(head, 0, "ID3")) return has(head, id3Length(head), "fLaC") ? "flac" : "mp3";
  return isMp3(head) ? "mp3" : undefined;
}

const OTHER_AUDIO = [
  [0, "OggS"],
  [8, "AIFF"],
  [8, "AIFC"],
  [0, "wvpk"],
  [0, "MAC "],
  [0, "caff"],
  [0, "DSD "],
  [0, "TTA1"],
  [0, "\u001aE\u00df\u00a3"],
  [0, "0&\u00b2u"],
] as const;

/** Whether a file is sound of a kind that is known, but not decoded here: Ogg, AIFF, WavPack, Matroska, WMA and others. */
export function isOtherAudio(head: Uint8Array): boolean {
  return OTHER_AUDIO.some(([at, magic]) => has(head, at, magic));
}

/** What a picture is by its first bytes. */
export function sniffPicture(head: Uint8Array): PictureKind | undefined {
  if (has(head, 0, "\u00ff\u00d8\u00ff")) return "jpeg";
  if (has(head, 0, "\u0089PNG\r\n\u001a\n")) return "png";
  return has(head, 0, "RIFF") && has(head, 8, "WEBP") ? "webp" : undefined;
}

function isWave(head: Uint8Array): boolean {
  return ["RIFF", "RF64", "BW64"].some((magic) => has(head, 0, magic)) && has(head, 8, "WAVE");
}

/** Where an ID3v2 tag ends: its length has seven bits a byte. */
function id3Length(head: Uint8Array): number {
  const size = [6, 7, 8, 9].reduce((sum, at) => sum * 128 + ((head[at] ?? 0) & 127), 0);
  return 10 + size;
}

const MPEG_1 = { kbits: [0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320], samples: 1152, slower: 1 };
const MPEG_2 = { kbits: [0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160], samples: 576, slower: 2 };
/** By the two bits of a frame header: MPEG 2.5, none, MPEG 2, MPEG 1. */
const MPEG_VERSIONS = [{ ...MPEG_2, slower: 4 }, undefined, MPEG_2, MPEG_1];
const MPEG_1_RATES = [44_100, 48_000, 32_000];
const LAYER_III = 1;

/** Two bytes alone are too easily met by chance: where the first frame ends, a second must begin. */
function isMp3(head: Uint8Array): boolean {
  const length = mp3FrameLength(head, 0);
  return length !== undefined && (length + 4 > head.length || mp3FrameLength(head, length) !== undefined);
}

/** The length of the frame of MPEG layer III whose header stands at `at`. */
function mp3FrameLength(head: Uint8Array, at: number): number | undefined {
  const [sync = 0, kind = 0, rates = 0] = head.subarray(at, at + 3);
  if (sync !== 0xff || kind < 0xe0 || ((kind >> 1) & 3) !== LAYER_III) return undefined;
  const version = MPEG_VERSIONS[(kind >> 3) & 3];
  const kbits = version?.kbits[rates >> 4];
  const rate = MPEG_1_RATES[(rates >> 2) & 3];
  if (!version || !kbits || !rate) return undefined;
  const padding = (rates >> 1) & 1;
  return Math.floor((version.samples * 125 * kbits * version.slower) / rate) + padding;
}

function has(head: Uint8Array, at: number, magic: string): boolean {
  return Array.from(magic).every((char, index) => head[at + index] === char.charCodeAt(0));
}
