import { findInCode, isCode, withoutComments, type TidyRule } from "./source-files.ts";

const LINES_MAX = 300;
const GENERATED = /\.gen\.ts$|\/locales\//;

/** A file that outgrows a few screens has more than one reason to exist. */
export const shortFiles: TidyRule = (files) =>
  files
    .filter(({ path }) => isCode(path) && !GENERATED.test(path))
    .map(({ path, text }) => ({ path, lines: text.replace(/\n$/, "").split("\n").length }))
    .filter(({ lines }) => lines > LINES_MAX)
    .map(({ path, lines }) => `${path}: ${lines} lines, more than ${LINES_MAX}`);

/** Everyone installs from the registry of their own choice: the repository names none. */
export const noRegistryNamed: TidyRule = (files) =>
  files.flatMap(({ path, text }) => {
    const hosts =
      /https?:\/\/[^\s/"'`]*(?:registry|npmjs|npmmirror|yarnpkg|artifactory|nexus)[^\s/"'`]*|^\s*registry\s*=/gim;
    const resolved = path.endsWith("package-lock.json") ? /"resolved": "(?:https?|git|ssh)[^"]*/g : /(?!)/g;
    return [...text.matchAll(hosts), ...text.matchAll(resolved)].map(([found]) => `${path}: names ${found.trim()}`);
  });

/** A test's name is a sentence about the platform. */
export const testNamesAreSentences: TidyRule = (files) =>
  files
    .filter(({ path }) => /\.test\.tsx?$/.test(path))
    .flatMap(({ path, text }) =>
      testNames(withoutComments(text))
        .filter((name) => name !== "%s") // the rows hold the sentences
        .filter((name) => name.trim().split(/\s+/).length < 3 || /^(should|tests?|works|it) /i.test(name))
        .map((name) => `${path}: "${name}" is no sentence about the platform`),
    );

/** Every test runs: none is left out, none runs alone. */
export const everyTestRuns: TidyRule = (files) =>
  files
    .filter(({ path }) => /\.test\.tsx?$/.test(path))
    .flatMap((file) =>
      findInCode(
        file,
        /\b(?:test|it|describe|suite)(?:\.\w+)*\.(?:only|skip|todo|skipIf|runIf|fails)\b|\b(?:ctx|context)\.skip\(/,
      ),
    );

/** The names of `test("…")`, `it("…")` and `test.each([…])("…")`. */
function testNames(code: string): string[] {
  const string = /(["'`])((?:\\.|(?!\1)[^\\])*)\1/.source;
  const plain = new RegExp(`\\b(?:test|it)(?:\\.(?!each)\\w+)*\\(\\s*${string}`, "g");
  const each = new RegExp(`[\\])\`]\\)?\\(\\s*${string}\\s*,\\s*(?:\\{[^}]*\\},\\s*)?(?:async )?\\(`, "g");
  const repeated = code.includes(".each") ? [...code.matchAll(each)] : [];
  return [...code.matchAll(plain), ...repeated].map(([, , name = ""]) => name);
}
