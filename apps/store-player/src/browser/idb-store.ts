import type { Store } from "../core/ports.ts";
import { type Change, NOTHING_SAVED, type Saved } from "../core/saved.ts";
import type { Database } from "./database.ts";

/** The player's state in IndexedDB. Durability is strict: a power cut must not take back what was delivered. */
export function idbStore(db: Database): Store {
  return { load: () => load(db), write: (change) => write(db, change) };
}

async function load(db: Database): Promise<Saved> {
  const look = db.transaction(["part", "entry", "chunk"]);
  const [names, values, entries, chunks] = await Promise.all([
    look.objectStore("part").getAllKeys(),
    look.objectStore("part").getAll(),
    look.objectStore("entry").getAll(),
    look.objectStore("chunk").getAll(),
  ]);
  // Parts were written by `write` below, under the names of the state's members.
  const parts = Object.fromEntries(names.map((name, at) => [name, values[at]])) as Partial<Saved>;
  return { ...NOTHING_SAVED, ...parts, entries, chunks };
}

async function write(db: Database, change: Change): Promise<void> {
  const { putEntries = [], dropEntries = [], putChunks = [], dropChunks = [], ...parts } = change;
  const transaction = db.transaction(["part", "entry", "chunk"], "readwrite", { durability: "strict" });
  const [part, entry, chunk] = [
    transaction.objectStore("part"),
    transaction.objectStore("entry"),
    transaction.objectStore("chunk"),
  ];
  const writes = [
    ...Object.entries(parts).map(([name, value]) => part.put(value, name)),
    ...dropEntries.map((seq) => entry.delete(seq)),
    ...putEntries.map((row) => entry.put(row)),
    ...dropChunks.map((firstSeq) => chunk.delete(firstSeq)),
    ...putChunks.map((row) => chunk.put(row)),
  ];
  // A page that is about to go hears of no success any more: the commit must not wait for that.
  transaction.commit();
  await Promise.all([...writes, transaction.done]);
}
