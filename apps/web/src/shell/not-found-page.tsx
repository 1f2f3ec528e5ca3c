import { Trans, useLingui } from "@lingui/react/macro";
import { Link } from "@tanstack/react-router";
import { PageTitle } from "./page-title.tsx";

/** For an address that leads nowhere. */
export function NotFoundPage() {
  const { t } = useLingui();
  return (
    <div className="max-w-xl space-y-4">
      <PageTitle>{t`Nothing here`}</PageTitle>
      <h1>
        <Trans>There is nothing at this address</Trans>
      </h1>
      <p className="text-soft">
        <Trans>The link may be old, or a letter is missing. What belongs to somebody else also looks like this.</Trans>
      </p>
      <Link to="/" className="button button-main">
        <Trans>To the first page</Trans>
      </Link>
    </div>
  );
}
