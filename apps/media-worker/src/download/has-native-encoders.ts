/** Whether FFmpeg's libraries can be had here: they come for some processors and systems only, and may be turned off. */
export async function hasNativeEncoders({ env } = process): Promise<boolean> {
  const { MEDIA_ENGINE: engine = "auto" } = env;
  if (engine === "wasm" || engine === "ffmpeg") return false;
  try {
    await import("node-av/lib");
    return true;
  } catch {
    return false;
  }
}
