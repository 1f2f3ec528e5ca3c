import type { Generated } from "kysely";

/** What can be searched for. The words themselves are where the engine keeps them: see db/search-index.ts. */
export interface SearchTables {
  search_document: { id: Generated<bigint>; kind: string; ref: string };
}
