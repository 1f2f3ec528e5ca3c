import { existsSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";

/** What media workers encode with: FFmpeg's libraries, FFmpeg inside WebAssembly, or a program of the system's. */
export const MEDIA_ENGINES = ["auto", "node-av", "wasm", "ffmpeg"] as const;

/** What a worker needs for its engine. */
export interface MediaEngine {
  readonly environment: Readonly<Record<string, string>>;
  /** Programs that it starts. */
  readonly programs: readonly string[];
  /** Whether it works in threads of its own, which Node must allow. */
  readonly hasThreads: boolean;
}

/** The engine of `MEDIA_ENGINE`; left to itself, the best that is installed. */
export function mediaEngine(
  { MEDIA_ENGINE, FFMPEG_PATH }: Readonly<Record<string, string | undefined>>,
  isNativeThere: () => boolean = isNativeInstalled,
): MediaEngine {
  const kind = MEDIA_ENGINE && MEDIA_ENGINE !== "auto" ? MEDIA_ENGINE : bestOf(FFMPEG_PATH, isNativeThere());
  const path = kind === "ffmpeg" && FFMPEG_PATH ? { FFMPEG_PATH } : {};
  return {
    environment: { MEDIA_ENGINE: kind, ...path },
    programs: Object.values(path),
    hasThreads: kind !== "node-av",
  };
}

function bestOf(path: string | undefined, isNativeThere: boolean): string {
  if (isNativeThere) return "node-av";
  return path ? "ffmpeg" : "wasm";
}

let isNative: boolean | undefined;

/** Looked for once: Node's report, which names the C library, takes its time. */
function isNativeInstalled(): boolean {
  return (isNative ??= lookForNative());
}

/** The libraries come as a package for each system and processor; of Linux only for those with glibc. It is not loaded here. */
function lookForNative(): boolean {
  const worker = createRequire(new URL("../../../media-worker/package.json", import.meta.url));
  const name = join(
    "@seydx",
    `node-av-${process.platform}-${process.arch}${process.platform === "win32" ? "-msvc" : ""}`,
  );
  const isThere = (worker.resolve.paths("node-av") ?? []).some((folder) => existsSync(join(folder, name)));
  return isThere && (process.platform !== "linux" || hasGlibc());
}

/** Node itself was made for one of the two C libraries that there are on Linux. */
function hasGlibc(): boolean {
  return "glibcVersionRuntime" in reportHeader();
}

function reportHeader(): object {
  const report: unknown = process.report.getReport();
  if (typeof report !== "object" || report === null || !("header" in report)) return {};
  return typeof report.header === "object" && report.header !== null ? report.header : {};
}
