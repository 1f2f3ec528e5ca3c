import type { ReadTags } from "./job.ts";
import { mendTagText } from "./tag-text.ts";

const LINE_MAX = 300;
const LYRICS_MAX = 20_000;

/** Control characters but tab and line feed, marks that turn the direction of the text around them, and half characters. */
const UNWANTED = /(?![\t\n])\p{Cc}|[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]/gu;
const HALF_CHARACTERS = /\p{Surrogate}/gu;
const ISRC = /^[A-Z]{2}[A-Z0-9]{3}\d{7}$/u;

/**
 * The tags of a file as a form may show them. Names of tags are compared without regard to case; they are those of
 * Vorbis comments (FLAC, Ogg), ID3 2.2 to 2.4 and 1 (MP3, AAC, AIFF, WAV), MP4's and iTunes' atoms, and RIFF's and AIFF's
 * own chunks, as FFmpeg tells them.
 */
export function cleanTags(raw: Readonly<Record<string, string>>): ReadTags {
  const tags = new Map(Object.entries(raw).map(([name, value]) => [name.toLowerCase(), mendTagText(value)]));
  const line = (...names: string[]) => cleanLine(names.map((name) => tags.get(name)).find((value) => value?.trim()));
  const lyrics = [...tags.keys()].find((name) => /^(unsynced)?lyrics(-.*)?$/u.test(name) && tags.get(name)?.trim());
  return {
    title: line("title", "tit2", "tt2"),
    artist: line("artist", "album_artist", "albumartist", "album artist", "tp1", "author"),
    album: line("album", "tal"),
    isrc: readIsrc(line("isrc", "tsrc", "trc")),
    lyricist: line("lyricist", "text", "txt", "writer", "iwri"),
    composer: line("composer", "tcom", "tcm", "imus"),
    trackNumber: readTrackNumber(line("track", "tracknumber", "trk")),
    lyrics: lyrics === undefined ? null : cleanText(tags.get(lyrics) ?? "", LYRICS_MAX),
  };
}

function cleanLine(value: string | undefined): string | null {
  return value === undefined ? null : cleanText(value.slice(0, 4 * LINE_MAX).replaceAll(/\s+/gu, " "), LINE_MAX);
}

/** Cleaned first and cut afterwards, between characters; nothing left is no text. */
function cleanText(value: string, lengthMax: number): string | null {
  const text = value
    .slice(0, 2 * lengthMax)
    .replaceAll("\r\n", "\n")
    .replaceAll(UNWANTED, "")
    .replaceAll(HALF_CHARACTERS, "\ufffd")
    .trim();
  const kept = Array.from(text).slice(0, lengthMax).join("").trim();
  return kept === "" ? null : kept;
}

function readIsrc(text: string | null): string | null {
  const code = text?.toUpperCase().replaceAll(/[\s-]/gu, "") ?? "";
  return ISRC.test(code) ? code : null;
}

/** "3" and "3/12" are the third track. */
function readTrackNumber(text: string | null): number | null {
  const digits = /^(\d{1,3})(\/\d+)?$/u.exec(text ?? "")?.[1];
  return digits === undefined || Number(digits) === 0 ? null : Number(digits);
}
