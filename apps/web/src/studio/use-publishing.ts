import { ProblemError } from "@songkeeper/client";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useMemo, useState } from "react";
import { client } from "../shell/client.ts";
import { atField, type PublishProblem, publishProblems } from "./publish-problems.ts";
import { type DraftInHand, studioKeys } from "./use-draft.ts";

/** Publishing a draft: what keeps it from that, whether it was tried, and the trying. */
export interface Publishing {
  readonly problems: readonly PublishProblem[];
  readonly tried: boolean;
  readonly isPending: boolean;
  readonly error: Error | null;
  readonly publish: () => void;
}

/**
 * Checks a draft by the same rules as the server, saves it and publishes it. What the server finds wrong besides stands
 * at its field until the draft is changed.
 */
export function usePublishing(draft: DraftInHand): Publishing {
  const queries = useQueryClient();
  const [tried, setTried] = useState(false);
  const [refusedBody, setRefusedBody] = useState<unknown>();
  const asking = useMutation({
    mutationFn: async () => {
      const { revision } = await draft.save();
      return client.studio.publish(draft.id, revision);
    },
    onError: () => setRefusedBody(draft.body),
    onSuccess: () =>
      Promise.all([
        queries.invalidateQueries({ queryKey: studioKeys.draft(draft.id) }),
        queries.invalidateQueries({ queryKey: studioKeys.drafts }),
        queries.invalidateQueries({ queryKey: studioKeys.releases }),
        queries.invalidateQueries({ queryKey: ["me"] }),
      ]),
  });
  const own = useMemo(() => publishProblems(draft.body, draft.recordings), [draft.body, draft.recordings]);
  const theirs = asking.error instanceof ProblemError && refusedBody === draft.body ? asking.error.errors : [];
  const problems = own.length > 0 ? own : theirs.map(atField);
  return {
    problems,
    tried,
    isPending: asking.isPending,
    error: asking.error,
    publish: () => {
      setTried(true);
      if (own.length === 0) asking.mutate();
    },
  };
}
