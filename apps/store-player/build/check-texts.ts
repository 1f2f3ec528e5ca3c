import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const app = join(import.meta.dirname, "..");
const fresh = mkdtempSync(join(tmpdir(), "player-texts-"));
try {
  execFileSync("lingui", ["extract", "--clean"], {
    cwd: app,
    env: { ...process.env, CATALOGUES: fresh },
    stdio: "ignore",
  });
  const inSource = new Set(textsOf(join(fresh, "en.po")).keys());
  for (const language of ["en", "zh-CN"]) report(language, inSource, textsOf(join(app, `src/locales/${language}.po`)));
} finally {
  rmSync(fresh, { recursive: true });
}

/** Says what is wrong with a catalogue: a text of the source that it lacks or has no words for, or one that the source lost. */
function report(language: string, inSource: ReadonlySet<string>, kept: ReadonlyMap<string, string>): void {
  const wrong = [
    ...[...inSource].filter((text) => !kept.get(text)).map((text) => `${language} has no words for ${text}`),
    ...[...kept.keys()]
      .filter((text) => !inSource.has(text))
      .map((text) => `${language} keeps what no page says: ${text}`),
  ];
  for (const line of wrong) console.error(line);
  if (wrong.length > 0) process.exitCode = 1;
}

/** A catalogue's texts with their words. */
function textsOf(path: string): Map<string, string> {
  const entries = readFileSync(path, "utf8").matchAll(/^msgid ((?:".*"\s*)+)^msgstr ((?:".*"\n?)+)/gm);
  const unquoted = (text = "") => Array.from(text.matchAll(/"(.*)"/g), ([, line]) => line).join("");
  return new Map(Array.from(entries, ([, id, words]) => [unquoted(id), unquoted(words)] as const).filter(([id]) => id));
}
