import { basename } from "node:path";
import { findInCode, isCode, isTest, withoutComments, type TidyRule } from "./source-files.ts";

const PURE = /^packages\/(base|catalog|licensing|ledger|media|proof)\/src\//;
const API = "apps/api/src/";
const MIGRATIONS = `${API}db/migrations/`;
const PROBLEMS = `${API}http/problems.ts`;
const PROBLEMS_PAGE = "docs/problems.md";

/** Pure packages know neither the time nor chance; in the API only main.ts makes a moment, all else is handed one. */
export const noClockNoDice: TidyRule = (files) => {
  const code = files.filter(({ path }) => isCode(path) && !isTest(path));
  const pure = code.filter(({ path }) => PURE.test(path));
  const api = code.filter(({ path }) => path.startsWith(API) && path !== `${API}main.ts`);
  return [
    ...[...pure, ...api].flatMap((file) => findInCode(file, /\bDate\.now\(|\bnew Date\(\s*\)|\bTemporal\.Now\b/)),
    ...pure.flatMap((file) => findInCode(file, /\bMath\.random\(/)),
  ];
};

/** Only queries files and apps/api/src/db speak SQL. */
export const sqlInItsPlaces: TidyRule = (files) =>
  files
    .filter(({ path }) => /^(apps|packages)\//.test(path) && isCode(path) && !isTest(path))
    .filter(({ path }) => !path.startsWith(`${API}db/`) && !/^(.+-)?queries\.ts$/.test(basename(path)))
    .flatMap((file) =>
      findInCode(file, /\bsql(<[^`;]*>)?`|\bsql\.raw\(|\.(selectFrom|insertInto|updateTable|deleteFrom)\(/),
    );

/** Migrations are numbered without a gap, and each is listed in migrations/index.ts: else it would never run. */
export const migrationsListed: TidyRule = (files) => {
  const index = files.find(({ path }) => path === `${MIGRATIONS}index.ts`);
  if (!index) return [`${MIGRATIONS}index.ts is missing`];
  const names = files
    .filter(({ path }) => path.startsWith(MIGRATIONS) && path !== index.path && !isTest(path))
    .map(({ path }) => basename(path))
    .toSorted();
  return names.flatMap((name, at) => {
    const numbered = name.startsWith(`${String(at + 1).padStart(4, "0")}-`);
    const listed = withoutComments(index.text).includes(`"./${name}"`);
    return [
      ...(numbered ? [] : [`${MIGRATIONS}${name}: the migrations' numbers have a gap, a double or no number here`]),
      ...(listed ? [] : [`${MIGRATIONS}${name}: not listed in migrations/index.ts`]),
    ];
  });
};

/** A call of auth.api inside one of our transactions waits for ever on SQLite, which has one connection. */
export const noAuthInTransactions: TidyRule = (files) =>
  files
    .filter(({ path }) => path.startsWith(API) && isCode(path))
    .flatMap((file) => {
      const code = withoutComments(file.text);
      const inside = callsOf("transact", code).some((call) => /\bauth\.api\b/.test(call));
      const takesTx = /\btx\s*:\s*Tx\b/.test(code) && /\bauth\.api\b/.test(code);
      return inside || takesTx
        ? [`${file.path}: auth.api beside a transaction: make the auth call in the route first`]
        : [];
    });

/** Every refusal has its line in docs/problems.md, and the page names no other. */
export const problemsDocumented: TidyRule = (files) => {
  const table = files.find(({ path }) => path === PROBLEMS);
  const page = files.find(({ path }) => path === PROBLEMS_PAGE);
  if (!table || !page) return [`${table ? PROBLEMS_PAGE : PROBLEMS} is missing`];
  const codes = problemCodes(table.text);
  const documented = Array.from(page.text.matchAll(/^\|\s*`([a-z0-9_]+)`/gm), ([, code = ""]) => code);
  return [
    ...(codes.length > 0 ? [] : [`${PROBLEMS}: holds no table named PROBLEMS`]),
    ...codes.filter((code) => !documented.includes(code)).map((code) => `${PROBLEMS_PAGE}: says nothing of ${code}`),
    ...documented
      .filter((code) => !codes.includes(code))
      .map((code) => `${PROBLEMS_PAGE}: there is no problem ${code}`),
  ];
};

/** The keys of the object literal PROBLEMS. */
function problemCodes(text: string): string[] {
  const [, body = ""] = /\bPROBLEMS\b[^=]*=\s*(?:\w+\()?\{([\s\S]*?)\n\}/.exec(withoutComments(text)) ?? [];
  return Array.from(body.matchAll(/^ {2}([a-z][a-z0-9_]*):/gm), ([, code = ""]) => code);
}

/** The texts of all calls of a function, from its name to the closing bracket. */
function callsOf(name: string, code: string): string[] {
  return Array.from(code.matchAll(new RegExp(`\\b${name}\\(`, "g")), ({ index }) => {
    let depth = 0;
    for (let end = index + name.length; end < code.length; end += 1) {
      if (code[end] === "(") depth += 1;
      if (code[end] === ")") depth -= 1;
      if (depth === 0) return code.slice(index, end + 1);
    }
    return code.slice(index);
  });
}
