import { Trans } from "@lingui/react/macro";
import { useQueryClient } from "@tanstack/react-query";
import type { SongCard } from "@songkeeper/client";
import { currentSong, type PlayerState } from "@songkeeper/player";
import { Pause, Play } from "lucide-react";
import { playable, player, usePlayer } from "../listen/player.ts";
import { LISTEN, useSong } from "../listen/use-listen.ts";
import { ProblemNote } from "../shell/problem-note.tsx";

/** Hears a song that was just bought, as well as there is of it. */
export function HearIt({ songId, lossless }: { songId: string; lossless: boolean }) {
  const song = useSong(songId);
  const queries = useQueryClient();
  if (song.isError)
    return (
      <ProblemNote error={song.error}>
        <button
          type="button"
          className="button button-quiet"
          onClick={() => void queries.invalidateQueries({ queryKey: [LISTEN, "song", songId] })}
        >
          <Trans>Try again</Trans>
        </button>
      </ProblemNote>
    );
  if (!song.data) return <div aria-hidden className="skeleton h-11 w-44" />;
  return <HearButton song={song.data.song} lossless={lossless} />;
}

function HearButton({ song, lossless }: { song: SongCard; lossless: boolean }) {
  const sounds = usePlayer(
    (state) => currentSong(state)?.id === song.id && isBest(state, lossless) && state.status !== "paused",
  );
  const hear = () => {
    const state = player.store.getState();
    if (currentSong(state)?.id !== song.id) return player.play([playable(song)]);
    if (isBest(state, lossless)) return player.toggle();
    player.renew();
    player.resume();
  };
  return (
    <button type="button" className="button button-main" onClick={hear}>
      {sounds ? (
        <Pause aria-hidden className="size-5" fill="currentColor" />
      ) : (
        <Play aria-hidden className="size-5" fill="currentColor" />
      )}
      {sounds ? <Trans>Pause</Trans> : lossless ? <Trans>Hear it lossless</Trans> : <Trans>Hear it</Trans>}
    </button>
  );
}

/** Whether the address that is played gives as much as the buyer may hear. */
function isBest({ source }: PlayerState, lossless: boolean): boolean {
  return source?.tier === (lossless ? "lossless" : "standard");
}
