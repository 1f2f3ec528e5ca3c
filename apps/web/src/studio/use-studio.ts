import type { SalePrice } from "@songkeeper/client";
import { queryOptions, useInfiniteQuery, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { client } from "../shell/client.ts";
import { uploads } from "./uploads.ts";
import { studioKeys } from "./use-draft.ts";

/** The musician's drafts, the one changed last first. */
export function useDrafts() {
  return useQuery({ queryKey: studioKeys.drafts, queryFn: ({ signal }) => client.studio.listDrafts(signal) });
}

/** The musician's releases, the newest first, a page at a time. */
export function useReleases() {
  return useInfiniteQuery({
    queryKey: studioKeys.releases,
    queryFn: ({ pageParam, signal }) => client.studio.listReleases(pageParam ?? undefined, signal),
    initialPageParam: null as string | null,
    getNextPageParam: (last) => last.cursor,
  });
}

/** Begins a draft, with files that are sent to it at once, and goes there. */
export function useNewDraft() {
  const queries = useQueryClient();
  const navigate = useNavigate();
  return useMutation({
    mutationFn: async (files: readonly File[]) => {
      const draft = await client.studio.addDraft();
      uploads.add(draft.id, files);
      return draft;
    },
    onSuccess: async (draft) => {
      queries.setQueryData(studioKeys.draft(draft.id), draft);
      await queries.invalidateQueries({ queryKey: studioKeys.drafts });
      await navigate({ to: "/studio/draft/$draftId", params: { draftId: draft.id }, search: { step: "files" } });
    },
  });
}

/** Removes a draft, or brings it back while that can be undone. */
export function useDraftRemoval() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: ({ draftId, back }: { draftId: string; back: boolean }) =>
      back ? client.studio.restoreDraft(draftId) : client.studio.removeDraft(draftId),
    onSuccess: () => queries.invalidateQueries({ queryKey: studioKeys.drafts }),
  });
}

/** What a musician may change of a song that is out. */
export type SongChange =
  | { readonly kind: "withdraw" | "restore" }
  | { readonly kind: "sale"; readonly sale: SalePrice }
  | { readonly kind: "listening"; readonly listening: "full" | "preview" }
  | { readonly kind: "preview"; readonly startMs: number | null };

/** A change of a song that is out; the releases are asked for anew. */
export function useSongChange(trackId: string) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (change: SongChange) => send(trackId, change),
    onSuccess: () => queries.invalidateQueries({ queryKey: studioKeys.releases }),
  });
}

function send(trackId: string, change: SongChange): Promise<undefined> {
  switch (change.kind) {
    case "sale":
      return client.studio.changeSalePrice(trackId, change.sale);
    case "listening":
      return client.studio.changeListening(trackId, { listening: change.listening });
    case "preview":
      return client.studio.changePreview(trackId, { startMs: change.startMs });
    case "withdraw":
      return client.studio.withdraw(trackId);
    case "restore":
      return client.studio.restore(trackId);
  }
}

/** The recording of a song that is out, as its owner hears it. */
export function recordingQuery(recordingId: string) {
  return queryOptions({
    queryKey: ["recording", recordingId],
    queryFn: ({ signal }) => client.studio.getRecording(recordingId, signal),
  });
}

/** A song with its fees and credits, as its owner sees it. */
export function trackQuery(trackId: string) {
  return queryOptions({
    queryKey: ["track", trackId],
    queryFn: ({ signal }) => client.catalog.getTrack(trackId, signal),
  });
}
