import { basename } from "node:path";
import type { MediaJob } from "@songkeeper/media";

const eaten: Buffer[] = [];
const SHA = "0".repeat(64);
const cover = { task: "cover", coverId: SHA.slice(32), color: "#000000", files: [] };

/** Programs that a media worker might become in a stranger's hands, by the name of the input file. */
const TRICKS: Record<string, () => void> = {
  "another-task": () => say({ kind: "done", result: { task: "download", file: file("song.flac") } }),
  "a-path": () => say({ kind: "done", result: { ...cover, files: [file("../../secret.jpg")] } }),
  chatter: () => say("hello"),
  crash: () => process.abort(),
  "done-twice": () => [cover, cover].forEach((result) => say({ kind: "done", result })),
  eat: () => setInterval(() => eaten.length < 10 && eaten.push(Buffer.alloc(50_000_000, 1)), 50),
  environment: () => say({ kind: "refused", reason: "damaged", facts: { names: Object.keys(process.env).join(" ") } }),
  exit: () => process.exit(0),
  sleep: () => setInterval(() => undefined, 1000),
  throw: () => {
    throw new Error("out of luck");
  },
};

function file(name: string) {
  return { name, bytes: 1, sha256: SHA };
}

function say(report: unknown): void {
  process.send?.(report);
}

const STAYING = ["eat", "sleep"];

process.once("message", (job: MediaJob) => {
  TRICKS[basename(job.input)]?.();
  if (!STAYING.includes(basename(job.input))) process.disconnect?.();
});
