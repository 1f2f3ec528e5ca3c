import Sqlite from "better-sqlite3";
import { type DatabaseIntrospector, type Kysely, SqliteAdapter, SqliteDialect, type SqliteStatement } from "kysely";

const STATEMENTS_MAX = 500;

/** SqliteAdapter says that DDL is not transactional; it is, and a failed migration must leave nothing behind. */
class TransactionalAdapter extends SqliteAdapter {
  override get supportsTransactionalDdl(): boolean {
    return true;
  }
}

class HouseDialect extends SqliteDialect {
  override createAdapter(): SqliteAdapter {
    return new TransactionalAdapter();
  }
  override createIntrospector(db: Kysely<unknown>): DatabaseIntrospector {
    return super.createIntrospector(db as never);
  }
}

/**
 * SQLite under a file path (or ":memory:") as a Kysely dialect: WAL with `synchronous=FULL` (an acknowledged commit
 * survives a power cut), `begin immediate` (a deferred begin fails under contention whatever the busy time-out),
 * 64-bit integers as bigint both ways, prepared statements kept.
 */
export function sqliteDialect(path: string): SqliteDialect {
  const raw = openAlone(path);
  raw.defaultSafeIntegers(true);
  raw.pragma("synchronous = FULL");
  raw.pragma("foreign_keys = ON");
  raw.pragma("busy_timeout = 5000");
  const statements = new Map<string, SqliteStatement>();

  function prepare(text: string): SqliteStatement {
    const query = text === "begin" ? "begin immediate" : text;
    const known = statements.get(query);
    if (known) return known;
    const made = withIntegers(raw.prepare(query));
    const [oldest] = statements.keys();
    if (statements.size >= STATEMENTS_MAX && oldest !== undefined) statements.delete(oldest);
    statements.set(query, made);
    return made;
  }
  return new HouseDialect({ database: { prepare, close: () => void raw.close() } });
}

/** Opens the file for this process alone: a second writer would stop the first one's event loop while it waits. */
function openAlone(path: string): Sqlite.Database {
  const raw = new Sqlite(path, { timeout: 500 });
  try {
    raw.pragma("locking_mode = EXCLUSIVE");
    raw.pragma("journal_mode = WAL");
    raw.exec("begin immediate; commit");
    return raw;
  } catch (cause) {
    raw.close();
    if (cause instanceof Sqlite.SqliteError && cause.code.startsWith("SQLITE_BUSY"))
      throw new Error(`The database ${path} is in use by another process: is Songkeeper running already?`, { cause });
    throw cause;
  }
}

/** better-sqlite3 binds a JS number as REAL; whole numbers are bound as integers instead. */
function withIntegers(statement: Sqlite.Statement): SqliteStatement {
  const bound = (parameters: readonly unknown[]) =>
    parameters.map((value) => (typeof value === "number" && Number.isSafeInteger(value) ? BigInt(value) : value));
  return {
    reader: statement.reader,
    all: (parameters) => statement.all(...bound(parameters)),
    run: (parameters) => statement.run(...bound(parameters)),
    iterate: (parameters) => statement.iterate(...bound(parameters)) as IterableIterator<unknown>,
  };
}
