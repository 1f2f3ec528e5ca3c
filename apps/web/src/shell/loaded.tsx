import { Trans, useLingui } from "@lingui/react/macro";
import type { UseQueryResult } from "@tanstack/react-query";
import { RefreshCw } from "lucide-react";
import type { ReactNode } from "react";
import { ProblemNote } from "./problem-note.tsx";
import { clockText } from "./time-text.ts";

interface LoadedProps<T> {
  query: UseQueryResult<T>;
  /** What stands there meanwhile, as tall as what will come, so that nothing jumps. */
  skeleton: ReactNode;
  /** The page's heading where what comes brings its own: it stands there until then, and when nothing comes. */
  heading?: ReactNode;
  children: (data: T) => ReactNode;
}

/** Data that is asked for: a skeleton, the data, or why it did not come with a button to ask again. */
export function Loaded<T>({ query, skeleton, heading, children }: LoadedProps<T>) {
  if (query.data !== undefined)
    return (
      <>
        {query.isRefetchError && <Stale query={query} />}
        {children(query.data)}
      </>
    );
  if (query.isError)
    return (
      <div className="space-y-6">
        {heading && <h1>{heading}</h1>}
        <ProblemNote error={query.error}>
          <RetryButton query={query} />
        </ProblemNote>
      </div>
    );
  return (
    <div aria-busy="true">
      <p className="sr-only" role="status">
        <Trans>Loading…</Trans>
      </p>
      {skeleton}
    </div>
  );
}

function Stale<T>({ query }: { query: UseQueryResult<T> }) {
  const { i18n } = useLingui();
  const time = clockText(new Date(query.dataUpdatedAt).toISOString(), i18n.locale);
  return (
    <div
      role="status"
      className="mb-4 flex flex-wrap items-center gap-x-4 gap-y-2 rounded-card bg-warn-wash px-4 py-2 text-warn"
    >
      <p>
        <Trans>The platform cannot be reached. This is what was known at {time}.</Trans>
      </p>
      <RetryButton query={query} />
    </div>
  );
}

function RetryButton<T>({ query }: { query: UseQueryResult<T> }) {
  return (
    <button
      type="button"
      className="button button-quiet"
      disabled={query.isFetching}
      onClick={() => void query.refetch()}
    >
      <RefreshCw aria-hidden className="size-4" />
      {query.isFetching ? <Trans>Asking again…</Trans> : <Trans>Try again</Trans>}
    </button>
  );
}

/** Grey blocks in the shape of cards to come. */
export function SkeletonCards({ heights }: { heights: readonly string[] }) {
  return (
    <div aria-hidden className="space-y-4">
      {heights.map((height, index) => (
        <div key={index} className="skeleton" style={{ height }} />
      ))}
    </div>
  );
}
