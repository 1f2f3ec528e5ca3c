import type { SongCard } from "@songkeeper/client";
import { playable, player } from "./player.ts";
import { SongRow } from "./song-row.tsx";

interface SongListProps {
  songs: readonly SongCard[];
  byArtist?: boolean;
  numbered?: boolean;
}

/** Songs one under the other; playing one plays the list from there. */
export function SongList({ songs, byArtist = true, numbered = false }: SongListProps) {
  return (
    <ul>
      {songs.map((song, index) => (
        <SongRow
          key={song.id}
          song={song}
          byArtist={byArtist}
          onPlay={() => player.play(songs.map(playable), index)}
          {...(numbered ? { number: index + 1 } : {})}
        />
      ))}
    </ul>
  );
}
