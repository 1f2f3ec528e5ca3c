import { type DBSchema, type IDBPDatabase, openDB } from "idb";
import type { ClosedEntry, KeptChunk } from "../core/saved.ts";

/** This machine's place in a zone. The private key cannot leave the browser: it is kept as a key, not as bytes. */
export interface Device {
  readonly deviceId: string;
  readonly token: string;
  readonly privateKey: CryptoKey;
  readonly names: { readonly shop: string; readonly place: string; readonly zone: string };
}

interface Tables extends DBSchema {
  /** Singletons by name: the parts of the saved state. */
  part: { key: string; value: unknown };
  /** The device, under the key "device". */
  device: { key: "device"; value: Device };
  entry: { key: number; value: ClosedEntry };
  chunk: { key: number; value: KeptChunk };
}

export type Database = IDBPDatabase<Tables>;

/** Opens the player's database. Throws where the browser keeps nothing (private windows, a full disk). */
export function openDatabase(): Promise<Database> {
  return openDB<Tables>("songkeeper-player", 1, {
    upgrade(db) {
      db.createObjectStore("part");
      db.createObjectStore("device");
      db.createObjectStore("entry", { keyPath: "entry.seq" });
      db.createObjectStore("chunk", { keyPath: "chunk.firstSeq" });
    },
  });
}

/** The device that this machine is paired as. */
export function findDevice(db: Database): Promise<Device | undefined> {
  return db.get("device", "device");
}

/** Takes a new place: the journal begins where the platform says, and nothing of an earlier place is left. */
export async function takePlace(
  db: Database,
  device: Device,
  head: { nextSeq: number; headHash: string },
): Promise<void> {
  const change = db.transaction(["part", "device", "entry", "chunk"], "readwrite", { durability: "strict" });
  await Promise.all([
    change.objectStore("part").clear(),
    change.objectStore("entry").clear(),
    change.objectStore("chunk").clear(),
    change.objectStore("device").put(device, "device"),
    change.objectStore("part").put(head, "head"),
    change.done,
  ]);
}

/** Gives the place up. */
export async function leavePlace(db: Database): Promise<void> {
  await db.delete("device", "device");
}
