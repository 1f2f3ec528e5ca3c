import { execFileSync } from "node:child_process";
import { once } from "node:events";
import { writeFileSync } from "node:fs";
import { workerData } from "node:worker_threads";
import { FIRST_HEARD, type Growth, type Rendition } from "@songkeeper/media";
import type { Measures } from "../encode/engine.ts";
import { JoinedRendition, type SoundSummary } from "./joined-rendition.ts";
import { RingReader } from "./pcm-ring.ts";
import { MeterReader } from "./read-meter.ts";
import { runOnRing } from "./run-on-ring.ts";
import { encodeArgs, inputArgs, measureArgs } from "./tool-args.ts";
import type { EncodeTask, MeasureTask, ThreadData, ThreadReport, Tool } from "./tool-task.ts";

// A thread of its own, since FFmpeg in WebAssembly reads its input when it wants to, and the decoder cannot wait for that.
const { tool, task, ring: memory, port }: ThreadData = workerData;
const ring = new RingReader(memory);
const QUIET = ["-v", "error", "-nostdin", "-y"];
/** Its summary is what it says by the way. */
const TALKING = ["-v", "info", "-hide_banner", "-nostats", "-nostdin", "-y"];

// However the thread ends, nobody is to wait for it to take more sound.
process.once("exit", () => ring.close());
try {
  if (task.kind === "encode") say({ kind: "encoded", renditions: await encode(task) });
  else say({ kind: "measured", measures: await measure(task) });
} catch (error) {
  say({ kind: "failed", message: String(error) });
} finally {
  ring.close();
  port.close();
}

function say(report: ThreadReport): void {
  port.postMessage(report);
}

async function encode({ format, rungs, output, grows, aacEncoder }: EncodeTask): Promise<Rendition[]> {
  const tell = (growth: Growth) => say({ kind: "grown", growth });
  const made = rungs.map(
    (rung) => new JoinedRendition(rung, output, grows && rung.name === FIRST_HEARD ? tell : undefined),
  );
  const summary = hearSummary();
  await runOnRing({
    tool,
    ring,
    args: (input, pathOf) => [...QUIET, ...inputArgs(format, input), ...encodeArgs(rungs, aacEncoder, pathOf)],
    outputs: made.map((rendition) => (bytes) => rendition.add(bytes)),
  });
  const sound = await summary;
  return made.map((rendition) => rendition.finish(sound));
}

/** What was pushed in all is told when all was pushed. */
async function hearSummary(): Promise<SoundSummary> {
  const [sound]: SoundSummary[] = await once(port, "message");
  if (!sound) throw new Error("nothing was told of the sound");
  return sound;
}

async function measure({ format, fingerprint }: MeasureTask): Promise<Measures> {
  const meter = new MeterReader();
  // It stays empty where no fingerprint is taken.
  writeFileSync(fingerprint, "");
  const said = await runOnRing({
    tool,
    ring,
    args: (input, pathOf) => [
      ...TALKING,
      ...inputArgs(format, input),
      ...measureArgs(pathOf(0)),
      ...fingerprintArgs(tool, fingerprint),
    ],
    outputs: [(bytes) => meter.add(Buffer.from(bytes).toString("latin1"))],
  });
  return meter.finish(said);
}

/** FFmpeg in WebAssembly takes no fingerprints, and a system's own may not either: then the song has none. */
function fingerprintArgs(by: Tool, path: string): string[] {
  if (by.kind === "wasm" || !/\bchromaprint\b/u.test(listMuxers(by.path))) return [];
  return ["-map", "0:a", "-c:a", "pcm_s16le", "-f", "chromaprint", "-fp_format", "raw", "-algorithm", "1", path];
}

function listMuxers(program: string): string {
  return execFileSync(program, ["-v", "error", "-muxers"], { encoding: "utf8", env: {} });
}
