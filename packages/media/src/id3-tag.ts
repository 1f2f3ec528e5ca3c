import { concatBytes, utf8 } from "@songkeeper/base";
import type { DownloadTags } from "./job.ts";
import { replayGain } from "./loudness-tags.ts";
import { uint32 } from "./uint32.ts";

const VERSION_2_4 = 4;
const UTF_8 = 3;
const FRONT_COVER = 3;
/** Nobody told in which language the words are. */
const ANY_LANGUAGE = "und";
/** Room for whoever edits the tags later, so that the file need not be written anew. */
const PADDING_BYTES = 2048;

/** A downloaded song's tags as ID3v2.4, which stands before an MP3 file's sound and in a chunk of its own in a WAV file. */
export function id3Tag(tags: DownloadTags, cover: Uint8Array | null): Uint8Array {
  const frames = concatBytes(
    ...texts("TIT2", [tags.title]),
    ...texts("TPE1", [tags.artist]),
    ...texts("TALB", [tags.album]),
    ...texts("TRCK", [`${tags.trackNumber}/${tags.trackCount}`]),
    ...texts("TDRC", [tags.date]),
    ...texts("TSRC", [tags.isrc]),
    ...texts("TEXT", tags.lyricists),
    ...texts("TCOM", tags.composers),
    ...(tags.lyrics ? [frame("USLT", words(tags.lyrics))] : []),
    frame("COMM", words(`Order ${tags.orderId}`)),
    ...[["ORDER", tags.orderId] as const, ...replayGain(tags)].map(([name, value]) => ownText(name, value)),
    ...(cover ? [picture(cover)] : []),
  );
  const head = concatBytes(utf8("ID3"), Uint8Array.of(VERSION_2_4, 0, 0));
  return concatBytes(head, sevenBits(frames.length + PADDING_BYTES), frames, new Uint8Array(PADDING_BYTES));
}

/** Several names are one text with commas: of several texts in a frame, many a reader shows but the first. */
function texts(id: string, values: readonly (string | null)[]): Uint8Array[] {
  const told = values.filter((value) => value !== null && value !== "").join(", ");
  return told === "" ? [] : [frame(id, concatBytes(Uint8Array.of(UTF_8), utf8(told)))];
}

/** A long text, with its language and no description. */
function words(text: string): Uint8Array {
  return concatBytes(Uint8Array.of(UTF_8), utf8(`${ANY_LANGUAGE}\0${text}`));
}

/** A tag that ID3 has no name for. */
function ownText(name: string, value: string): Uint8Array {
  return frame("TXXX", concatBytes(Uint8Array.of(UTF_8), utf8(`${name}\0${value}`)));
}

function picture(jpeg: Uint8Array): Uint8Array {
  const noDescription = 0;
  return frame(
    "APIC",
    concatBytes(Uint8Array.of(UTF_8), utf8("image/jpeg\0"), Uint8Array.of(FRONT_COVER, noDescription), jpeg),
  );
}

function frame(id: string, body: Uint8Array): Uint8Array {
  return concatBytes(utf8(id), sevenBits(body.length), Uint8Array.of(0, 0), body);
}

/** A length in four bytes of seven bits each, so that no reader of MP3 takes it for a frame's beginning. */
function sevenBits(length: number): Uint8Array {
  if (length >= 2 ** 28) throw new Error(`an ID3 tag of ${length} bytes is too long`);
  return uint32(
    ((length & 0xfe0_0000) << 3) | ((length & 0x1f_c000) << 2) | ((length & 0x3f80) << 1) | (length & 0x7f),
  );
}
