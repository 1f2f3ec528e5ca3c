import type { DOWNLOAD_FORMATS } from "@songkeeper/contracts";
import type { DownloadKind, Loudness, RenditionName, SourceFacts } from "@songkeeper/media";

/** The formats of a file to keep: made of our renditions, or the untouched upload. */
export type Format = (typeof DOWNLOAD_FORMATS)[number];

/** One song of an order, with everything that stands in its file. */
export interface KeptSong {
  readonly orderId: string;
  readonly line: number;
  readonly trackId: string;
  readonly recordingId: string;
  readonly title: string;
  readonly artist: string;
  readonly isrc: string | null;
  readonly album: string;
  /** Whose release it is; the song itself may be somebody's more. */
  readonly albumArtist: string;
  readonly releasedAt: Date;
  readonly coverId: string | null;
  readonly trackNumber: number;
  readonly trackCount: number;
  readonly lyricists: readonly string[];
  readonly composers: readonly string[];
  readonly lyrics: string | null;
  readonly source: Pick<SourceFacts, "lossless" | "container" | "codec">;
  readonly renditions: readonly RenditionName[];
  readonly loudness: Loudness;
  readonly releaseLoudness: Loudness | null;
}

/** The formats that there are of a song: of a lossy master none that calls itself lossless, and none made worse once more. */
export function formatsOf({ source }: Pick<KeptSong, "source">): readonly Format[] {
  return source.lossless ? ["flac", "wav", "mp3", "aac", "opus", "original"] : ["aac", "original"];
}

/** The rendition that a file is made of. What was ingested before there was AAC 256 has AAC 128. */
export function renditionOf({ renditions }: Pick<KeptSong, "renditions">, format: DownloadKind): RenditionName {
  if (format !== "aac") return "flac";
  return renditions.includes("aac256") ? "aac256" : "aac128";
}

/** How many kbit/s a file has, where that is one number. */
export function kbpsOf(song: Pick<KeptSong, "renditions">, format: Format): number | null {
  if (format === "opus") return 160;
  if (format !== "aac") return null;
  return renditionOf(song, format) === "aac256" ? 256 : 128;
}

/** Where a file to keep is stored. */
export function objectOf({ orderId, line, recordingId }: KeptSong, format: Format): string {
  return format === "original" ? `originals/${recordingId}` : `downloads/${orderId}.${line}.${format}`;
}

/** What a file's name ends in. */
export function extensionOf({ source }: Pick<KeptSong, "source">, format: Format): string {
  return format === "original" ? uploadedAs(source) : MADE[format];
}

const MADE: Readonly<Record<DownloadKind, string>> = { flac: "flac", aac: "m4a", wav: "wav", mp3: "mp3", opus: "opus" };

/** By what is in the file, whatever its musician called it. */
function uploadedAs({ container, codec }: KeptSong["source"]): string {
  if (container === "ogg") return codec === "opus" ? "opus" : "ogg";
  return container === "mp4" ? "m4a" : container;
}

/** What a file is, as HTTP names it. */
export function mediaTypeOf(song: Pick<KeptSong, "source">, format: Format): string {
  const extension = extensionOf(song, format);
  return TYPES[extension] ?? `audio/${extension}`;
}

const TYPES: Readonly<Record<string, string>> = { mp3: "audio/mpeg", m4a: "audio/mp4", opus: "audio/ogg" };
