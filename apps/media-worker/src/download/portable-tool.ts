import { closeSync, openSync, writeSync } from "node:fs";
import { aacRate, scanBoxes, splitFragments } from "@songkeeper/media";
import { runTool } from "../decode/ffmpeg-core.ts";
import { openFile } from "../encode/open-file.ts";
import { openInput } from "../task/input-file.ts";
import { fragmentedSamples } from "./fragmented-samples.ts";
import { readSound } from "./song-sound.ts";

/** The encoder's own name, without which some players do not believe what the first frame tells. */
export const LAME = "LAME3.100";

/** Puts the packets of our own AAC rendition into a plain M4A file, as `remuxAsM4a` does, on every system. */
export async function remuxPortably(from: string, to: string): Promise<void> {
  // An edit in thousandths of a second would cut a song in the middle of one.
  const exact = ["-avoid_negative_ts", "disabled", "-movie_timescale", String(timescaleOf(from))];
  await convert(from, to, ["-map", "0:a:0", "-c", "copy", ...exact, "-f", "ipod"]);
  tellLength(to, fragmentedSamples(from));
}

/** In how many parts of a second our own file counts: its samples. */
function timescaleOf(path: string): number {
  const { fd, bytes, read } = openFile(path);
  const { headerBytes } = splitFragments(scanBoxes(read, 0, bytes));
  const header = Buffer.from(read(0, headerBytes));
  closeSync(fd);
  return header.readUInt32BE(header.indexOf("mdhd", 0, "latin1") + 16);
}

/** FFmpeg takes the last packet for a whole one: where the song ends in it is told by the edit. */
function tellLength(path: string, samples: number): void {
  const { fd, bytes, read } = openFile(path, "r+");
  const index = scanBoxes(read, 0, bytes).at(-1);
  if (index?.type !== "moov") throw new Error(`${path} does not end with its index`);
  const moov = Buffer.from(read(index.offset, index.bytes));
  // Of version 0, which FFmpeg writes of what is not too long for it.
  for (const { type, at } of [
    { type: "mvhd", at: 16 },
    { type: "tkhd", at: 20 },
    { type: "elst", at: 8 },
  ]) {
    const box = moov.indexOf(type, 0, "latin1") + 4;
    if (box < 4 || moov[box] !== 0) throw new Error(`${path} has no ${type} of the expected form`);
    moov.writeUInt32BE(samples, box + at);
  }
  writeSync(fd, moov, 0, moov.length, index.offset);
  closeSync(fd);
}

/** Makes an MP3 file without tags of our FLAC rendition, of LAME's best variable quality, on every system. */
export async function encodeMp3Portably(from: string, to: string): Promise<void> {
  const rate = String(aacRate(readSound(from).sampleRate));
  const sound = ["-map", "0:a:0", "-ar", rate, "-c:a", "libmp3lame", "-q:a", "0"];
  const file = ["-id3v2_version", "0", "-write_xing", "1", "-metadata:s:a:0", `encoder=${LAME}`, "-f", "mp3"];
  await convert(from, to, [...sound, ...file]);
}

/** FFmpeg in WebAssembly goes back in what it writes, to fill in what it knows at the end. */
async function convert(from: string, to: string, args: readonly string[]): Promise<void> {
  const fd = openSync(to, "wx");
  const { exitCode, complaints } = await runTool({
    tool: "ffmpeg",
    args: [
      "-v",
      "error",
      "-copyts",
      "-f",
      "mp4",
      "-i",
      "/in",
      ...args,
      "-map_metadata",
      "-1",
      "-fflags",
      "+bitexact",
      "/out",
    ],
    input: openInput(from),
    onOutput: (bytes, position) => void writeSync(fd, bytes, 0, bytes.length, position),
  });
  closeSync(fd);
  if (exitCode !== 0) throw new Error(`FFmpeg in WebAssembly ended with ${exitCode}: ${complaints.join("\n")}`);
}
