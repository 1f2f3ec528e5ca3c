import { cp, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { randomUUID } from "node:crypto";
import { yuan } from "@songkeeper/base";
import type { Kysely } from "kysely";
import pg from "pg";
import { readConfig } from "../../../apps/api/src/config.ts";
import { openDatabase } from "../../../apps/api/src/db/open-database.ts";
import type { Tables } from "../../../apps/api/src/db/schema.ts";
import { openServices } from "../../../apps/api/src/open-services.ts";
import { openTeaHouse, type TeaHouse } from "../../../apps/api/src/testing/tea-house.ts";
import { rowsOf } from "../../../apps/api/src/testing/test-database.ts";
import { postgresUrl } from "../../support/postgres-url.ts";
import { MortalPlatform } from "./mortal-platform.ts";

/** When a stored world begins, as the tea house does: 10:00 in Shanghai. */
export const BEGIN = new Date("2026-03-10T02:00:00.000Z");

/** A world on disk (and on PostgreSQL where that is under test) that any number of platforms begin from. */
export interface StoredWorld {
  /** A platform on a copy of its own. */
  readonly open: () => Promise<StoredPlatform>;
  /** A copy that nothing runs on, as the environment of a server. */
  readonly copy: () => Promise<Readonly<Record<string, string>>>;
  readonly remove: () => Promise<void>;
}

/** A platform of processes on its own data. */
export interface StoredPlatform {
  readonly platform: MortalPlatform;
  readonly dataDir: string;
  /** Everything that it stores, by table, once it is stopped. */
  readonly contents: () => Promise<Contents>;
}

/** Rows as JSON text, in order of text, by table. */
export type Contents = Readonly<Record<string, readonly string[]>>;

interface Place {
  readonly dataDir: string;
  readonly databaseUrl: string | undefined;
}

/** Makes a tea house on disk, lets `prepare` go on in it, closes it, and keeps it as what platforms begin from. */
export async function storeWorld(prepare: (house: TeaHouse) => Promise<void>): Promise<StoredWorld> {
  const root = await mkdtemp(join(tmpdir(), "songkeeper-world-"));
  const databases: string[] = [];
  const original: Place = { dataDir: join(root, "original"), databaseUrl: await createDatabase(databases) };
  await fill(original, prepare);
  const opened: MortalPlatform[] = [];
  let copies = 0;
  async function copy(): Promise<Place> {
    const dataDir = join(root, `copy-${copies++}`);
    await cp(original.dataDir, dataDir, { recursive: true });
    return { dataDir, databaseUrl: await createDatabase(databases, original.databaseUrl) };
  }
  return {
    async open() {
      const place = await copy();
      const platform = new MortalPlatform(environmentOf(place), BEGIN);
      opened.push(platform);
      return { platform, dataDir: place.dataDir, contents: () => contentsOf(place) };
    },
    copy: async () => environmentOf(await copy()),
    async remove() {
      await Promise.all(opened.map((platform) => platform.stop()));
      for (const name of databases) await asAdmin(`drop database if exists ${name} with (force)`);
      await rm(root, { recursive: true, force: true });
    },
  };
}

function environmentOf({ dataDir, databaseUrl }: Place): Record<string, string> {
  const database = databaseUrl ? { DATABASE_URL: databaseUrl } : {};
  return { DATA_DIR: dataDir, PORT: "0", LOG_LEVEL: "error", SAMPLE_WORLD: "off", ...database };
}

async function fill(place: Place, prepare: (house: TeaHouse) => Promise<void>): Promise<void> {
  const clock = { at: BEGIN };
  const config = { ...readConfig(environmentOf(place)), publicUrl: "http://localhost" };
  const { services, db, close } = await openServices(config, () => new Date(clock.at));
  const database = { db, databaseUrl: place.databaseUrl, remove: close };
  const house = await openTeaHouse(yuan("100"), { ...services, database, clock, close });
  await prepare(house);
  await house.close();
}

/** Every row of our own tables but jobs, whose ids and tries are no facts of the trade. */
async function contentsOf(place: Place): Promise<Contents> {
  const db = openDatabase(place);
  try {
    const contents: Record<string, string[]> = {};
    for (const table of await ownTables(db)) {
      const rows = await rowsOf(db, table);
      contents[table] = rows.map((row) => JSON.stringify(row, asCompared)).toSorted();
    }
    return contents;
  } finally {
    await db.destroy();
  }
}

/** Delivering messages is a routine with turns of its own: when it took one is no fact of what is compared. */
function asCompared(name: string, value: unknown): unknown {
  if (name === "delivered_at") return undefined;
  return typeof value === "bigint" ? `${value}` : value;
}

const NOT_COMPARED =
  /^(kysely_|user$|session$|account$|verification$|organization$|member$|invitation$|rateLimit$|job$)/;

async function ownTables(db: Kysely<Tables>): Promise<(keyof Tables)[]> {
  const tables = await db.introspection.getTables();
  return tables.map(({ name }) => name as keyof Tables).filter((name) => !NOT_COMPARED.test(name));
}

async function createDatabase(names: string[], template?: string): Promise<string | undefined> {
  if (process.env["ENGINE"] !== "postgres") return undefined;
  const name = `world_${randomUUID().replaceAll("-", "")}`;
  const from = template ? ` template ${new URL(template).pathname.slice(1)}` : "";
  await asAdmin(`create database ${name}${from}`);
  names.push(name);
  return Object.assign(new URL(postgresUrl()), { pathname: `/${name}` }).href;
}

async function asAdmin(statement: string): Promise<void> {
  const admin = new pg.Client({ connectionString: postgresUrl() });
  await admin.connect();
  await admin.query(statement).finally(() => admin.end());
}
