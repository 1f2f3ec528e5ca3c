import { useQuery } from "@tanstack/react-query";
import { client } from "../shell/client.ts";

/** The cache's names for what may be heard; all of it says whether the reader owns a song. */
export const LISTEN = "listen";

/** What a visitor sees first. */
export function useHome() {
  return useQuery({ queryKey: [LISTEN, "home"], queryFn: ({ signal }) => client.listen.getHome(signal) });
}

/** A song with everything its page says. */
export function useSong(songId: string) {
  return useQuery({
    queryKey: [LISTEN, "song", songId],
    queryFn: ({ signal }) => client.listen.getSong(songId, signal),
  });
}

/** A release with its songs. */
export function useRelease(releaseId: string) {
  return useQuery({
    queryKey: [LISTEN, "release", releaseId],
    queryFn: ({ signal }) => client.listen.getRelease(releaseId, signal),
  });
}

/** An artist with all releases and songs. */
export function useArtist(artistId: string) {
  return useQuery({
    queryKey: [LISTEN, "artist", artistId],
    queryFn: ({ signal }) => client.listen.getArtist(artistId, signal),
  });
}

/** What is found for these words; the answer for fewer words stands until it is there. */
export function useSearch(words: string) {
  return useQuery({
    queryKey: [LISTEN, "search", words],
    queryFn: ({ signal }) => client.listen.search(words, signal),
    enabled: words !== "",
    placeholderData: (before) => before,
  });
}
