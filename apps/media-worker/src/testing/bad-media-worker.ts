import { linkSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { MediaJob } from "@songkeeper/media";

const eaten: Buffer[] = [];
const SHA = "0".repeat(64);
const cover = { task: "cover", coverId: SHA.slice(32), color: "#000000", files: [] };

/** Programs that a media worker might become in a stranger's hands, by what the input file says. */
const TRICKS: Record<string, (job: MediaJob) => void> = {
  "another-task": () => say({ kind: "done", result: { task: "download", file: file("song.flac") } }),
  "a-path": () => say({ kind: "done", result: { ...cover, files: [file("../../secret.jpg")] } }),
  "a-link": ({ output }) => {
    const name = "cover-300.jpg";
    // Where the jail keeps it from making one, there is no file of that name at all.
    ignoring(() => symlinkSync("/etc/passwd", join(output, name)));
    say({ kind: "done", result: { ...cover, files: [file(name)] } });
  },
  "a-second-name": ({ input, output }) => {
    const name = "cover-300.jpg";
    ignoring(() => linkSync(input, join(output, name)));
    say({ kind: "done", result: { ...cover, files: [{ ...file(name), bytes: readFileSync(input).length }] } });
  },
  "a-shorter-file": ({ output }) => {
    writeFileSync(join(output, "cover-300.jpg"), "");
    say({ kind: "done", result: { ...cover, files: [file("cover-300.jpg")] } });
  },
  "a-file-too-many": ({ output }) => {
    for (const name of ["cover-300.jpg", "more.jpg"]) writeFileSync(join(output, name), "1");
    say({ kind: "done", result: { ...cover, files: [file("cover-300.jpg")] } });
  },
  chatter: () => say("hello"),
  crash: () => process.abort(),
  "done-twice": () => [cover, cover].forEach((result) => say({ kind: "done", result })),
  eat: () => setInterval(() => eaten.length < 10 && eaten.push(Buffer.alloc(50_000_000, 1)), 50),
  environment: () => say({ kind: "refused", reason: "damaged", facts: { names: Object.keys(process.env).join(" ") } }),
  exit: () => process.exit(0),
  flood: () => setInterval(() => flood(), 1),
  "ready-twice": () => say({ kind: "ready", layers: [] }),
  sleep: () => setInterval(() => undefined, 1000),
  spin: () => {
    for (;;) eaten.length = 0;
  },
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

function flood(): void {
  for (const step of ["probe", "check"]) for (let at = 0; at < 50; at++) say({ kind: "step", step, share: null });
}

function ignoring(attempt: () => void): void {
  try {
    attempt();
  } catch {}
}

const STAYING = ["eat", "flood", "sleep"];

process.once("message", (job: MediaJob) => {
  const trick = readFileSync(job.input, "utf8");
  TRICKS[trick]?.(job);
  if (!STAYING.includes(trick)) process.disconnect?.();
});
say({ kind: "ready", layers: JSON.parse(process.argv[2] ?? "[]") });
