import type { Song } from "./song.ts";

/** One place in the queue. A song may stand in it twice, so that places have keys of their own. */
export interface Entry {
  readonly key: number;
  readonly song: Song;
}

export const REPEATS = ["off", "all", "one"] as const;
export type Repeat = (typeof REPEATS)[number];

/** What plays, in the order in which it plays. */
export interface Queue {
  readonly entries: readonly Entry[];
  /** Which entry is heard; -1 while there is none. */
  readonly at: number;
  readonly repeat: Repeat;
  /** The keys in the order before they were shuffled; null while they are not. */
  readonly unshuffled: readonly number[] | null;
  /** Keys are never used twice, also when entries were removed: what was cleared may come back. */
  readonly nextKey: number;
}

/** A number from 0 up to 1, by chance. */
export type Dice = () => number;

export const EMPTY_QUEUE: Queue = { entries: [], at: -1, repeat: "off", unshuffled: null, nextKey: 1 };

/** The entry that is heard. */
export function currentEntry({ entries, at }: Queue): Entry | undefined {
  return entries[at];
}

/** A new queue of these songs, heard from `at` on; a shuffled queue stays so, with the chosen song first. */
export function playSongs(queue: Queue, songs: readonly Song[], at: number, dice: Dice): Queue {
  const next = { ...queue, entries: numbered(queue, songs), at, unshuffled: null, nextKey: keyAfter(queue, songs) };
  return queue.unshuffled ? shuffled(next, dice) : next;
}

/** Songs at the end of the queue. */
export function addLast(queue: Queue, songs: readonly Song[]): Queue {
  return insert(queue, queue.entries.length, songs);
}

/** Songs right after the one that is heard. */
export function addNext(queue: Queue, songs: readonly Song[]): Queue {
  return insert(queue, queue.at + 1, songs);
}

/** Without one entry. Where it is the one that is heard, the next takes its place, or the one before the end. */
export function removeEntry(queue: Queue, key: number): Queue {
  const index = indexOf(queue, key);
  if (index < 0) return queue;
  const entries = queue.entries.toSpliced(index, 1);
  const at = index < queue.at ? queue.at - 1 : Math.min(queue.at, entries.length - 1);
  return { ...queue, entries, at, unshuffled: queue.unshuffled?.filter((other) => other !== key) ?? null };
}

/** An entry at another index; what is heard goes on being heard. */
export function moveEntry(queue: Queue, key: number, to: number): Queue {
  const from = indexOf(queue, key);
  const entry = queue.entries[from];
  if (!entry) return queue;
  const rest = queue.entries.toSpliced(from, 1);
  const index = Math.max(0, Math.min(to, rest.length));
  return heardAgain(queue, { ...queue, entries: rest.toSpliced(index, 0, entry) });
}

/** Only what is heard now. */
export function onlyCurrent(queue: Queue): Queue {
  const entry = currentEntry(queue);
  return { ...queue, entries: entry ? [entry] : [], at: entry ? 0 : -1, unshuffled: queue.unshuffled && keys(entry) };
}

/** What was cleared is there again, around what is heard now; what was added since follows it. */
export function restored(cleared: Queue, now: Queue): Queue {
  const known = new Set(cleared.entries.map(({ key }) => key));
  const added = now.entries.filter(({ key }) => !known.has(key));
  const unshuffled = cleared.unshuffled && [...cleared.unshuffled, ...added.map(({ key }) => key)];
  const whole = { ...now, at: cleared.at, unshuffled, entries: [...cleared.entries, ...added] };
  return currentEntry(now) ? heardAgain(now, whole) : whole;
}

/** Heard at another entry. */
export function jumpTo(queue: Queue, key: number): Queue {
  const at = indexOf(queue, key);
  return at < 0 ? queue : { ...queue, at };
}

/** Where the queue goes after a song: at its end by itself (`ended`), or because the listener wants the next one. */
export function nextAt({ entries, at, repeat }: Queue, ended: boolean): number | undefined {
  if (ended && repeat === "one") return at;
  if (at + 1 < entries.length) return at + 1;
  return repeat === "off" || entries.length === 0 ? undefined : 0;
}

/** The entry before; the last one before the first where the queue goes round. */
export function previousAt({ entries, at, repeat }: Queue): number | undefined {
  if (at > 0) return at - 1;
  return repeat === "off" || entries.length === 0 ? undefined : entries.length - 1;
}

/** What is heard first, all else in an order by chance. */
export function shuffled(queue: Queue, dice: Dice): Queue {
  const current = currentEntry(queue);
  const rest = queue.entries.filter((entry) => entry !== current);
  const drawn: Entry[] = [];
  while (rest.length > 0) drawn.push(...rest.splice(Math.floor(dice() * rest.length), 1));
  const unshuffled = queue.entries.map(({ key }) => key);
  return { ...queue, entries: current ? [current, ...drawn] : drawn, at: current ? 0 : -1, unshuffled };
}

/** The order as it was before shuffling, with what was added since where it was added. */
export function inOrder(queue: Queue): Queue {
  const place = new Map(queue.unshuffled?.map((key, index) => [key, index]));
  const entries = queue.entries.toSorted((one, other) => (place.get(one.key) ?? 0) - (place.get(other.key) ?? 0));
  return heardAgain(queue, { ...queue, entries, unshuffled: null });
}

/** The next way to repeat: off, all, one, and off again. */
export function nextRepeat(repeat: Repeat): Repeat {
  return REPEATS[(REPEATS.indexOf(repeat) + 1) % REPEATS.length] ?? "off";
}

function insert(queue: Queue, index: number, songs: readonly Song[]): Queue {
  const added = numbered(queue, songs);
  const entries = queue.entries.toSpliced(index, 0, ...added);
  const at = queue.at < 0 && entries.length > 0 ? 0 : queue.at;
  const unshuffled = queue.unshuffled && withKeys(queue, queue.unshuffled, index, added);
  return { ...queue, entries, at, unshuffled, nextKey: keyAfter(queue, songs) };
}

/** In the order from before shuffling, what is added last stands last, and what plays next after what is heard. */
function withKeys(queue: Queue, order: readonly number[], index: number, added: readonly Entry[]): readonly number[] {
  const heard = index < queue.entries.length ? order.indexOf(currentEntry(queue)?.key ?? 0) : -1;
  return order.toSpliced(heard < 0 ? order.length : heard + 1, 0, ...added.map(({ key }) => key));
}

function numbered({ nextKey }: Queue, songs: readonly Song[]): Entry[] {
  return songs.map((song, index) => ({ key: nextKey + index, song }));
}

function keyAfter({ nextKey }: Queue, songs: readonly Song[]): number {
  return nextKey + songs.length;
}

function heardAgain(before: Queue, after: Queue): Queue {
  const current = currentEntry(before);
  return { ...after, at: current ? indexOf(after, current.key) : after.at };
}

function indexOf({ entries }: Queue, key: number): number {
  return entries.findIndex((entry) => entry.key === key);
}

function keys(entry: Entry | undefined): number[] {
  return entry ? [entry.key] : [];
}
