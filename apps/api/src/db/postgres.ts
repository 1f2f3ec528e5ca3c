import { PostgresDialect } from "kysely";
import pg from "pg";

const INT8 = 20;
const NUMERIC = 1700;
const POOL_MAX = 12;

/** PostgreSQL at an address as a Kysely dialect. 64-bit integers, and the numeric that `sum` makes of them, are bigint. */
export function postgresDialect(url: string): PostgresDialect {
  const types = {
    getTypeParser(oid: number, format?: "text" | "binary") {
      if (oid === INT8 || oid === NUMERIC) return (text: string) => BigInt(text);
      return pg.types.getTypeParser(oid, format as "text");
    },
  };
  const pool = new pg.Pool({ connectionString: url, max: POOL_MAX, types: types as unknown as pg.CustomTypesConfig });
  // A connection that breaks while idle is replaced by the pool; without a listener it would end the process.
  pool.on("error", () => undefined);
  return new PostgresDialect({ pool });
}
