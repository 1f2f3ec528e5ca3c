import { createHash } from "node:crypto";
import { createServer, type OutgoingHttpHeaders } from "node:http";
import { basename } from "node:path";
import type { SongFiles } from "./made-song.ts";

/** An answer before it is sent. */
export interface Draft {
  status: number;
  readonly headers: OutgoingHttpHeaders;
  body: Uint8Array;
}

/** What was asked for: a file, perhaps a range of it, and how many requests for files of sound came before. */
export interface Request {
  readonly name: string;
  readonly range: { readonly from: number; readonly to: number } | undefined;
  readonly count: number;
}

/** Changes an answer before it is sent. */
export type Tamper = (draft: Draft, request: Request) => void;

/** A song's files served on the loopback as they should be, unless somebody tampers with the answers. */
export async function serveFiles(files: SongFiles, tamper: Tamper = () => {}) {
  let count = 0;
  const server = createServer((request, response) => {
    const name = basename(new URL(request.url ?? "/", "http://localhost").pathname);
    const range = rangeOf(request.headers.range);
    const draft = draftOf(files[name], name, range);
    tamper(draft, { name, range, count: name.endsWith(".mp4") ? count++ : 0 });
    response.writeHead(draft.status, draft.headers).end(draft.body);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("the server has no port");
  return {
    url: `http://127.0.0.1:${address.port}/song/master.m3u8`,
    close: () => {
      server.closeAllConnections();
      return new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
}

function rangeOf(header: string | undefined): Request["range"] {
  const [, from, to] = /^bytes=(\d+)-(\d+)$/u.exec(header ?? "") ?? [];
  return from === undefined ? undefined : { from: Number(from), to: Number(to) };
}

function draftOf(file: Uint8Array | undefined, name: string, range: Request["range"]): Draft {
  const shared = { "access-control-allow-origin": "*" };
  if (!file) return { status: 404, headers: shared, body: new Uint8Array() };
  const isList = name.endsWith(".m3u8");
  const headers: OutgoingHttpHeaders = {
    ...shared,
    "content-type": isList ? "application/vnd.apple.mpegurl" : "audio/mp4",
    "accept-ranges": "bytes",
    etag: `"${createHash("sha256").update(file).digest("hex")}"`,
  };
  if (!range) return sized({ status: 200, headers, body: file });
  const to = Math.min(range.to, file.length - 1);
  if (range.from > to) return { status: 416, headers: { "content-range": `bytes */${file.length}` }, body: ZERO };
  headers["content-range"] = `bytes ${range.from}-${to}/${file.length}`;
  return sized({ status: 206, headers, body: file.subarray(range.from, to + 1) });
}

const ZERO = new Uint8Array();

/** An answer that says how long it is. */
export function sized(draft: Draft): Draft {
  draft.headers["content-length"] = draft.body.length;
  return draft;
}
