import type { Queue } from "./queue.ts";
import type { Source } from "./song.ts";

/** Whether an entry is heard as part of its release: beside another song of it, in the order of a list. */
export function isHeardAsAlbum({ entries, unshuffled }: Queue, at: number): boolean {
  const release = entries[at]?.song.release.id;
  const beside = [entries[at - 1], entries[at + 1]];
  return unshuffled === null && beside.some((entry) => entry !== undefined && entry.song.release.id === release);
}

/** A song as loud as it is heard in its place of the queue: on an album, its quiet songs stay quiet. */
export function levelledIn(queue: Queue, at: number, source: Source): Source {
  const gainDb = isHeardAsAlbum(queue, at) ? (source.releaseGainDb ?? source.gainDb) : source.gainDb;
  return { ...source, gainDb };
}
