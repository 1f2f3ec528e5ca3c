import { currentSong } from "@songkeeper/player";
import { useEffect, useEffectEvent } from "react";
import { player } from "./player.ts";
import { actionOf, focusOf, type KeyAction } from "./player-keys.ts";

const STEP = 0.1;

/** The page's keys: they play, seek and search from anywhere but a text that is being typed. */
export function usePlayerKeys(onHelp: () => void): void {
  const onKey = useEffectEvent((event: KeyboardEvent) => {
    const held = event.ctrlKey || event.metaKey || event.altKey || event.isComposing || event.defaultPrevented;
    const action = actionOf({ key: event.key, held, focus: focusOf(event.target) });
    if (!action) return;
    if (action !== "search" && action !== "help" && !currentSong(player.store.getState())) return;
    event.preventDefault();
    if (action === "help") onHelp();
    else DOES[action]();
  });
  useEffect(() => {
    addEventListener("keydown", onKey);
    return () => removeEventListener("keydown", onKey);
  }, []);
}

const DOES: Record<Exclude<KeyAction, "help">, () => void> = {
  toggle: () => player.toggle(),
  back_10: () => player.seekBy(-10_000),
  forward_10: () => player.seekBy(10_000),
  back_5: () => player.seekBy(-5_000),
  forward_5: () => player.seekBy(5_000),
  louder: () => player.setVolume(player.store.getState().volume + STEP),
  quieter: () => player.setVolume(player.store.getState().volume - STEP),
  mute: () => player.toggleMuted(),
  next: () => player.next(),
  previous: () => player.previous(),
  search: () => document.querySelector<HTMLInputElement>("#search")?.focus(),
};
