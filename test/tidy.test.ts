import { expect, test } from "vitest";
import { everyTestRuns, noRegistryNamed, shortFiles, testNamesAreSentences } from "./tidy/everywhere.ts";
import { importsPointOneWay, onlyTypesOfTheApi, packagesByName } from "./tidy/imports.ts";
import {
  migrationsListed,
  noAuthInTransactions,
  noClockNoDice,
  problemsDocumented,
  sqlInItsPlaces,
} from "./tidy/server.ts";
import { isTest, readSourceFiles, type SourceFile, type TidyRule } from "./tidy/source-files.ts";

const files = readSourceFiles();

test.each<[string, TidyRule]>([
  ["pure packages know no clock and no dice, and the API is handed its moments", noClockNoDice],
  ["SQL is spoken only in queries files and in apps/api/src/db", sqlInItsPlaces],
  ["every migration is numbered and listed", migrationsListed],
  ["nothing calls auth.api inside a transaction", noAuthInTransactions],
  ["every refusal is documented in docs/problems.md", problemsDocumented],
  ["imports point one way, from apps to contracts to the domains to base", importsPointOneWay],
  ["a package is imported by its name, never by a path inside it", packagesByName],
  ["only packages/client names the API, and only its types", onlyTypesOfTheApi],
  ["no file of code is longer than 300 lines", shortFiles],
  ["no committed file names a package registry", noRegistryNamed],
  ["the name of a test is a sentence", testNamesAreSentences],
  ["no test is left out and none runs alone", everyTestRuns],
])("%s", (_, rule) => {
  expect(rule(files)).toEqual([]);
});

const MIGRATIONS = "apps/api/src/db/migrations";
const PROBLEMS_TABLE = file(
  "apps/api/src/http/problems.ts",
  `const PROBLEMS = {\n  no_licence: [403, "No."],\n} as const;`,
);
const call = "test";
const registry = ["https://", "registry.example.org/x"].join("");

