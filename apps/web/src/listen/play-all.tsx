import { Trans } from "@lingui/react/macro";
import type { SongCard } from "@songkeeper/client";
import { currentSong } from "@songkeeper/player";
import { Pause, Play, Shuffle } from "lucide-react";
import type { ReactNode } from "react";
import { playable, player, usePlayer } from "./player.ts";

/** Plays a list from its first song; once it is heard, pauses it. */
export function PlayAll({ songs, children }: { songs: readonly SongCard[]; children: ReactNode }) {
  const here = usePlayer((state) => songs.some(({ id }) => id === currentSong(state)?.id));
  const sounding = usePlayer(({ status }) => status === "playing" || status === "loading");
  const first = songs[0];
  if (!first) return null;
  const pauses = here && sounding;
  return (
    <button
      type="button"
      className="button button-main"
      onPointerDown={() => here || player.warm(first.id)}
      onClick={() => (here ? player.toggle() : player.play(songs.map(playable)))}
    >
      {pauses ? (
        <Pause aria-hidden className="size-5" fill="currentColor" />
      ) : (
        <Play aria-hidden className="size-5" fill="currentColor" />
      )}
      {pauses ? <Trans>Pause</Trans> : children}
    </button>
  );
}

/** Plays a list in an order by chance. */
export function ShuffleAll({ songs }: { songs: readonly SongCard[] }) {
  if (songs.length < 2) return null;
  const shuffle = () => {
    player.play(songs.map(playable), Math.floor(Math.random() * songs.length));
    if (!player.store.getState().queue.unshuffled) player.toggleShuffle();
  };
  return (
    <button type="button" className="button button-quiet" onClick={shuffle}>
      <Shuffle aria-hidden className="size-5" />
      <Trans>Shuffle</Trans>
    </button>
  );
}
