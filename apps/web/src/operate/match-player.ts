import type { HeldMatch } from "@songkeeper/client";
import type { PlayerState, Source } from "@songkeeper/player";
import { useSyncExternalStore } from "react";
import { sidePlayer } from "../listen/side-player.ts";

/** One of the two recordings of a match. */
export type MatchSide = HeldMatch["recording"];

const { player, know, heardId } = sidePlayer();

/** Where the sound that two recordings share begins in one of them, and in the other one, which is heard instead. */
export interface SharedPlace {
  readonly atMs: number;
  readonly other: { readonly recordingId: string; readonly atMs: number };
}

/** Plays a recording or pauses it: where the same sound begins, or at the place at which the other one was just heard. */
export function toggleSide(side: MatchSide, { atMs, other }: SharedPlace): void {
  const { status, positionMs } = player.store.getState();
  const heard = heardId();
  if (heard === side.recordingId && status !== "failed") return player.toggle();
  const { playlistUrl, waveformUrl, durationMs } = side;
  if (!playlistUrl || durationMs === null) return;
  know(side.recordingId, sourceOf({ playlistUrl, durationMs, waveformUrl: waveformUrl ?? "" }));
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
  return heardId() === recordingId && state.status !== "idle" ? state : undefined;
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
