import { open } from "node:fs/promises";
import type { HlsAnswer, HlsByteRange, HlsRead } from "@songkeeper/media";

/** Nobody waits longer for a playlist or a few seconds of sound. */
const TIMEOUT_MS = 30_000;
/** More than any playlist or segment has. A server that ignores ranges may send more: it is not read on. */
const BYTES_MAX = 64 * 2 ** 20;

/** Whether an address is asked of a server; any other is a file's path. */
export function isWebAddress(address: string): boolean {
  return /^https?:\/\//iu.test(address);
}

/** Asks a server, as a page of another site would; a redirect is an answer like any other. */
export const readOverHttp: HlsRead = async (uri, range) => {
  const asked = range ? { range: `bytes=${range.offset}-${range.offset + range.bytes - 1}` } : {};
  const answer = await fetch(uri, {
    headers: { origin: "https://hls-check.invalid", ...asked },
    redirect: "manual",
    signal: AbortSignal.timeout(TIMEOUT_MS),
  });
  const headers = Object.fromEntries(answer.headers);
  return { status: answer.status, headers, bytes: await bytesOf(answer) };
};

async function bytesOf({ body }: Response): Promise<Uint8Array> {
  const parts: Uint8Array[] = [];
  let bytes = 0;
  for await (const part of body ?? []) {
    parts.push(part);
    bytes += part.length;
    if (bytes > BYTES_MAX) throw new Error(`more than ${BYTES_MAX} bytes`);
  }
  return Buffer.concat(parts);
}

/** Reads files; what stands behind a name's question mark is for browsers. */
export const readFromDisk: HlsRead = async (uri, range) => {
  const file = await open(uri.replace(/\?.*/u, ""));
  try {
    return await readOpen(file, range);
  } finally {
    await file.close();
  }
};

async function readOpen(file: Awaited<ReturnType<typeof open>>, range?: HlsByteRange): Promise<HlsAnswer> {
  const wanted = range?.bytes ?? (await file.stat()).size;
  if (wanted > BYTES_MAX) throw new Error(`more than ${BYTES_MAX} bytes`);
  const bytes = new Uint8Array(wanted);
  const { bytesRead } = await file.read(bytes, 0, wanted, range?.offset ?? 0);
  return { status: range ? 206 : 200, headers: {}, bytes: bytes.subarray(0, bytesRead) };
}
