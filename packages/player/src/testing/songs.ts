import type { Song } from "../song.ts";

/** A song that bears its title everywhere. */
export function songNamed(title: string): Song {
  return {
    id: `song-${title}`,
    title,
    artist: { id: "artist", name: "Lin Hai" },
    release: { id: "release", title: "Rain" },
    coverId: null,
    color: null,
    durationMs: 200_000,
  };
}
