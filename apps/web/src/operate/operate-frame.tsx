import { Trans, useLingui } from "@lingui/react/macro";
import { Link, Outlet } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { NotFoundPage } from "../shell/not-found-page.tsx";
import { PageTitle } from "../shell/page-title.tsx";
import { SignedInOnly } from "../shell/signed-in-only.tsx";

/** The operator's room: its pages and the way between them. */
export function OperateFrame() {
  return (
    <SignedInOnly>
      {({ user }) =>
        user.operator ? (
          <div className="space-y-6">
            <Pages />
            <Outlet />
          </div>
        ) : (
          <NotFoundPage />
        )
      }
    </SignedInOnly>
  );
}

function Pages() {
  const { t } = useLingui();
  return (
    <nav aria-label={t`Pages of the operator’s room`} className="no-print border-b border-line">
      <PageTitle>{t`Operate`}</PageTitle>
      <ul className="-mx-2 flex flex-wrap">
        <PageLink to="/operate">
          <Trans>Close of the month</Trans>
        </PageLink>
        <PageLink to="/operate/books">
          <Trans>Books</Trans>
        </PageLink>
        <PageLink to="/operate/held">
          <Trans>Held plays</Trans>
        </PageLink>
        <PageLink to="/operate/matches">
          <Trans>Held recordings</Trans>
        </PageLink>
        <PageLink to="/operate/parties">
          <Trans>Parties</Trans>
        </PageLink>
        <PageLink to="/operate/payouts">
          <Trans>Payouts</Trans>
        </PageLink>
        <PageLink to="/operate/messages">
          <Trans>Messages</Trans>
        </PageLink>
        <PageLink to="/operate/health">
          <Trans>Health</Trans>
        </PageLink>
      </ul>
    </nav>
  );
}

interface PageLinkProps {
  to:
    | "/operate"
    | "/operate/books"
    | "/operate/held"
    | "/operate/matches"
    | "/operate/parties"
    | "/operate/payouts"
    | "/operate/messages"
    | "/operate/health";
  children: ReactNode;
}

function PageLink({ to, children }: PageLinkProps) {
  return (
    <li>
      <Link
        to={to}
        activeOptions={{ exact: true }}
        className="flex min-h-11 items-center border-b-2 border-transparent px-3 text-soft hover:text-ink"
        activeProps={{ className: "border-b-accent! text-ink! font-strong" }}
      >
        {children}
      </Link>
    </li>
  );
}
