import { Trans, useLingui } from "@lingui/react/macro";
import type { SongCard } from "@songkeeper/client";
import { currentSong } from "@songkeeper/player";
import { useEffect, useRef } from "react";
import { lineAt, type TimedLine } from "./lyric-at.ts";
import { playable, player, usePlayer } from "./player.ts";

interface LyricsProps {
  song: SongCard;
  lyrics: string | null;
  timed: readonly TimedLine[] | null;
}

/** The words of a song; timed ones follow what is heard, and a tap on a line goes there. */
export function Lyrics({ song, lyrics, timed }: LyricsProps) {
  if (!timed && !lyrics) return null;
  return (
    <section className="card self-start space-y-3">
      <h2>
        <Trans>Lyrics</Trans>
      </h2>
      {timed ? (
        <TimedLyrics song={song} lines={timed} />
      ) : (
        <p lang={langOf(lyrics ?? "")} className="leading-loose whitespace-pre-line">
          {lyrics}
        </p>
      )}
    </section>
  );
}

function TimedLyrics({ song, lines }: { song: SongCard; lines: readonly TimedLine[] }) {
  const { t } = useLingui();
  const sung = usePlayer((state) => {
    const heard = state.source && currentSong(state)?.id === song.id;
    return heard ? lineAt(lines, state.positionMs + (state.source?.startMs ?? 0)) : -1;
  });
  const list = useRef<HTMLOListElement>(null);
  useEffect(() => {
    const line = list.current?.children[sung];
    if (!(line instanceof HTMLElement) || !list.current) return;
    // Only the lyrics move, never the page under the reader.
    list.current.scrollTo({ top: line.offsetTop - list.current.clientHeight / 2, behavior: "smooth" });
  }, [sung]);
  return (
    <ol
      ref={list}
      lang={langOf(lines.map(({ text }) => text).join(" "))}
      tabIndex={0}
      aria-label={t`Lyrics that follow the song`}
      className="relative max-h-[28rem] overflow-y-auto motion-reduce:[scroll-behavior:auto]"
    >
      {lines.map((line, index) => (
        <li key={index} aria-current={index === sung ? "true" : undefined}>
          <button
            type="button"
            className={`min-h-9 w-full rounded-card px-2 py-1 text-start transition-colors ${
              index === sung ? "bg-accent-wash font-strong text-accent-deep" : "text-soft hover:text-ink"
            }`}
            onClick={() => goTo(song, line.atMs)}
          >
            {line.text || "♪"}
          </button>
        </li>
      ))}
    </ol>
  );
}

function goTo(song: SongCard, atMs: number): void {
  const state = player.store.getState();
  if (currentSong(state)?.id !== song.id) return player.play([playable(song)]);
  player.seek(atMs - (state.source?.startMs ?? 0));
  if (state.status !== "playing") player.resume();
}

function langOf(text: string): string {
  return /\p{Script=Han}/u.test(text) ? "zh" : "en";
}
