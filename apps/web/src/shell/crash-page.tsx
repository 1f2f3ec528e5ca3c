import { Trans, useLingui } from "@lingui/react/macro";
import { ProblemError } from "@songkeeper/client";
import { useMutation } from "@tanstack/react-query";
import { Link, type ErrorComponentProps } from "@tanstack/react-router";
import { RefreshCw } from "lucide-react";
import { client } from "./client.ts";
import { PageTitle } from "./page-title.tsx";
import { ProblemNote } from "./problem-note.tsx";

/** When drawing a page failed: without a connection, by our mistake, or because a new version replaced this one's files. */
export function CrashPage({ error }: ErrorComponentProps) {
  return error instanceof ProblemError ? <OutOfReach problem={error} /> : <Broken error={error} />;
}

/** The page's files did not come. They are fetched with the whole page, but only once the platform answers. */
function OutOfReach({ problem }: { problem: ProblemError }) {
  const { t } = useLingui();
  const again = useMutation({ mutationFn: () => client.auth.ready(), onSuccess: () => location.reload() });
  return (
    <div className="max-w-xl space-y-6">
      <PageTitle>{t`This page did not come`}</PageTitle>
      <h1>
        <Trans>This page did not come</Trans>
      </h1>
      <ProblemNote error={again.error ?? problem}>
        <button type="button" className="button button-quiet" disabled={again.isPending} onClick={() => again.mutate()}>
          <RefreshCw aria-hidden className="size-4" />
          {again.isPending ? <Trans>Asking again…</Trans> : <Trans>Try again</Trans>}
        </button>
      </ProblemNote>
    </div>
  );
}

function Broken({ error }: { error: unknown }) {
  const { t } = useLingui();
  return (
    <div role="alert" className="max-w-xl space-y-4">
      <PageTitle>{t`This page broke`}</PageTitle>
      <h1>
        <Trans>This page broke</Trans>
      </h1>
      <p className="text-soft">
        <Trans>
          It is our mistake, not yours, and nothing that was saved is lost. Often a new version has come out: load the
          page again. If it breaks again, send us the line below.
        </Trans>
      </p>
      <p className="code rounded-card bg-sunken p-3">{error instanceof Error ? error.message : String(error)}</p>
      <div className="flex flex-wrap gap-3">
        <button type="button" className="button button-main" onClick={() => location.reload()}>
          <Trans>Load the page again</Trans>
        </button>
        <Link to="/" className="button button-quiet">
          <Trans>To the first page</Trans>
        </Link>
      </div>
    </div>
  );
}
