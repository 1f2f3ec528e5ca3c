import { extensionOf, type Format, type KeptSong } from "./kept-song.ts";

/** What some file system takes in no name; direction marks hide what a name ends in. Joiners hold letters and emoji together. */
const NOT_IN_NAMES = /[/\\:*?"<>|\p{Cc}\p{Cs}]|(?![\u200c\u200d])\p{Cf}/gu;
/** Most file systems take 255 bytes; who unpacks adds to it now and then. */
const NAME_BYTES_MAX = 200;
/** On Windows these are devices, whatever stands behind a dot after them. */
const DEVICES = /^(con|prn|aux|nul|conin\$|conout\$|(com|lpt)[0-9\u00b9\u00b2\u00b3])(?=\.|$)/iu;

/** What a downloaded file is called: "01 听雨 - 林月.flac". */
export function fileNameOf(
  song: Pick<KeptSong, "trackNumber" | "title" | "artist" | "source">,
  format: Format,
): string {
  const { trackNumber, title, artist } = song;
  return safeName(`${twoDigits(trackNumber)} ${title} - ${artist}`, extensionOf(song, format));
}

/**
 * What a song's file is called in the folder of its release: "01 听雨.flac". It begins with the number, of which each
 * song has one of its own, so no two names are alike on any file system, however it takes capitals.
 */
export function nameInFolder({ trackNumber, title, ...song }: KeptSong, format: Format): string {
  return safeName(`${twoDigits(trackNumber)} ${title}`, extensionOf(song, format));
}

/** What a release's folder is called, and its archive before ".zip": "林月 - 雨季". */
export function folderOf({ albumArtist, album }: Pick<KeptSong, "albumArtist" | "album">): string {
  return safeName(`${albumArtist} - ${album}`);
}

/** A name that Windows, macOS and Linux all take, and take for the same. */
export function safeName(wished: string, extension?: string): string {
  const plain = wished.normalize("NFC").replaceAll(NOT_IN_NAMES, "_").trim();
  const short = firstBytes(plain, NAME_BYTES_MAX).replace(/[. ]+$/u, "");
  const named = short.replace(DEVICES, "$1_").replace(/^\./u, "_") || "_";
  return extension === undefined ? named : `${named}.${extension}`;
}

function twoDigits(trackNumber: number): string {
  return String(trackNumber).padStart(2, "0");
}

/** As much of a text as fits so many bytes, cut where a reader would: no letter is parted from its accents. */
function firstBytes(text: string, bytes: number): string {
  if (Buffer.byteLength(text) <= bytes) return text;
  let kept = "";
  for (const { segment } of new Intl.Segmenter().segment(text)) {
    if (Buffer.byteLength(kept + segment) > bytes) break;
    kept += segment;
  }
  return kept;
}
