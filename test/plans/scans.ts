import { type CompiledQuery, CompiledQuery as Query, type Kysely, sql } from "kysely";
import type { Tables } from "../../apps/api/src/db/schema.ts";

/** A query that reads a whole table, or a whole index of it, however long it grows. */
export interface Scan {
  readonly table: string;
  readonly query: string;
}

/**
 * The scans in the plans of some queries on SQLite, among these tables. An index that holds only some rows is there to
 * be read whole, and the first rows of an index are no scan; an index that SQLite makes for the query is one.
 */
export async function scansOf(
  db: Kysely<Tables>,
  queries: readonly CompiledQuery[],
  tables: ReadonlySet<string>,
): Promise<Scan[]> {
  const partial = await partialIndexes(db);
  const scans: Scan[] = [];
  for (const query of queries) {
    const explained = Query.raw(`explain query plan ${query.sql}`, [...query.parameters]);
    const { rows } = await db.executeQuery<{ detail: string }>(explained);
    for (const { detail } of rows) {
      const { table, index } = readScan(detail);
      // An index of words is a virtual table: it is asked for words (M) or for one row (=).
      if (/ VIRTUAL TABLE INDEX \d+:\S*[M=]/.test(detail)) continue;
      const isPage = index !== "" && isFirstRows(query.sql) && !rows.some((row) => row.detail.includes("ORDER BY"));
      if (tables.has(table) && !partial.has(index) && !isPage) scans.push({ table, query: inOneLine(query.sql) });
    }
  }
  return scans;
}

/** Which table a line of a plan reads whole, by which index; none where it does not. */
function readScan(detail: string): { table: string; index: string } {
  const [, table = "", index = ""] =
    /^SCAN (\w+)(?:.* USING (?:COVERING )?INDEX (\w+))?/.exec(detail) ??
    /^SEARCH (\w+) USING AUTOMATIC/.exec(detail) ??
    [];
  return { table, index };
}

/** Without a condition, a limit ends the reading after so many rows. */
function isFirstRows(text: string): boolean {
  return / limit \S+\s*$/i.test(text) && !/ where /i.test(text);
}

async function partialIndexes(db: Kysely<Tables>): Promise<ReadonlySet<string>> {
  const { rows } = await sql<{ name: string; sql: string | null }>`
    select name, sql from sqlite_master where type = 'index'`.execute(db);
  return new Set(rows.filter((row) => / where /i.test(row.sql ?? "")).map(({ name }) => name));
}

function inOneLine(text: string): string {
  return text
    .replaceAll(/\s+/g, " ")
    .replaceAll(/\?(, \?)+/g, "?")
    .trim();
}
