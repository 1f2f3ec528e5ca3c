import type { HlsAnswer, HlsByteRange, ReportFault } from "./hls-fault.ts";

/** A range that was asked for. At a file's end fewer bytes than asked for are right. */
interface Asked {
  readonly range: HlsByteRange;
  readonly mayBeShort: boolean;
}

/** What is asked of answers over HTTP; each says whether the bytes are worth reading. */
export interface HttpRules {
  readonly playlist: (uri: string, answer: HlsAnswer) => boolean;
  readonly media: (uri: string, asked: Asked, answer: HlsAnswer) => boolean;
}

const PLAYLIST_TYPES = ["application/vnd.apple.mpegurl", "audio/mpegurl"];
const MEDIA_TYPES = ["audio/mp4"];

/** Rules that remember what each file said of itself: its ETag and its length must stay. */
export function httpRules(report: ReportFault): HttpRules {
  const marks = new Map<string, string>();
  const totals = new Map<string, string>();
  return {
    playlist: (uri, answer) => {
      if (answer.status !== 200) {
        report("wrong_status", uri, `${answer.status} ≠ 200`);
        return false;
      }
      checkType(uri, answer, PLAYLIST_TYPES, report);
      checkShared(uri, answer, report);
      checkLength(uri, answer, report);
      return true;
    },
    media: (uri, asked, answer) => {
      if (answer.status === 416 && asked.mayBeShort) return true;
      checkStatus(uri, asked, answer, report);
      if (answer.status !== 200 && answer.status !== 206) return false;
      checkType(uri, answer, MEDIA_TYPES, report);
      checkShared(uri, answer, report);
      checkLength(uri, answer, report);
      const path = uri.replace(/\?.*/u, "");
      checkMarks(path, answer, marks, report);
      checkPlainMedia(uri, answer, report);
      if (answer.status === 206) {
        const total = checkContentRange(uri, asked, answer, report);
        if (total !== undefined) checkTotal(path, total, totals, report);
      }
      return !isText(answer);
    },
  };
}

function checkType(uri: string, { headers }: HlsAnswer, allowed: readonly string[], report: ReportFault): void {
  const [type = ""] = (headers["content-type"] ?? "").toLowerCase().split(";");
  if (!allowed.includes(type.trim())) report("wrong_content_type", uri, `${type || "none"} ≠ ${allowed.join(", ")}`);
}

/** Pages of other sites play what they hold an address for. */
function checkShared(uri: string, { headers }: HlsAnswer, report: ReportFault): void {
  const shared = headers["access-control-allow-origin"];
  if (shared !== "*") report("cors_missing", uri, `access-control-allow-origin: ${shared ?? "none"} ≠ *`);
}

function checkLength(uri: string, { headers, bytes }: HlsAnswer, report: ReportFault): void {
  const said = headers["content-length"];
  if (said === undefined || encoded(headers) !== undefined) return;
  if (Number(said) !== bytes.length) report("wrong_length", uri, `${bytes.length} ≠ ${said}`);
}

function checkMarks(path: string, { headers }: HlsAnswer, marks: Map<string, string>, report: ReportFault): void {
  const mark = headers["etag"];
  if (mark === undefined) return report("etag_missing", path, "none");
  if (!/^"[^"]+"$/u.test(mark)) report("etag_weak", path, mark);
  const first = marks.get(path) ?? mark;
  marks.set(path, first);
  if (first !== mark) report("etag_changed", path, `${mark} ≠ ${first}`);
}

function checkPlainMedia(uri: string, answer: HlsAnswer, report: ReportFault): void {
  const encoding = encoded(answer.headers);
  if (encoding !== undefined) report("media_compressed", uri, encoding);
  if (answer.headers["accept-ranges"] !== "bytes") {
    report("accept_ranges_missing", uri, `${answer.headers["accept-ranges"] ?? "none"} ≠ bytes`);
  }
  if (isText(answer)) report("not_media", uri, new TextDecoder().decode(answer.bytes.subarray(0, 40)).trim());
}

function checkStatus(uri: string, { range }: Asked, { status }: HlsAnswer, report: ReportFault): void {
  if (status === 416) report("byte_range_past_end", uri, rangeText(range));
  else if (status === 200) report("range_ignored", uri, rangeText(range));
  else if (status !== 206) report("wrong_status", uri, `${status} ≠ 206`);
}

/** Compares what an answer says of its range with what was asked for; the file's length by it. */
function checkContentRange(
  uri: string,
  { range, mayBeShort }: Asked,
  { headers, bytes }: HlsAnswer,
  report: ReportFault,
): string | undefined {
  const said = headers["content-range"] ?? "none";
  const [, from, to, total] = /^bytes (\d+)-(\d+)\/(\d+)$/u.exec(said) ?? [];
  const asked = `bytes ${range.offset}-${range.offset + range.bytes - 1}`;
  const end = Math.min(range.offset + range.bytes, Number(total ?? 0));
  if (Number(from) !== range.offset || Number(to) !== end - 1) {
    report("wrong_content_range", uri, `${said} ≠ ${asked}`);
  } else if (bytes.length !== end - range.offset) {
    report("wrong_length", uri, `${bytes.length} ≠ ${said}`);
  } else if (end < range.offset + range.bytes && !mayBeShort) {
    report("byte_range_past_end", uri, `${said} ≠ ${asked}`);
  }
  return total;
}

function checkTotal(path: string, total: string, totals: Map<string, string>, report: ReportFault): void {
  const first = totals.get(path) ?? total;
  totals.set(path, first);
  if (first !== total) report("wrong_content_range", path, `${total} ≠ ${first}`);
}

/** A page or a refusal in place of sound: it begins as HTML or JSON does, which no MP4 box can. */
function isText({ bytes, headers }: HlsAnswer): boolean {
  const [type = ""] = (headers["content-type"] ?? "").toLowerCase().split(";");
  const [first, second] = bytes;
  const begins = (first === 0x3c && (second === 0x21 || second === 0x68)) || (first === 0x7b && second === 0x22);
  return type === "text/html" || type.endsWith("json") || begins;
}

function encoded(headers: HlsAnswer["headers"]): string | undefined {
  const encoding = headers["content-encoding"]?.toLowerCase();
  return encoding === "identity" ? undefined : encoding;
}

function rangeText({ offset, bytes }: HlsByteRange): string {
  return `bytes=${offset}-${offset + bytes - 1}`;
}
