import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createAuth } from "../accounts/auth.ts";
import { localLiveEvents } from "../adapters/live-events.ts";
import { mediaPools } from "../adapters/media-pools.ts";
import { rememberedObjects } from "../adapters/object-memory.ts";
import { diskObjects } from "../adapters/object-store.ts";
import { UploadFiles } from "../adapters/upload-files.ts";
import { readConfig } from "../config.ts";
import { transactOn } from "../db/transact.ts";
import { logAt } from "../log.ts";
import { insertPlatformKey } from "../proof/key-queries.ts";
import { makeSecrets, type Secrets, signingKey } from "../secrets.ts";
import type { Services } from "../services.ts";
import { runningIngests } from "../uploads/running-ingests.ts";
import { openTestDatabase, type TestDatabase } from "./test-database.ts";

/** A clock that tests set: services read it through `now`. */
export interface TestClock {
  at: Date;
}

/** Services on a database of the engine under test, with a clock that the test moves. Call `close` at the end. */
export interface TestServices extends Services {
  readonly database: TestDatabase;
  readonly clock: TestClock;
  readonly close: () => Promise<void>;
}

/** Services for one test, at a fixed moment: 10 March 2026, 10:00 in Shanghai. */
export async function openTestServices(at = "2026-03-10T02:00:00.000Z"): Promise<TestServices> {
  const folder = await mkdtemp(join(tmpdir(), "songkeeper-"));
  const database = await openTestDatabase();
  const clock = { at: new Date(at) };
  const config = {
    ...readConfig({ DATA_DIR: folder, LOG_LEVEL: "error", PUBLIC_URL: "http://localhost" }),
    databaseUrl: database.databaseUrl,
  };
  const secrets = testSecrets();
  const transact = transactOn(database.db);
  const now = () => new Date(clock.at);
  const media = mediaPools(join(folder, "work"), 1);
  await transact((tx) => insertPlatformKey(tx, secrets.platform, now()));
  return {
    config,
    transact,
    now,
    auth: createAuth(database.db, { ...config, limited: false }, secrets.auth),
    secrets,
    objects: rememberedObjects(diskObjects(join(folder, "objects")), config.soundMemoryBytes),
    uploads: new UploadFiles(join(folder, "uploads")),
    // A worker that is made ready ahead costs a process, and most tests' songs come before it is.
    media: { ...media, expect: () => undefined },
    ingests: runningIngests(),
    live: localLiveEvents(),
    log: logAt(config.logLevel, now),
    wakeJobs: () => undefined,
    database,
    clock,
    async close() {
      await media.close();
      await database.remove();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

function testSecrets(): Secrets {
  const { auth, media, platform } = makeSecrets();
  return { auth, media: Buffer.from(media, "base64url"), platform: signingKey(platform) };
}
