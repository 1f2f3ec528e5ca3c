import { AsyncLocalStorage } from "node:async_hooks";
import type { CompiledQuery, DatabaseConnection, Dialect, Driver, QueryResult } from "kysely";

/** Where a process dies: just before, or just after, the n-th statement from now on that it sends to its database. */
export interface Fault {
  readonly at: number;
  readonly when: "before" | "after";
  /** Where it is given, statements with this text in them count, whoever sends them, and no others. */
  readonly text?: string;
}

/**
 * Counts the statements that reach a database, begin, commit and rollback among them, and dies where it is told to.
 * Only what `watched` runs is counted: what the server does by itself at its intervals would come in between.
 */
export class StatementCounter {
  /** Statements since the last `arm`. */
  count = 0;
  #fault: Fault | undefined;
  readonly #die: () => void;
  readonly #watched = new AsyncLocalStorage<boolean>();

  constructor(die: () => void = () => void process.kill(process.pid, "SIGKILL")) {
    this.#die = die;
  }

  /** Begins to count anew; without a fault nothing dies. */
  arm(fault?: Fault): void {
    this.count = 0;
    this.#fault = fault;
  }

  /** Runs work of which the statements count. */
  watch<T>(work: () => T): T {
    return this.#watched.run(true, work);
  }

  /** The same from here on, for whatever follows from the callback in which this is said. */
  watchFromHere(): void {
    this.#watched.enterWith(true);
  }

  /** Sends one statement, or dies beside it; a process that was killed answers nobody any more. */
  async pass<T>(send: () => Promise<T>, statement: string): Promise<T> {
    const text = this.#fault?.text;
    if (text === undefined ? !this.#watched.getStore() : !statement.includes(text)) return send();
    const number = ++this.count;
    if (this.#isAt(number, "before")) return this.#end();
    const answer = await send();
    return this.#isAt(number, "after") ? this.#end() : answer;
  }

  #isAt(number: number, when: Fault["when"]): boolean {
    return this.#fault?.at === number && this.#fault.when === when;
  }

  #end<T>(): Promise<T> {
    this.#die();
    return new Promise(() => undefined);
  }
}

/** A dialect whose every statement passes a counter. */
export function faultyDialect(dialect: Dialect, counter: StatementCounter): Dialect {
  return {
    createAdapter: () => dialect.createAdapter(),
    createDriver: () => faultyDriver(dialect.createDriver(), counter),
    createIntrospector: (db) => dialect.createIntrospector(db),
    createQueryCompiler: () => dialect.createQueryCompiler(),
  };
}

/** The connections are changed where they stand: a driver sends begin, commit and rollback through them as well. */
function faultyDriver(driver: Driver, counter: StatementCounter): Driver {
  const known = new WeakSet<DatabaseConnection>();
  const acquire = driver.acquireConnection.bind(driver);
  driver.acquireConnection = async (options) => {
    const connection = await acquire(options);
    if (known.has(connection)) return connection;
    known.add(connection);
    const execute = connection.executeQuery.bind(connection);
    connection.executeQuery = <Row>(query: CompiledQuery): Promise<QueryResult<Row>> =>
      counter.pass(() => execute<Row>(query), query.sql);
    return connection;
  };
  return driver;
}
