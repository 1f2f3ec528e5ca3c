import { concatBytes, utf8 } from "@songkeeper/base";
import { replayGain } from "./loudness-tags.ts";
import { uint32 } from "./uint32.ts";
import type { DownloadTags } from "./job.ts";

const BINARY = 0;
const UTF_8 = 1;
const JPEG = 13;

/** The box of tags as iTunes writes it and every player reads it, to stand at the end of a file's `moov`. */
export function mp4TagBox(tags: DownloadTags, cover: Uint8Array | null): Uint8Array {
  const text = (type: string, value: string | null) => (value ? [box(type, dataBox(UTF_8, utf8(value)))] : []);
  const own = (name: string, value: string | null) => (value ? [ownBox(name, value)] : []);
  const list = box(
    "ilst",
    ...text("\u00a9nam", tags.title),
    ...text("\u00a9ART", tags.artist),
    ...text("\u00a9alb", tags.album),
    ...text("\u00a9day", tags.date),
    ...text("\u00a9wrt", tags.composers.join(", ")),
    ...text("\u00a9lyr", tags.lyrics),
    ...text("\u00a9cmt", `Order ${tags.orderId}`),
    box("trkn", dataBox(BINARY, uint32(tags.trackNumber, tags.trackCount * 2 ** 16))),
    ...own("ISRC", tags.isrc),
    ...own("LYRICIST", tags.lyricists.join(", ")),
    ...own("ORDER", tags.orderId),
    // In small letters, as everybody writes them in these files.
    ...replayGain(tags).flatMap(([name, value]) => own(name.toLowerCase(), value)),
    ...(cover ? [box("covr", dataBox(JPEG, cover))] : []),
  );
  const handler = box("hdlr", uint32(0, 0), utf8("mdirappl"), new Uint8Array(9));
  return box("udta", box("meta", uint32(0), handler, list));
}

function box(type: string, ...parts: readonly Uint8Array[]): Uint8Array {
  const body = concatBytes(...parts);
  const name = Uint8Array.from(type, (char) => char.charCodeAt(0));
  return concatBytes(uint32(body.length + 8), name, body);
}

function dataBox(kind: number, value: Uint8Array): Uint8Array {
  return box("data", uint32(kind, 0), value);
}

/** A tag that Apple has no name for. */
function ownBox(name: string, value: string): Uint8Array {
  const mean = box("mean", uint32(0), utf8("com.apple.iTunes"));
  return box("----", mean, box("name", uint32(0), utf8(name)), dataBox(UTF_8, utf8(value)));
}
