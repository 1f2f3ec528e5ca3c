import type { PriceChange, Track, TrackPage } from "./shapes.ts";
import type { Send } from "./transport.ts";

/** A musician's songs and their fees. */
export function catalogClient(send: Send) {
  return {
    listTracks: (cursor?: string, signal?: AbortSignal) =>
      send<TrackPage>("/api/tracks", { query: { cursor }, signal }),
    getTrack: (trackId: string, signal?: AbortSignal) => send<Track>(`/api/tracks/${trackId}`, { signal }),
    changePrice: (trackId: string, change: PriceChange) =>
      send<Track>(`/api/tracks/${trackId}/prices`, { method: "POST", body: change }),
  };
}
