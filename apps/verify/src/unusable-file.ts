/** A file that cannot be looked at: not there, not of the kind, too large. The reason has words in `texts.ts`. */
export class UnusableFile extends Error {
  readonly reason: UnusableReason;
  readonly path: string;

  constructor(reason: UnusableReason, path: string, cause?: unknown) {
    super(`${path}: ${reason}`, { cause });
    this.name = "UnusableFile";
    this.reason = reason;
    this.path = path;
  }
}

export type UnusableReason = "not_found" | "not_readable" | "too_large" | "not_json" | "not_gzip";

/** What a failed read means for whoever named the file. */
export function unusable(error: unknown, path: string): UnusableFile {
  if (error instanceof UnusableFile) return error;
  const code = error instanceof Error && "code" in error ? String(error.code) : "";
  if (code === "ENOENT") return new UnusableFile("not_found", path, error);
  return new UnusableFile(code.startsWith("Z_") ? "not_gzip" : "not_readable", path, error);
}
