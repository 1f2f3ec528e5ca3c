import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { compressedFile } from "./compressed-file.ts";

const folder = mkdtempSync(join(tmpdir(), "songkeeper-compressed-"));
for (const name of ["both.js", "both.js.br", "both.js.gz", "older.js", "older.js.gz", "plain.js"])
  writeFileSync(join(folder, name), "");
afterAll(() => rmSync(folder, { recursive: true }));

test.each([
  { file: "both.js", accepts: "gzip, deflate, br, zstd", sent: "both.js.br br" },
  { file: "both.js", accepts: "gzip, deflate", sent: "both.js.gz gzip" },
  { file: "both.js", accepts: "BR;q=0.5", sent: "both.js.br br" },
  { file: "both.js", accepts: "br;q=0, gzip", sent: "both.js.gz gzip" },
  { file: "older.js", accepts: "br, gzip", sent: "older.js.gz gzip" },
  { file: "plain.js", accepts: "br, gzip", sent: "as it is" },
  { file: "both.js", accepts: "identity", sent: "as it is" },
  { file: "both.js", accepts: undefined, sent: "as it is" },
])("$file to whoever reads $accepts is sent $sent", ({ file, accepts, sent }) => {
  const found = compressedFile(join(folder, file), accepts);
  expect(found ? `${basename(found.path)} ${found.encoding}` : "as it is").toBe(sent);
});
