import { compiledCore } from "../decode/ffmpeg-core.ts";
import type { Engine } from "./engine.ts";

/** The engine of `MEDIA_ENGINE`, or the best that this machine has; it is loaded only now, since a cover needs none. */
export async function pickEngine({ env } = process): Promise<Engine> {
  const { MEDIA_ENGINE: wished = "auto", FFMPEG_PATH: path, AAC_ENCODER: aacEncoder = "aac" } = env;
  if (wished === "node-av" || (wished === "auto" && (await canLoadNative()))) {
    const { nativeEngine } = await import("./native-engine.ts");
    return nativeEngine;
  }
  const { threadEngine } = await import("../encode-fallback/thread-engine.ts");
  if (wished === "ffmpeg" && !path)
    throw new Error("MEDIA_ENGINE is ffmpeg, and FFMPEG_PATH does not say where that is");
  if (path && wished !== "wasm") return threadEngine({ kind: "program", path }, aacEncoder);
  return threadEngine({ kind: "wasm", core: await compiledCore() }, "aac");
}

/** FFmpeg's libraries come for some processors and systems only. */
async function canLoadNative(): Promise<boolean> {
  try {
    await import("node-av/lib");
    return true;
  } catch {
    return false;
  }
}
