import { sha256 } from "@noble/hashes/sha2.js";
import type { Ports } from "../core/ports.ts";
import { audioSound } from "./audio-sound.ts";
import { cacheShelf } from "./cache-shelf.ts";
import type { Database, Device } from "./database.ts";
import { httpPlatform } from "./http-platform.ts";
import { idbStore } from "./idb-store.ts";
import { signer } from "./pairing.ts";

/** What a browser has for a player. The browser is asked not to clear this page's storage by itself. */
export async function browserPorts(db: Database, device: Device): Promise<Ports> {
  void navigator.storage.persist();
  return {
    clock: { wall: () => Date.now(), mono: () => performance.now() },
    random: {
      id: () => crypto.randomUUID(),
      bytes: (count) => crypto.getRandomValues(new Uint8Array(count)),
      fraction: () => Math.random(),
    },
    store: idbStore(db),
    platform: httpPlatform(device),
    shelf: await cacheShelf(),
    sound: audioSound(new Audio()),
    sha256,
    sign: signer(device.privateKey),
  };
}
