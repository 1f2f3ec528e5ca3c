import { spawnSync } from "node:child_process";
import { cpSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

// Fails when a text of the source is missing in the catalogues or reads otherwise there, or a catalogue keeps one that
// the source lost.
// (That each text is translated is a test, and the build's own condition.)
const kept = join(import.meta.dirname, "../src/locales");
const fresh = mkdtempSync(join(tmpdir(), "songkeeper-texts-"));
cpSync(kept, fresh, { recursive: true });
const run = spawnSync("lingui", ["extract", "--clean", "--overwrite"], {
  cwd: join(import.meta.dirname, ".."),
  env: { ...process.env, CATALOGUES: fresh },
  encoding: "utf8",
});
const wrong = ["en.po", "zh-CN.po"].flatMap((name) =>
  differences(name, textsOf(join(kept, name)), textsOf(join(fresh, name))),
);
rmSync(fresh, { recursive: true });
if (run.status !== 0) wrong.push(`lingui extract failed: ${run.stderr}`);
for (const line of wrong) console.error(line);
if (wrong.length > 0) console.error("Run: npm run messages -w apps/web, and translate what is new.");
process.exitCode = wrong.length > 0 ? 1 : 0;

/** The texts' ids; in the source's own language with their words, since there these come from the source. */
function textsOf(path: string): ReadonlySet<string> {
  const entry = path.endsWith("en.po") ? /^msgid [\s\S]*/m : /^msgid [\s\S]*?(?=^msgstr )/m;
  const blocks = readFileSync(path, "utf8").split("\n\n").slice(1);
  return new Set(blocks.map((block) => entry.exec(block.trim())?.[0].trim() ?? "").filter(Boolean));
}

function differences(name: string, old: ReadonlySet<string>, now: ReadonlySet<string>): string[] {
  const missing = [...now.difference(old)].map((id) => `${name} lacks ${id}`);
  return [...missing, ...[...old.difference(now)].map((id) => `${name} keeps what no source has: ${id}`)];
}
