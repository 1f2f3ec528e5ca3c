import { closeSync, mkdtempSync, openSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { runTool } from "../../../apps/media-worker/src/decode/ffmpeg-core.ts";
import type { Opinion } from "./opinions.ts";

/** What FFmpeg inside WebAssembly decodes of a rendition's file; it knows nothing of playlists. */
export async function coreOpinion(file: Uint8Array, sampleRate: number): Promise<Opinion> {
  const folder = mkdtempSync(join(tmpdir(), "songkeeper-opinion-"));
  const path = join(folder, "file.mp4");
  writeFileSync(path, file);
  const fd = openSync(path, "r");
  try {
    let bytes = 0;
    const args = ["-v", "error", "-i", "/in", "-map", "0:a:0", "-ac", "1", "-f", "s16le", "/out"];
    const onOutput = (part: Uint8Array) => void (bytes += part.length);
    const { exitCode, complaints } = await runTool({
      tool: "ffmpeg",
      args,
      input: { fd, bytes: file.length },
      onOutput,
    });
    const said = complaints.filter((line) => line !== LAST_WORD);
    return { seconds: bytes / 2 / sampleRate, complaints: exitCode === 0 ? said : [...said, "failed"] };
  } finally {
    closeSync(fd);
    rmSync(folder, { recursive: true });
  }
}

/** So each run ends, the good ones too. */
const LAST_WORD = "Aborted()";
