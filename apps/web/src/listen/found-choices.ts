import type { ArtistCard, ReleaseCard, SearchResult, SongCard } from "@songkeeper/client";

/** One line that search offers while somebody types, and where it leads. */
export interface FoundChoice {
  readonly key: string;
  readonly kind: "song" | "artist" | "release" | "line";
  readonly title: string;
  readonly detail: string;
  readonly coverId: string | null;
  readonly to: string;
}

const MOST = { songs: 5, artists: 2, releases: 2, lines: 2 };

/** The best of what was found, as one list to go through with the keys. A song found twice stands once. */
export function foundChoices({ songs, artists, releases, lines }: SearchResult): FoundChoice[] {
  const shown = songs.slice(0, MOST.songs);
  const known = new Set(shown.map(({ id }) => id));
  const otherLines = lines.filter(({ song }) => !known.has(song.id));
  return [
    ...shown.map((song) => ofSong("song", song, song.artist.name)),
    ...artists.slice(0, MOST.artists).map(ofArtist),
    ...releases.slice(0, MOST.releases).map(ofRelease),
    ...otherLines.slice(0, MOST.lines).map(({ song, line }) => ofSong("line", song, line)),
  ];
}

function ofSong(kind: "song" | "line", { id, title, coverId }: SongCard, detail: string): FoundChoice {
  return { key: `${kind} ${id}`, kind, title, detail, coverId, to: `/song/${id}` };
}

function ofArtist({ id, name, coverId }: ArtistCard): FoundChoice {
  return { key: `artist ${id}`, kind: "artist", title: name, detail: "", coverId, to: `/artist/${id}` };
}

function ofRelease({ id, title, artist, coverId }: ReleaseCard): FoundChoice {
  return { key: `release ${id}`, kind: "release", title, detail: artist.name, coverId, to: `/release/${id}` };
}
