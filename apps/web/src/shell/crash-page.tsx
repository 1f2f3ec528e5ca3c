import { Trans, useLingui } from "@lingui/react/macro";
import { Link, type ErrorComponentProps } from "@tanstack/react-router";
import { PageTitle } from "./page-title.tsx";

/** When drawing a page failed, by our mistake or because a new version replaced this one's files. */
export function CrashPage({ error }: ErrorComponentProps) {
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
