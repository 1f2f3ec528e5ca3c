import { createHash, type Hash } from "node:crypto";
import { createReadStream } from "node:fs";
import { open, readFile, stat } from "node:fs/promises";
import { createGunzip } from "node:zlib";
import { parseJson } from "@songkeeper/base";
import type { PlaysFile } from "@songkeeper/proof";
import { UnusableFile, unusable } from "./unusable-file.ts";

const STATEMENT_BYTES_MAX = 64 * 2 ** 20;
/** Of the plays, uncompressed: a small file may unpack to anything. */
const PLAYS_BYTES_MAX = 2 ** 30;
/** A chunk has at most 500 plays, of less than a kilobyte each. */
const LINE_CHARS_MAX = 4 * 2 ** 20;

/** The statement file as JSON. Throws an `UnusableFile`. */
export async function readStatementFile(path: string): Promise<unknown> {
  const text = await readText(path);
  try {
    return parseJson(text);
  } catch (error) {
    throw new UnusableFile("not_json", path, error);
  }
}

/**
 * The plays file, gzip or plain, by its first bytes: read once for its hash here, and once more, line by line, by
 * whoever checks it; it is never in memory as a whole. Throws an `UnusableFile`, also while its lines are read.
 */
export async function readPlaysFile(path: string): Promise<PlaysFile> {
  const hash: Hash = createHash("sha256");
  let bytes = 0;
  for await (const part of unpacked(path)) {
    hash.update(part);
    bytes += part.length;
  }
  return { sha256: hash.digest("hex"), bytes, lines: linesOf(path) };
}

async function readText(path: string): Promise<string> {
  try {
    if ((await stat(path)).size > STATEMENT_BYTES_MAX) throw new UnusableFile("too_large", path);
    return await readFile(path, "utf8");
  } catch (error) {
    throw unusable(error, path);
  }
}

async function* linesOf(path: string): AsyncGenerator<string> {
  const decoder = new TextDecoder("utf-8", { ignoreBOM: true });
  let rest = "";
  for await (const part of unpacked(path)) {
    const lines = (rest + decoder.decode(part, { stream: true })).split("\n");
    rest = lines.pop() ?? "";
    if (rest.length > LINE_CHARS_MAX) throw new UnusableFile("too_large", path);
    yield* lines;
  }
  rest += decoder.decode();
  if (rest !== "") yield rest;
}

async function* unpacked(path: string): AsyncGenerator<Uint8Array> {
  let bytes = 0;
  try {
    const packed = await isGzip(path);
    const source = createReadStream(path);
    const stream = packed ? source.pipe(createGunzip()) : source;
    // A pipe does not hand errors on.
    if (packed) source.on("error", (error) => stream.destroy(error));
    for await (const part of stream) {
      if (!(part instanceof Uint8Array)) throw new TypeError("a stream of bytes gave something else");
      bytes += part.length;
      if (bytes > PLAYS_BYTES_MAX) throw new UnusableFile("too_large", path);
      yield part;
    }
  } catch (error) {
    throw unusable(error, path);
  }
}

async function isGzip(path: string): Promise<boolean> {
  const file = await open(path);
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(2), 0, 2, 0);
    return bytesRead === 2 && buffer[0] === 0x1f && buffer[1] === 0x8b;
  } finally {
    await file.close();
  }
}
