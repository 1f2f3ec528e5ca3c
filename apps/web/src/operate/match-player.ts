import type { HeldMatch } from "@songkeeper/client";
import { Player, type PlayerState, type Source } from "@songkeeper/player";
import { useSyncExternalStore } from "react";
import { player as everybodysPlayer } from "../listen/player.ts";

/** One of the two recordings of a match. */
export type MatchSide = HeldMatch["recording"];

const sources = new Map<string, Source>();

/** A player of its own: what is compared here is in nobody's queue. */
const player = new Player({
  source: (recordingId) => {
    const source = sources.get(recordingId);
    return source ? Promise.resolve(source) : Promise.reject(new Error(`nothing is known to hear of ${recordingId}`));
  },
  failureOf: () => "unreachable",
  storage: { read: () => null, write: () => undefined },
  dice: Math.random,
  now: Date.now,
});

// Two songs do not sound at once: what begins ends the other.
player.store.subscribe(({ status }, before) => {
  if (status === "loading" && before.status !== "loading") everybodysPlayer.pause();
});
everybodysPlayer.store.subscribe(({ status }, before) => {
  if (status === "playing" && before.status !== "playing") player.pause();
});

/** Where the sound that two recordings share begins in one of them, and in the other one, which is heard instead. */
export interface SharedPlace {
  readonly atMs: number;
  readonly other: { readonly recordingId: string; readonly atMs: number };
}

/** Plays a recording or pauses it: where the same sound begins, or at the place at which the other one was just heard. */
export function toggleSide(side: MatchSide, { atMs, other }: SharedPlace): void {
  const { status, positionMs } = player.store.getState();
  const heard = heardId(player.store.getState());
  if (heard === side.recordingId && status !== "failed") return player.toggle();
  const { playlistUrl, waveformUrl, durationMs } = side;
  if (!playlistUrl || durationMs === null) return;
  sources.set(side.recordingId, sourceOf({ playlistUrl, durationMs, waveformUrl: waveformUrl ?? "" }));
  player.play([songOf(side, durationMs)]);
  player.seek(heard === other.recordingId ? atMs + positionMs - other.atMs : atMs);
}

/** Goes to a place in what is heard. */
export function seekSide(toMs: number): void {
  player.seek(toMs);
}

/** Silence, for when the page is left. */
export function endComparing(): void {
  player.pause();
}

/** How the hearing of one recording goes; undefined while another is heard, or none. */
export function useHeardSide(recordingId: string): Pick<PlayerState, "status" | "positionMs"> | undefined {
  const state = useSyncExternalStore(player.store.subscribe, player.store.getState);
  return heardId(state) === recordingId && state.status !== "idle" ? state : undefined;
}

function heardId({ queue }: PlayerState): string | undefined {
  return queue.entries[queue.at]?.song.id;
}

function sourceOf(of: Pick<Source, "playlistUrl" | "durationMs" | "waveformUrl">): Source {
  return { ...of, tier: "standard", expiresAt: null, startMs: 0, gainDb: 0, releaseGainDb: null };
}

function songOf({ recordingId, title, artist, fileName }: MatchSide, durationMs: number) {
  return {
    id: recordingId,
    title: title ?? fileName,
    artist: { id: "", name: artist ?? "" },
    release: { id: "", title: "" },
    coverId: null,
    color: null,
    durationMs,
  };
}
