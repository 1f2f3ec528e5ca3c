import type { ArtistPage, HomeView, Listening, ReleasePage, SearchResult, SongPage } from "./shapes.ts";
import type { Send } from "./transport.ts";

/** What anybody may see and hear, signed in or not. */
export function listenClient(send: Send) {
  return {
    getHome: (signal?: AbortSignal) => send<HomeView>("/api/home", { signal }),
    search: (q: string, signal?: AbortSignal) => send<SearchResult>("/api/search", { query: { q }, signal }),
    getSong: (songId: string, signal?: AbortSignal) => send<SongPage>(`/api/songs/${songId}`, { signal }),
    getRelease: (releaseId: string, signal?: AbortSignal) =>
      send<ReleasePage>(`/api/releases/${releaseId}`, { signal }),
    getArtist: (artistId: string, signal?: AbortSignal) => send<ArtistPage>(`/api/artists/${artistId}`, { signal }),
    /** Leave to hear a song, as much of it as the listener may. */
    listen: (songId: string, signal?: AbortSignal) => send<Listening>(`/api/songs/${songId}/listen`, { signal }),
  };
}
