import { toHex, utf8, type Sha256 } from "@songkeeper/base";

/**
 * A party's plays, uncompressed: SHA-256 (hex) and length of all bytes, and the lines without their line feeds. Lines
 * are read one after the other, so that a file need not fit in memory.
 */
export type PlaysFile = {
  readonly sha256: string;
  readonly bytes: number;
  readonly lines: Iterable<string> | AsyncIterable<string>;
};

/** A file that is at hand as text. */
export function playsFileOf(text: string, sha256: Sha256): PlaysFile {
  const bytes = utf8(text);
  const lines = text.split("\n");
  if (lines.at(-1) === "") lines.pop();
  return { sha256: toHex(sha256(bytes)), bytes: bytes.length, lines };
}
