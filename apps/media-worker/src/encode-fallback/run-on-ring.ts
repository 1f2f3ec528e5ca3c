import { spawn } from "node:child_process";
import { once } from "node:events";
import type { Readable } from "node:stream";
import { runTool, takeCore, type TakeOutput } from "../decode/ffmpeg-core.ts";
import type { RingReader } from "./pcm-ring.ts";
import type { Tool } from "./tool-task.ts";

/** Takes what comes out, in its order. */
type TakePiece = (bytes: Uint8Array) => void;

/** A run of FFmpeg that reads the ring and writes to so many files that are handed over as they come. */
export interface RingRun {
  readonly tool: Tool;
  readonly ring: RingReader;
  /** The arguments, by the paths of what is read and written. */
  readonly args: (input: string, output: (index: number) => string) => string[];
  readonly outputs: readonly TakePiece[];
}

/** Runs FFmpeg to the end of the sound and gives what it said; throws if it was not content. */
export async function runOnRing(run: RingRun): Promise<readonly string[]> {
  return run.tool.kind === "wasm" ? runCore(run, run.tool.core) : runProgram(run, run.tool.path);
}

async function runCore({ ring, args, outputs }: RingRun, core: WebAssembly.Module): Promise<readonly string[]> {
  takeCore(core);
  const { exitCode, complaints } = await runTool({
    tool: "ffmpeg",
    args: args("/in", (index) => `/out${index}`),
    input: { read: (into) => ring.read(into) },
    outputs: Object.fromEntries(outputs.map((take, index) => [`/out${index}`, inOrder(take)])),
  });
  if (exitCode !== 0)
    throw new Error(`FFmpeg in WebAssembly ended with ${exitCode}: ${complaints.slice(-9).join("\n")}`);
  return complaints;
}

/** A tool may go back in what it writes to a file; what is handed on at once cannot be changed any more. */
function inOrder(take: TakePiece): TakeOutput {
  let end = 0;
  return (bytes, position) => {
    if (position !== end) throw new Error(`the encoder went back from ${end} to ${position}`);
    end += bytes.length;
    take(bytes);
  };
}

const FIRST_OUTPUT = 3;
const PIECE_BYTES = 65_536;
const LAST_WORDS = 20_000;

async function runProgram({ ring, args, outputs }: RingRun, path: string): Promise<readonly string[]> {
  const pipes = outputs.map(() => "pipe" as const);
  const child = spawn(
    path,
    args("pipe:0", (index) => `pipe:${FIRST_OUTPUT + index}`),
    {
      stdio: ["pipe", "ignore", "pipe", ...pipes],
      env: {},
    },
  );
  let words = "";
  child.stderr?.on("data", (piece: Buffer) => (words = (words + piece.toString()).slice(-LAST_WORDS)));
  outputs.forEach((take, index) => {
    const pipe = child.stdio[FIRST_OUTPUT + index];
    if (pipe && "read" in pipe) listen(pipe, take, child);
  });
  const closed = once(child, "close");
  // Until it is waited for, nobody hears of a program that could not be started.
  closed.catch(() => undefined);
  // It is told by its end what it thinks of its input.
  child.stdin?.on("error", () => undefined);
  const piece = new Uint8Array(PIECE_BYTES);
  for (let read = await ring.readLater(piece); read > 0; read = await ring.readLater(piece)) {
    if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) break;
    const taken = child.stdin?.write(Uint8Array.from(piece.subarray(0, read)));
    if (taken === false && child.stdin) await Promise.race([once(child.stdin, "drain"), closed]);
  }
  child.stdin?.end();
  const [code]: unknown[] = await closed;
  if (code !== 0) throw new Error(`${path} ended with ${String(code)}: ${words.slice(-2000)}`);
  return words.split("\n");
}

/** What cannot be taken ends the program: it would wait for ever for somebody to read the rest. */
function listen(pipe: Readable, take: TakePiece, child: { kill: (signal: "SIGKILL") => boolean }): void {
  pipe.on("data", (piece: Buffer) => {
    try {
      take(piece);
    } catch {
      child.kill("SIGKILL");
    }
  });
}
