import type { RecordingView } from "@songkeeper/client";
import type { PlayerState, Song, Source } from "@songkeeper/player";
import { useSyncExternalStore } from "react";
import { sidePlayer } from "../listen/side-player.ts";

/** Songs that only their musician hears. */
const { player, know, heardId } = sidePlayer();
player.setQuality("lossless");

/** What is to stop before the song does; whoever pauses it or goes elsewhere in the song wants the song. */
let part: { readonly recordingId: string; readonly toMs: number } | undefined;
let partTimer: ReturnType<typeof setTimeout> | undefined;
/** The position is told a few times a second: the end of a part is waited for by a clock. */
const END_NEAR_MS = 1_000;

player.store.subscribe((state) => {
  clearTimeout(partTimer);
  if (!part || state.status !== "playing") return;
  if (heardId() !== part.recordingId) return void (part = undefined);
  const leftMs = part.toMs - state.positionMs;
  if (leftMs <= 0) endPart();
  else if (leftMs < END_NEAR_MS) partTimer = setTimeout(endPart, leftMs);
});

function endPart(): void {
  part = undefined;
  player.pause();
}

/** Plays a recording that is not published, or pauses it. */
export function toggleAudition(recording: RecordingView): void {
  part = undefined;
  if (heardId() === recording.id) return player.toggle();
  const source = sourceOf(recording);
  if (!source) return;
  know(recording.id, source);
  player.play([songOf(recording)]);
}

/** Plays a part of a recording and stops at its end. */
export function hearPart(recording: RecordingView, fromMs: number, toMs: number): void {
  const source = sourceOf(recording);
  if (!source) return;
  know(recording.id, source);
  player.play([songOf(recording)]);
  player.seek(fromMs);
  part = { recordingId: recording.id, toMs };
}

/** Goes on with the part that is heard now, if one is of this recording: its window was moved. */
export function movePart(recording: RecordingView, fromMs: number, toMs: number): void {
  if (part?.recordingId !== recording.id) return;
  part = { recordingId: recording.id, toMs };
  player.seek(fromMs);
}

/** Silence, for when the page is left. */
export function endAudition(): void {
  part = undefined;
  player.pause();
}

/** How the hearing of one recording goes; undefined while another is heard, or none. */
export function useAudition(
  recordingId: string,
): Pick<PlayerState, "status" | "positionMs" | "durationMs"> | undefined {
  const state = useSyncExternalStore(player.store.subscribe, player.store.getState);
  return heardId() === recordingId && state.status !== "idle" ? state : undefined;
}

/** Goes to a place in what is heard. */
export function seekAudition(toMs: number): void {
  // Whoever goes elsewhere does not want the part any more, but the song.
  part = undefined;
  player.seek(toMs);
}

function sourceOf({ playlistUrl, waveformUrl, source }: RecordingView): Source | undefined {
  if (!playlistUrl) return undefined;
  return {
    tier: "lossless",
    playlistUrl,
    expiresAt: null,
    // While it is read nobody knows yet how long it is.
    durationMs: source?.durationMs ?? 0,
    startMs: 0,
    gainDb: 0,
    releaseGainDb: null,
    waveformUrl: waveformUrl ?? "",
  };
}

function songOf({ id, fileName, tags, source, coverId }: RecordingView): Song {
  return {
    id,
    title: tags?.title ?? fileName,
    artist: { id: "", name: tags?.artist ?? "" },
    release: { id: "", title: "" },
    coverId,
    color: null,
    durationMs: source?.durationMs ?? 0,
  };
}
