import type { Kept } from "./kept.ts";
import { currentEntry, type Queue } from "./queue.ts";
import type { Sleep } from "./sleep-timer.ts";
import type { Failure, Quality, Song, Sounding, Source } from "./song.ts";

/** Everything the player shows. */
export interface PlayerState {
  readonly queue: Queue;
  readonly status: "idle" | "loading" | "playing" | "paused" | "failed";
  /** Where in what is heard; a preview begins at 0. */
  readonly positionMs: number;
  readonly bufferedMs: number;
  readonly durationMs: number;
  readonly source: Source | undefined;
  /** What really sounds now; undefined until it does. */
  readonly sounding: Sounding | undefined;
  readonly volume: number;
  readonly muted: boolean;
  readonly quality: Quality;
  readonly failure: Failure | undefined;
  /** The song whose preview has just ended. */
  readonly previewOver: Song | undefined;
  /** The queue before it was cleared, as long as that can be undone. */
  readonly cleared: Queue | undefined;
  readonly sleep: Sleep;
}

/** The song that is heard, or stands ready to be. */
export function currentSong({ queue }: PlayerState): Song | undefined {
  return currentEntry(queue)?.song;
}

/** What is shown before anything happens: what was kept, paused. */
export function firstState({ queue, positionMs, volume, muted, quality }: Kept): PlayerState {
  const song = currentEntry(queue)?.song;
  return {
    queue,
    positionMs,
    volume,
    muted,
    quality,
    status: song ? "paused" : "idle",
    bufferedMs: 0,
    durationMs: song?.durationMs ?? 0,
    source: undefined,
    sounding: undefined,
    failure: undefined,
    previewOver: undefined,
    cleared: undefined,
    sleep: null,
  };
}
