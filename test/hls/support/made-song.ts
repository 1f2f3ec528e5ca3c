import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { masterPlaylist, type HlsRead, type IngestResult } from "@songkeeper/media";
import { runJob } from "../../../apps/media-worker/src/task/run-job.ts";

/** The files of a song by name, with its master playlist. */
export type SongFiles = Readonly<Record<string, Uint8Array>>;

/** All that the media worker makes of an upload to be heard, under one master playlist. */
export async function makeSong(upload: Uint8Array): Promise<SongFiles> {
  const { files, result } = await ingestSong(upload);
  const heard = Object.entries(files).filter(([name]) => /\.(?:mp4|m3u8)$/u.test(name));
  return { ...Object.fromEntries(heard), "master.m3u8": new TextEncoder().encode(masterPlaylist(result.renditions)) };
}

/** Every file that the media worker makes of an upload, and what it says of them. */
export async function ingestSong(upload: Uint8Array): Promise<{ files: SongFiles; result: IngestResult }> {
  const folder = mkdtempSync(join(tmpdir(), "songkeeper-hls-"));
  try {
    const [input, output] = [join(folder, "upload"), join(folder, "out")];
    mkdirSync(output);
    writeFileSync(input, upload);
    const last = await runJob({ task: "ingest", input, output }, () => {});
    if (last.kind !== "done" || last.result.task !== "ingest") throw new Error(JSON.stringify(last));
    const files = readdirSync(output).map((name) => [name, new Uint8Array(readFileSync(join(output, name)))] as const);
    return { files: Object.fromEntries(files), result: last.result };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Reads a song's files as they lie in memory, like a disk. */
export function readFrom(files: SongFiles): HlsRead {
  return (uri, range) => {
    const bytes = files[uri.split("?")[0] ?? ""];
    if (!bytes) return Promise.reject(new Error("no such file"));
    const from = range?.offset ?? 0;
    const found = bytes.subarray(from, range ? from + range.bytes : bytes.length);
    return Promise.resolve({ status: range ? 206 : 200, headers: {}, bytes: found });
  };
}
