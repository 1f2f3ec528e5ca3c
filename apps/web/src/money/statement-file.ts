import type { Statement } from "@songkeeper/ledger";

export type { StatementLine, StatementSale } from "@songkeeper/ledger";

/** A signed statement as it is downloaded; the page shows the statement, who checks it needs the rest. */
export interface StatementFile {
  readonly statement: Statement;
}
