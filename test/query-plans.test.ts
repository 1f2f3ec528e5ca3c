import { globSync, readFileSync } from "node:fs";
import { basename, join, resolve } from "node:path";
import { CompiledQuery } from "kysely";
import { afterAll, beforeAll, expect, test } from "vitest";
import { QueryCollector } from "./plans/collect-queries.ts";
import { scansOf } from "./plans/scans.ts";
import { type ToldPlatform, tourThePlatform } from "./plans/tour.ts";

const ROOT = resolve(import.meta.dirname, "..");

/** Tables that stay small: they grow by months, by keys or not at all. */
const SMALL = ["setting", "signing_key", "month_close", "close_step", "checkpoint"];

/** What reads a large table whole and may, by how it begins. */
const ALLOWED: readonly { readonly query: RegExp; readonly reason: string }[] = [
  {
    query: /^select .*"min_payout_micro", "payout_provider".* from "party"$/,
    reason: "A month's freeze copies every party, since every party gets a statement.",
  },
  {
    query: /from "party" left join "user" .* order by "party"."name"/,
    reason: "The operator's list of payees is not paged yet; musicians are hundreds of times fewer than plays.",
  },
  {
    query: /^select "account", "balance_micro" from "account_balance"/,
    reason: "The trial balance and the list of payees show every account.",
  },
  {
    query: /^select "(debit|credit)" as "account", sum\("amount_micro"\) as "sum" from "transfer" group by/,
    reason: "The trial balance adds every transfer up anew: that is what it is for, and nothing else waits for it.",
  },
];

/** Query functions that the tour does not call, and why not. */
const NOT_REACHED: Readonly<Record<string, string>> = {
  "catalog/song-queries.ts:selectSongs": "Builds the query that findTracks and listTracks send.",
  "close/queries.ts:markClosing": "By primary key, after a close that failed.",
  "close/queries.ts:markCloseFailed": "By primary key, where the books do not agree.",
  "close/queries.ts:refreshStatistics": "Sends something to PostgreSQL alone.",
  "downloads/download-queries.ts:markDownloadFailed": "By primary key, once making a file was given up.",
  "downloads/download-queries.ts:markDownloadReady": "By primary key, once the media worker made a file.",
  "jobs/queries.ts:markJobFailed": "By primary key, after a job that threw.",
  "jobs/queries.ts:releaseJob": "By primary key, when a process ends in the middle of a job.",
  "jobs/queries.ts:renewJob": "By primary key, ten seconds into a job.",
  "ledger/party-queries.ts:markNameConfirmed": "By primary key, once an operator confirms a name.",
  "metering/receipt-queries.ts:listReceiptsOfChunk": "By the plays' primary key, while a shop's console is watched.",
  "proof/log-queries.ts:findInclusion": "By primary key, like findInclusions, which a close sends.",
};

const collector = new QueryCollector();
let platform: ToldPlatform;
let tables: ReadonlySet<string>;

beforeAll(async () => {
  platform = await tourThePlatform(collector);
  const all = await platform.db.introspection.getTables();
  tables = new Set(all.map(({ name }) => name).filter((name) => !SMALL.includes(name) && !name.startsWith("kysely_")));
}, 300_000);
afterAll(() => platform.close());

test("no query of the platform reads a large table from end to end", async () => {
  const scans = await scansOf(platform.db, collector.queries(), tables);
  const unexpected = scans.filter(({ query }) => !ALLOWED.some((allowed) => allowed.query.test(query)));
  expect(unexpected).toEqual([]);
  expect(collector.queries().length).toBeGreaterThan(120);
});

test("every exception to that is still needed", async () => {
  const scans = await scansOf(platform.db, collector.queries(), tables);
  const idle = ALLOWED.filter((allowed) => !scans.some(({ query }) => allowed.query.test(query)));
  expect(idle).toEqual([]);
});

test.each([
  { sql: "select heard_ms from play where heard_ms > 1", table: "play" },
  { sql: "select id from transfer where code = 'charge'", table: "transfer" },
  { sql: "select t.id from transfer as transfer, transfer as t where t.code = transfer.ref", table: "transfer" },
  { sql: "delete from chunk where signature = ''", table: "chunk" },
])("the check sees that $sql reads all of $table", async ({ sql, table }) => {
  const scans = await scansOf(platform.db, [CompiledQuery.raw(sql)], tables);
  expect(scans.map((scan) => scan.table)).toContain(table);
});

test("the check lets a query pass that an index answers", async () => {
  const query = CompiledQuery.raw("select heard_ms from play where device_id = ? and seq = ?", ["a", 1n]);
  expect(await scansOf(platform.db, [query], tables)).toEqual([]);
});

test("the reasons for what is not sent are of queries that exist", () => {
  expect(Object.keys(NOT_REACHED).filter((name) => !queryFunctions().includes(name))).toEqual([]);
});

test("the tour sends every query that there is, but for those that are listed", () => {
  const unsent = queryFunctions().filter((name) => !collector.senders.has(basename(name)));
  expect(unsent.filter((name) => !(name in NOT_REACHED))).toEqual([]);
});

/** The exported functions of all queries files that send something, as `folder/file.ts:name`. */
function queryFunctions(): string[] {
  return globSync("apps/api/src/**/*queries.ts", { cwd: ROOT }).flatMap((path) => {
    const text = readFileSync(join(ROOT, path), "utf8");
    const taking = text.matchAll(/^export (?:async )?function (\w+)(?:<[^>]*>)?\(\s*tx: Tx/gm);
    return Array.from(taking, ([, name]) => `${path.replace("apps/api/src/", "")}:${name}`);
  });
}
