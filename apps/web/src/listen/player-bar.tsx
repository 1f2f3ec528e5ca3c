import { useLingui } from "@lingui/react/macro";
import { currentSong } from "@songkeeper/player";
import { Link } from "@tanstack/react-router";
import { ChevronUp, ListMusic } from "lucide-react";
import { useState } from "react";
import { Cover } from "./cover.tsx";
import { usePlayer } from "./player.ts";
import { PlayerNotices } from "./player-notices.tsx";
import { PlayerSheet } from "./player-sheet.tsx";
import { QueueSheet } from "./queue-sheet.tsx";
import { SeekSlider } from "./seek-slider.tsx";
import { SoundingWord } from "./sounding-word.tsx";
import { NextButton, PlayPauseButton, PreviousButton, RepeatButton, ShuffleButton } from "./transport.tsx";
import { VolumeControl } from "./volume-control.tsx";

/** The bar at the foot of every page, once something is there to be heard. */
export function PlayerBar() {
  const { t } = useLingui();
  const [sheet, setSheet] = useState<"player" | "queue" | undefined>();
  const close = () => setSheet(undefined);
  return (
    <>
      <section
        aria-label={t`Player`}
        className="no-print fixed inset-x-0 bottom-0 z-30 border-t border-line bg-surface pb-[env(safe-area-inset-bottom)] shadow-card"
      >
        <PlayerNotices />
        <ProgressLine />
        <div className="mx-auto flex h-17 max-w-6xl items-center gap-2 px-3 sm:px-6 lg:h-20 lg:gap-5">
          <SongNamed />
          <div className="flex shrink-0 items-center">
            <PreviousButton className="max-sm:hidden" />
            <PlayPauseButton />
            <NextButton />
          </div>
          <SeekSlider className="hidden min-w-0 flex-[3] lg:flex" />
          <div className="hidden shrink-0 items-center lg:flex">
            <ShuffleButton />
            <RepeatButton />
            <VolumeControl className="w-32" />
          </div>
          <button
            type="button"
            className="button button-icon max-sm:hidden"
            aria-label={t`Queue`}
            onClick={() => setSheet("queue")}
          >
            <ListMusic aria-hidden className="size-5" />
          </button>
          <button
            type="button"
            className="button button-icon shrink-0 -ml-1"
            aria-label={t`Show the whole player`}
            onClick={() => setSheet("player")}
          >
            <ChevronUp aria-hidden className="size-5" />
          </button>
        </div>
      </section>
      {sheet === "player" && <PlayerSheet onClose={close} onQueue={() => setSheet("queue")} />}
      {sheet === "queue" && <QueueSheet onClose={close} />}
    </>
  );
}

function SongNamed() {
  const song = usePlayer(currentSong);
  if (!song) return null;
  return (
    <div className="flex min-w-0 flex-1 items-center gap-3 lg:flex-[2]">
      <Cover coverId={song.coverId} color={song.color} sizes="48px" className="size-12" />
      <div className="min-w-0">
        <Link to="/song/$songId" params={{ songId: song.id }} className="block truncate font-strong hover:underline">
          {song.title}
        </Link>
        <p className="flex items-center gap-2 text-sm text-soft">
          <Link to="/artist/$artistId" params={{ artistId: song.artist.id }} className="truncate hover:underline">
            {song.artist.name}
          </Link>
          <SoundingWord short />
        </p>
      </div>
    </div>
  );
}

/** How far the song is, where there is no room for its waveform; the whole player has a slider. */
function ProgressLine() {
  const share = usePlayer(({ positionMs, durationMs }) => (durationMs > 0 ? positionMs / durationMs : 0));
  return (
    <div aria-hidden className="h-1 bg-sunken lg:hidden">
      <div className="h-full bg-accent" style={{ width: `${Math.min(100, share * 100)}%` }} />
    </div>
  );
}
