import type { SelectQueryBuilder } from "kysely";
import { isSqlite } from "./column-types.ts";
import type { Tx } from "./transact.ts";

/** Locks the rows of a query until the transaction ends; on SQLite the immediate transaction is that lock already. */
export function forUpdate(tx: Tx) {
  return <DB, TB extends keyof DB, O>(query: SelectQueryBuilder<DB, TB, O>): SelectQueryBuilder<DB, TB, O> =>
    isSqlite(tx) ? query : query.forUpdate();
}

/** Like `forUpdate`, passing over rows that another transaction holds: for queues. */
export function skipLocked(tx: Tx) {
  return <DB, TB extends keyof DB, O>(query: SelectQueryBuilder<DB, TB, O>): SelectQueryBuilder<DB, TB, O> =>
    isSqlite(tx) ? query : query.forUpdate().skipLocked();
}
