import type { Player } from "../core/player.ts";
import type { View } from "../core/view.ts";

const TICK_MS = 250;

/** Lets the page drive a player: time, connection, visibility, keys and the lock screen. */
export function attachToPage(player: Player): void {
  setInterval(() => void player.tick(), TICK_MS);
  void player.tick();
  addEventListener("online", () => player.hurry());
  addEventListener("offline", () => player.lostConnection());
  addEventListener("pagehide", () => void player.hide());
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "hidden") void player.hide();
    else player.hurry();
  });
  document.addEventListener("keydown", (event) => onKey(player, event));
  if (!navigator.onLine) player.lostConnection();
  if ("wakeLock" in navigator) keepAwake();
  if ("mediaSession" in navigator) showOnLockScreen(player, navigator.mediaSession);
}

/** A tablet that dims its screen may stop the page and its clock; the lock is gone whenever the page is hidden. */
function keepAwake(): void {
  const ask = () => {
    // Refused on a low battery: the music then depends on the tablet's own settings.
    if (document.visibilityState === "visible") navigator.wakeLock.request("screen").catch(() => undefined);
  };
  document.addEventListener("visibilitychange", ask);
  ask();
}

/** Space plays and pauses, right is the next song, up and down are the volume; controls keep the keys they use themselves. */
function onKey(player: Player, event: KeyboardEvent): void {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  const isInControl = event.target instanceof HTMLElement && event.target.closest("button, input, a, select") !== null;
  const isInField = event.target instanceof HTMLInputElement;
  const actions: Record<string, (() => Promise<void>) | undefined> = {
    " ": isInControl ? undefined : () => toggle(player),
    ArrowRight: isInField ? undefined : () => player.skip(),
    ArrowUp: isInField ? undefined : () => player.setVolume(player.view.volume + 0.05),
    ArrowDown: isInField ? undefined : () => player.setVolume(player.view.volume - 0.05),
  };
  const action = actions[event.key];
  if (!action) return;
  event.preventDefault();
  void action();
}

/** Plays when it does not, pauses when it does. */
export function toggle(player: Player): Promise<void> {
  return player.view.doing === "playing" ? player.pause() : player.play();
}

function showOnLockScreen(player: Player, session: MediaSession): void {
  session.setActionHandler("play", () => void player.play());
  session.setActionHandler("pause", () => void player.pause());
  session.setActionHandler("nexttrack", () => void player.skip());
  let shown: View["track"] = null;
  player.subscribe(() => {
    const { track, doing } = player.view;
    session.playbackState = doing === "playing" ? "playing" : "paused";
    if (track?.trackId === shown?.trackId) return;
    shown = track;
    session.metadata = track && new MediaMetadata({ title: track.title, artist: track.artist });
  });
}
