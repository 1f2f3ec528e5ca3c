import { readFileSync, readSync } from "node:fs";
import { createRequire } from "node:module";

/** The one file that a decoder may read, or a part of it, already open. */
export interface OpenInput {
  readonly fd: number;
  readonly bytes: number;
  /** Where the part begins; by default it is the whole file. */
  readonly from?: number;
}

/** Sound that comes piece by piece: each reading fills some of the bytes, and none at the end. */
export interface SoundStream {
  readonly read: (into: Uint8Array) => number;
}

/** Takes what a tool writes at a place of a file, valid within the call. */
export type TakeOutput = (bytes: Uint8Array, position: number) => void;

/** What a run of a tool inside WebAssembly came to. */
export interface ToolRun {
  /** 0 if the tool was content. */
  readonly exitCode: number;
  readonly stdout: string;
  /** What it complained about, line by line. */
  readonly complaints: readonly string[];
}

/** A run of FFmpeg or its prober on `/in`; what it writes to `/out`, or to other files, is handed over piece by piece. */
export interface ToolCall {
  readonly tool: "ffmpeg" | "ffprobe";
  readonly args: readonly string[];
  readonly input: OpenInput | SoundStream;
  readonly onOutput?: TakeOutput;
  readonly outputs?: Readonly<Record<string, TakeOutput>>;
}

/** The tools look at the pictures in a file too, to tell their size. Of so few pixels there is none. */
export const LEAVE_PICTURES = ["-max_pixels", "1"];

/** So many characters of what a tool prints are kept: enough for the longest lyrics and an honest number of complaints. */
const KEPT_CHARACTERS = 8_000_000;

/**
 * Runs FFmpeg 5.1 inside WebAssembly: whatever an evil file does to its parsers, they have no disk, no network and no
 * memory but their own. Each run has an instance for itself. A throw of `onOutput` ends the run and comes out here.
 */
export async function runTool({ tool, args, input, onOutput, outputs = {} }: ToolCall): Promise<ToolRun> {
  const core = await startCore();
  const printed = { stdout: [] as string[], stderr: [] as string[], characters: 0 };
  core.setLogger(({ type, message }) => {
    printed.characters += message.length;
    if (printed.characters < KEPT_CHARACTERS) printed[type].push(message);
  });
  mountInput(core.FS, input);
  const thrown: unknown[] = [];
  for (const [path, take] of Object.entries({ "/out": onOutput ?? (() => undefined), ...outputs })) {
    mountOutput(core.FS, path, (bytes, position) => {
      try {
        take(bytes, position);
      } catch (error) {
        thrown.push(error);
        throw error;
      }
    });
  }
  const exitCode = runToEnd(() => (tool === "ffmpeg" ? core.exec(...args) : core.ffprobe(...args)));
  if (thrown.length > 0) throw thrown[0];
  return { exitCode, stdout: printed.stdout.join("\n"), complaints: printed.stderr };
}

const BROKE_DOWN = 1;

/** A tool that a file makes to leave in the middle, or to step out of its memory, has found that file to be broken. */
function runToEnd(run: () => number): number {
  try {
    return run();
  } catch {
    return BROKE_DOWN;
  }
}

interface Core {
  readonly FS: CoreFiles;
  setLogger(logger: (line: { type: "stdout" | "stderr"; message: string }) => void): void;
  exec(...args: string[]): number;
  ffprobe(...args: string[]): number;
}

interface CoreFiles {
  writeFile(path: string, content: Uint8Array): void;
  lookupPath(path: string): { node: CoreNode };
}

interface CoreNode {
  usedBytes: number;
  stream_ops: Record<string, unknown>;
}

type CreateCore = (options: {
  instantiateWasm: (imports: WebAssembly.Imports, ready: (instance: WebAssembly.Instance) => void) => object;
}) => Promise<Core>;

const require = createRequire(import.meta.url);
let compiled: WebAssembly.Module | undefined;

/** The tools' code, made ready once; another thread is given it, instead of making it ready again. */
export async function compiledCore(): Promise<WebAssembly.Module> {
  compiled ??= await WebAssembly.compile(readFileSync(require.resolve("@ffmpeg/core/wasm")));
  return compiled;
}

/** Takes the tools' code from the thread that made it ready. */
export function takeCore(module: WebAssembly.Module): void {
  compiled = module;
}

async function startCore(): Promise<Core> {
  const wasm = await compiledCore();
  prepareGlobals();
  const createCore: CreateCore = require("@ffmpeg/core");
  return createCore({
    instantiateWasm: (imports, ready) => {
      void WebAssembly.instantiate(wasm, imports).then(ready);
      return {};
    },
  });
}

/** The module takes itself to be in a browser's worker; of a browser's network it is given nothing. */
function prepareGlobals(): void {
  for (const name of ["WebSocket", "EventSource", "XMLHttpRequest", "fetch"]) Reflect.deleteProperty(globalThis, name);
  Object.assign(globalThis, { self: globalThis, location: { href: "" } });
}

/** The stream, memory, a place in it, how many bytes, from which place of the file. */
type FileCall = [stream: unknown, heap: Uint8Array, offset: number, length: number, position: number];

/** The input is not copied: each read of the tool is a read of the open file at that place. */
function mountInput(files: CoreFiles, input: OpenInput | SoundStream): void {
  const node = createFile(files, "/in");
  node.usedBytes = "fd" in input ? input.bytes : STREAM_BYTES;
  node.stream_ops = { ...node.stream_ops, read: "fd" in input ? readFile(input) : readStream(input) };
}

/** As long as a stream may seem to be; where it ends is known when nothing more comes. */
const STREAM_BYTES = 2 ** 31 - 1;

function readFile({ fd, bytes, from = 0 }: OpenInput) {
  return (...[, heap, offset, length, position]: FileCall) =>
    position >= bytes ? 0 : readSync(fd, heap, offset, Math.min(length, bytes - position), from + position);
}

function readStream({ read }: SoundStream) {
  return (...[, heap, offset, length]: FileCall) => read(new Uint8Array(heap.buffer, heap.byteOffset + offset, length));
}

function mountOutput(files: CoreFiles, path: string, take: TakeOutput): void {
  const node = createFile(files, path);
  const write = (...[, heap, offset, length, position]: FileCall) => {
    take(new Uint8Array(heap.buffer, heap.byteOffset + offset, length), position);
    node.usedBytes = Math.max(node.usedBytes, position + length);
    return length;
  };
  node.stream_ops = { ...node.stream_ops, write };
}

function createFile(files: CoreFiles, path: string): CoreNode {
  files.writeFile(path, new Uint8Array());
  return files.lookupPath(path).node;
}
