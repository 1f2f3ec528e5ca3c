import type { CompiledQuery, DatabaseConnection, Dialect, QueryResult } from "kysely";

/** The distinct statements of a run, with the values of the last time each was sent, and who sent them. */
export class QueryCollector {
  readonly found = new Map<string, CompiledQuery>();
  /** Functions of queries files, as `file.ts:functionName`. */
  readonly senders = new Set<string>();
  #isListening = true;

  /** A dialect that notes every statement. */
  readonly wrap = (dialect: Dialect): Dialect => ({
    createAdapter: () => dialect.createAdapter(),
    createIntrospector: (db) => dialect.createIntrospector(db),
    createQueryCompiler: () => dialect.createQueryCompiler(),
    createDriver: () => {
      const driver = dialect.createDriver();
      const known = new WeakSet<DatabaseConnection>();
      const acquire = driver.acquireConnection.bind(driver);
      driver.acquireConnection = async (options) => {
        const connection = await acquire(options);
        if (!known.has(connection)) this.#listen(connection);
        known.add(connection);
        return connection;
      };
      return driver;
    },
  });

  /** What reads or changes rows; inserts look nothing up. */
  queries(): CompiledQuery[] {
    return [...this.found.values()].filter(({ sql }) => /^(select|update|delete|with)\b/i.test(sql.trim()));
  }

  /** Does something that is not the platform's own. */
  async unheard<T>(work: () => Promise<T>): Promise<T> {
    this.#isListening = false;
    try {
      return await work();
    } finally {
      this.#isListening = true;
    }
  }

  #note(query: CompiledQuery): void {
    const { stack = "" } = new Error();
    // What changes a schema is sent once, and may name what a later change took away.
    if (stack.includes("/db/migrations/")) return;
    this.found.set(withoutLengths(query.sql), query);
    for (const [, name, file] of stack.matchAll(/at (?:async )?(\w+) \(.*\/([\w-]*queries\.ts)/g))
      this.senders.add(`${file}:${name}`);
  }

  #listen(connection: DatabaseConnection): void {
    const execute = connection.executeQuery.bind(connection);
    connection.executeQuery = <Row>(query: CompiledQuery): Promise<QueryResult<Row>> => {
      if (this.#isListening) this.#note(query);
      return execute<Row>(query);
    };
  }
}

/** The same query for one id and for twenty is one query. */
function withoutLengths(sql: string): string {
  return sql.replaceAll(/\((\?, )+\?\)/g, "(?)").replaceAll(/(\(\?\), )+\(\?\)/g, "(?)");
}
