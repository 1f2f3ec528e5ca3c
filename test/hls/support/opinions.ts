import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { delimiter, join } from "node:path";

/** What another tool makes of a rendition. */
export interface Opinion {
  /** How long it is, in seconds; null if the tool would not say. */
  readonly seconds: number | null;
  /** What it complained of. */
  readonly complaints: readonly string[];
}

/** A program of this machine, if it is installed. */
export function findProgram(name: string): string | undefined {
  const folders = (process.env["PATH"] ?? "").split(delimiter);
  return folders.map((folder) => join(folder, name)).find((path) => existsSync(path));
}

/** What FFmpeg decodes of a playlist: every sample is counted. */
export async function ffmpegOpinion(program: string, url: string, sampleRate: number): Promise<Opinion> {
  const { bytes, complaints, code } = await run(program, ["-nostdin", "-v", "error", "-i", url, ...PCM]);
  const failed = code === 0 ? [] : [`ended with ${code}`];
  return { seconds: bytes / BYTES_A_SAMPLE / sampleRate, complaints: [...complaints, ...failed] };
}

const PCM = ["-map", "0:a:0", "-ac", "1", "-f", "s16le", "-"];
const BYTES_A_SAMPLE = 2;

/** What GStreamer's discoverer says of a playlist. */
export async function gstreamerOpinion(program: string, url: string): Promise<Opinion> {
  const { text, complaints, code } = await run(program, ["--timeout=10", url]);
  const [, hours, minutes, seconds] = /Duration: (\d+):(\d+):([\d.]+)/u.exec(text) ?? [];
  const known = hours === undefined ? null : Number(hours) * 3600 + Number(minutes) * 60 + Number(seconds);
  return { seconds: known, complaints: code === 0 ? complaints : [...complaints, `ended with ${code}`] };
}

/** FFmpeg waits for ever for a list that never ends, and hears of no gentler end. */
const TIMEOUT_MS = 12_000;

function run(program: string, args: readonly string[]) {
  const child = spawn(program, args, { stdio: ["ignore", "pipe", "pipe"], timeout: TIMEOUT_MS, killSignal: "SIGKILL" });
  let [bytes, text, said] = [0, "", ""];
  child.stdout.on("data", (part: Buffer) => {
    bytes += part.length;
    if (text.length < 10_000) text += part.toString("utf8");
  });
  child.stderr.setEncoding("utf8").on("data", (part: string) => (said += part));
  return new Promise<{ code: number | null; bytes: number; text: string; complaints: string[] }>((resolve, reject) => {
    child.on("error", reject);
    child.on("close", (code) => {
      resolve({ code, bytes, text, complaints: said.split("\n").filter((line) => line.trim() !== "") });
    });
  });
}
