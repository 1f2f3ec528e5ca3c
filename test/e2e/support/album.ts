import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { IngestResult } from "@songkeeper/media";
import type { Services } from "../../../apps/api/src/services.ts";
import { publishSong } from "../../../apps/api/src/testing/published-song.ts";
import { type Pcm16, wavFile } from "../../support/known-music.ts";

/** An album to publish: a piece of music that is cut into songs, as a concert or a fugue is. */
export interface CutAlbum {
  readonly ownerId: string;
  readonly title: string;
  readonly music: Pcm16;
  /** The frames of the music at which songs begin; the first begins at 0. */
  readonly cuts: readonly number[];
  /** Songs, by their place, of which there is nothing lossless to hear. */
  readonly lossy?: readonly number[];
}

/** Publishes it as musicians do, every file made by a media worker: gives the release's id. */
export async function publishCutAlbum(services: Services, album: CutAlbum): Promise<string> {
  const { music, cuts, lossy = [], ownerId, title } = album;
  let releaseId: string | undefined;
  for (const [place, begin] of [0, ...cuts].entries()) {
    const samples = music.samples.slice(2 * begin, 2 * (cuts[place] ?? music.samples.length));
    const { files, result } = await madeOf(services, { ...music, samples }, lossy.includes(place));
    const told = { ownerId, title: `${title} ${place + 1}`, release: title, trackNumber: place + 1, files, result };
    ({ releaseId } = await publishSong(services, { ...told, ...(releaseId ? { releaseId } : {}) }));
  }
  if (!releaseId) throw new Error("an album without songs");
  return releaseId;
}

async function madeOf(services: Services, song: Pcm16, lossy: boolean) {
  const folder = await mkdtemp(join(tmpdir(), "songkeeper-album-"));
  try {
    const [input, output] = [join(folder, "upload"), join(folder, "made")];
    await mkdir(output);
    await writeFile(input, wavFile(song));
    const made = await services.media.runMediaJob({ task: "ingest", input, output }, { timeoutMs: 60_000 });
    if (!made.ok) throw new Error(made.reason);
    const result = lossy ? withoutLossless(made.value) : made.value;
    const read = async ({ name }: { name: string }) =>
      [name, new Uint8Array(await readFile(join(output, name)))] as const;
    const present = new Set(await readdir(output));
    const files = await Promise.all(result.files.filter(({ name }) => present.has(name)).map(read));
    return { result, files: Object.fromEntries(files) };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

function withoutLossless(result: IngestResult): IngestResult {
  const kept = ({ name }: { name: string }) => !name.startsWith("flac");
  return { ...result, files: result.files.filter(kept), renditions: result.renditions.filter(kept) };
}
