import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import sharp from "sharp";
import type { Container, DownloadKind, DownloadTags } from "@songkeeper/media";
import { decodePcm } from "../decode/decode-pcm.ts";
import { probeSource } from "../decode/probe-source.ts";
import { openInput } from "../task/input-file.ts";
import { finish, ingest, jobFolder, verdict } from "./run-ingest.ts";
import type { Sound } from "./sounds.ts";
import { waveFile } from "./wave-file.ts";

/** Tags with everything in them that there may be. */
export const FULL_TAGS: DownloadTags = {
  title: "雨 Rain",
  artist: "Li",
  album: "Tea",
  trackNumber: 3,
  trackCount: 12,
  date: "2026-11-20",
  isrc: "CNA122600001",
  lyricists: ["Wang"],
  composers: ["Li", "Zhao"],
  lyrics: "la\nla",
  orderId: "order-1",
  loudness: { integratedLufs: -10, rangeLu: 5, truePeakDbtp: -1 },
  releaseLoudness: { integratedLufs: -12.5, rangeLu: 7, truePeakDbtp: 0.5 },
};

/** What is asked for beside the format. */
export interface DownloadWish {
  readonly tags?: Partial<DownloadTags>;
  readonly withCover?: boolean;
}

/** Ingests a sound and makes a file to keep of it, as a buyer gets it. */
export async function download(format: DownloadKind, sound: Sound, wish: DownloadWish = {}) {
  const song = await ingest(waveFile(sound));
  const { folder, output } = jobFolder();
  const cover = join(folder, "cover.jpg");
  const picture = sharp({ create: { width: 300, height: 300, channels: 3, background: "#204080" } });
  writeFileSync(cover, await picture.jpeg().toBuffer());
  const input = song.path(format === "aac" ? "aac128.mp4" : "flac.mp4");
  const job = await finish({
    task: "download",
    format,
    input,
    output,
    tags: { ...FULL_TAGS, ...wish.tags },
    cover: wish.withCover === false ? null : cover,
  });
  if (job.last.kind !== "done" || job.last.result.task !== "download") throw new Error(verdict(job));
  const { file } = job.last.result;
  const path = join(output, file.name);
  return { file, path, output, bytes: readFileSync(path), jpeg: readFileSync(cover), rendition: input };
}

/** Which reader reads a kind of file. */
export const CONTAINER_OF: Readonly<Record<DownloadKind, Container>> = {
  flac: "flac",
  aac: "mp4",
  wav: "wav",
  mp3: "mp3",
  opus: "ogg",
};

/** What FFmpeg's prober says of a file to keep; the names of tags in capitals. */
export async function probeDownload(format: DownloadKind, path: string) {
  const input = openInput(path);
  const probe = await probeSource(input, CONTAINER_OF[format]);
  if (!probe) throw new Error("the prober found no sound");
  const tags = Object.entries(probe.tags).map(([name, value]) => [name.toUpperCase(), value] as const);
  return { ...probe, tags: Object.fromEntries(tags) };
}

/** What FFmpeg hears of a file to keep: its samples of 32 bits, without what players are told to leave out. */
export async function hearDownload(format: DownloadKind, path: string) {
  const { codec, sampleRate, channels } = await probeDownload(format, path);
  const pieces: Buffer[] = [];
  const decoded = await decodePcm({
    input: openInput(path),
    source: { container: CONTAINER_OF[format], codec, sampleRate, channels, declaredSamples: undefined },
    limit: Number.MAX_SAFE_INTEGER,
    blockSamples: 4096,
    onBlock: (pcm) => pieces.push(Buffer.from(pcm)),
  });
  const bytes = Buffer.concat(pieces);
  const pcm = new Int32Array(bytes.buffer, bytes.byteOffset, bytes.length / 4);
  return { ...decoded, sampleRate, channels, bytes, pcm };
}

/** How like two sounds are from a place on: 1 is the same but for its loudness. */
export function correlation(a: Int32Array, b: Int32Array, from = 0, to = Math.min(a.length, b.length)): number {
  let [both, alone, other] = [0, 0, 0];
  for (let at = from; at < to; at++) {
    const [x, y] = [(a[at] ?? 0) / 2 ** 31, (b[at] ?? 0) / 2 ** 31];
    both += x * y;
    alone += x * x;
    other += y * y;
  }
  return both / Math.sqrt(alone * other);
}
