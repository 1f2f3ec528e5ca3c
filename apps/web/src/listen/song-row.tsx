import { Trans, useLingui } from "@lingui/react/macro";
import type { SongCard } from "@songkeeper/client";
import { currentSong } from "@songkeeper/player";
import { Link } from "@tanstack/react-router";
import { LoaderCircle, Pause, Play } from "lucide-react";
import { lengthText } from "../shell/time-text.ts";
import { Cover } from "./cover.tsx";
import { player, usePlayer } from "./player.ts";
import { PriceWord } from "./price-words.tsx";
import { SongMenu } from "./song-menu.tsx";
import { AiLabel, PreviewLabel } from "./song-labels.tsx";

interface SongRowProps {
  song: SongCard;
  /** The list is heard from this song on. */
  onPlay: () => void;
  /** Whether the artist is named: not on the artist's own page. */
  byArtist?: boolean;
  number?: number;
}

/** A song in a list: one tap on its cover and it sounds. */
export function SongRow({ song, onPlay, byArtist = true, number }: SongRowProps) {
  return (
    <li className="flex items-center gap-3 border-b border-line py-2 last:border-b-0">
      {number !== undefined && <span className="w-6 shrink-0 text-end text-sm text-soft max-sm:hidden">{number}</span>}
      <RowPlay song={song} onPlay={onPlay} />
      <div className="min-w-0 grow">
        <Link to="/song/$songId" params={{ songId: song.id }} className="block truncate font-strong hover:underline">
          {song.title}
        </Link>
        <p className="flex min-w-0 flex-wrap items-center gap-x-2 gap-y-1 text-sm text-soft">
          {byArtist && (
            <Link
              to="/artist/$artistId"
              params={{ artistId: song.artist.id }}
              className="block max-w-full truncate leading-6 hover:underline"
            >
              {song.artist.name}
            </Link>
          )}
          <span className="shrink-0">{lengthText(song.durationMs)}</span>
          {!song.owned && <PreviewLabel listening={song.listening} />}
          <AiLabel ai={song.ai} />
        </p>
      </div>
      {(song.owned || song.forSale) && (
        <Link
          to="/song/$songId"
          params={{ songId: song.id }}
          className="flex min-h-11 shrink-0 items-center text-sm whitespace-nowrap text-soft hover:text-ink"
        >
          <span>
            <PriceWord song={song} />
          </span>
        </Link>
      )}
      <SongMenu song={song} />
    </li>
  );
}

/** The cover as a button; what it does is drawn on it. */
function RowPlay({ song, onPlay }: { song: SongCard; onPlay: () => void }) {
  const { t } = useLingui();
  const isHere = usePlayer((state) => currentSong(state)?.id === song.id);
  const status = usePlayer((state) => (currentSong(state)?.id === song.id ? state.status : "idle"));
  const sounding = status === "playing" || status === "loading";
  const title = song.title;
  return (
    <button
      type="button"
      className="relative shrink-0 rounded-card"
      aria-label={sounding ? t`Pause ${title}` : t`Play ${title}`}
      onPointerDown={() => player.warm(song.id)}
      onClick={() => (isHere ? player.toggle() : onPlay())}
    >
      <Cover coverId={song.coverId} color={song.color} sizes="48px" className="size-12" />
      <span className="absolute inset-0 flex items-center justify-center">
        <span className="flex size-8 items-center justify-center rounded-full bg-[#000000a6] text-[#ffffff]">
          <RowIcon status={status} />
        </span>
      </span>
    </button>
  );
}

function RowIcon({ status }: { status: string }) {
  if (status === "loading") return <LoaderCircle aria-hidden className="size-4 animate-spin" />;
  if (status === "playing") return <Pause aria-hidden className="size-4" fill="currentColor" />;
  return <Play aria-hidden className="ml-0.5 size-4" fill="currentColor" />;
}

/** Said where a list has nothing. */
export function NoSongs() {
  return (
    <p className="text-soft">
      <Trans>No songs here yet.</Trans>
    </p>
  );
}
