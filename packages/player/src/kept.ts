import { parseJson } from "@songkeeper/base";
import { type Entry, EMPTY_QUEUE, type Queue, REPEATS } from "./queue.ts";
import { QUALITIES, type Quality, type Song } from "./song.ts";

/** What a device keeps of the player, so that music goes on where it was after a reload. */
export interface Kept {
  readonly queue: Queue;
  readonly positionMs: number;
  readonly volume: number;
  readonly muted: boolean;
  readonly quality: Quality;
}

const VERSION = 1;
/** Of a long queue only so many entries are kept, around what is heard. */
const ENTRIES_MAX = 200;

export const NOTHING_KEPT: Kept = { queue: EMPTY_QUEUE, positionMs: 0, volume: 1, muted: false, quality: "lossless" };

/** The kept things as text. */
export function writeKept(kept: Kept): string {
  const { entries, at } = kept.queue;
  const from = Math.max(0, Math.min(at - 20, entries.length - ENTRIES_MAX));
  const queue = { ...kept.queue, entries: entries.slice(from, from + ENTRIES_MAX), at: at < 0 ? -1 : at - from };
  return JSON.stringify({ ...kept, version: VERSION, positionMs: Math.round(kept.positionMs), queue });
}

/** What was kept; what is not of the form that we write counts as nothing kept, and then `quality` is heard. */
export function readKept(text: string | null, quality: Quality = NOTHING_KEPT.quality): Kept {
  const nothing = { ...NOTHING_KEPT, quality };
  if (text === null) return nothing;
  try {
    const value = parseJson(text);
    return isKept(value) ? { ...value, queue: whole(value.queue) } : nothing;
  } catch {
    return nothing;
  }
}

/** An order from before shuffling that misses an entry, or knows too many, is brought in line. */
function whole(queue: Queue): Queue {
  if (!queue.unshuffled) return queue;
  const present = new Set(queue.entries.map(({ key }) => key));
  const known = queue.unshuffled.filter((key) => present.delete(key));
  return { ...queue, unshuffled: [...known, ...present] };
}

function isKept(value: unknown): value is Kept & { version: number } {
  return (
    isRecord(value) &&
    value["version"] === VERSION &&
    isQueue(value["queue"]) &&
    isNumber(value["positionMs"], 0) &&
    isNumber(value["volume"], 0, 1) &&
    typeof value["muted"] === "boolean" &&
    QUALITIES.some((known) => known === value["quality"])
  );
}

function isQueue(value: unknown): value is Queue {
  if (!isRecord(value)) return false;
  const { entries, at, repeat, unshuffled, nextKey } = value;
  return (
    isEntries(entries) &&
    isNumber(nextKey, Math.max(0, ...entries.map(({ key }) => key)) + 1) &&
    Number.isInteger(at) &&
    isNumber(at, entries.length === 0 ? -1 : 0, entries.length - 1) &&
    REPEATS.some((known) => known === repeat) &&
    (unshuffled === null || (Array.isArray(unshuffled) && unshuffled.every((key) => Number.isInteger(key))))
  );
}

function isEntries(value: unknown): value is Entry[] {
  return Array.isArray(value) && value.every(isEntry) && new Set(value.map(({ key }) => key)).size === value.length;
}

function isEntry(value: unknown): value is Entry {
  return isRecord(value) && Number.isInteger(value["key"]) && isSong(value["song"]);
}

function isSong(value: unknown): value is Song {
  return (
    isRecord(value) &&
    typeof value["id"] === "string" &&
    typeof value["title"] === "string" &&
    isNamed(value["artist"], "name") &&
    isNamed(value["release"], "title") &&
    isTextOrNull(value["coverId"]) &&
    isTextOrNull(value["color"]) &&
    isNumber(value["durationMs"], 0)
  );
}

function isNamed(value: unknown, name: string): boolean {
  return isRecord(value) && typeof value["id"] === "string" && typeof value[name] === "string";
}

function isTextOrNull(value: unknown): boolean {
  return value === null || typeof value === "string";
}

function isNumber(value: unknown, min: number, max = Number.MAX_SAFE_INTEGER): boolean {
  return typeof value === "number" && value >= min && value <= max;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null;
}
