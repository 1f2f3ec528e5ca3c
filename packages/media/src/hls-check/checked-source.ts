import type { HlsAnswer, HlsByteRange, HlsCheckOptions, HlsRead, ReportFault } from "./hls-fault.ts";
import { httpRules } from "./http-rules.ts";

/** What every part of a check is handed. */
export interface CheckContext {
  readonly source: CheckedSource;
  readonly report: ReportFault;
  readonly depth: NonNullable<HlsCheckOptions["depth"]>;
}

/** Reads for the check, and tells what is wrong with the answers themselves. */
export interface CheckedSource {
  /** The text of a playlist, if it could be had. */
  readonly playlist: (uri: string) => Promise<string | undefined>;
  /** A range of a file; fewer bytes than were asked for where the file ends. */
  readonly media: (uri: string, range: HlsByteRange) => Promise<Uint8Array | undefined>;
  /** Whether a file ends before, at, or after a place that should be its end. */
  readonly endAt: (uri: string, end: number) => Promise<"before" | "at" | "after" | undefined>;
}

/** Puts the rules about answers between a reader and the check. */
export function checkedSource(read: HlsRead, http: boolean, report: ReportFault): CheckedSource {
  const rules = http ? httpRules(report) : undefined;
  const tryRead = async (uri: string, range?: HlsByteRange): Promise<HlsAnswer | undefined> => {
    try {
      return await read(uri, range);
    } catch (error) {
      report("unreadable", uri, error instanceof Error ? error.message : String(error));
      return undefined;
    }
  };
  const readRange = async (uri: string, range: HlsByteRange, mayBeShort: boolean) => {
    const answer = await tryRead(uri, range);
    if (!answer || (rules && !rules.media(uri, { range, mayBeShort }, answer))) return undefined;
    // Who ignores the range sends everything: that has been told, and the check goes on with its part.
    const bytes = rules && answer.status === 200 ? cut(answer.bytes, range) : answer.bytes;
    return bytes.subarray(0, range.bytes);
  };
  return {
    playlist: async (uri) => {
      const answer = await tryRead(uri);
      if (!answer || (rules && !rules.playlist(uri, answer))) return undefined;
      return new TextDecoder("utf-8", { ignoreBOM: true }).decode(answer.bytes);
    },
    media: (uri, range) => readRange(uri, range, false),
    endAt: async (uri, end) => {
      const bytes = await readRange(uri, { offset: end - 1, bytes: 2 }, true);
      return bytes && ENDS[Math.min(2, bytes.length)];
    },
  };
}

/** By how many bytes there are from the last one on. */
const ENDS = ["before", "at", "after"] as const;

function cut(bytes: Uint8Array, range: HlsByteRange): Uint8Array {
  return bytes.subarray(range.offset, range.offset + range.bytes);
}
