import type { CatalogTables } from "./schema/catalog-tables.ts";
import type { LedgerTables } from "./schema/ledger-tables.ts";
import type { MeteringTables } from "./schema/metering-tables.ts";
import type { MusicTables } from "./schema/music-tables.ts";
import type { OrderTables } from "./schema/order-tables.ts";
import type { SearchTables } from "./schema/search-tables.ts";
import type { ShopTables } from "./schema/shop-tables.ts";
import type { WorkTables } from "./schema/work-tables.ts";

/**
 * Every table, by hand. Text unless said otherwise; instants are UTC ISO text ending in Z, days "2026-03-10", months
 * "2026-03", money and counts 64-bit integers read as bigint, documents JSON or canonical JSON text.
 */
export interface Tables
  extends CatalogTables, MusicTables, OrderTables, SearchTables, ShopTables, MeteringTables, LedgerTables, WorkTables {}
