import { execFile, spawn } from "node:child_process";
import { mkdir, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { promisify } from "node:util";
import { once } from "node:events";
import { mediaWorkers } from "../../apps/api/src/adapters/media-worker.ts";
import { type ChildCost, costOfChild } from "./process-cost.ts";

export type AacEncoder = "aac" | "libfdk_aac";

/** One way to make a song's renditions of the file at `input`, in an empty folder. */
export type MakeRenditions = (input: string, output: string) => Promise<void>;

/** Our own worker, started as the server starts it, with this AAC encoder. */
export function byOurWorker(encoder: AacEncoder): MakeRenditions {
  return async (input, output) => {
    const workers = mediaWorkers({ folder: join(dirname(output), "work"), max: 1 });
    process.env["AAC_ENCODER"] = encoder;
    const made = await workers.runMediaJob({ task: "ingest", input, output }, { timeoutMs: 600_000 });
    if (!made.ok) throw new Error(`the song is refused: ${made.reason}`);
  };
}

/**
 * One plain ffmpeg that decodes once and makes the same: AAC of 64, 128 and 256 kbit/s, FLAC at the same level, a preview
 * of half a minute with its fades, the loudness with true peaks, and the fingerprint.
 */
export function byFfmpeg(encoder: AacEncoder): MakeRenditions {
  const cut = "atrim=60:90,asetpts=PTS-STARTPTS,afade=in:d=0.5,afade=out:st=29:d=1";
  const parts = "[a64][a128][a256][flac][s][m][print]";
  const graph = `[0:a]asplit=7${parts};[s]${cut}[preview];[m]ebur128=peak=true[meter]`;
  const aac = (kilobits: number) => ["-c:a", encoder, "-b:a", `${kilobits}k`];
  const mp4 = ["-movflags", "+cmaf", "-frag_duration", "4000000", "-f", "mp4"];
  return async (input, output) => {
    const file = (name: string) => [...mp4, join(output, `${name}.mp4`)];
    const flac = ["-c:a", "flac", "-compression_level", "8", "-strict", "experimental"];
    const ends = [
      ...[64, 128, 256].map((rate) => ["-map", `[a${rate}]`, ...aac(rate), ...file(`aac${rate}`)]),
      ["-map", "[flac]", ...flac, ...file("flac")],
      ["-map", "[preview]", ...aac(128), ...file("preview")],
      ["-map", "[meter]", "-f", "null", "-"],
      ["-map", "[print]", "-f", "chromaprint", "-fp_format", "raw", join(output, "fingerprint.bin")],
    ];
    const args = ["-nostdin", "-v", "error", "-i", input, "-filter_complex", graph, ...ends.flat()];
    const child = spawn("ffmpeg", args, { stdio: ["ignore", "ignore", "inherit"] });
    const [code] = await once(child, "close");
    if (code !== 0) throw new Error(`ffmpeg ended with ${code}`);
  };
}

/** The AAC encoders of the system's ffmpeg: none where there is no ffmpeg, or one without Chromaprint. */
export async function encodersOfFfmpeg(): Promise<AacEncoder[]> {
  const ask = (what: string) => promisify(execFile)("ffmpeg", ["-hide_banner", what]).catch(() => undefined);
  const listed = await ask("-encoders");
  if (!(await ask("-muxers"))?.stdout.includes(" chromaprint ")) return [];
  const known = ["aac", "libfdk_aac"] as const;
  return known.filter((name) => listed?.stdout.includes(` ${name} `));
}

/** How long two songs take side by side, and how long one alone, in seconds. */
export async function sideBySide(make: MakeRenditions, input: string): Promise<{ alone: number; together: number }> {
  const seconds = async (songs: number) => {
    const folders = await Promise.all(
      Array.from({ length: songs }, async () => mkdtemp(join(tmpdir(), "songkeeper-made-"))),
    );
    await Promise.all(folders.map((folder) => mkdir(join(folder, "made"))));
    const begun = performance.now();
    await Promise.all(folders.map((folder) => make(input, join(folder, "made"))));
    const taken = (performance.now() - begun) / 1_000;
    await Promise.all(folders.map((folder) => rm(folder, { recursive: true, force: true })));
    return taken;
  };
  return { alone: await seconds(1), together: await seconds(2) };
}

/** What one way costs, in a folder that goes with it. */
export async function costOf(make: MakeRenditions, input: string): Promise<ChildCost | undefined> {
  const folder = await mkdtemp(join(tmpdir(), "songkeeper-made-"));
  try {
    const output = join(folder, "made");
    await mkdir(output);
    return await costOfChild(() => make(input, output));
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
