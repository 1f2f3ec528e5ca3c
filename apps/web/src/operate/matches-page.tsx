import { Trans, useLingui } from "@lingui/react/macro";
import type { HeldMatchPage } from "@songkeeper/client";
import type { InfiniteData, UseInfiniteQueryResult } from "@tanstack/react-query";
import { getRouteApi, Link } from "@tanstack/react-router";
import { type ReactNode, useEffect } from "react";
import { SkeletonCards } from "../shell/loaded.tsx";
import { ProblemNote } from "../shell/problem-note.tsx";
import { MatchCard } from "./match-card.tsx";
import { endComparing } from "./match-player.ts";
import { useMatches } from "./use-operate.ts";

const route = getRouteApi("/operate/matches");

/** Recordings that hold another musician's sound: what waits for a decision, and what was decided. */
export function MatchesPage() {
  const { t } = useLingui();
  const { decided = false } = route.useSearch();
  const matches = useMatches(decided);
  useEffect(() => endComparing, []);
  return (
    <div className="space-y-6">
      <h1>
        <Trans>Held recordings</Trans>
      </h1>
      <p className="max-w-prose text-soft">
        <Trans>
          Another musician’s sound was found in each. Hear both: the second one you start goes on at the place of the
          first. Until you decide, the later one cannot be published.
        </Trans>
      </p>
      <nav aria-label={t`Which held recordings`} className="flex gap-2">
        <Choice isDecided={false} isChosen={!decided}>
          <Trans>Waiting</Trans>
        </Choice>
        <Choice isDecided isChosen={decided}>
          <Trans>Decided</Trans>
        </Choice>
      </nav>
      <MatchList
        matches={matches}
        empty={decided ? <Trans>Nothing has been decided yet.</Trans> : <Trans>Nothing waits for a decision.</Trans>}
      />
    </div>
  );
}

function Choice({ isDecided, isChosen, children }: { isDecided: boolean; isChosen: boolean; children: ReactNode }) {
  return (
    <Link
      to="/operate/matches"
      search={isDecided ? { decided: true } : {}}
      aria-current={isChosen ? "page" : undefined}
      className={`button ${isChosen ? "button-quiet border-accent! font-strong" : "button-quiet"}`}
    >
      {children}
    </Link>
  );
}

interface MatchListProps {
  matches: UseInfiniteQueryResult<InfiniteData<HeldMatchPage>>;
  empty: ReactNode;
}

function MatchList({ matches, empty }: MatchListProps) {
  const items = matches.data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <>
      {matches.isPending && <SkeletonCards heights={["26rem", "26rem"]} />}
      {matches.isError && (
        <ProblemNote error={matches.error}>
          <button type="button" className="button button-quiet" onClick={() => void matches.refetch()}>
            <Trans>Try again</Trans>
          </button>
        </ProblemNote>
      )}
      {matches.data && items.length === 0 && <p className="card text-soft">{empty}</p>}
      <ul className="space-y-4">
        {items.map((match) => (
          <MatchCard key={match.id} match={match} />
        ))}
      </ul>
      {matches.hasNextPage && (
        <button
          type="button"
          className="button button-quiet w-full"
          disabled={matches.isFetchingNextPage}
          onClick={() => void matches.fetchNextPage()}
        >
          {matches.isFetchingNextPage ? <Trans>Loading…</Trans> : <Trans>Show more</Trans>}
        </button>
      )}
    </>
  );
}
