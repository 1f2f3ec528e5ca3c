import type { HlsFaultCode } from "@songkeeper/media";
import { both, bytes, field, findBox, replace, segmentsOf, text, type Damage } from "./edit-files.ts";
import type { SongFiles } from "./made-song.ts";

/** A fault put into a good song, and what the check must call it. */
export interface SeededFault {
  readonly name: string;
  readonly code: HlsFaultCode;
  readonly damage: Damage;
  /** Whether it is seen only by reading every byte. */
  readonly full?: true;
}

const FLAC = "flac.m3u8";
const AAC = "aac128.m3u8";
const MASTER = "master.m3u8";

/** Faults in what playlists say. */
export const PLAYLIST_FAULTS: readonly SeededFault[] = [
  { name: "no first line", code: "not_a_playlist", damage: replace(FLAC, /#EXTM3U\n/u, "") },
  { name: "a page for a playlist", code: "not_a_playlist", damage: text(AAC, () => "<!DOCTYPE html><p>Sorry") },
  { name: "no version", code: "version_missing", damage: replace(FLAC, /#EXT-X-VERSION.*\n/u, "") },
  { name: "an old version", code: "version_too_low", damage: replace(FLAC, /VERSION:7/u, "VERSION:3") },
  { name: "no target duration", code: "tag_missing", damage: replace(AAC, /#EXT-X-TARGETDURATION.*\n/u, "") },
  { name: "a short target", code: "target_duration_wrong", damage: replace(AAC, /DURATION:4/u, "DURATION:2") },
  { name: "no end", code: "tag_missing", damage: replace(AAC, /#EXT-X-ENDLIST\n/u, "") },
  { name: "a playlist that grows", code: "playlist_type_wrong", damage: replace(AAC, /TYPE:VOD/u, "TYPE:EVENT") },
  { name: "dependent segments", code: "tag_missing", damage: replace(FLAC, /#EXT-X-INDEPENDENT.*\n/u, "") },
  { name: "no header", code: "tag_missing", damage: replace(FLAC, /#EXT-X-MAP.*\n/u, "") },
  { name: "half a header", code: "header_broken", damage: replace(FLAC, /BYTERANGE="\d+@0"/u, 'BYTERANGE="400@0"') },
  { name: "a header elsewhere", code: "header_range_wrong", damage: replace(AAC, /@0"/u, '@32"') },
  { name: "a wrong duration", code: "extinf_wrong", damage: replace(AAC, /2\.043356/u, "2.066576") },
  { name: "half a millisecond", code: "extinf_wrong", damage: replace(FLAC, /1\.021678/u, "1.021178") },
  { name: "no duration", code: "tag_missing", damage: replace(AAC, /#EXTINF:1\..*\n/u, "") },
  { name: "a duration in words", code: "tag_malformed", damage: replace(AAC, /#EXTINF:1[.\d]*/u, "#EXTINF:one") },
  { name: "no byte range", code: "byte_range_missing", damage: replace(AAC, /#EXT-X-BYTERANGE.*\n/u, "") },
  { name: "a range past the end", code: "byte_range_past_end", damage: text(AAC, pastEnd) },
  { name: "ranges that overlap", code: "byte_ranges_not_contiguous", damage: replace(AAC, /@(\d)/u, "@1$1") },
  { name: "a segment left out", code: "byte_ranges_not_contiguous", damage: text(FLAC, (list) => leaveOut(list, 1)) },
  { name: "the last one left out", code: "bytes_left_over", damage: text(FLAC, (list) => leaveOut(list, -1)) },
  { name: "two in wrong order", code: "byte_ranges_not_contiguous", damage: text(AAC, swapListed) },
  {
    name: "an absolute address",
    code: "uri_not_plain",
    damage: replace(AAC, /\naac128/u, "\nhttp://a.example/aac128"),
  },
  { name: "another folder", code: "uri_not_plain", damage: replace(MASTER, /\nflac/u, "\n../flac") },
  { name: "another rung's segment", code: "files_mixed", damage: replace(AAC, /\naac128\.mp4/u, "\nflac.mp4") },
  { name: "a break", code: "tag_unexpected", damage: replace(AAC, /#EXTINF:2/u, "#EXT-X-DISCONTINUITY\n#EXTINF:2") },
  { name: "a tag twice", code: "tag_twice", damage: replace(AAC, /(#EXT-X-TARGET.*\n)/u, "$1$1") },
  { name: "no bandwidth", code: "attribute_missing", damage: replace(MASTER, /:BANDWIDTH=\d+,/u, ":") },
  {
    name: "a low bandwidth",
    code: "bandwidth_too_low",
    damage: replace(MASTER, /:BANDWIDTH=\d+/u, ":BANDWIDTH=60000"),
  },
  { name: "a high bandwidth", code: "bandwidth_too_high", damage: replace(MASTER, /:BANDWIDTH=/u, "$&1") },
  { name: "a wrong average", code: "average_bandwidth_wrong", damage: replace(MASTER, /AVERAGE-BANDWIDTH=/u, "$&1") },
  { name: "no codecs", code: "attribute_missing", damage: replace(MASTER, /,CODECS="fLaC"/u, "") },
  { name: "the wrong AAC", code: "codecs_wrong", damage: replace(MASTER, /mp4a\.40\.2/u, "mp4a.40.5") },
  { name: "FLAC for AAC", code: "codecs_wrong", damage: replace(MASTER, /mp4a\.40\.2/u, "fLaC") },
  { name: "a rung that is not there", code: "unreadable", damage: replace(MASTER, /\naac128/u, "\naac127") },
  { name: "a rung twice", code: "rendition_twice", damage: replace(MASTER, /\nflac/u, "\naac128") },
  { name: "no rungs", code: "no_renditions", damage: replace(MASTER, /#EXT-X-STREAM-INF.*\n.*\n/gu, "") },
  { name: "rungs turned round", code: "renditions_out_of_order", damage: text(MASTER, turnRound) },
];

/** Faults in the files themselves. */
export const FILE_FAULTS: readonly SeededFault[] = [
  { name: "a file cut off", code: "byte_range_past_end", damage: bytes("flac.mp4", (file) => file.subarray(0, -1000)) },
  {
    name: "one byte missing",
    code: "byte_range_past_end",
    damage: bytes("aac128.mp4", (file) => file.subarray(0, -1)),
  },
  {
    name: "a byte too many",
    code: "bytes_left_over",
    damage: bytes("aac128.mp4", (file) => Buffer.concat([file, ZERO])),
  },
  { name: "a hole", code: "fragment_broken", damage: bytes("flac.mp4", (file) => cutOut(file, 20_000, 100)) },
  { name: "two segments swapped", code: "decode_time_wrong", damage: swapInFile("aac128", 2) },
  { name: "swapped with forged times", code: "flac_frame_misplaced", damage: swapAndForge },
  { name: "a page for a segment", code: "fragment_broken", damage: (files) => pageAt(files, 1) },
  { name: "a segment of zeros", code: "flac_frame_broken", damage: (files) => zerosAt(files, 2) },
  { name: "one bit turned", code: "flac_frame_broken", full: true, damage: (files) => turnBit(files, 2) },
  {
    name: "a wrong mdat",
    code: "fragment_broken",
    damage: field("aac128.mp4", { type: "mdat", at: -8 }, (old) => old + 8),
  },
  { name: "a wrong packet size", code: "sample_table_wrong", damage: inRun("aac128.mp4", 12, (old) => old + 1) },
  { name: "a wrong data offset", code: "sample_table_wrong", damage: inRun("flac.mp4", 8, (old) => old + 4) },
  { name: "a wrong packet length", code: "sample_duration_wrong", damage: inHead("aac128.mp4", 12, () => 960) },
  { name: "a time that jumps", code: "decode_time_wrong", damage: inTime("flac.mp4", 1, (old) => old + 1024) },
  {
    name: "a number left out",
    code: "sequence_wrong",
    damage: field("flac.mp4", { type: "mfhd", nth: 2, at: 4 }, () => 9),
  },
  { name: "the run-up kept", code: "edit_list_wrong", damage: field("aac128.mp4", { type: "elst", at: 12 }, () => 0) },
  {
    name: "half of the run-up kept",
    code: "extinf_wrong",
    damage: field("aac128.mp4", { type: "elst", at: 12 }, (old) => old / 2),
  },
  { name: "FLAC begun late", code: "edit_list_wrong", damage: field("flac.mp4", { type: "elst", at: 12 }, () => 1024) },
  {
    name: "no fragments",
    code: "header_not_fragmented",
    damage: bytes("aac128.mp4", (file) => rename(file, "mvex", "free")),
  },
  { name: "no file type", code: "header_broken", damage: bytes("aac128.mp4", (file) => rename(file, "ftyp", "free")) },
  { name: "another codec", code: "codec_unknown", damage: bytes("flac.mp4", (file) => rename(file, "fLaC", "Opus")) },
  {
    name: "one channel for two",
    code: "codec_config_wrong",
    damage: bytes("aac128.mp4", (file) => config(file, 0x1208)),
  },
  { name: "another rate", code: "codec_config_wrong", damage: bytes("aac128.mp4", (file) => config(file, 0x1190)) },
  {
    name: "another time",
    code: "codec_config_wrong",
    damage: field("flac.mp4", { type: "mdhd", at: 12 }, () => 48_000),
  },
  { name: "no length", code: "declared_length_wrong", damage: field("flac.mp4", { type: "dfLa", at: 22 }, () => 0) },
  { name: "noise for AAC", code: "aac_frame_broken", damage: (files) => noiseAt(files, 2) },
];

const ZERO = Buffer.alloc(1);

function pastEnd(list: string): string {
  const last = [...list.matchAll(/BYTERANGE:(\d+)@/gu)].at(-1)?.[1] ?? "";
  return list.replace(`BYTERANGE:${last}@`, `BYTERANGE:${Number(last) + 1000}@`);
}

/** A playlist without one of its segments. */
function leaveOut(list: string, index: number): string {
  const listed = list.match(/#EXTINF.*\n.*\n.*\n/gu) ?? [];
  return list.replace(listed.at(index) ?? "", "");
}

function swapListed(list: string): string {
  const [, second = "", third = ""] = list.match(/#EXTINF.*\n.*\n.*\n/gu) ?? [];
  return list.replace(second + third, third + second);
}

function turnRound(list: string): string {
  const listed = list.match(/#EXT-X-STREAM-INF.*\n.*\n/gu) ?? [];
  return list.replace(listed.join(""), listed.toReversed().join(""));
}

function cutOut(file: Buffer, at: number, length: number): Uint8Array {
  return Buffer.concat([file.subarray(0, at), file.subarray(at + length), Buffer.alloc(length)]);
}

/** Two segments in each other's place, with a playlist that knows where they lie. */
function swapInFile(rung: string, index: number): Damage {
  return (files) => {
    const segments = segmentsOf(files, `${rung}.m3u8`);
    const [one, two] = [segments[index], segments[index + 1]];
    if (!one || !two) return files;
    const file = Buffer.from(files[`${rung}.mp4`] ?? []);
    const parts = [two, one].map(({ offset, bytes: length }) => file.subarray(offset, offset + length));
    const after = file.subarray(two.offset + two.bytes);
    const swapped = Buffer.concat([file.subarray(0, one.offset), ...parts, after]);
    const list = replaceRanges(files, rung, [one, two]);
    return { ...files, [`${rung}.mp4`]: new Uint8Array(swapped), [`${rung}.m3u8`]: list };
  };
}

type Range = { offset: number; bytes: number };

function replaceRanges(files: SongFiles, rung: string, [one, two]: [Range, Range]): Uint8Array {
  const list = new TextDecoder().decode(files[`${rung}.m3u8`]);
  const swapped = list
    .replace(`${one.bytes}@${one.offset}`, `${two.bytes}@${one.offset}`)
    .replace(`${two.bytes}@${two.offset}`, `${one.bytes}@${one.offset + two.bytes}`);
  return new TextEncoder().encode(swapped);
}

/** Swaps two segments of FLAC of one length, and writes into each the number and the time of its new place. */
function swapAndForge(files: SongFiles): SongFiles {
  const exchange = (type: string, at: number, nth: number) =>
    bytes("flac.mp4", (file) => {
      const [one, two] = [findBox(file, type, nth) + at, findBox(file, type, nth + 1) + at];
      if (two <= one) return;
      const [first, second] = [file.readUInt32BE(one), file.readUInt32BE(two)];
      file.writeUInt32BE(second, one);
      file.writeUInt32BE(first, two);
    });
  return both(swapInFile("flac", 2), exchange("mfhd", 4, 2), exchange("tfdt", 8, 2))(files);
}

/** Segment number `index` of a rung, to be written into. */
function within(files: SongFiles, rung: string, index: number, write: (segment: Buffer) => void): SongFiles {
  const segment = segmentsOf(files, `${rung}.m3u8`)[index];
  if (!segment) return files;
  const change = bytes(`${rung}.mp4`, (file) => {
    write(file.subarray(segment.offset, segment.offset + segment.bytes));
  });
  return change(files);
}

function pageAt(files: SongFiles, index: number): SongFiles {
  return within(files, "aac128", index, (segment) => {
    segment.fill(" ").write("<!DOCTYPE html><html><p>Please sign in");
  });
}

function zerosAt(files: SongFiles, index: number): SongFiles {
  return within(files, "flac", index, (segment) => {
    segment.fill(0, findBox(segment, "mdat"));
  });
}

function turnBit(files: SongFiles, index: number): SongFiles {
  return within(files, "flac", index, (segment) => {
    const at = Math.floor(segment.length * 0.7);
    segment[at] = (segment[at] ?? 0) ^ 0x10;
  });
}

function noiseAt(files: SongFiles, index: number): SongFiles {
  return within(files, "aac128", index, (segment) => {
    segment.fill(0xff, findBox(segment, "mdat"));
  });
}

function inRun(name: string, at: number, value: (old: number) => number): Damage {
  return field(name, { type: "trun", nth: 1, at }, value);
}

function inHead(name: string, at: number, value: (old: number) => number): Damage {
  return field(name, { type: "tfhd", nth: 1, at }, value);
}

/** The lower half of a decode time. */
function inTime(name: string, nth: number, value: (old: number) => number): Damage {
  return field(name, { type: "tfdt", nth, at: 8 }, value);
}

function rename(file: Buffer, type: string, by: string): void {
  const at = findBox(file, type);
  if (at >= 0) file.write(by, at - 4, "latin1");
}

/** Writes AAC's own description of itself. */
function config(file: Buffer, value: number): void {
  const at = file.indexOf(Buffer.from([0x05, 0x80, 0x80, 0x80]));
  if (at >= 0) file.writeUInt16BE(value, at + 5);
}
