import { mkdirSync } from "node:fs";
import { join } from "node:path";
import type { Kysely } from "kysely";
import { createAuth, migrateAuth } from "./accounts/auth.ts";
import { localLiveEvents } from "./adapters/live-events.ts";
import { mediaPools } from "./adapters/media-pools.ts";
import { rememberedObjects } from "./adapters/object-memory.ts";
import { diskObjects } from "./adapters/object-store.ts";
import { UploadFiles } from "./adapters/upload-files.ts";
import type { Config } from "./config.ts";
import { migrate, openDatabase, reach, type WrapDialect } from "./db/open-database.ts";
import type { Tables } from "./db/schema.ts";
import { findSetting, insertSetting } from "./db/settings-queries.ts";
import { exclusive, type Transact, transactOn } from "./db/transact.ts";
import { logAt } from "./log.ts";
import { insertPlatformKey } from "./proof/key-queries.ts";
import { readSecrets } from "./secrets.ts";
import type { Services } from "./services.ts";
import { runningIngests } from "./uploads/running-ingests.ts";

/** Services on an open database, and the way to close it. */
export interface OpenServices {
  readonly services: Services;
  readonly db: Kysely<Tables>;
  /** Connects the job runner, which is started after the services. */
  onWakeJobs(wake: () => void): void;
  close(): Promise<void>;
}

/**
 * Opens the database, brings it up to date and makes what the first start makes. Throws in words when the data
 * directory cannot be used, another process uses it, or it was begun in another time zone.
 */
export async function openServices(config: Config, now: () => Date, wrap?: WrapDialect): Promise<OpenServices> {
  makeFolder(config.dataDir);
  const db = openDatabase(config, wrap);
  const transact = transactOn(db);
  try {
    if (config.databaseUrl) await reach(db);
    await migrateAuth(db);
    await migrate(db);
    const secrets = readSecrets(config.dataDir);
    await beginAt(transact, config.timeZone);
    await transact((tx) => insertPlatformKey(tx, secrets.platform, now()));
    let wakeJobs: () => void = () => undefined;
    const services: Services = {
      config,
      transact,
      now,
      auth: createAuth(db, { ...config, limited: true }, secrets.auth),
      secrets,
      objects: rememberedObjects(diskObjects(join(config.dataDir, "objects")), config.soundMemoryBytes),
      uploads: new UploadFiles(join(config.dataDir, "uploads")),
      media: mediaPools(join(config.dataDir, "work"), config.mediaWorkers),
      ingests: runningIngests(),
      live: localLiveEvents(),
      log: logAt(config.logLevel, now),
      wakeJobs: () => wakeJobs(),
    };
    const close = async () => {
      await services.media.close();
      await db.destroy();
    };
    return { services, db, onWakeJobs: (wake) => void (wakeJobs = wake), close };
  } catch (error) {
    await db.destroy();
    throw error;
  }
}

/** The platform's zone decides what a day and a month are: it is fixed by the first start. */
async function beginAt(transact: Transact, timeZone: string): Promise<void> {
  const stored = await transact(
    async (tx) => {
      const found = await findSetting(tx, "time_zone");
      if (found === undefined) await insertSetting(tx, "time_zone", timeZone);
      return found;
    },
    [exclusive("setting")],
  );
  if (stored !== undefined && stored !== timeZone)
    throw new Error(
      `TIME_ZONE is "${timeZone}", but this data was begun in "${stored}". Days and months of money are of that zone and cannot change: set TIME_ZONE=${stored}.`,
    );
}

function makeFolder(path: string): void {
  try {
    mkdirSync(path, { recursive: true, mode: 0o700 });
  } catch (cause) {
    throw new Error(`DATA_DIR is "${path}", and that folder cannot be made or written.`, { cause });
  }
}
