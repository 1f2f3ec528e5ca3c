import { toHex } from "@songkeeper/base";
import type { LeaseTrack } from "@songkeeper/client";
import type { Fetched, Shelf } from "../core/ports.ts";

const CACHE = "songkeeper-songs";
const PREFIX = "/player/songs/";
const TIMEOUT_MS = 10 * 60_000;

/** Whole songs in Cache Storage, each under the hash of its bytes, so that a new lease fetches nothing twice. */
export async function cacheShelf(): Promise<Shelf> {
  const cache = await caches.open(CACHE);
  let openUrl: string | undefined;
  return {
    list: async () => (await cache.keys()).map(({ url }) => hashOf(url)),
    fetch: (track) => fetchSong(cache, track),
    open: async (sha256) => {
      const kept = await cache.match(PREFIX + sha256);
      if (openUrl) URL.revokeObjectURL(openUrl);
      openUrl = kept && URL.createObjectURL(await kept.blob());
      return openUrl;
    },
    prune: async (keep) => {
      const old = (await cache.keys()).filter(({ url }) => !keep.has(hashOf(url)));
      await Promise.all(old.map((request) => cache.delete(request)));
    },
  };
}

async function fetchSong(cache: Cache, track: LeaseTrack): Promise<Fetched> {
  const file = await download(track.url);
  if (!file) return "unreachable";
  const hash = toHex(new Uint8Array(await crypto.subtle.digest("SHA-256", await file.arrayBuffer())));
  if (hash !== track.sha256) return "wrong_file";
  try {
    await cache.put(PREFIX + track.sha256, new Response(file, { headers: { "content-type": file.type } }));
    return "kept";
  } catch {
    return "disk_low";
  }
}

async function download(url: string): Promise<Blob | undefined> {
  try {
    const response = await fetch(url, { signal: AbortSignal.timeout(TIMEOUT_MS), credentials: "omit" });
    return response.ok ? await response.blob() : undefined;
  } catch {
    return undefined;
  }
}

function hashOf(url: string): string {
  return url.slice(url.lastIndexOf("/") + 1);
}
