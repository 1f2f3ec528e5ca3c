import type { HlsByteRange, ReportFault } from "./hls-fault.ts";
import { attributesOf, besidePlaylist, checkTags, valueOf, type PlaylistLine } from "./playlist-lines.ts";

/** A segment as its playlist lists it. */
export interface ListedSegment extends HlsByteRange {
  readonly micros: number;
}

/** A rendition as its playlist tells it: one file, its header, its segments. */
export interface ListedFile {
  readonly uri: string;
  readonly header: HlsByteRange & { readonly uri: string };
  readonly segments: readonly ListedSegment[];
}

const RULES = {
  once: [
    "EXT-X-VERSION",
    "EXT-X-TARGETDURATION",
    "EXT-X-PLAYLIST-TYPE",
    "EXT-X-INDEPENDENT-SEGMENTS",
    "EXT-X-MAP",
    "EXT-X-ENDLIST",
  ],
  often: ["EXTINF", "EXT-X-BYTERANGE"],
  // A header (EXT-X-MAP) in a playlist of whole segments asks for this one.
  versionMin: 6,
};

/** Checks a media playlist by itself; what it lists, if that can be followed. */
export function readMediaPlaylist(
  lines: readonly PlaylistLine[],
  uri: string,
  report: ReportFault,
): ListedFile | undefined {
  checkTags(lines, RULES, uri, report);
  const type = valueOf(lines, "EXT-X-PLAYLIST-TYPE");
  if (type !== undefined && type !== "VOD") report("playlist_type_wrong", uri, `${type} ≠ VOD`);
  const segments = readSegments(lines, uri, report);
  if (segments.length === 0) report("no_segments", uri, "0");
  checkTarget(segments, valueOf(lines, "EXT-X-TARGETDURATION"), uri, report);

  const header = readHeaderRange(lines, uri, report);
  const [first] = segments;
  if (!first || !header) return undefined;
  const files = new Set([fileOf(header.uri), ...segments.map((segment) => segment.uri)]);
  if (files.size > 1) report("files_mixed", uri, [...files].join(", "));
  checkContiguous([{ ...header, where: `${uri} header` }, ...segments], report);
  return { uri: first.uri, header, segments };
}

interface FoundSegment extends ListedSegment {
  readonly uri: string;
  readonly where: string;
}

function readSegments(lines: readonly PlaylistLine[], uri: string, report: ReportFault): FoundSegment[] {
  const segments: FoundSegment[] = [];
  let since: PlaylistLine[] = [];
  let number = 0;
  for (const line of lines) {
    if (!("uri" in line)) {
      since.push(line);
      continue;
    }
    number += 1;
    const where = `${uri} segment ${number}`;
    const beside = besidePlaylist(uri, line.uri);
    if (beside === undefined) report("uri_not_plain", where, line.uri);
    const micros = readMicros(valueOf(since, "EXTINF"), where, report);
    const range = readRange(valueOf(since, "EXT-X-BYTERANGE"), segments.at(-1), where, report);
    if (beside !== undefined && range) segments.push({ uri: beside, where, micros, ...range });
    since = [];
  }
  return segments;
}

function readMicros(value: string | undefined, where: string, report: ReportFault): number {
  if (value === undefined) {
    report("tag_missing", where, "#EXTINF");
    return 0;
  }
  const [, seconds] = /^(\d+(?:\.\d+)?),/u.exec(value) ?? [];
  if (seconds === undefined) report("tag_malformed", where, `#EXTINF:${value}`);
  return Math.round(Number(seconds ?? 0) * 1_000_000);
}

function readRange(
  value: string | undefined,
  before: ListedSegment | undefined,
  where: string,
  report: ReportFault,
): HlsByteRange | undefined {
  if (value === undefined) {
    report("byte_range_missing", where, "#EXT-X-BYTERANGE");
    return undefined;
  }
  const [, bytes, offset] = /^(\d+)(?:@(\d+))?$/u.exec(value) ?? [];
  if (bytes === undefined || Number(bytes) === 0 || !Number.isSafeInteger(Number(bytes) + Number(offset ?? 0))) {
    report("tag_malformed", where, value);
    return undefined;
  }
  const after = before ? before.offset + before.bytes : 0;
  return { bytes: Number(bytes), offset: offset === undefined ? after : Number(offset) };
}

function readHeaderRange(lines: readonly PlaylistLine[], uri: string, report: ReportFault) {
  const value = valueOf(lines, "EXT-X-MAP");
  if (value === undefined) return undefined;
  const attributes = attributesOf(value);
  const name = attributes.get("URI") ?? "";
  const beside = besidePlaylist(uri, name);
  if (beside === undefined) report("uri_not_plain", `${uri} header`, name);
  const range = readRange(attributes.get("BYTERANGE"), undefined, `${uri} header`, report);
  if (range && range.offset !== 0) report("header_range_wrong", `${uri} header`, `${range.offset} ≠ 0`);
  const at = (tag: string) => lines.findIndex((line) => line.tag === tag);
  if (at("EXT-X-MAP") > at("") && at("") >= 0) report("header_range_wrong", `${uri} header`, "#EXT-X-MAP");
  return beside !== undefined && range ? { ...range, uri: beside } : undefined;
}

function checkTarget(segments: readonly ListedSegment[], said: string | undefined, uri: string, report: ReportFault) {
  const longest = Math.max(1, ...segments.map(({ micros }) => Math.round(micros / 1_000_000)));
  if (said !== undefined && said !== String(longest)) report("target_duration_wrong", uri, `${said} ≠ ${longest}`);
}

/** Header and segments lie in the file one after the other, without a gap and in the order in which they are heard. */
function checkContiguous(ranges: readonly (HlsByteRange & { readonly where: string })[], report: ReportFault): void {
  let end = 0;
  for (const { where, offset, bytes } of ranges) {
    if (offset !== end) report("byte_ranges_not_contiguous", where, `${offset} ≠ ${end}`);
    end = offset + bytes;
  }
}

function fileOf(uri: string): string {
  return uri.split("?")[0] ?? uri;
}
