import { spawn } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, onTestFinished, test } from "vitest";
import { music } from "../../apps/media-worker/src/testing/sounds.ts";
import { waveFile } from "../../apps/media-worker/src/testing/wave-file.ts";
import { makeSong, type SongFiles } from "./support/made-song.ts";
import { serveFiles } from "./support/serve-files.ts";

const COMMAND = join(import.meta.dirname, "../../apps/hls-check/src/main.ts");
const folder = mkdtempSync(join(tmpdir(), "songkeeper-hls-check-"));
const master = join(folder, "master.m3u8");

let song: SongFiles = {};

beforeAll(async () => {
  song = await makeSong(waveFile(music({ samples: 5 * 44_100 })));
  for (const [name, bytes] of Object.entries(song)) writeFileSync(join(folder, name), bytes);
});
afterAll(() => {
  rmSync(folder, { recursive: true });
});

function run(words: readonly string[], language = "C.UTF-8"): Promise<{ code: number | null; said: string }> {
  const child = spawn(process.execPath, [COMMAND, ...words], {
    env: { PATH: process.env["PATH"] ?? "", LANG: language },
    stdio: ["ignore", "pipe", "inherit"],
  });
  let said = "";
  child.stdout.setEncoding("utf8").on("data", (text: string) => (said += text));
  return new Promise((resolve, reject) => {
    child.on("error", reject);
    child.on("close", (code) => resolve({ code, said }));
  });
}

test("the command finds no fault in files that have none, and ends with 0", async () => {
  expect(await run([master])).toEqual({ code: 0, said: "No fault found.\n" });
  expect(await run([master, "--full"], "zh_CN.UTF-8")).toEqual({ code: 0, said: "未发现问题。\n" });
});

test("the command says in a sentence what is wrong with a file, and ends with 1", async () => {
  const cut = join(folder, "cut");
  mkdirSync(cut);
  for (const [name, bytes] of Object.entries(song)) {
    writeFileSync(join(cut, name), name === "flac.mp4" ? bytes.subarray(0, -1) : bytes);
  }
  const { code, said } = await run([join(cut, "master.m3u8")]);
  expect(code).toBe(1);
  expect(said).toMatch(/flac\.mp4: the file ends before the segment does \(byte_range_past_end: \d+\)/u);
  expect(said).toContain("1 fault found.");
});

test("the command asks a server as a player would, and tells what its answers lack", async () => {
  const good = await serveFiles(song);
  onTestFinished(good.close);
  expect(await run([good.url])).toEqual({ code: 0, said: "No fault found.\n" });
  const bad = await serveFiles(song, ({ headers }) => {
    delete headers["access-control-allow-origin"];
  });
  onTestFinished(bad.close);
  const { code, said } = await run([bad.url]);
  expect(code).toBe(1);
  expect(said).toContain("master.m3u8: pages of other sites may not play it (cors_missing");
});
