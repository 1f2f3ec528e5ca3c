import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Fingerprint, indexKeys, searchKeys, writeFingerprint } from "@songkeeper/media";
import { type Kysely, sql } from "kysely";
import { seededRandom } from "../../apps/api/src/adapters/synthesise/seeded-random.ts";
import { readConfig } from "../../apps/api/src/config.ts";
import { isSqlite } from "../../apps/api/src/db/column-types.ts";
import type { Tables } from "../../apps/api/src/db/schema.ts";
import { findSameRecordings, PLACES_MAX } from "../../apps/api/src/matches/find-same-recordings.ts";
import { listPostings } from "../../apps/api/src/matches/fingerprint-queries.ts";
import { openServices } from "../../apps/api/src/open-services.ts";
import type { Services } from "../../apps/api/src/services.ts";
import { encodedAnew } from "../../apps/api/src/testing/made-up-sound.ts";
import { startPostgres } from "../support/start-postgres.ts";
import { ratios, spread } from "./spread.ts";

const SONGS = 20_000;
/** Four minutes of music. */
const ITEMS = 1_917;
const QUERIES = 40;
/** Held tones and rhythms that many songs share: one item in ten, a few of them in hundreds of songs. */
const COMMON_SHARE = 0.1;
const COMMON_ITEMS = 20_000;

/** How long it takes to find what holds the same sound among 20,000 songs, on both engines. */
export async function benchMatches(): Promise<void> {
  await benchOn("SQLite", undefined);
  const server = await startPostgres();
  try {
    await benchOn("PostgreSQL", server.url);
  } finally {
    await server.stop();
  }
}

async function benchOn(engine: string, databaseUrl: string | undefined): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), "songkeeper-matches-"));
  const environment = { DATA_DIR: folder, LOG_LEVEL: "error", ...(databaseUrl && { DATABASE_URL: databaseUrl }) };
  const { services, db, close } = await openServices(readConfig(environment), () => new Date());
  try {
    const rows = await fill(db);
    console.log(`${engine}: ${SONGS} songs, ${rows} keys, ${Math.round((await bytesOf(db)) / 1e6)} MB`);
    for (const [name, make] of Object.entries(ASKED)) await measure(services, name, make);
  } finally {
    await close();
    await rm(folder, { recursive: true, force: true });
  }
}

/** What is asked about, of the song of a number; another song's number for what is unknown. */
const ASKED: Readonly<Record<string, (song: number) => Fingerprint>> = {
  "a whole song, encoded anew": (song) => encodedAnew(songOf(song), song),
  "half a minute of it": (song) => encodedAnew(songOf(song).slice(700, 922), song),
  "ten seconds of it": (song) => encodedAnew(songOf(song).slice(1_000, 1_059), song),
  "an unknown song": (song) => songOf(SONGS + song),
};

async function measure(services: Services, name: string, make: (song: number) => Fingerprint): Promise<void> {
  const [answers, bare, busy]: [number[], number[], number[]] = [[], [], []];
  let found = 0;
  let wrong = 0;
  for (let query = 0; query < QUERIES; query += 1) {
    const song = (query * 4_931) % SONGS;
    const items = make(song);
    const keys = [...new Set(searchKeys(items).map(({ key }) => key))];
    bare.push(await timed(() => services.transact((tx) => listPostings(tx, keys))));
    const placed = { number: 0, place: SONGS + 1, items };
    const before = process.cpuUsage();
    answers.push(
      await timed(async () => {
        const same = await findSameRecordings(services, placed);
        found += same.some(({ otherId }) => otherId === idOf(song)) ? 1 : 0;
        wrong += same.filter(({ otherId }) => otherId !== idOf(song)).length;
      }),
    );
    const { user, system } = process.cpuUsage(before);
    busy.push((user + system) / 1_000);
  }
  console.log(
    `  ${name}: ${spread(answers, 1)} ms, of the processor here ${spread(busy, 1)} ms; by its keys' bare lookup ${spread(ratios(answers, bare), 2)}; ` +
      `found ${found} of ${QUERIES}, others ${wrong}`,
  );
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const begun = performance.now();
  await work();
  return performance.now() - begun;
}

const idOf = (song: number) => `song-${song}`;

/** A song that nobody sang: each item changes some bits of the one before, and some are those of many songs. */
function songOf(song: number): Fingerprint {
  const random = seededRandom(song + 1);
  let item = Math.floor(random() * 2 ** 32);
  return Uint32Array.from({ length: ITEMS }, () => {
    for (let change = 0; change < 6; change += 1) item = (item ^ (1 << Math.floor(random() * 32))) >>> 0;
    if (random() >= COMMON_SHARE) return item;
    const common = Math.floor(COMMON_ITEMS ** random());
    return Math.imul(common, 2_246_822_519) >>> 0;
  });
}

/** Songs with their fingerprints and keys, as indexing leaves them, put in at once. */
async function fill(db: Kysely<Tables>): Promise<number> {
  const at = "2026-03-10T02:00:00.000Z";
  const draft = { id: "draft", owner_id: "mei", revision: 1n, body: "{}", created_at: at, updated_at: at };
  await db.insertInto("draft").values(draft).execute();
  const keys: bigint[] = [];
  const places = new Map<number, number>();
  for (let first = 0; first < SONGS; first += 200) {
    const songs = Array.from({ length: 200 }, (_, more) => ({ song: first + more, items: songOf(first + more) }));
    const recordings = songs.map(({ song }) => ({
      id: idOf(song),
      owner_id: "mei",
      draft_id: "draft",
      file_name: "song.flac",
      bytes: 1_000n,
      state: "working",
      created_at: at,
    }));
    await db.insertInto("recording").values(recordings).execute();
    const fingerprints = songs.map(({ song, items }) => ({
      number: BigInt(song + 1),
      recording_id: idOf(song),
      items: Buffer.from(writeFingerprint(items)),
      place: BigInt(song + 1),
    }));
    await db.insertInto("fingerprint").values(fingerprints).execute();
    for (const { song, items } of songs)
      for (const { key, position } of indexKeys(items)) {
        const known = places.get(key) ?? 0;
        places.set(key, known + 1);
        if (known < PLACES_MAX) keys.push((BigInt(key) << 32n) | (BigInt(song + 1) << 16n) | BigInt(position));
      }
  }
  await insertSorted(db, BigUint64Array.from(keys).toSorted());
  await sql`analyze`.execute(db);
  return keys.length;
}

async function insertSorted(db: Kysely<Tables>, keys: BigUint64Array): Promise<void> {
  for (let first = 0; first < keys.length; first += 5_000) {
    const rows = Array.from(keys.subarray(first, first + 5_000), (packed) => {
      return `(${packed >> 32n},${(packed >> 16n) & 0xffffn},${packed & 0xffffn})`;
    });
    await sql`insert into fingerprint_key values ${sql.raw(rows.join(","))}`.execute(db);
  }
}

async function bytesOf(db: Kysely<Tables>): Promise<number> {
  const asked = isSqlite(db)
    ? sql<{ bytes: bigint }>`select page_count * page_size as bytes from pragma_page_count(), pragma_page_size()`
    : sql<{ bytes: bigint }>`select pg_database_size(current_database()) as bytes`;
  const { rows } = await asked.execute(db);
  return Number(rows[0]?.bytes ?? 0);
}
