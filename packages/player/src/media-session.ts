import { currentSong } from "./player-state.ts";
import type { Player } from "./player.ts";
import type { Song } from "./song.ts";

/** Ten seconds: what headphones and lock screens skip. */
const SKIP_MS = 10_000;

/** Shows the song on the lock screen, and obeys the keys there and on headphones. */
export function joinMediaSession(player: Player, artworkOf: (song: Song) => MediaImage[]): void {
  if (!("mediaSession" in navigator)) return;
  const session = navigator.mediaSession;
  obey(session, player);
  player.store.subscribe((state, before) => {
    const song = currentSong(state);
    if (song !== currentSong(before)) session.metadata = song ? metadataOf(song, artworkOf) : null;
    if (state.status !== before.status) session.playbackState = playbackOf(state.status);
    const jumped = Math.abs(state.positionMs - before.positionMs) > 1_000;
    if (state.status !== before.status || state.durationMs !== before.durationMs || jumped)
      showPosition(session, state);
  });
}

function obey(session: MediaSession, player: Player): void {
  const handlers: [MediaSessionAction, MediaSessionActionHandler][] = [
    ["play", () => player.resume()],
    ["pause", () => player.pause()],
    ["previoustrack", () => player.previous()],
    ["nexttrack", () => player.next()],
    ["seekbackward", ({ seekOffset }) => player.seekBy(-(seekOffset ?? SKIP_MS / 1000) * 1000)],
    ["seekforward", ({ seekOffset }) => player.seekBy((seekOffset ?? SKIP_MS / 1000) * 1000)],
    ["seekto", ({ seekTime }) => seekTime !== undefined && player.seek(seekTime * 1000)],
  ];
  for (const [action, handler] of handlers)
    try {
      session.setActionHandler(action, handler);
    } catch {
      // An older browser knows fewer actions, and says so by throwing.
    }
}

function metadataOf(song: Song, artworkOf: (song: Song) => MediaImage[]): MediaMetadata {
  const { title, artist, release } = song;
  return new MediaMetadata({ title, artist: artist.name, album: release.title, artwork: artworkOf(song) });
}

function playbackOf(status: string): MediaSessionPlaybackState {
  if (status === "playing" || status === "loading") return "playing";
  return status === "idle" ? "none" : "paused";
}

function showPosition(session: MediaSession, { durationMs, positionMs }: { durationMs: number; positionMs: number }) {
  if (durationMs > 0)
    session.setPositionState({ duration: durationMs / 1000, position: Math.min(positionMs, durationMs) / 1000 });
}
