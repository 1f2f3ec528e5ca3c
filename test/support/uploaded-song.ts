import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Services } from "../../apps/api/src/services.ts";
import { type PublishedSong, publishSong, type SongTold } from "../../apps/api/src/testing/published-song.ts";
import { music } from "../../apps/media-worker/src/testing/sounds.ts";
import { waveFile } from "../../apps/media-worker/src/testing/wave-file.ts";

/** A published song with its files by name. */
export interface UploadedSong extends PublishedSong {
  readonly files: Readonly<Record<string, Uint8Array>>;
  readonly durationMs: number;
}

/** Publishes a song of which the media worker made every file, as it does of an upload: a WAV of so many milliseconds. */
export async function publishRealSong(
  services: Services,
  { durationMs, ...told }: SongTold & { readonly durationMs: number },
): Promise<UploadedSong> {
  const folder = await mkdtemp(join(tmpdir(), "songkeeper-upload-"));
  try {
    const [input, output] = [join(folder, "upload"), join(folder, "made")];
    await mkdir(output);
    await writeFile(input, waveFile(music({ samples: 44.1 * durationMs })));
    const made = await services.media.runMediaJob({ task: "ingest", input, output }, { timeoutMs: 60_000 });
    if (!made.ok) throw new Error(made.reason);
    const names = (await readdir(output)).filter((name) => !name.startsWith("cover-"));
    const files = Object.fromEntries(
      await Promise.all(names.map(async (name) => [name, new Uint8Array(await readFile(join(output, name)))] as const)),
    );
    const song = await publishSong(services, { ...told, files, result: made.value });
    return { ...song, files, durationMs: made.value.source.durationMs };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
