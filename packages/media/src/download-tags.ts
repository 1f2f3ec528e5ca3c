import { concatBytes, utf8 } from "@songkeeper/base";
import type { DownloadTags } from "./job.ts";
import { replayGain } from "./loudness-tags.ts";
import { uint32 } from "./uint32.ts";

/** A tag by its name and its text. */
export type NamedText = readonly [name: string, text: string];

const FRONT_COVER = 3;

/** A downloaded song's tags by the names that FLAC's comments have; a name may come several times. */
export function vorbisComments(
  tags: DownloadTags,
  loudness: readonly NamedText[] = replayGain(tags),
): readonly NamedText[] {
  const some = (name: string, values: readonly (string | null)[]): NamedText[] =>
    values.flatMap((value) => (value === null || value === "" ? [] : [[name, value]]));
  return [
    ["TITLE", tags.title],
    ["ARTIST", tags.artist],
    ["ALBUM", tags.album],
    ["TRACKNUMBER", String(tags.trackNumber)],
    ["TRACKTOTAL", String(tags.trackCount)],
    ["DATE", tags.date],
    ...some("ISRC", [tags.isrc]),
    ...some("LYRICIST", tags.lyricists),
    ...some("COMPOSER", tags.composers),
    ...some("LYRICS", [tags.lyrics]),
    ["ORDER", tags.orderId],
    ["COMMENT", `Order ${tags.orderId}`],
    ...loudness,
  ];
}

/** Comments as FLAC, Vorbis and Opus store them. Lengths in it are little-endian, unlike everything else in FLAC. */
export function commentBlock(comments: readonly NamedText[]): Uint8Array {
  const counted = (text: string) => {
    const bytes = utf8(text);
    return concatBytes(uint32(bytes.length).reverse(), bytes);
  };
  const lines = comments.map(([name, value]) => counted(`${name}=${value}`));
  return concatBytes(counted("Songkeeper"), uint32(lines.length).reverse(), ...lines);
}

/** A JPEG as a cover, as FLAC stores it and Opus in base 64. Its width, height and colours are told by the JPEG itself: 0 says so. */
export function pictureBlock(jpeg: Uint8Array): Uint8Array {
  const mime = utf8("image/jpeg");
  const noDescription = 0;
  const facts = uint32(noDescription, 0, 0, 0, 0, jpeg.length);
  return concatBytes(uint32(FRONT_COVER, mime.length), mime, facts, jpeg);
}
