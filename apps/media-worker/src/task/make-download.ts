import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { DownloadJob, DownloadKind, DownloadTags, MadeFile } from "@songkeeper/media";
import { hasNativeEncoders } from "../download/has-native-encoders.ts";
import { describeFile } from "./made-file.ts";
import { Refused } from "./refused.ts";

/** What each kind of file is called in the output directory. */
const NAMES: Readonly<Record<DownloadKind, string>> = {
  flac: "song.flac",
  aac: "song.m4a",
  wav: "song.wav",
  mp3: "song.mp3",
  opus: "song.opus",
};

/** Makes a file to keep of one of our own renditions: FLAC and AAC are copied as they are, the others made of the FLAC. */
export async function makeDownload(job: DownloadJob): Promise<MadeFile> {
  const cover = job.cover === null ? null : Uint8Array.from(readFileSync(job.cover));
  const name = NAMES[job.format];
  const write = await writerOf(job.format);
  await write(job.input, join(job.output, name), job.tags, cover);
  return describeFile(job.output, name);
}

type WriteSong = (from: string, to: string, tags: DownloadTags, cover: Uint8Array | null) => void | Promise<void>;

/** Only what the format needs is loaded: none but Opus wants native code, and is refused where there is none. */
async function writerOf(format: DownloadKind): Promise<WriteSong> {
  if (format === "opus" && !(await hasNativeEncoders())) throw new Refused("format_not_supported", { format });
  switch (format) {
    case "flac":
      return (await import("../download/write-flac.ts")).writeFlac;
    case "aac":
      return (await import("../download/write-m4a.ts")).writeM4a;
    case "wav":
      return (await import("../download/write-wave.ts")).writeWave;
    case "mp3":
      return (await import("../download/write-mp3.ts")).writeMp3;
    case "opus":
      return (await import("../download/write-opus.ts")).writeOpus;
  }
}
