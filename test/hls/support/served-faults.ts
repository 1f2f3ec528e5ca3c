import { gzipSync } from "node:zlib";
import type { HlsFaultCode } from "@songkeeper/media";
import { sized, type Draft, type Tamper } from "./serve-files.ts";

/** A fault of the server's, and what the check must call it. */
export interface ServedFault {
  readonly name: string;
  readonly code: HlsFaultCode;
  readonly tamper: Tamper;
}

/** Faults in how good files are given. */
export const SERVED_FAULTS: readonly ServedFault[] = [
  { name: "no leave for other sites", code: "cors_missing", tamper: without("access-control-allow-origin") },
  { name: "leave for one other site", code: "cors_missing", tamper: shared("https://a.example") },
  { name: "sound without its type", code: "wrong_content_type", tamper: onSound(typed("application/octet-stream")) },
  { name: "video for sound", code: "wrong_content_type", tamper: onSound(typed("video/mp4")) },
  { name: "a list called text", code: "wrong_content_type", tamper: onLists(typed("text/plain; charset=utf-8")) },
  { name: "no ETag", code: "etag_missing", tamper: onSound(without("etag")) },
  { name: "a weak ETag", code: "etag_weak", tamper: onSound((draft) => void (draft.headers["etag"] = 'W/"1"')) },
  { name: "an ETag that changes", code: "etag_changed", tamper: onSound(countedMark) },
  { name: "ranges not offered", code: "accept_ranges_missing", tamper: onSound(without("accept-ranges")) },
  { name: "ranges ignored", code: "range_ignored", tamper: onSound((draft) => void (draft.status = 200)) },
  { name: "another range", code: "wrong_content_range", tamper: onSound(shifted) },
  { name: "no word of the range", code: "wrong_content_range", tamper: onSound(without("content-range")) },
  { name: "a length that changes", code: "wrong_content_range", tamper: onSound(grown) },
  { name: "fewer bytes than said", code: "wrong_length", tamper: onSound(shortened) },
  { name: "a connection that breaks", code: "unreadable", tamper: onSound(broken) },
  { name: "compressed sound", code: "media_compressed", tamper: onSound(compressed) },
  { name: "a page sent for a segment", code: "not_media", tamper: onSegment(2, page) },
  { name: "a message for a segment", code: "not_media", tamper: onSegment(3, message) },
  { name: "a segment that is not there", code: "wrong_status", tamper: onSegment(2, refused(404)) },
  { name: "a segment that is forbidden", code: "wrong_status", tamper: onSegment(4, refused(403)) },
  { name: "a range said to be past the end", code: "byte_range_past_end", tamper: onSegment(4, refused(416)) },
  { name: "a list that moved", code: "wrong_status", tamper: onLists(moved) },
  { name: "a list that is a page", code: "not_a_playlist", tamper: onLists(pageAsList) },
];

function onSound(tamper: Tamper): Tamper {
  return (draft, request) => {
    if (request.name.endsWith(".mp4")) tamper(draft, request);
  };
}

function onLists(tamper: Tamper): Tamper {
  return (draft, request) => {
    if (request.name === "aac128.m3u8") tamper(draft, request);
  };
}

/** Tampers with one answer of sound only, by how many came before. */
function onSegment(number: number, tamper: Tamper): Tamper {
  return onSound((draft, request) => {
    if (request.count === number) tamper(draft, request);
  });
}

function without(name: string): Tamper {
  return ({ headers }) => {
    delete headers[name];
  };
}

function shared(origin: string): Tamper {
  return ({ headers }) => void (headers["access-control-allow-origin"] = origin);
}

function typed(type: string): Tamper {
  return ({ headers }) => void (headers["content-type"] = type);
}

function countedMark({ headers }: Draft, { count }: { count: number }): void {
  headers["etag"] = `"${count}"`;
}

/** The bytes that were asked for, with the word that they are those behind them. */
function shifted({ headers }: Draft): void {
  const said = String(headers["content-range"]);
  headers["content-range"] = said.replace(/(\d+)-(\d+)/u, (_, from, to) => `${Number(from) + 1}-${Number(to) + 1}`);
}

function grown({ headers }: Draft, { count }: { count: number }): void {
  headers["content-range"] = String(headers["content-range"]).replace(/\d+$/u, (total) =>
    String(Number(total) + count),
  );
}

function shortened(draft: Draft): void {
  draft.body = draft.body.subarray(0, -1);
  sized(draft);
}

function broken(draft: Draft): void {
  draft.headers["content-length"] = draft.body.length + 100;
  draft.headers["connection"] = "close";
}

function compressed(draft: Draft): void {
  draft.body = gzipSync(draft.body);
  draft.headers["content-encoding"] = "gzip";
  sized(draft);
}

function page(draft: Draft): void {
  draft.body = new TextEncoder().encode("<!DOCTYPE html><p>Please sign in");
  draft.headers["content-type"] = "text/html";
  sized(draft);
}

function pageAsList(draft: Draft): void {
  draft.body = new TextEncoder().encode("<html><p>Please sign in");
  sized(draft);
}

function message(draft: Draft): void {
  draft.body = new TextEncoder().encode('{"status":200}');
  sized(draft);
}

function refused(status: number): Tamper {
  return (draft) => {
    draft.status = status;
    draft.body = new Uint8Array();
    sized(draft);
  };
}

function moved(draft: Draft): void {
  draft.status = 302;
  draft.headers["location"] = "/elsewhere";
}
