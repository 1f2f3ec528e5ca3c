import type { Loudness } from "@songkeeper/media";

/** The formats of a file to keep: made of our renditions, or the untouched upload. */
export const FORMATS = ["flac", "aac", "original"] as const;
export type Format = (typeof FORMATS)[number];
/** Those that are made on demand. */
export type MadeFormat = Exclude<Format, "original">;

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
  readonly releasedAt: Date;
  readonly coverId: string | null;
  readonly trackNumber: number;
  readonly trackCount: number;
  readonly lyricists: readonly string[];
  readonly composers: readonly string[];
  readonly lyrics: string | null;
  readonly source: { readonly lossless: boolean; readonly container: "wav" | "flac" | "mp3" | "mp4" };
  readonly loudness: Loudness;
}

/** What no file system takes in a name. */
const NOT_IN_NAMES = /[/\\:*?"<>|\p{Cc}\p{Cf}]/gu;
const NAME_MAX = 120;

/** The formats that there are of a song: of a lossy master there is no lossless one. */
export function formatsOf({ source }: Pick<KeptSong, "source">): readonly Format[] {
  return source.lossless ? FORMATS : ["aac", "original"];
}

/** What a downloaded file is called: "01 听雨 - 林月.flac". */
export function fileNameOf(
  { trackNumber, title, artist, source }: Pick<KeptSong, "trackNumber" | "title" | "artist" | "source">,
  format: Format,
): string {
  const name = `${String(trackNumber).padStart(2, "0")} ${title} - ${artist}`.replaceAll(NOT_IN_NAMES, "_");
  const short = Array.from(name).slice(0, NAME_MAX).join("").trim();
  return `${short}.${extensionOf(source, format)}`;
}

/** Where a file to keep is stored. */
export function objectOf({ orderId, line, recordingId }: KeptSong, format: Format): string {
  return format === "original" ? `originals/${recordingId}` : `downloads/${orderId}.${line}.${format}`;
}

/** What a file is, as HTTP names it. */
export function mediaTypeOf({ source }: KeptSong, format: Format): string {
  const extension = extensionOf(source, format);
  return extension === "mp3" ? "audio/mpeg" : `audio/${extension === "m4a" ? "mp4" : extension}`;
}

function extensionOf({ container }: KeptSong["source"], format: Format): string {
  if (format === "flac") return "flac";
  return format === "aac" || container === "mp4" ? "m4a" : container;
}
