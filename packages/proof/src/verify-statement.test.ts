import type { Statement } from "@songkeeper/ledger";
import { expect, test } from "vitest";
import { allHold, CHECK_NAMES, type CheckName } from "./check.ts";
import { hasWords } from "./check-in-words.ts";
import { check, failures, file, forge } from "./testing/verifying.ts";
import { signCheckpoint } from "./signed-statement.ts";
import { fingerprint, platform, sign, stranger } from "./testing/world.ts";

test("a statement and its plays are checked from the first signature to the last play", async () => {
  const checks = await check();
  expect(checks.map(({ name, ok }) => [name, ok])).toEqual(CHECK_NAMES.map((name) => [name, true]));
  expect(checks.every(({ reason }) => hasWords(reason))).toBe(true);
  expect(allHold(checks)).toBe(true);
});

test("without its plays a statement is checked by itself, and says that no play was", async () => {
  const checks = await check({ playsText: undefined });
  expect(checks.at(-1)).toEqual({ name: "plays_file", ok: null, reason: "not_given", facts: {} });
  expect(allHold(checks)).toBe(true);
});

test("a key counts only by a fingerprint from elsewhere, written in any way", async () => {
  const typed = fingerprint.toUpperCase().replaceAll(/(....)/g, "$1 ");
  expect(failures(await check({ pinned: ["00", typed] }))).toEqual([]);
  expect(failures(await check({ pinned: ["00".repeat(32)] }))).toEqual([["key", "other_key"]]);
  expect(failures(await check({ pinned: [] }))).toEqual([["key", "not_pinned"]]);
  const trusted = await check({ pinned: [], trustFileKeys: true });
  expect(trusted.find(({ name }) => name === "key")).toMatchObject({ ok: true, reason: "from_file" });
  expect(failures(await check({ pinned: ["00"], trustFileKeys: true }))).toEqual([["key", "other_key"]]);
});

test.each([
  ["signed by another key of the file", async () => sign(file.statement, stranger), ["key"]],
  [
    "signed by another key under the platform's id",
    async () => sign(file.statement, { ...stranger, kid: platform.kid }),
    ["signature"],
  ],
  [
    "with keys exchanged",
    async () => ({ ...file, publicKeys: [{ ...stranger.publicKey, kid: "k1" }] }),
    ["key", "signature", "checkpoint"],
  ],
  [
    "with two keys of one id",
    async () => ({ ...file, publicKeys: [platform.publicKey, { ...stranger.publicKey, kid: "k1" }] }),
    ["key"],
  ],
  ["without its key", async () => ({ ...file, publicKeys: [] }), ["key", "signature", "checkpoint"]],
  ["with no signature", async () => ({ ...file, signature: "" }), ["key", "signature"]],
  [
    "with its checkpoint's signature",
    async () => ({ ...file, signature: file.statement.checkpoint.signature }),
    ["signature"],
  ],
  ["that is none", async () => ({ statement: {}, signature: "", publicKeys: [] }), ["form"]],
  ["with something added", async () => ({ ...file, more: 1 }), ["form"]],
  ["that is a number", async () => 5, ["form"]],
])("a file %s fails", async (_, forged, names) => {
  expect(failures(await check({ file: await forged() })).map(([name]) => name)).toEqual(names);
});

const { header, checkpoint } = file.statement;
const inside = checkpoint.checkpoint;
const bytes = file.statement.playsFile?.bytes ?? 0;
test.each<[string, Partial<Statement>, [CheckName, string][]]>([
  ["a plays file of the same length", { playsFile: { sha256: "0".repeat(64), bytes } }, [["plays_file", "other_file"]]],
  [
    "the checkpoint of another log",
    { checkpoint: await signCheckpoint({ ...inside, origin: "elsewhere" }, platform.sign) },
    [["checkpoint", "other_origin"]],
  ],
  [
    "a checkpoint that names another key",
    { checkpoint: { ...(await signCheckpoint(inside, platform.sign)), checkpoint: { ...inside, keyId: "k2" } } },
    [["checkpoint", "other_key_id"]],
  ],
  ["another sum", { header: { ...header, carriedMicro: "1" } }, [["sums", "header_carried"]]],
  ["no plays file", { playsFile: null }, [["plays_file", "missing_in_statement"]]],
  ["another plays file", { playsFile: { sha256: "0".repeat(64), bytes: 1 } }, [["plays_file", "other_file"]]],
  [
    "a longer plays file",
    { playsFile: { sha256: file.statement.playsFile?.sha256 ?? "", bytes: 1 } },
    [["plays_file", "other_file"]],
  ],
  [
    "an unsigned checkpoint",
    { checkpoint: { ...checkpoint, checkpoint: { ...inside, at: "2026-04-05T00:00:00.000Z" } } },
    [["checkpoint", "other_content"]],
  ],
  [
    "another log",
    { checkpoint: { ...checkpoint, checkpoint: { ...inside, rootHash: "0".repeat(64) } } },
    [
      ["checkpoint", "other_content"],
      ["chunk_inclusion", "not_in_log"],
      ["verdict_inclusion", "not_in_log"],
    ],
  ],
  ["another zone", { header: { ...header, zone: "Asia/Tokyo" } }, [["checkpoint", "other_zone"]]],
  [
    "a split that cannot be",
    { lines: file.statement.lines.map((line) => ({ ...line, credits: [] })) },
    [["sums", "impossible"]],
  ],
])("a statement with %s, though the platform signed it, fails", async (_, changed, expected) => {
  expect(await forge(changed)).toEqual(expected);
});
