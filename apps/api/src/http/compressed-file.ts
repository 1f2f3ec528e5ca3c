import { existsSync } from "node:fs";

/** A compressed form of a file, as the build lays it beside the file. */
export interface CompressedFile {
  readonly path: string;
  readonly encoding: "br" | "gzip";
}

const FORMS = [
  { encoding: "br", ending: ".br" },
  { encoding: "gzip", ending: ".gz" },
] as const;

/** The smallest form of a file that is there and that the asker says it can read. */
export function compressedFile(path: string, acceptEncoding: string | undefined): CompressedFile | undefined {
  const readable = new Set(
    (acceptEncoding ?? "")
      .toLowerCase()
      .split(",")
      .map((part) => part.split(";").map((word) => word.trim()))
      .filter(([, weight]) => !/^q=0(\.0*)?$/.test(weight ?? ""))
      .map(([name]) => name),
  );
  for (const { encoding, ending } of FORMS)
    if (readable.has(encoding) && existsSync(path + ending)) return { path: path + ending, encoding };
  return undefined;
}
