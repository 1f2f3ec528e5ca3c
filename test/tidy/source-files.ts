import { execFileSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";

/** A file of the repository: its path from the root, and its text. */
export interface SourceFile {
  path: string;
  text: string;
}

/** A rule about the text of the repository: what breaks it, one sentence each, beginning with the path. */
export type TidyRule = (files: readonly SourceFile[]) => string[];

const ROOT = resolve(import.meta.dirname, "../..");
const TEXT = /\.(ts|tsx|mjs|js|json|jsonc|md|css|html|po|yml|yaml|sh|svg)$|(^|\/)(\.[a-z]+|run|LICENSE)$/;

/** The text files that git keeps, and those it would keep once added. */
export function readSourceFiles(): SourceFile[] {
  const options = { cwd: ROOT, encoding: "utf8", maxBuffer: 64 * 1024 * 1024 } as const;
  const listed = execFileSync("git", ["ls-files", "-z", "--cached", "--others", "--exclude-standard"], options);
  return listed
    .split("\0")
    .filter((path) => TEXT.test(path) && existsSync(join(ROOT, path)))
    .map((path) => ({ path, text: readFileSync(join(ROOT, path), "utf8") }));
}

/** Whether a file is a test or helps tests: it may look at a clock, speak SQL and see more than the code it tests. */
export function isTest(path: string): boolean {
  return /\.test\.tsx?$|(^|\/)testing\/|^test\//.test(path);
}

/** Whether a file is code. */
export function isCode(path: string): boolean {
  return /\.(ts|tsx|mjs|js)$/.test(path);
}

/** Code without its comments; strings stay. Line numbers stay, too. */
export function withoutComments(text: string): string {
  const parts = /("(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*'|`(?:\\.|[^`\\])*`)|\/\*[\s\S]*?\*\/|\/\/[^\n]*/g;
  return text.replace(parts, (part, literal: string | undefined) => literal ?? part.replaceAll(/[^\n]/g, " "));
}

/** The places of a pattern in a file's code, comments apart: "path:line: what was found". */
export function findInCode(file: SourceFile, pattern: RegExp): string[] {
  const code = withoutComments(file.text);
  return Array.from(code.matchAll(new RegExp(pattern, "g")), ({ index, 0: found }) => {
    const line = code.slice(0, index).split("\n").length;
    return `${file.path}:${line}: ${found.trim()}`;
  });
}
