import type { Migration } from "kysely/migration";
import * as parties from "./0001-parties.ts";
import * as catalog from "./0002-catalog.ts";
import * as shops from "./0003-shops.ts";
import * as metering from "./0004-metering.ts";
import * as ledger from "./0005-ledger.ts";
import * as close from "./0006-close.ts";
import * as work from "./0007-work.ts";
import * as music from "./0008-music.ts";
import * as orders from "./0009-orders.ts";
import * as search from "./0010-search.ts";
import * as renditions from "./0011-renditions.ts";
import * as downloads from "./0012-downloads.ts";
import * as fingerprints from "./0013-fingerprints.ts";

/** Every migration in the order in which it runs. They only go forward and are never edited once released. */
export const MIGRATIONS: Readonly<Record<string, Migration>> = {
  "0001-parties": parties,
  "0002-catalog": catalog,
  "0003-shops": shops,
  "0004-metering": metering,
  "0005-ledger": ledger,
  "0006-close": close,
  "0007-work": work,
  "0008-music": music,
  "0009-orders": orders,
  "0010-search": search,
  "0011-renditions": renditions,
  "0012-downloads": downloads,
  "0013-fingerprints": fingerprints,
};
