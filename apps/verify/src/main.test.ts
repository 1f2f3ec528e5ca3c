import { spawn } from "node:child_process";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gunzipSync, gzipSync } from "node:zlib";
import { afterAll, expect, test, vi } from "vitest";

// Made by the first platform: whatever changes, these files must be verifiable as they are, for ten years.
const STATEMENT = join(import.meta.dirname, "testing/mei-2026-03.json");
const PLAYS = join(import.meta.dirname, "testing/mei-2026-03.plays.jsonl.gz");
const KEY = "34750f98bd59fcfc946da45aaabe933be154a4b5094e1c4abf42866505f3c97e";

// A child process on a busy machine takes its time.
vi.setConfig({ testTimeout: 30_000 });

const folder = await mkdtemp(join(tmpdir(), "songkeeper-verify-"));
afterAll(() => rm(folder, { recursive: true }));

type Result = { readonly code: number | null; readonly said: string; readonly complained: string };

function run(words: readonly string[], environment: Readonly<Record<string, string>> = {}): Promise<Result> {
  const child = spawn(process.execPath, [join(import.meta.dirname, "main.ts"), ...words], {
    env: { PATH: process.env["PATH"] ?? "", LANG: "C.UTF-8", ...environment },
  });
  let [said, complained] = ["", ""];
  child.stdout.setEncoding("utf8").on("data", (text: string) => (said += text));
  child.stderr.setEncoding("utf8").on("data", (text: string) => (complained += text));
  return new Promise((resolve, reject) => {
    child.on("error", reject);
    child.on("close", (code) => resolve({ code, said, complained }));
  });
}

async function file(name: string, content: string | Uint8Array): Promise<string> {
  const path = join(folder, name);
  await writeFile(path, content);
  return path;
}

const text = await readFile(STATEMENT, "utf8");
const plays = gunzipSync(await readFile(PLAYS)).toString("utf8");

test("a statement and its plays hold: every check is told in words", async () => {
  const { code, said, complained } = await run([STATEMENT, PLAYS, "--key", KEY]);
  expect({ code, complained }).toEqual({ code: 0, complained: "" });
  expect(said.match(/✓/g)).toHaveLength(11);
  expect(said).toContain("Statement st-mei-2026-03, version 1: 梅 (mei), 2026-03, carried");
  expect(said).toContain("Everything holds.");
});

test("a Chinese reader is told in Chinese", async () => {
  const { code, said } = await run([STATEMENT, PLAYS, "--key", KEY], { LANG: "zh_CN.UTF-8" });
  expect(code).toBe(0);
  expect(said).toContain("✓ 结算单与签名时一致");
  expect(said).toContain("全部无误。");
});

test("plays that were unpacked by hand are the same plays", async () => {
  const { code } = await run([STATEMENT, await file("plays.jsonl", plays), "--key", KEY]);
  expect(code).toBe(0);
});

test("the key can come from the environment, among others, and in any writing", async () => {
  const typed = KEY.toUpperCase().replaceAll(/(....)/g, "$1 ");
  expect((await run([STATEMENT], { SONGKEEPER_KEY: `${"0".repeat(64)},${typed}` })).code).toBe(0);
  expect((await run([STATEMENT], { SONGKEEPER_KEY: "0".repeat(64) })).code).toBe(1);
});

test("without a fingerprint nothing is believed, and the file's own key is told for comparing", async () => {
  const { code, said } = await run([STATEMENT, PLAYS]);
  expect(code).toBe(1);
  expect(said).toMatch(/✗ .*NOT PINNED/);
  expect(said).toContain(KEY);
  expect(said).toContain("DO NOT TRUST THIS STATEMENT: 1 of the checks failed.");
});

test("whoever asks for it may trust the file's key, and is told loudly", async () => {
  const { code, said } = await run([STATEMENT, PLAYS, "--trust-file-key"]);
  expect(code).toBe(0);
  expect(said).toMatch(/✓ .*NOT PINNED/);
  expect(said).toContain("WHO SIGNED IT WAS NOT CHECKED.");
});

test("without the plays it says that they were not checked", async () => {
  const { code, said } = await run([STATEMENT, "--key", KEY]);
  expect(code).toBe(0);
  expect(said).toContain("– The plays file is the one of this statement: no plays file was given");
  expect(said).toContain("What was checked holds; the plays were not.");
});

test("a changed amount and a changed play fail by name", async () => {
  const richer = await file("richer.json", text.replace(/"carriedMicro": "\d+"/, '"carriedMicro": "99999999"'));
  const forged = await run([richer, "--key", KEY]);
  expect(forged.code).toBe(1);
  expect(forged.said).toMatch(/✗ The statement is as it was signed/);
  expect(forged.said).toMatch(/✗ Every amount and sum is right: carried should be \d+, not 99999999/);

  const longer = await file("longer.jsonl.gz", gzipSync(plays.replace('"heardMs":45000', '"heardMs":99000')));
  const replayed = await run([STATEMENT, longer, "--key", KEY]);
  expect(replayed.code).toBe(1);
  expect(replayed.said).toMatch(/✗ Every play is as its device wrote it: line 1/);
});

test("what a file says cannot take over the terminal", async () => {
  const colourful = await file("colour.json", text.replace('"梅"', String.raw`"\u001b[2J\u202eemoc"`));
  const { said } = await run([colourful, "--key", KEY]);
  expect(said).toContain("?[2J?emoc");
});

const full = 2 ** 20;
test.each<{ what: string; words: () => string[] | Promise<string[]>; says: RegExp }>([
  { what: "nothing", words: () => [], says: /^Usage: / },
  { what: "three files", words: () => [STATEMENT, PLAYS, PLAYS], says: /^Usage: / },
  { what: "an unknown option", words: () => [STATEMENT, "--force"], says: /^Usage: / },
  {
    what: "half a fingerprint",
    words: () => [STATEMENT, "--key", "34750f98"],
    says: /^Not a key's fingerprint .*: 34750f98\n/,
  },
  { what: "a missing statement", words: () => ["/nowhere.json"], says: /^\/nowhere.json: there is no such file/ },
  { what: "missing plays", words: () => [STATEMENT, "/nowhere"], says: /^\/nowhere: there is no such file/ },
  { what: "a folder", words: () => [folder], says: /the file cannot be read/ },
  { what: "a folder of plays", words: () => [STATEMENT, folder], says: /the file cannot be read/ },
  { what: "plays in place of the statement", words: () => [PLAYS], says: /the file is not JSON/ },
  { what: "a name twice", words: async () => [await file("twice.json", '{"a":1,"a":2}')], says: /ambiguous JSON/ },
  {
    what: "half of the plays",
    words: async () => [STATEMENT, await file("half.gz", gzipSync(plays).subarray(0, 900))],
    says: /half.gz: the file is damaged/,
  },
  {
    what: "a line without end",
    words: async () => [STATEMENT, await file("line.gz", gzipSync("x".repeat(5 * full)))],
    says: /line.gz: the file is larger/,
  },
])("given $what, the command says so and checks nothing", async ({ words, says }) => {
  const { code, said, complained } = await run(await words());
  expect({ code, said }).toEqual({ code: 2, said: "" });
  expect(complained).toMatch(says);
});
