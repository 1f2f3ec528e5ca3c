import { type DraftBody, type DraftChange, type DraftView, ProblemError, type RecordingView } from "@songkeeper/client";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect, useState, useSyncExternalStore } from "react";
import { client } from "../shell/client.ts";
import { forget, keep, recall } from "../shell/language.ts";
import type { DraftCredit, DraftTrack } from "./credit-parts.ts";
import { DraftKeeper, type Kept } from "./draft-keeper.ts";
import type { UploadItem } from "./upload-queue.ts";
import { useUploads } from "./use-uploads.ts";
import { type Author, takeInRecordings } from "./take-in-recordings.ts";

/** What is read can be heard within a second or two: until it can, it is asked for often. */
const UNHEARD_POLL_MS = 300;
const WORKING_POLL_MS = 700;
const UPLOADING_POLL_MS = 4_000;
/** A person decides about a held recording: whoever waits with the page open sees it. */
const HELD_POLL_MS = 15_000;

/** The cache's names for what the Studio knows. */
export const studioKeys = {
  drafts: ["drafts"] as const,
  draft: (draftId: string) => ["draft", draftId] as const,
  releases: ["own-releases"] as const,
};

/** A draft under the pen: what it says now, and how to change it. */
export interface DraftInHand {
  readonly id: string;
  readonly kept: Kept;
  readonly body: DraftBody;
  readonly recordings: readonly RecordingView[];
  readonly author: Author;
  readonly change: (update: (body: DraftBody) => DraftBody) => void;
  readonly changeTrack: (at: number, change: Partial<DraftTrack>) => void;
  readonly isMine: (credit: DraftCredit) => boolean;
  /** Saves now and gives what the server has confirmed; throws when it did not. */
  readonly save: () => Promise<Kept>;
  /** Gives up this window's changes for what the server has. */
  readonly reload: () => Promise<void>;
}

/** A draft with its files; asked for often while something is made of them, or has just been sent. */
export function useDraftView(draftId: string) {
  const items = useUploads(draftId);
  return useQuery({
    queryKey: studioKeys.draft(draftId),
    queryFn: ({ signal }) => client.studio.getDraft(draftId, signal),
    refetchInterval: ({ state }) => pollMs(state.data, items),
    refetchIntervalInBackground: true,
  });
}

/** Asks anew for a draft's files: after one was sent, removed or tried again. */
export function useRefreshDraft(draftId: string): () => Promise<void> {
  const queries = useQueryClient();
  return () => queries.invalidateQueries({ queryKey: studioKeys.draft(draftId) });
}

/** A draft that is written: kept on the server, with a song for each of its files that has been read. */
export function useDraft(view: DraftView, author: Author): DraftInHand {
  const queries = useQueryClient();
  const [keeper] = useState(() => openKeeper(view, (saved) => queries.setQueryData(studioKeys.draft(view.id), saved)));
  const kept = useSyncExternalStore(keeper.subscribe, keeper.kept);
  useEffect(() => keeper.adopt(view), [keeper, view]);
  useEffect(() => {
    keeper.change((body) => takeInRecordings(body, view.recordings, author));
  }, [keeper, view.recordings, author]);
  useFlushOnLeaving(keeper);
  const reload = async () => {
    const fresh = await client.studio.getDraft(view.id);
    queries.setQueryData(studioKeys.draft(view.id), fresh);
    keeper.reload(fresh);
  };
  return {
    id: view.id,
    kept,
    body: kept.body,
    recordings: view.recordings,
    author,
    change: keeper.change,
    changeTrack: (at, change) =>
      keeper.change((body) => ({
        ...body,
        tracks: body.tracks.map((track, index) => (index === at ? { ...track, ...change } : track)),
      })),
    isMine: ({ partyId }) => partyId !== undefined && author.partyIds.includes(partyId),
    save: async () => {
      await keeper.flush();
      const now = keeper.kept();
      if (now.state !== "saved") throw now.error ?? new ProblemError({ code: "unreachable", status: 0 });
      return now;
    },
    reload,
  };
}

/** What is not saved yet is sent when the page is hidden, left or comes back on-line. */
function useFlushOnLeaving(keeper: DraftKeeper): void {
  useEffect(() => {
    const flush = () => void keeper.flush();
    const warn = (event: BeforeUnloadEvent) => {
      if (keeper.kept().state === "saved") return;
      flush();
      event.preventDefault();
    };
    document.addEventListener("visibilitychange", flush);
    addEventListener("online", flush);
    addEventListener("beforeunload", warn);
    return () => {
      flush();
      document.removeEventListener("visibilitychange", flush);
      removeEventListener("online", flush);
      removeEventListener("beforeunload", warn);
    };
  }, [keeper]);
}

/** A keeper of what the server has; or of what this device kept, if that was written on the same revision. */
function openKeeper(
  view: DraftView,
  onSaved: (update: (known?: DraftView) => DraftView | undefined) => void,
): DraftKeeper {
  const key = `songkeeper.draft.${view.id}`;
  const keeper = new DraftKeeper(view, {
    save: async (change) => {
      const saved = await client.studio.saveDraft(view.id, change);
      onSaved((known) => known && { ...known, ...saved, body: change.body });
      return saved;
    },
    backUp: (change) => (change ? keep(key, JSON.stringify(change)) : forget(key)),
    setTimer: (run, ms) => setTimeout(run, ms),
    clearTimer: (timer) => clearTimeout(typeof timer === "number" ? timer : undefined),
  });
  const backUp = readBackUp(recall(key));
  if (backUp?.revision === view.revision) keeper.change(() => backUp.body);
  return keeper;
}

function readBackUp(text: string | null): DraftChange | undefined {
  try {
    // Only this page writes under that key, in this form.
    const change: DraftChange | undefined = text ? JSON.parse(text) : undefined;
    return change;
  } catch {
    return undefined;
  }
}

function waitsForRuling({ kind, state }: RecordingView["matches"][number]): boolean {
  return kind === "held" && state === "open";
}

function pollMs(view: DraftView | undefined, items: readonly UploadItem[]): number | false {
  const stateOf = new Map(view?.recordings.map(({ id, state }) => [id, state]));
  const isNews = items.some(({ recordingId, state }) => {
    const known = recordingId === undefined ? "ready" : stateOf.get(recordingId);
    return known === undefined || (state === "sent" && known === "uploading");
  });
  const states = new Set(stateOf.values());
  const isUnheard = view?.recordings.some(({ state, playlistUrl }) => state === "working" && playlistUrl === null);
  if (isNews || states.has("waiting") || isUnheard) return UNHEARD_POLL_MS;
  if (states.has("working")) return WORKING_POLL_MS;
  if (states.has("uploading")) return UPLOADING_POLL_MS;
  const isHeld = view?.recordings.some(({ matches }) => matches.some(waitsForRuling));
  return isHeld ? HELD_POLL_MS : false;
}