/** For each rule a repository that breaks it, and the beginning of what the rule must say. */
test.each<[string, TidyRule, SourceFile[], string]>([
  [
    "a clock in a pure package",
    noClockNoDice,
    [file("packages/base/src/a.ts", "const t = Date.now();")],
    "packages/base/src/a.ts:1",
  ],
  [
    "a moment made in a use case",
    noClockNoDice,
    [file("apps/api/src/shops/a.ts", "\nnew Date()")],
    "apps/api/src/shops/a.ts:2",
  ],
  ["dice in a domain", noClockNoDice, [file("packages/ledger/src/a.ts", "Math.random()")], "packages/ledger"],
  [
    "SQL in a use case",
    sqlInItsPlaces,
    [file("apps/api/src/shops/a.ts", "sql<number>`select 1`")],
    "apps/api/src/shops/a.ts:1",
  ],
  ["a query in a route", sqlInItsPlaces, [file("apps/api/src/shops/routes.ts", 'tx.selectFrom("shop")')], "apps/api"],
  ["a migration that is not listed", migrationsListed, migrations("0001-a.ts", ""), `${MIGRATIONS}/0001-a.ts: not`],
  [
    "a gap in the migrations",
    migrationsListed,
    migrations("0002-a.ts", 'from "./0002-a.ts"'),
    `${MIGRATIONS}/0002-a.ts: the`,
  ],
  [
    "an auth call in a use case",
    noAuthInTransactions,
    [file("apps/api/src/a.ts", "f(tx: Tx) { auth.api.x() }")],
    "apps/api",
  ],
  [
    "an auth call in a transaction",
    noAuthInTransactions,
    [file("apps/api/src/a.ts", "transact((tx) => auth.api.x())")],
    "apps/api",
  ],
  [
    "an undocumented refusal",
    problemsDocumented,
    [PROBLEMS_TABLE, file("docs/problems.md", "")],
    "docs/problems.md: says",
  ],
  [
    "an invented refusal",
    problemsDocumented,
    [PROBLEMS_TABLE, file("docs/problems.md", "| `no_licence` |\n| `x` |")],
    "docs/problems.md: there",
  ],
  [
    "a page of problems without a table",
    problemsDocumented,
    [file("docs/problems.md", "")],
    "apps/api/src/http/problems.ts is",
  ],
  [
    "a domain importing a domain",
    importsPointOneWay,
    [importing("packages/ledger/src/a.ts", "@songkeeper/catalog")],
    "packages/ledger",
  ],
  ["an app importing an app", importsPointOneWay, [importing("apps/web/src/a.ts", "@songkeeper/verify")], "apps/web"],
  [
    "a path into a package",
    packagesByName,
    [importing("apps/web/src/a.ts", "@songkeeper/base/src/micro.ts")],
    "apps/web",
  ],
  [
    "a path around a package",
    packagesByName,
    [importing("apps/web/src/a.ts", "../../../packages/base/src/micro.ts")],
    "apps/web",
  ],
  [
    "the API's code in the client",
    onlyTypesOfTheApi,
    [importing("packages/client/src/a.ts", "@songkeeper/api")],
    "packages/client",
  ],
  [
    "the API's types in an app",
    onlyTypesOfTheApi,
    [file("apps/web/src/a.ts", 'import type { A } from "@songkeeper/api"')],
    "apps/web",
  ],
  ["a long file", shortFiles, [file("packages/base/src/a.ts", "a\n".repeat(301))], "packages/base/src/a.ts: 301 lines"],
  [
    "a registry in the lockfile",
    noRegistryNamed,
    [file("package-lock.json", `"resolved": "${registry}"`)],
    "package-lock.json",
  ],
  ["a registry in the settings", noRegistryNamed, [file(".npmrc", ["registry", registry].join("="))], ".npmrc"],
  [
    "a test named by a word",
    testNamesAreSentences,
    [file("a.test.ts", `${call}("allocate", () => {})`)],
    'a.test.ts: "allocate"',
  ],
  [
    "a row of tests named by a word",
    testNamesAreSentences,
    [file("a.test.ts", `${call}.each([1]${")"}("row $a", () => {})`)],
    'a.test.ts: "row',
  ],
  ["a skipped test", everyTestRuns, [file("a.test.ts", `test${"."}skip("a b c")`)], "a.test.ts:1"],
  ["a test that runs alone", everyTestRuns, [file("a.test.ts", `describe${"."}only("a b c")`)], "a.test.ts:1"],
])("the rules about the code find %s", (_, rule, bad, finding) => {
  expect(rule(bad).map((text) => text.slice(0, finding.length))).toContain(finding);
});

test("the rules about the code let comments, tests and the places meant for it be", () => {
  const fine = [
    file("packages/base/src/a.ts", "// never Date.now()\n/* nor Math.random() */\nnew Date(text)"),
    file("packages/base/src/a.test.ts", 'new Date(); test("money is never lost", () => {})'),
    file("apps/api/src/main.ts", "const now = () => new Date();"),
    file("apps/api/src/shops/queries.ts", 'tx.selectFrom("shop").where(sql`a`)'),
    file("packages/client/src/a.ts", 'import type { A } from "@songkeeper/api";'),
    file("apps/api/src/auth/routes.ts", "await auth.api.x(); await transact((tx) => f(tx));"),
  ];
  const rules = [
    noClockNoDice,
    sqlInItsPlaces,
    onlyTypesOfTheApi,
    importsPointOneWay,
    noAuthInTransactions,
    testNamesAreSentences,
  ];
  expect(rules.flatMap((rule) => rule(fine))).toEqual([]);
});

test("the rules about the code read the whole repository", () => {
  expect(files.filter(({ path }) => path.startsWith("packages/base/src/") && !isTest(path)).length).toBeGreaterThan(3);
  expect(files.map(({ path }) => path)).toEqual(
    expect.arrayContaining(["package-lock.json", ".npmrc", "test/tidy.test.ts"]),
  );
});

function file(path: string, text: string): SourceFile {
  return { path, text };
}

function importing(path: string, from: string): SourceFile {
  return file(path, `import { something } from "${from}";`);
}

function migrations(name: string, index: string): SourceFile[] {
  return [file(`${MIGRATIONS}/index.ts`, index), file(`${MIGRATIONS}/${name}`, "")];
}
