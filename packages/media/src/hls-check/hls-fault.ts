/** Everything that the check knows to find: facts, for which the command has sentences. */
export const HLS_FAULT_CODES = [
  // What is given
  "unreadable",
  "wrong_status",
  "range_ignored",
  "wrong_content_range",
  "wrong_length",
  "wrong_content_type",
  "media_compressed",
  "cors_missing",
  "accept_ranges_missing",
  "etag_missing",
  "etag_weak",
  "etag_changed",
  "not_media",
  // Playlists
  "not_a_playlist",
  "version_missing",
  "version_too_low",
  "tag_missing",
  "tag_twice",
  "tag_unexpected",
  "tag_malformed",
  "target_duration_wrong",
  "playlist_type_wrong",
  "uri_not_plain",
  "no_segments",
  "no_renditions",
  "rendition_twice",
  "renditions_out_of_order",
  "attribute_missing",
  "bandwidth_too_low",
  "bandwidth_too_high",
  "average_bandwidth_wrong",
  // Byte ranges
  "byte_range_missing",
  "byte_ranges_not_contiguous",
  "byte_range_past_end",
  "bytes_left_over",
  "header_range_wrong",
  "files_mixed",
  // The header of the file
  "header_broken",
  "header_not_fragmented",
  "codec_unknown",
  "codecs_wrong",
  "codec_config_wrong",
  "edit_list_wrong",
  "declared_length_wrong",
  // Segments
  "fragment_broken",
  "sample_table_wrong",
  "sample_duration_wrong",
  "sequence_wrong",
  "decode_time_wrong",
  "extinf_wrong",
  "cut_elsewhere",
  "aac_frame_broken",
  "flac_frame_broken",
  "flac_frame_misplaced",
  // One rendition beside another
  "channels_differ",
  "cuts_differ",
  "durations_differ",
] as const;
export type HlsFaultCode = (typeof HLS_FAULT_CODES)[number];

/** One thing that is wrong with a stream. */
export interface HlsFault {
  readonly code: HlsFaultCode;
  /** The address as it was read, with the line or the segment (counted from 1) where there is one. */
  readonly where: string;
  /** What was found, beside what should be there where that can be said: "4.1 s ≠ 3.993832 s". */
  readonly detail: string;
}

/** Some bytes of a file. */
export interface HlsByteRange {
  readonly offset: number;
  readonly bytes: number;
}

/** What was read. Names of headers are in lower case; what comes from a disk has none. */
export interface HlsAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly bytes: Uint8Array;
}

/** Reads an address, whole or a range of it; past a file's end there are no bytes. */
export type HlsRead = (uri: string, range?: HlsByteRange) => Promise<HlsAnswer>;

/** How thorough a check is, and of what. */
export interface HlsCheckOptions {
  /** `structure` reads a few kilobytes a segment, `full` every byte. `structure` if nothing is said. */
  readonly depth?: "structure" | "full";
  /** Whether answers come over HTTP, and their status and headers are to be checked. They are if nothing is said. */
  readonly http?: boolean;
}

/** Takes down what is wrong; the same fault at the same place only once. */
export type ReportFault = (code: HlsFaultCode, where: string, detail: string) => void;

/** What is wrong throughout need not be told of throughout: so often of one file, and so often in all. */
const ALIKE_MAX = 8;
const FAULTS_MAX = 200;

/** An empty list of faults, and what adds to it. */
export function faultList(): { readonly faults: HlsFault[]; readonly report: ReportFault } {
  const faults: HlsFault[] = [];
  const told = new Map<string, number>();
  const count = (key: string) => {
    const times = told.get(key) ?? 0;
    told.set(key, times + 1);
    return times;
  };
  const report: ReportFault = (code, where, detail) => {
    const [file = ""] = where.split(" ");
    if (count(`${code} at ${where}`) > 0 || count(`${code} in ${file}`) >= ALIKE_MAX) return;
    if (faults.length < FAULTS_MAX) faults.push({ code, where, detail });
  };
  return { faults, report };
}
